import { GAP_KINDS, type Gap } from '../model/gap.ts';
import type { Report } from '../model/report.ts';
import { placeOf, shortenPathsIn } from './_place.ts';
import type { Page } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { GAP_TITLES } from './_words.ts';

const GAPS_SHOWN = 3;
/** Of a longer list the first stands for all. */
const COMPONENTS_SHOWN = 3;

/** Whom a gap is about, where its message does not begin with it. */
function subjectOf(gap: Gap, telling: Telling): string {
  const subject = gap.server ?? (gap.location === null ? '' : placeOf(gap.location, telling.target));
  return subject === '' || gap.message.startsWith(subject) ? '' : `${subject}: `;
}

function writeHint(page: Page, indent: number, hint: string, telling: Telling): void {
  if (hint === '') return;
  page.row({ indent, cells: [{ text: '→', width: 2, tone: 'quiet' }], body: [shortenPathsIn(hint, telling.target)] });
}

/** `name@version` of an npm package that the message does not name already. */
function namesOf({ components, message }: Gap): string[] {
  return components
    .map((purl) => purl.replace(/^pkg:npm\//, '').replaceAll('%40', '@'))
    .filter((name) => !message.includes(name));
}

function writeGap(page: Page, gap: Gap, telling: Telling): void {
  const bullet = { text: '-', width: 2, tone: 'quiet' as const };
  page.row({
    indent: 4,
    cells: [bullet],
    body: [`${subjectOf(gap, telling)}${shortenPathsIn(gap.message, telling.target)}`],
  });
  const names = namesOf(gap);
  const { shown, rest } = firstOf(names, names.length > COMPONENTS_SHOWN ? 1 : COMPONENTS_SHOWN, telling);
  const words = rest > 0 ? [...shown, `${rest} more`] : shown;
  if (words.length > 0) page.row({ indent: 6, body: [{ text: words.join(', '), tone: 'quiet' }] });
}

/** The hint that all of several gaps have; null when there is none: then each is told with its own. */
function sharedHint(gaps: readonly Gap[]): string | null {
  const [first, ...others] = gaps;
  return first !== undefined && others.length > 0 && others.every(({ hint }) => hint === first.hint)
    ? first.hint
    : null;
}

function writeKind(page: Page, kind: Gap['kind'], gaps: readonly Gap[], telling: Telling): void {
  page.row({ indent: 2, body: [{ text: GAP_TITLES[kind], tone: 'open' }, `(${gaps.length})`] });
  const { shown, rest } = firstOf(gaps, GAPS_SHOWN, telling);
  const shared = sharedHint(shown);
  for (const gap of shown) {
    writeGap(page, gap, telling);
    if (shared === null) writeHint(page, 6, gap.hint, telling);
  }
  if (shared !== null) writeHint(page, 4, shared, telling);
  if (rest > 0) page.row({ indent: 6, body: [{ text: `${rest} more: --verbose`, tone: 'quiet' }] });
}

/** What could not be known, by kind. */
export function writeGaps(page: Page, report: Report, telling: Telling): void {
  const { gaps } = report.decision;
  if (gaps.length === 0) return;
  page.heading(`Not known (${gaps.length})`);
  for (const kind of GAP_KINDS) {
    const ofKind = gaps.filter((gap) => gap.kind === kind);
    if (ofKind.length > 0) writeKind(page, kind, ofKind, telling);
  }
}
