import type { AffectedEntry, OsvRecord } from '../advisory/record.ts';
import { rate } from '../advisory/severity.ts';
import { firstOf } from './_db-words.ts';
import { paragraph } from './_paragraph.ts';

function affectedBy({ ecosystem, name, ranges, versions }: AffectedEntry): string {
  const events = ranges
    .filter(({ type }) => type !== 'GIT')
    .flatMap((range) => range.events.map(({ kind, version }) => `${kind.replace('_', ' ')} ${version}`));
  const listed = versions.length === 0 ? [] : [`versions ${firstOf(versions, 10)}`];
  return `${ecosystem} ${name}: ${[...events, ...listed].join(', ')}`;
}

const isMalware = ({ id, aliases }: Pick<OsvRecord, 'id' | 'aliases'>): boolean =>
  [id, ...aliases].some((one) => one.startsWith('MAL-'));

/** For each package the versions that end a range. */
function remedies({ id, aliases, affected }: OsvRecord): string[] {
  if (isMalware({ id, aliases })) {
    return ['Remove the package, and treat every credential in its reach as known to others.'];
  }
  const fixes = new Map<string, Set<string>>();
  for (const { name, ranges } of affected) {
    const known = fixes.get(name) ?? new Set();
    const ends = ranges.flatMap(({ type, events }) => (type === 'GIT' ? [] : events));
    for (const { kind, version } of ends) if (kind === 'fixed') known.add(version);
    fixes.set(name, known);
  }
  return [...fixes].map(([name, versions]) => {
    const [first, ...others] = versions;
    if (first === undefined) {
      return `No fixed version of ${name} is named: remove or disable the server, or record a dated exception in the policy.`;
    }
    if (others.length === 0) return `Move ${name} to ${first} or later.`;
    return `Move ${name} to the version that ends the range you are in, or later: ${[...versions].join(', ')}.`;
  });
}

const LONGEST_DETAILS = 6000;

/** Markdown as it is written, a paragraph for each line: nothing of it is rendered. */
function explainDetails(details: string, width: number): string[] {
  const lines = details
    .slice(0, LONGEST_DETAILS)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  if (lines.length === 0) return [];
  const cut = details.length > LONGEST_DETAILS ? [paragraph('…', width)] : [];
  return [`Details\n${[...lines.map((line) => paragraph(line, width)), ...cut].join('')}`];
}

const inOneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** Summary and details without what one repeats of the other: a record without a summary is known by the beginning of its details. */
function withoutRepeats(summary: string, details: string): { summary: string; details: string } {
  const [short, long] = [inOneLine(summary), inOneLine(details)];
  if (short === long) return { summary, details: '' };
  return long.startsWith(short.replace(/…$/, '')) ? { summary: '', details } : { summary, details };
}

/** `high (GHSA label, score 7.5)`, or one such line for each package where they differ. */
async function severities(record: OsvRecord): Promise<string[]> {
  const found = new Map<string, string>();
  for (const { ecosystem, name } of record.affected) {
    const { severity, severitySource, score } = await rate([record], { ecosystem, name, version: '' });
    const source = [severitySource, score === null ? '' : `score ${score.toFixed(1)}`].filter((part) => part !== '');
    // Nobody scores malware.
    if (source.length === 0 && isMalware(record)) continue;
    const words = source.length === 0 ? 'unknown: no source states one' : `${severity} (${source.join(', ')})`;
    if (!found.has(words)) found.set(words, name);
  }
  return found.size === 1 ? [...found.keys()] : [...found].map(([words, name]) => `${name}: ${words}`);
}

/** What an advisory says, and what to do about it. `details`: at length, where that is known; `from`: where this text is kept. */
export async function explainRecord(
  record: OsvRecord,
  width: number,
  { details, from }: { details: string; from: string },
): Promise<string> {
  const paragraphs = (texts: readonly string[]): string => texts.map((text) => paragraph(text, width)).join('');
  const said = withoutRepeats(record.summary, details);
  const aliases = record.aliases.length === 0 ? '' : ` (${record.aliases.join(', ')})`;
  const ratings = await severities(record);
  return [
    `${paragraph(`${record.id}${aliases}`, width, 0)}${said.summary === '' ? '' : paragraph(said.summary, width)}`,
    ...(ratings.length === 0 ? [] : [`Severity\n${paragraphs(ratings)}`]),
    ...(record.withdrawn ? ['Withdrawn\n  Its publisher took it back: it matches nothing.\n'] : []),
    `Affected\n${paragraphs(record.affected.map(affectedBy))}`,
    ...explainDetails(said.details, width),
    `What to do\n${paragraphs(remedies(record))}`,
    `Source\n  https://osv.dev/vulnerability/${record.id}\n${paragraph(from, width)}`,
  ].join('\n');
}
