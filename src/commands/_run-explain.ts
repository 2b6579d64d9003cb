import { findShipped } from '../advisories/shipped.ts';
import { CHECKS } from '../checks/index.ts';
import { AuditError, EXIT } from '../errors.ts';
import { didYouMean, GATE_ITEM_RECORDS, POLICY_CHECKS, withoutPrivate } from '../gate/index.ts';
import { realFiles, realStorage } from '../io/index.ts';
import type { JudgedFinding } from '../model/decision.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { age } from './_db-words.ts';
import { explainFinding } from './_explain-finding.ts';
import { explainMappings } from './_explain-mappings.ts';
import { explainRecord } from './_explain-record.ts';
import { findKept } from './_kept-record.ts';
import { ITEM_REMEDIES } from './_item-remedies.ts';
import { paragraph } from './_paragraph.ts';
import { loadPolicies } from './_load-policy.ts';
import { loadInventory } from './_load-inventory.ts';
import { reportOn } from './_run-scan.ts';
import { databaseOf } from './_selection.ts';
import type { ExplainCommandOptions } from './explain.ts';
import { textWidth, type Terminal } from './terminal.ts';

const ALL_CHECKS = [...CHECKS, ...POLICY_CHECKS];

const ALSO =
  'Also: the id of any advisory that is kept on this machine (mcp-audit db) or ships with mcp-audit, and of any finding with --from.';

function listAll(width: number): string {
  const rows = (records: ReadonlyArray<{ id: string; title: string }>): string =>
    records.map(({ id, title }) => `  ${id.padEnd(26)}${escapeLine(title, Math.max(20, width - 28))}\n`).join('');
  return `Checks\n${rows(ALL_CHECKS)}\nGate items\n${rows(GATE_ITEM_RECORDS)}\n${paragraph(ALSO, width, 0)}`;
}

function explainCheck(id: string, width: number): string[] {
  const check = ALL_CHECKS.find((candidate) => candidate.id === id);
  if (check === undefined) return [];
  const sources = check.references.map((url) => `  ${url}\n`).join('');
  return [
    `${check.id}: ${check.title}\n`,
    `\nWhy it counts\n${paragraph(check.why, width)}`,
    `\nWhat to do\n${paragraph(check.remediation, width)}`,
    sources === '' ? '' : `\nSources\n${sources}`,
    `\nIn published lists\n${explainMappings(id, width)}`,
    `\nGate item: ${check.item}\n`,
  ];
}

function explainItem(id: string, width: number): string[] {
  const item = GATE_ITEM_RECORDS.find((candidate) => candidate.id === id);
  if (item === undefined) return [];
  return [
    `${item.id}: ${item.title}\n`,
    `\nWhy it counts\n${paragraph(item.why, width)}`,
    `\nWhat to do\n${paragraph(ITEM_REMEDIES[item.id], width)}`,
  ];
}

/** The findings of the kept inventory that `--from` names, judged as of its own time. */
function keptFindings({ from, policy }: ExplainCommandOptions, cwd: string): JudgedFinding[] {
  if (from === undefined) return [];
  const inventory = loadInventory(realFiles, from, cwd);
  const file = loadPolicies(realFiles, policy, cwd);
  const report = reportOn(inventory, file, {}, new Date(inventory.createdAt));
  return withoutPrivate(report, file, new Date()).decision.findings;
}

/** As databases of advisories form their ids: `GHSA-6xpm-ggf7-wc3p`, `CVE-2025-6514`. */
const ADVISORY_ID = /^[A-Za-z]+-(?:\d{4}-\d+|[a-z\d]{4}-[a-z\d]{4}-[a-z\d]{4})$/;

/** An id as its database writes it: GitHub's are in lower case behind their name, all others in upper case. */
function spelledId(id: string): string {
  if (!ADVISORY_ID.test(id.toLowerCase())) return id;
  return /^ghsa-/i.test(id) ? id.toLowerCase().replace('ghsa', 'GHSA') : id.toUpperCase();
}

function unknown(id: string, findings: readonly JudgedFinding[]): AuditError {
  const meant = didYouMean(
    id,
    [...ALL_CHECKS, ...GATE_ITEM_RECORDS, ...findings].map((one) => one.id),
  );
  const question = meant === null ? '' : `: did you mean ${meant}?`;
  return new AuditError('usage', `nothing is known about ${id}${question}`, {
    hint: ADVISORY_ID.test(id)
      ? `It is neither kept on this machine nor shipped. Keep all advisories: mcp-audit db update; or read https://osv.dev/vulnerability/${id}`
      : 'mcp-audit explain lists what can be explained; --from FILE adds the findings of a kept inventory. Servers and tools: mcp-audit policy explain.',
  });
}

/** Prints what is known about an id. An unknown id is a usage error that names a near one. */
export async function runExplain(
  id: string | undefined,
  options: ExplainCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const width = textWidth(terminal);
  if (id === undefined) {
    terminal.stdout(listAll(width));
    return EXIT.pass;
  }
  const now = new Date();
  const advisory = spelledId(id);
  const kept = findKept(databaseOf(options, terminal), advisory, { files: realFiles, storage: realStorage }, now);
  const shipped = kept.length > 0 ? null : findShipped(realFiles, advisory, now);
  const findings = keptFindings(options, terminal.cwd);
  const about = findings.filter((finding) =>
    [finding.id, finding.check, ...finding.ids].some((one) => one === id || one === advisory),
  );
  const records: string[] = [];
  for (const { record, details, kept: places } of kept) {
    const from = `As kept in the local database: ${places.map((one) => `${one.ecosystem}, data ${age(one.dataTime, now)}`).join('; ')}.`;
    records.push(await explainRecord(record, width, { details, from }));
  }
  if (shipped !== null) {
    records.push(await explainRecord(shipped, width, { details: '', from: 'As it ships with mcp-audit.' }));
  }
  const parts = [
    ...explainCheck(id, width),
    ...explainItem(id, width),
    ...(records.length === 0 ? [] : [records.join('\n')]),
    ...about.map((finding) => `\n${explainFinding(finding, width)}`),
  ];
  if (parts.length === 0) throw unknown(id, findings);
  terminal.stdout(parts.join('').replace(/^\n/, ''));
  return EXIT.pass;
}
