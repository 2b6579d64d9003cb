import { GAP_KINDS, type Gap } from '../model/gap.ts';
import type { Report } from '../model/report.ts';
import { placeOf, shortenPathsIn } from './_place.ts';
import type { Page } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { GAP_TITLES } from './_words.ts';

const GAPS_SHOWN = 3;
const COMPONENTS_SHOWN = 3;

/** Whom a gap is about, where its message does not begin with it. */
function subjectOf(gap: Gap, telling: Telling): string {
  const subject = gap.server ?? (gap.location === null ? '' : placeOf(gap.location, telling.target));
  return subject === '' || gap.message.startsWith(subject) ? '' : `${subject}: `;
}

function writeGap(page: Page, gap: Gap, telling: Telling): void {
  const bullet = { text: '-', width: 2, tone: 'quiet' as const };
  page.row({
    indent: 4,
    cells: [bullet],
    body: [`${subjectOf(gap, telling)}${shortenPathsIn(gap.message, telling.target)}`],
  });
  const { shown, rest } = firstOf(gap.components, COMPONENTS_SHOWN, telling);
  const words = rest > 0 ? [...shown, `${rest} more`] : shown;
  if (words.length > 0) page.row({ indent: 6, body: [{ text: words.join(', '), tone: 'quiet' }] });
}

function writeKind(page: Page, kind: Gap['kind'], gaps: readonly Gap[], telling: Telling): void {
  page.row({ indent: 2, body: [{ text: GAP_TITLES[kind], tone: 'open' }, `(${gaps.length})`] });
  const { shown, rest } = firstOf(gaps, GAPS_SHOWN, telling);
  for (const gap of shown) writeGap(page, gap, telling);
  if (rest > 0) page.row({ indent: 6, body: [{ text: `${rest} more: --verbose`, tone: 'quiet' }] });
  const hints = [...new Set(gaps.map((gap) => gap.hint))].filter((hint) => hint !== '');
  for (const hint of firstOf(hints, 1, telling).shown) {
    page.row({
      indent: 4,
      cells: [{ text: '→', width: 2, tone: 'quiet' }],
      body: [shortenPathsIn(hint, telling.target)],
    });
  }
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
