import { launchOf, nameWidthOf, writeServer, serverRow } from './_text-servers.ts';
import type { Page, Piece } from './_text-page.ts';
import type { Entry, Shelves } from './_text-shelves.ts';
import type { Telling } from './_text-telling.ts';
import { count, countBySeverity } from './_words.ts';

function writeList(page: Page, title: string, entries: readonly Entry[], width: number, telling: Telling): void {
  if (entries.length > 0) page.heading(`${title} (${entries.length})`);
  for (const { server } of entries) writeServer(page, server, width, telling);
}

/** What is found about a server that no client would start, as a number. */
function describe({ findings }: Entry): Piece[] {
  if (findings.length === 0) return [];
  const words = `${count(findings.length, 'finding')} (${countBySeverity(findings)}): --verbose`;
  return [
    { text: '·', tone: 'quiet' },
    { text: words, tone: 'caution' },
  ];
}

/** One line for each server without findings; those of which not everything is known are told apart. */
export function writeQuietServers(page: Page, { clean, unsure, disabled }: Shelves, telling: Telling): void {
  const width = nameWidthOf([...clean, ...unsure, ...disabled]);
  writeList(page, 'Without findings', clean, width, telling);
  writeList(page, 'Without findings, but not fully known', unsure, width, telling);
  if (disabled.length > 0) page.heading(`Disabled (${disabled.length})`);
  for (const entry of disabled) {
    const launch: Piece = { text: launchOf(entry.server, telling), tone: 'quiet' };
    page.row(serverRow(entry.server, width, [launch, ...describe(entry)]));
  }
}
