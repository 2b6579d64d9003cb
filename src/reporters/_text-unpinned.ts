import type { JudgedFinding } from '../model/decision.ts';
import { packageAsWritten } from '../model/launch.ts';
import type { Server } from '../model/server.ts';
import { clip } from './_escape.ts';
import { actionRow, firstSentence } from './_text-group.ts';
import type { Page } from './_text-page.ts';
import { listPlaces, nameWidthOf, serverRow } from './_text-servers.ts';
import { isPlainlyUnpinned, type Entry } from './_text-shelves.ts';
import type { Telling } from './_text-telling.ts';

/** What to write instead: the version that the fix names, else whatever somebody has looked at. */
function wantedOf({ fix }: JudgedFinding, { installation, launch }: Server): string {
  const version = installation?.version ?? null;
  if (version !== null && /[@=]$/.test(fix.split(`${version}\``, 1)[0] ?? '')) return clip(version, 60);
  const exact = { git: 'a commit', oci: 'a digest' }[launch.ecosystem as string] ?? 'a version';
  return `${exact} you have looked at`;
}

/** One line below a server that has other findings too. */
export function writePin(page: Page, finding: JudgedFinding, server: Server): void {
  actionRow(page, finding, [{ text: `no exact version: pin ${wantedOf(finding, server)}` }]);
}

/** One line for each server of which nothing else is to be said: what is written, the version to add, and where. */
export function writeUnpinned(page: Page, entries: readonly Entry[], telling: Telling): void {
  if (entries.length === 0) return;
  page.heading(`Without an exact version (${entries.length})`);
  const first = entries[0]?.findings.find(isPlainlyUnpinned);
  const why = telling.checks.get(first?.check ?? '')?.why ?? '';
  if (why !== '') page.row({ indent: 2, body: [{ text: firstSentence(why), tone: 'quiet' }] });
  const width = nameWidthOf(entries);
  for (const { server, findings } of entries) {
    const finding = findings.find(isPlainlyUnpinned);
    if (finding === undefined) continue;
    const body = [
      clip(packageAsWritten(server.launch), 120),
      '→',
      wantedOf(finding, server),
      ...listPlaces(server, telling, 1).words,
    ];
    page.row(serverRow(server, width, body));
  }
}
