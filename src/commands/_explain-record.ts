import type { AffectedEntry, OsvRecord } from '../advisory/record.ts';
import { paragraph } from './_paragraph.ts';

function affectedBy({ ecosystem, name, ranges, versions }: AffectedEntry): string {
  const events = ranges
    .filter(({ type }) => type !== 'GIT')
    .flatMap((range) => range.events.map(({ kind, version }) => `${kind.replace('_', ' ')} ${version}`));
  const listed = versions.length === 0 ? [] : [`versions ${versions.slice(0, 10).join(', ')}`];
  return `${ecosystem} ${name}: ${[...events, ...listed].join(', ')}`;
}

/** For each package the versions that end a range. */
function remedies({ id, aliases, affected }: OsvRecord): string[] {
  if ([id, ...aliases].some((one) => one.startsWith('MAL-'))) {
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
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  const cut = details.length > LONGEST_DETAILS ? [paragraph('…', width)] : [];
  return [`Details\n${[...lines.map((line) => paragraph(line, width)), ...cut].join('')}`];
}

/** What an advisory says, and what to do about it. `details`: at length, where that is known. */
export function explainRecord(record: OsvRecord, width: number, details = ''): string {
  const paragraphs = (texts: string[]): string => texts.map((text) => paragraph(text, width)).join('');
  const aliases = record.aliases.length === 0 ? '' : ` (${record.aliases.join(', ')})`;
  return [
    `${record.id}${aliases}\n${paragraph(record.summary, width)}`,
    ...(record.label === null ? [] : [`Severity\n  ${record.label.toLowerCase()}\n`]),
    ...(record.withdrawn ? ['Withdrawn\n  Its publisher took it back: it matches nothing.\n'] : []),
    `Affected\n${paragraphs(record.affected.map(affectedBy))}`,
    ...explainDetails(details, width),
    `What to do\n${paragraphs(remedies(record))}`,
    `Source\n  https://osv.dev/vulnerability/${record.id}\n`,
  ].join('\n');
}
