import { isActive, type Server } from '../model/server.ts';
import { clip } from './_escape.ts';
import { placeOf, shortenPath } from './_place.ts';
import type { Page, Piece } from './_text-page.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { count } from './_words.ts';

const PLACES_SHOWN = 2;
const DETAIL_WIDTH = 9;

/** What would run, in a few words: the package and version found, or what the entry names. */
function launchOf({ launch, installation, transport }: Server, telling: Telling): string {
  if (launch.package === null && launch.remoteUrl !== null) return `${clip(launch.remoteUrl, 120)} (${transport})`;
  if (launch.package !== null) {
    const version = installation?.version ?? launch.version;
    const installed = installation !== null && installation.fidelity !== 'declared';
    const words = version === null ? launch.package : `${launch.package} ${version}`;
    const target = launch.remoteUrl === null ? '' : ` → ${clip(launch.remoteUrl, 120)}`;
    return `${clip(words, 120)}${installed ? '' : ' (not installed)'}${target}`;
  }
  const entry = launch.localEntry ?? launch.image ?? launch.sourceUrl;
  return clip(entry === null ? launch.commandLine.join(' ') : shortenPath(entry, telling.target), 120);
}

/** A server's name and what would run; `nameWidth` columns are for the name, where a list is to be aligned. */
export function writeServerName(page: Page, server: Server, telling: Telling, nameWidth?: number): void {
  const name = clip(server.id, 60);
  page.row({
    indent: 2,
    cells: [
      { text: '▸', width: 2, tone: 'quiet' },
      { text: name, width: (nameWidth ?? name.length) + 2, tone: 'strong' },
    ],
    body: [
      { text: launchOf(server, telling), tone: 'quiet' },
      ...(isActive(server) ? [] : [{ text: '(disabled)', tone: 'caution' as const }]),
    ],
  });
}

/** Where a server is declared, enabled places first; returns all of them. */
export function writePlaces(page: Page, server: Server, telling: Telling): Set<string> {
  const declarations = server.declarations.toSorted((one, other) => Number(other.enabled) - Number(one.enabled));
  const places = [...new Set(declarations.map((declaration) => placeOf(declaration, telling.target)))];
  const { shown, rest } = firstOf(places, PLACES_SHOWN, telling);
  const words = rest > 0 ? [...shown, `+${rest}`] : shown;
  page.row({
    indent: 4,
    cells: [{ text: 'in', width: telling.verbose ? DETAIL_WIDTH : 3, tone: 'quiet' }],
    body: words.map((word, at): Piece => ({
      text: at < words.length - 1 ? `${word},` : word,
      tone: 'quiet',
      keep: true,
    })),
  });
  return new Set(places);
}

/** The rest of a server's row in the inventory: how it is started, from where, with which names set. */
export function writeServerDetails(page: Page, server: Server, telling: Telling): void {
  const { launch, installation, environment, headers } = server;
  const line = (label: string, text: string, keep = false): void => {
    if (text !== '')
      page.row({ indent: 4, cells: [{ text: label, width: DETAIL_WIDTH, tone: 'quiet' }], body: [{ text, keep }] });
  };
  line('command', launch.commandLine.join(' '), true);
  if (installation !== null) {
    const { path, fidelity, method, components } = installation;
    line('from', path === null ? '' : shortenPath(path, telling.target), true);
    line('known', `${fidelity} (${method}), ${count(components.length, 'package')}`);
  }
  line('sets', environment.join(', '));
  line('headers', headers.join(', '));
}
