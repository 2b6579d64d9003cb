import { resolve } from 'node:path';
import { mappingsOf } from '../checks/_mappings.ts';
import { CHECKS } from '../checks/index.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import { GATE_ITEM_RECORDS, judge, POLICY_CHECKS, withoutPrivate, type PolicyFile } from '../gate/index.ts';
import type { Decision } from '../model/decision.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { stringify } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import { version } from '../package.ts';
import { exploitationIn } from './_exploitation.ts';
import { withIo } from './_io.ts';
import { cleanWhenKilled } from './_killed.ts';
import { liveOf } from './_live.ts';
import { loadPolicies } from './_load-policy.ts';
import { loadInventory } from './_load-inventory.ts';
import { reachOf } from './_reach.ts';
import { targetsOf, writeNamed, writeReports } from './_output.ts';
import { cacheOf, databaseOf, selectionOf } from './_selection.ts';
import { withSubjects } from './_subjects.ts';
import type { JudgeOptions, LookOptions, ScanCommandOptions } from './scan.ts';
import type { Terminal } from './terminal.ts';

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
      mappings: mappingsOf(id),
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

/** A pipe or a file may end up anywhere. */
export function refuseUnwatched({ isTerminal }: Terminal): void {
  if (isTerminal) return;
  throw new AuditError('usage', '--reveal-private shows what is not public on a terminal only', {
    hint: 'Leave it out, or do not redirect the output.',
  });
}

/** Scans (or loads), judges and reports; the exit code is the verdict's. */
export async function runScan(options: ScanCommandOptions, terminal: Terminal): Promise<number> {
  // What the user got wrong is said before anything is looked at.
  const targets = targetsOf(options, terminal.cwd);
  if (options.revealPrivate === true) refuseUnwatched(terminal);
  const policy = loadPolicies(realFiles, options.policy, terminal.cwd);
  const inventory =
    options.from === undefined
      ? await scanNow(options, terminal)
      : loadInventory(realFiles, options.from, terminal.cwd);
  const now = new Date();
  const report = reportOn(inventory, policy, options, now);
  // What is not public yet stays so, whatever time is judged.
  const told = withoutPrivate(report, policy, now);
  if (options.save !== undefined) {
    writeNamed(realFiles, resolve(terminal.cwd, options.save), stringify(told.inventory));
  }
  writeReports(told, targets, options, realFiles, terminal, options.revealPrivate === true ? report : told);
  return exitCodeOf(report.decision);
}

/** What is on this machine now, as the options say how to look. */
export async function scanNow(options: LookOptions, terminal: Terminal): Promise<Inventory> {
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
    withIo(terminal, options.offline !== true, async (io, clear) => {
      const whole = { ...selection, files: [...selection.files, ...files] };
      const { close, ...live } = await liveOf(options, selection.managed, terminal, { clear, answers: null });
      const stopWatching = cleanWhenKilled(clear);
      try {
        return await scan(
          {
            selection: whole,
            machine,
            images,
            cache,
            advisories,
            registries,
            exploitation,
            version: version(),
            reach: reachOf(selection.managed, cache),
            ...live,
          },
          io,
        );
      } finally {
        stopWatching();
        close();
      }
    }),
  );
}
