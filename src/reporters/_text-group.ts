import type { JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import { placeOf, shortenPathsIn } from './_place.ts';
import type { Group } from './_text-groups.ts';
import type { Page, Piece } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { ACTION_WORDS, countBySeverity, type Tone } from './_words.ts';

const INDENT = 4;
const STATUS_WIDTH = 9;
/** Labels stand before the column of the title, which details share. */
const LABEL_WIDTH = 6;
/** Of the rest of a group. */
const NAMES_SHOWN = 20;

export const SEVERITY_TONES: Record<Severity, Tone> = {
  critical: 'bad',
  high: 'bad',
  unknown: 'open',
  medium: 'caution',
  low: 'quiet',
  info: 'quiet',
};

/** `high`, or `high, exploited` where somebody is known to do so. */
function severityOf(severity: Severity, exploited: boolean): Piece {
  const word = severity === 'unknown' ? 'unknown severity' : severity;
  return exploited ? { text: `${word}, exploited`, tone: 'bad' } : { text: word, tone: SEVERITY_TONES[severity] };
}

/** The title, with the vulnerability's id where it does not name it. */
export function titleOf({ title, vulnerability }: Finding): string {
  return vulnerability === null || title.includes(vulnerability) ? title : `${title} (${vulnerability})`;
}

/** The line that an entry begins with: what the policy does, how bad it is, and what it is. */
export function actionRow(page: Page, { action, severity, exploited }: JudgedFinding, title: readonly Piece[]): void {
  const { symbol, word, tone } = ACTION_WORDS[action];
  page.row({
    indent: INDENT,
    cells: [{ text: `${symbol} ${word}`, width: STATUS_WIDTH, tone }],
    body: [severityOf(severity, exploited), { text: '·', tone: 'quiet' }, ...title],
  });
}

/** The first sentence: the rest is what `explain` is for. */
export function firstSentence(text: string): string {
  const end = text.indexOf('. ');
  return end === -1 ? text : text.slice(0, end + 1);
}

/** The part before a colon: what is wrong, without the words about it. */
function firstClause(text: string): string {
  const end = text.indexOf(': ');
  return end === -1 ? text : text.slice(0, end);
}

/** The part behind a colon: what is wrong, without whose it is. */
const lastClause = (text: string): string => text.slice(text.lastIndexOf(': ') + 1).trim();

function detail(page: Page, label: string, ...body: Array<Piece | string>): void {
  page.row({
    indent: INDENT + STATUS_WIDTH - LABEL_WIDTH,
    cells: [{ text: label, width: LABEL_WIDTH, tone: 'quiet' }],
    body,
  });
}

/** What a finding is called behind another of its group: about the same tool by its fault. */
function nameIn({ vulnerability, tool, title, exploited }: JudgedFinding, head: JudgedFinding): string {
  const name = vulnerability ?? (tool === null ? title : tool === head.tool ? lastClause(title) : tool);
  return exploited ? `${name} (exploited)` : name;
}

/** The rest of a group: `2 high: GHSA-a, GHSA-b; 1 low: GHSA-c`. */
function writeOthers(page: Page, head: JudgedFinding, others: readonly JudgedFinding[]): void {
  const parts = SEVERITIES.flatMap((severity) => {
    const names = others.filter((one) => one.severity === severity).map((one) => nameIn(one, head));
    const told = [...new Set(names)];
    const shown =
      told.length > NAMES_SHOWN ? [...told.slice(0, NAMES_SHOWN), `${told.length - NAMES_SHOWN} more`] : told;
    return names.length === 0 ? [] : [`${names.length} ${severity}: ${shown.join(', ')}`];
  });
  if (parts.length > 0) detail(page, 'also', parts.join('; '));
}

function writeWhere(page: Page, finding: Finding, known: ReadonlySet<string>, telling: Telling): void {
  const places = [...new Set(finding.locations.map((location) => placeOf(location, telling.target)))];
  const { shown } = firstOf(places, 1, telling);
  for (const place of shown.filter((one) => !known.has(one))) detail(page, 'at', { text: place, keep: true });
}

/** Why a check asks; what a vulnerability does stands in its title. */
function writeWhy(page: Page, finding: Finding, telling: Telling): void {
  if (finding.kind === 'vulnerability' && !telling.verbose) return;
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

/** `body-parser 1.20.3` where an earlier fix of the server is the same command but for the name and version; else null. */
function likeEarlier(
  { chain }: Finding,
  { fix, fixed }: Pick<Group, 'fix' | 'fixed'>,
  owner: string,
  telling: Telling,
): string | null {
  const step = chain.length > 1 ? (chain.at(-1) ?? '') : '';
  const name = step.slice(0, Math.max(0, step.lastIndexOf('@')));
  if (telling.verbose || name === '' || fixed === null || !fix.startsWith('Run `')) return null;
  const way = JSON.stringify([owner, fix.replaceAll(name, '…').replaceAll(fixed, '…')]);
  if (telling.ways.has(way)) return `${name} ${fixed}`;
  telling.ways.add(way);
  return null;
}

/** The fix; without the place when that is the only one and stands above. */
function writeFix(page: Page, fix: string, known: ReadonlySet<string>, telling: Telling): void {
  const text = shortenPathsIn(fix, telling.target);
  const [place] = known;
  const above = `In ${place} `;
  const isAbove = !telling.verbose && known.size === 1 && text.startsWith(above);
  const edit = text.slice(above.length);
  detail(page, 'fix', isAbove ? `${edit.charAt(0).toUpperCase()}${edit.slice(1)}` : text);
}

/**
 * One entry: what, where, by which chain, why it counts and the fix. The reason of a check is given once in a report,
 * and a problem met again under a later server is told in short; so is a group that only warns: its other members are
 * counted, and chains are left to `--verbose`. `known` are places that the reader sees above.
 */
export function writeGroup(
  page: Page,
  { findings, fix, fixed, problem }: Group,
  owner: string,
  known: ReadonlySet<string>,
  telling: Telling,
): void {
  const [head, ...others] = findings;
  const told = telling.verbose ? undefined : telling.told.get(problem);
  const isShort = head.action !== 'block' && !telling.verbose;
  const title: Piece[] = [{ text: told === undefined ? titleOf(head) : firstClause(titleOf(head)) }];
  if (told !== undefined) title.push({ text: `(the same as in ${told.owner})`, tone: 'quiet' });
  else if (isShort && others.length > 0) title.push({ text: `(and ${countBySeverity(others)})`, tone: 'caution' });
  actionRow(page, head, title);
  if (told === undefined) {
    if (!isShort) writeOthers(page, head, others);
    if (!isShort && head.chain.length > 1) detail(page, 'via', head.chain.join(' → '));
    telling.told.set(problem, { owner, fix });
  }
  writeWhere(page, head, known, telling);
  writeWhy(page, head, telling);
  if (telling.verbose) writeEvidence(page, head, telling);
  if (fix === '' || fix === told?.fix) return;
  const like = likeEarlier(head, { fix, fixed }, owner, telling);
  if (like === null) writeFix(page, fix, known, telling);
  else detail(page, 'fix', `The same way: ${like} or later.`);
}
