import type { JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import { placeOf, shortenPathsIn } from './_place.ts';
import type { Group } from './_text-groups.ts';
import type { Page, Piece } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { ACTION_WORDS, type Tone } from './_words.ts';

const INDENT = 4;
const STATUS_WIDTH = 9;
const LABEL_WIDTH = 6;

const TONES: Record<Severity, Tone> = {
  critical: 'bad',
  high: 'bad',
  unknown: 'open',
  medium: 'caution',
  low: 'quiet',
  info: 'quiet',
};

function severityOf(severity: Severity): Piece {
  return { text: severity === 'unknown' ? 'unknown severity' : severity, tone: TONES[severity] };
}

/** The title, with the vulnerability's id where it does not name it. */
export function titleOf({ title, vulnerability }: Finding): string {
  return vulnerability === null || title.includes(vulnerability) ? title : `${title} (${vulnerability})`;
}

/** The first sentence: the rest is what `explain` is for. */
function firstSentence(text: string): string {
  const end = text.indexOf('. ');
  return end === -1 ? text : text.slice(0, end + 1);
}

function detail(page: Page, label: string, ...body: Array<Piece | string>): void {
  page.row({
    indent: INDENT + STATUS_WIDTH,
    cells: [{ text: label, width: LABEL_WIDTH, tone: 'quiet' }],
    body,
  });
}

/** The rest of a group: `2 high: GHSA-a, GHSA-b; 1 low: GHSA-c`. */
function writeOthers(page: Page, others: readonly JudgedFinding[]): void {
  const parts = SEVERITIES.flatMap((severity) => {
    const names = others.filter((one) => one.severity === severity).map((one) => one.vulnerability ?? one.title);
    return names.length === 0 ? [] : [`${names.length} ${severity}: ${names.join(', ')}`];
  });
  if (parts.length > 0) detail(page, 'also', parts.join('; '));
}

function writeWhere(page: Page, finding: Finding, known: ReadonlySet<string>, telling: Telling): void {
  const places = [...new Set(finding.locations.map((location) => placeOf(location, telling.target)))];
  const { shown } = firstOf(places, 1, telling);
  for (const place of shown.filter((one) => !known.has(one))) detail(page, 'at', { text: place, keep: true });
}

function writeWhy(page: Page, finding: Finding, telling: Telling): void {
  const why = telling.checks.get(finding.check)?.why ?? '';
  if (why !== '' && !telling.explained.has(finding.check)) detail(page, 'why', firstSentence(why));
  telling.explained.add(finding.check);
}

function writeEvidence(page: Page, finding: JudgedFinding, telling: Telling): void {
  for (const [at, sentence] of finding.evidence.entries()) {
    detail(page, at === 0 ? 'known' : '', shortenPathsIn(sentence, telling.target));
  }
  const facts = [
    `${finding.confidence} confidence`,
    `reach: ${finding.reachability}`,
    ...(finding.ids.length > 1 ? [`ids: ${finding.ids.join(', ')}`] : []),
    ...(finding.rules.length > 0 ? [`rules: ${finding.rules.join(', ')}`] : []),
    ...finding.cleared.map(({ rule, by }) => `${rule} cleared by ${by}`),
    `finding ${finding.id}`,
  ];
  detail(page, 'more', { text: facts.join('; '), tone: 'quiet' });
}

/**
 * One entry: what, where, by which chain, why it counts and the fix. The reason of a check is given once in a report,
 * and a problem met again under a later server is told in short. `known` are places that the reader sees above.
 */
export function writeGroup(
  page: Page,
  group: Group,
  owner: string,
  known: ReadonlySet<string>,
  telling: Telling,
): void {
  const [head, ...others] = group.findings;
  const { symbol, word, tone } = ACTION_WORDS[head.action];
  const told = telling.verbose ? undefined : telling.told.get(group.problem);
  const title: Piece[] = [severityOf(head.severity), { text: '·', tone: 'quiet' }, { text: titleOf(head) }];
  if (told !== undefined) title.push({ text: `(as in ${told.owner})`, tone: 'quiet' });
  page.row({ indent: INDENT, cells: [{ text: `${symbol} ${word}`, width: STATUS_WIDTH, tone }], body: title });
  if (told === undefined) {
    writeOthers(page, others);
    if (head.chain.length > 1) detail(page, 'via', head.chain.join(' → '));
    telling.told.set(group.problem, { owner, fix: group.fix });
  }
  writeWhere(page, head, known, telling);
  writeWhy(page, head, telling);
  if (telling.verbose) writeEvidence(page, head, telling);
  if (group.fix !== '' && group.fix !== told?.fix) detail(page, 'fix', shortenPathsIn(group.fix, telling.target));
}
