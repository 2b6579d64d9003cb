import { resolve } from 'node:path';
import { CHECKS } from '../checks/index.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles, type Files, type Io } from '../io/index.ts';
import { GATE_ITEM_RECORDS, judge, POLICY_CHECKS, type PolicyFile } from '../gate/index.ts';
import type { Decision } from '../model/decision.ts';
import { inventorySchema, type Inventory } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import { version } from '../package.ts';
import { exploitationIn } from './_exploitation.ts';
import { withIo } from './_io.ts';
import { loadPolicy } from './_load-policy.ts';
import { readNamed } from './_read-named.ts';
import { targetsOf, writeNamed, writeReports } from './_output.ts';
import { cacheOf, databaseOf, selectionOf } from './_selection.ts';
import { withSubjects } from './_subjects.ts';
import type { JudgeOptions, ScanCommandOptions } from './scan.ts';
import type { Terminal } from './terminal.ts';

const MAX_INVENTORY = 256 * 1024 * 1024;

/** Whether it is what the JSON or the SARIF reporter writes. */
function isReport(data: unknown): boolean {
  return typeof data === 'object' && data !== null && ('verdict' in data || 'runs' in data);
}

/** Null when there are so many mistakes that zod cannot hold them. */
function parseInventory(data: unknown): ReturnType<typeof inventorySchema.safeParse> | null {
  try {
    return inventorySchema.safeParse(data);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A kept inventory; it may come from anywhere, so every field is checked. */
export function loadInventory(files: Files, path: string, cwd: string): Inventory {
  const file = resolve(cwd, path);
  const hint = 'Make one with: mcp-audit scan --save FILE';
  const invalid = (why: string, cause?: unknown): AuditError =>
    new AuditError('input-invalid', `${file} is no inventory of this version: ${why}`, { hint, cause });
  let data: unknown;
  try {
    data = JSON.parse(readNamed(files, file, MAX_INVENTORY, 'the inventory'));
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw invalid('it is not JSON', error);
  }
  if (isReport(data)) throw new AuditError('input-invalid', `${file} is a report, not an inventory`, { hint });
  const parsed = parseInventory(data);
  if (parsed === null) throw invalid('it has more mistakes than can be told');
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // Both may hold keys of the file.
  const [place, what] = [issue?.path.join('.') ?? '', issue?.message ?? ''].map((text) => escapeLine(text, 200));
  throw invalid(`${place || 'the whole'}: ${what || 'not of its shape'}`);
}

export function reportOn(inventory: Inventory, policy: PolicyFile, options: JudgeOptions, now: Date): Report {
  const decision = judge(inventory, policy, options.asOf ?? now, { allowEmpty: options.allowEmpty === true });
  return {
    inventory,
    decision,
    checks: [...CHECKS, ...POLICY_CHECKS].map(({ id, title, why, remediation, references, kind, item }) => ({
      id,
      title,
      why,
      remediation,
      references: [...references],
      kind,
      item,
    })),
    items: GATE_ITEM_RECORDS.map(({ id, title, why }) => ({ id, title, why })),
  };
}

export function exitCodeOf({ verdict }: Decision): number {
  return EXIT[verdict];
}

function checkUrl(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new AuditError('usage', `${option}: not an http or https URL`, {
    hint: `Give ${option} an address that begins with https:// or http://.`,
  });
}

/** Scans (or loads), judges and reports; the exit code is the verdict's. */
export async function runScan(options: ScanCommandOptions, terminal: Terminal): Promise<number> {
  // What the user got wrong is said before anything is looked at.
  const targets = targetsOf(options, terminal.cwd);
  const policy = loadPolicy(realFiles, options.policy, terminal.cwd);
  const inventory =
    options.from === undefined
      ? await scanNow(options, terminal)
      : loadInventory(realFiles, options.from, terminal.cwd);
  if (options.save !== undefined) {
    writeNamed(realFiles, resolve(terminal.cwd, options.save), stringify(inventory));
  }
  const report = reportOn(inventory, policy, options, new Date());
  writeReports(report, targets, options, realFiles, terminal);
  return exitCodeOf(report.decision);
}

async function scanNow(options: ScanCommandOptions, terminal: Terminal): Promise<Inventory> {
  const { selection, machine, images } = selectionOf(options, terminal);
  const cache = cacheOf(options, terminal);
  const database = databaseOf(options, terminal);
  const advisories = { osvUrl: checkUrl('--osv-url', options.osvUrl), cache, database };
  const registries = {
    npmRegistry: checkUrl('--npm-registry', options.npmRegistry),
    pypiIndex: checkUrl('--pypi-index', options.pypiIndex),
    cache,
  };
  const exploitation = exploitationIn(options, realFiles, terminal.cwd);
  return withSubjects(options.packages ?? [], terminal, (files) =>
    withIo(terminal, options.offline !== true, (io: Io) => {
      const whole = { ...selection, files: [...selection.files, ...files] };
      return scan(
        { selection: whole, machine, images, cache, advisories, registries, exploitation, version: version() },
        io,
      );
    }),
  );
}
