import type { JudgedFinding } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { titleOf } from './_text-group.ts';
import { bySeriousness } from './_order.ts';
import type { Page } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { count } from './_words.ts';

const SHOWN = 5;

/** `high, by EX-2026-014`: how bad it is, and the exceptions, approvals and reviews that cleared it. */
function grounds(finding: JudgedFinding): string {
  const by = [...new Set(finding.cleared.map((cleared) => cleared.by))];
  return by.length === 0 ? finding.severity : `${finding.severity}, by ${by.join(', ')}`;
}

/** What most servers have in common: one line for all of them. */
function writeBare(page: Page, bare: readonly JudgedFinding[]): void {
  if (bare.length === 0) return;
  page.row({
    indent: 2,
    cells: [{ text: '–', width: 2, tone: 'quiet' }],
    body: [`${count(bare.length, 'server')} without isolation`, { text: '(info)', tone: 'quiet' }],
  });
}

/** Findings that the policy lets pass: counted and named, never dropped. In full they stand among the others. */
export function writeAllowed(page: Page, report: Report, telling: Telling): void {
  const allowed = report.decision.findings.filter((finding) => finding.action === 'allow').toSorted(bySeriousness);
  if (allowed.length === 0 || telling.verbose) return;
  page.heading(`Allowed by the policy (${allowed.length})`);
  const isBare = ({ kind, severity, cleared }: JudgedFinding): boolean =>
    kind === 'no-isolation' && severity === 'info' && cleared.length === 0;
  const { shown, rest } = firstOf(
    allowed.filter((finding) => !isBare(finding)),
    SHOWN,
    telling,
  );
  for (const finding of shown) {
    const where = finding.server === null ? '' : ` in ${finding.server}`;
    page.row({
      indent: 2,
      cells: [{ text: '–', width: 2, tone: 'quiet' }],
      body: [`${titleOf(finding)}${where}`, { text: `(${grounds(finding)})`, tone: 'quiet' }],
    });
  }
  if (rest > 0) page.row({ indent: 4, body: [{ text: `${rest} more: --verbose`, tone: 'quiet' }] });
  writeBare(page, allowed.filter(isBare));
}
