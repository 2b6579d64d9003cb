import type { JudgedFinding } from '../model/decision.ts';
import { writeGroup } from './_text-group.ts';
import { bySeriousness } from './_order.ts';
import { groupFindings, type Group } from './_text-groups.ts';
import type { Page } from './_text-page.ts';
import { writeServerHead } from './_text-servers.ts';
import { isPlainlyUnpinned, isPlainlyUnreviewed, type Entry, type Shelves } from './_text-shelves.ts';
import type { Telling } from './_text-telling.ts';
import { writePin } from './_text-unpinned.ts';
import { writeUnreviewedOf } from './_text-unreviewed.ts';
import { countBySeverity } from './_words.ts';

const GROUPS_SHOWN = 4;

/** All that block, and of the others the worst few. */
function firstGroups(groups: readonly Group[], { verbose }: Telling): readonly Group[] {
  const blocked = groups.filter(({ findings: [head] }) => head.action === 'block').length;
  return verbose ? groups : groups.slice(0, Math.max(GROUPS_SHOWN, blocked));
}

function writeGroups(
  page: Page,
  findings: readonly JudgedFinding[],
  owner: string,
  known: Set<string>,
  telling: Telling,
): void {
  const groups = telling.verbose
    ? findings.toSorted(bySeriousness).flatMap((one) => groupFindings([one]))
    : groupFindings(findings);
  const shown = firstGroups(groups, telling);
  for (const group of shown) writeGroup(page, group, owner, known, telling);
  const rest = groups.slice(shown.length).flatMap((group) => group.findings);
  if (rest.length === 0) return;
  const words = `${rest.length} more (${countBySeverity(rest)}): --verbose`;
  page.row({ indent: 13, body: [{ text: words, tone: 'quiet' }] });
}

function writeEntry(page: Page, { server, findings }: Entry, telling: Telling): void {
  const places = writeServerHead(page, server, telling);
  const isPin = (finding: JudgedFinding): boolean => !telling.verbose && isPlainlyUnpinned(finding);
  const atLength = findings.filter((finding) => !isPin(finding) && !isPlainlyUnreviewed(finding));
  writeGroups(page, atLength, server.id, places, telling);
  for (const finding of findings.filter(isPin)) writePin(page, finding, server);
  writeUnreviewedOf(page, findings.filter(isPlainlyUnreviewed), server);
  page.blank();
}

/** Servers with findings, the worst first; then the findings that are about no server. */
export function writeFindings(page: Page, { found, others }: Shelves, telling: Telling): void {
  if (found.length + others.length > 0) page.heading('Findings');
  for (const entry of found) writeEntry(page, entry, telling);
  if (others.length === 0) return;
  page.row({
    indent: 2,
    cells: [{ text: '▸', width: 2, tone: 'quiet' }],
    body: [{ text: 'Files and policy', tone: 'strong' }],
  });
  writeGroups(page, others, 'files and policy', new Set(), telling);
}
