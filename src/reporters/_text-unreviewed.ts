import type { JudgedFinding } from '../model/decision.ts';
import type { Server } from '../model/server.ts';
import type { ToolClass } from '../model/tool.ts';
import { shortenPathsIn } from './_place.ts';
import { actionRow, firstSentence } from './_text-group.ts';
import type { Page } from './_text-page.ts';
import { nameWidthOf, serverRow } from './_text-servers.ts';
import { isPlainlyUnreviewed, type Entry } from './_text-shelves.ts';
import type { Telling } from './_text-telling.ts';
import { count } from './_words.ts';

/** What does most harm first. */
const CLASSES: readonly ToolClass[] = ['execute', 'write', 'session', 'read'];

/** `3 execute, 8 write, 12 read`. */
function byHarm(findings: readonly JudgedFinding[], { offering }: Server): string {
  // Of several tools of one name the first counts.
  const classOf = new Map(offering?.tools.toReversed().map((tool) => [tool.name, tool.class]));
  return CLASSES.map((one) => [findings.filter(({ tool }) => tool !== null && classOf.get(tool) === one).length, one])
    .filter(([number]) => number !== 0)
    .map((pair) => pair.join(' '))
    .join(', ');
}

function summary(findings: readonly JudgedFinding[], server: Server): string {
  const classes = byHarm(findings, server);
  return `${count(findings.length, 'tool')} not reviewed${classes === '' ? '' : ` (${classes})`}`;
}

/** One line below a server that has other findings too. */
export function writeUnreviewedOf(page: Page, findings: readonly JudgedFinding[], server: Server): void {
  const [worst] = findings;
  if (worst !== undefined) actionRow(page, worst, [{ text: summary(findings, server) }]);
}

/** One line for each server of which nothing else is to be said but that nobody has read its tools; and how that is done. */
export function writeUnreviewed(page: Page, entries: readonly Entry[], telling: Telling): void {
  const first = entries[0]?.findings.find(isPlainlyUnreviewed);
  if (first === undefined) return;
  page.heading(`Tools that nobody has reviewed (${entries.length})`);
  const why = telling.checks.get(first.check)?.why ?? '';
  if (why !== '') page.row({ indent: 2, body: [{ text: firstSentence(why), tone: 'quiet' }] });
  const width = nameWidthOf(entries);
  for (const { server, findings } of entries) {
    page.row(serverRow(server, width, [summary(findings.filter(isPlainlyUnreviewed), server)]));
  }
  if (first.fix !== '') {
    page.row({
      indent: 4,
      cells: [{ text: '→', width: 2, tone: 'quiet' }],
      body: [shortenPathsIn(first.fix, telling.target)],
    });
  }
}
