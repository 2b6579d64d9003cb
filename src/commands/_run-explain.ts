import { findShipped } from '../advisories/shipped.ts';
import { CHECKS } from '../checks/index.ts';
import { AuditError, EXIT } from '../errors.ts';
import { didYouMean, GATE_ITEM_RECORDS, POLICY_CHECKS } from '../gate/index.ts';
import { realFiles, realStorage } from '../io/index.ts';
import type { JudgedFinding } from '../model/decision.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { explainFinding } from './_explain-finding.ts';
import { explainRecord } from './_explain-record.ts';
import { findKept } from './_kept-record.ts';
import { ITEM_REMEDIES } from './_item-remedies.ts';
import { paragraph } from './_paragraph.ts';
import { loadPolicy } from './_load-policy.ts';
import { loadInventory, reportOn } from './_run-scan.ts';
import { databaseOf } from './_selection.ts';
import type { ExplainCommandOptions } from './explain.ts';
import type { Terminal } from './terminal.ts';

const ALL_CHECKS = [...CHECKS, ...POLICY_CHECKS];

function listAll(width: number): string {
  const rows = (records: ReadonlyArray<{ id: string; title: string }>): string =>
    records.map(({ id, title }) => `  ${id.padEnd(26)}${escapeLine(title, Math.max(20, width - 28))}\n`).join('');
  return `Checks\n${rows(ALL_CHECKS)}\nGate items\n${rows(GATE_ITEM_RECORDS)}\nAlso: any advisory id that is kept on this machine (mcp-audit db) or ships in the package, and the id of any finding with --from.\n`;
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
  const file = loadPolicy(realFiles, policy, cwd);
  return reportOn(inventory, file, {}, new Date(inventory.createdAt)).decision.findings;
}

function unknown(id: string, findings: readonly JudgedFinding[]): AuditError {
  const meant = didYouMean(
    id,
    [...ALL_CHECKS, ...GATE_ITEM_RECORDS, ...findings].map((one) => one.id),
  );
  const question = meant === null ? '' : `: did you mean ${meant}?`;
  return new AuditError('usage', `nothing is known about ${id}${question}`, {
    hint: 'mcp-audit explain lists what can be explained; --from FILE adds the findings of a kept inventory.',
  });
}

/** Prints what is known about an id. An unknown id is a usage error that names a near one. */
export async function runExplain(
  id: string | undefined,
  options: ExplainCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const width = Math.min(terminal.width, 100);
  if (id === undefined) {
    terminal.stdout(listAll(width));
    return EXIT.pass;
  }
  const now = new Date();
  const kept = findKept(databaseOf(options, terminal), id, { files: realFiles, storage: realStorage }, now);
  const shipped = kept.length > 0 ? null : findShipped(realFiles, id, now);
  const findings = keptFindings(options, terminal.cwd);
  const about = findings.filter((finding) => [finding.id, finding.check, ...finding.ids].includes(id));
  const parts = [
    ...explainCheck(id, width),
    ...explainItem(id, width),
    ...kept.map(({ record, details }, index) => `${index === 0 ? '' : '\n'}${explainRecord(record, width, details)}`),
    ...(shipped === null ? [] : [explainRecord(shipped, width)]),
    ...about.map((finding) => `\n${explainFinding(finding, width)}`),
  ];
  if (parts.length === 0) throw unknown(id, findings);
  terminal.stdout(parts.join('').replace(/^\n/, ''));
  return EXIT.pass;
}
