import { findShipped } from '../advisories/shipped.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { CHECKS } from '../checks/index.ts';
import { AuditError, EXIT } from '../errors.ts';
import { GATE_ITEM_RECORDS, POLICY_CHECKS } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import type { JudgedFinding } from '../model/decision.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { loadInventory, loadPolicy, reportOn } from './_run-scan.ts';
import type { ExplainCommandOptions } from './explain.ts';
import type { Terminal } from './terminal.ts';

const ALL_CHECKS = [...CHECKS, ...POLICY_CHECKS];

/** Text wrapped at `width`, indented. */
function paragraph(text: string, width: number, indent = 2): string {
  const lines = [''];
  for (const word of escapeLine(text, 4000).split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}

function listAll(width: number): string {
  const rows = (records: ReadonlyArray<{ id: string; title: string }>): string =>
    records.map(({ id, title }) => `  ${id.padEnd(26)}${escapeLine(title, Math.max(20, width - 28))}\n`).join('');
  return `Checks\n${rows(ALL_CHECKS)}\nGate items\n${rows(GATE_ITEM_RECORDS)}\nAlso: any advisory id that ships in the package, and the id of any finding with --from.\n`;
}

function explainFinding(finding: JudgedFinding, width: number): string {
  const lines = [
    `${finding.id}  ${escapeLine(finding.title)}\n`,
    paragraph(
      `Action: ${finding.action} by ${finding.rules.join(', ') || 'no rule'}. Severity: ${finding.severity}. Confidence: ${finding.confidence}.`,
      width,
    ),
    ...finding.cleared.map(({ rule, by }) => paragraph(`Rule ${rule} was cleared by ${by}.`, width)),
    ...(finding.server === null ? [] : [paragraph(`Server: ${finding.server}`, width)]),
    ...finding.locations.map(({ file, line, column }) => paragraph(`Declared at ${file}:${line}:${column}`, width)),
    ...(finding.chain.length > 1 ? [paragraph(`Comes by ${finding.chain.join(' > ')}`, width)] : []),
    ...finding.evidence.map((sentence) => paragraph(sentence, width)),
    paragraph(`Mend: ${finding.fix}`, width),
  ];
  return lines.join('');
}

/** Prints what is known about an id. An unknown id is a usage error that names near ones. */
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
  const parts: string[] = [];
  const check = ALL_CHECKS.find((candidate) => candidate.id === id);
  if (check) {
    parts.push(
      `${check.id}: ${check.title}\n`,
      `\nWhy it counts\n${paragraph(check.why, width)}`,
      `\nWhat to do\n${paragraph(check.remediation, width)}`,
      check.references.length === 0 ? '' : `\nSources\n${check.references.map((url) => `  ${url}\n`).join('')}`,
      `\nGate item: ${check.item}\n`,
    );
  }
  const item = GATE_ITEM_RECORDS.find((candidate) => candidate.id === id);
  if (item) parts.push(`${item.id}: ${item.title}\n\nWhy it counts\n${paragraph(item.why, width)}`);

  const record = findShipped(realFiles, id);
  if (record) parts.push(explainRecord(record, width));

  if (options.from !== undefined) {
    const inventory = loadInventory(realFiles, options.from, terminal.cwd);
    const { decision } = reportOn(
      inventory,
      loadPolicy(realFiles, options.policy, terminal.cwd),
      {},
      new Date(inventory.createdAt),
    );
    const findings = decision.findings.filter((finding) => [finding.id, finding.check, ...finding.ids].includes(id));
    parts.push(...findings.map((finding) => `\n${explainFinding(finding, width)}`));
  }
  if (parts.length === 0) {
    throw new AuditError('usage', `nothing is known about ${id}`, {
      hint: 'mcp-audit explain lists what can be explained; --from FILE adds the findings of a kept inventory.',
    });
  }
  terminal.stdout(parts.join('').replace(/^\n/, ''));
  return EXIT.pass;
}

function explainRecord(record: OsvRecord, width: number): string {
  const affected = record.affected.map(({ ecosystem, name, ranges, versions }) => {
    const events = ranges.flatMap((range) =>
      range.events.map(({ kind, version }) => `${kind.replace('_', ' ')} ${version}`),
    );
    const listed = versions.length === 0 ? [] : [`versions ${versions.slice(0, 10).join(', ')}`];
    return paragraph(`${ecosystem} ${name}: ${[...events, ...listed].join(', ')}`, width);
  });
  const aliases = record.aliases.length === 0 ? '' : ` (${record.aliases.join(', ')})`;
  const severity = record.label === null ? '' : `\nSeverity\n  ${record.label.toLowerCase()}\n`;
  const url = `https://osv.dev/vulnerability/${record.id}`;
  return `${record.id}${aliases}\n${paragraph(record.summary, width)}${severity}\nAffected\n${affected.join('')}\nSource\n  ${url}\n`;
}
