import { isActive, type Server } from '../model/server.ts';
import { clip } from './_escape.ts';
import { describeCredentials, writeCredentials } from './_text-credentials.ts';
import { describeIsolation, writeIsolation } from './_text-isolation.ts';
import { placeOf, shortenPath } from './_place.ts';
import type { Page, Piece, Row } from './_text-page.ts';
import type { Entry } from './_text-shelves.ts';
import { describeProbed, writeProbed } from './_text-probed.ts';
import { firstOf, type Telling } from './_text-telling.ts';
import { describeTools, toolsInShort, writeTools } from './_text-tools.ts';
import { count } from './_words.ts';

const PLACES_SHOWN = 2;
const DETAIL_WIDTH = 9;
const LIVE_WIDTH = 7;
/** Where credentials or isolation are told. */
const WIDE_WIDTH = 12;
const LONGEST_NAME = 60;
const NAME_WIDTH = 24;

/** What would run, in a few words: the package and version found, or what the entry names. */
export function launchOf({ launch, installation, transport }: Server, { target }: Pick<Telling, 'target'>): string {
  if (launch.package === null && launch.remoteUrl !== null) return `${clip(launch.remoteUrl, 120)} (${transport})`;
  if (launch.package !== null) {
    const version = installation?.version ?? launch.version;
    const installed = installation !== null && installation.fidelity !== 'declared';
    const words = version === null ? launch.package : `${launch.package} ${version}`;
    const whither = launch.remoteUrl === null ? '' : ` → ${clip(launch.remoteUrl, 120)}`;
    return `${clip(words, 120)}${installed ? '' : ' (not installed)'}${whither}`;
  }
  const entry = launch.localEntry ?? launch.image ?? launch.sourceUrl;
  return clip(entry === null ? launch.commandLine.join(' ') : shortenPath(entry, target), 120);
}

/** Columns for the names of a list that is to be aligned; a longer name pushes its own line. */
export function nameWidthOf(entries: readonly Entry[]): number {
  return Math.min(
    NAME_WIDTH,
    entries.reduce((widest, { server }) => Math.max(widest, server.id.length), 0),
  );
}

/** A line that begins with a server's name in `nameWidth` columns. */
export function serverRow({ id }: Server, nameWidth: number, body: Row['body']): Row {
  const cells: Row['cells'] = [
    { text: '▸', width: 2, tone: 'quiet' },
    { text: clip(id, LONGEST_NAME), width: nameWidth + 2, tone: 'strong' },
  ];
  return { indent: 2, cells, body };
}

function runs(server: Server, telling: Telling): Piece[] {
  const launch: Piece = { text: launchOf(server, telling), tone: 'quiet' };
  return isActive(server) ? [launch] : [launch, { text: '(disabled)', tone: 'caution' }];
}

/** Where a server is declared, enabled places first: all of them, and words for the first `limit`. */
export function listPlaces(server: Server, telling: Telling, limit: number): { places: Set<string>; words: Piece[] } {
  const declarations = server.declarations.toSorted((one, other) => Number(other.enabled) - Number(one.enabled));
  const places = [...new Set(declarations.map((declaration) => placeOf(declaration, telling.target)))];
  const { shown, rest } = firstOf(places, limit, telling);
  const texts = rest > 0 ? [...shown, `+${rest}`] : shown;
  const words = texts.map((text, at): Piece => ({
    text: at < texts.length - 1 ? `${text},` : text,
    tone: 'quiet',
    keep: true,
  }));
  return { places: new Set(places), words };
}

function placesRow(places: Piece[], width: number): Row {
  return { indent: 4, cells: [{ text: 'in', width, tone: 'quiet' }], body: places };
}

/** Columns for the labels of a server's lines. */
const widthOf = ({ credentials, isolation }: Server, least: number): number =>
  credentials === null && isolation === null ? least : WIDE_WIDTH;

/** What it is given, how it is kept apart, what it offers and lets in, where that is known: a line each, and in full a table below it. */
function writeLive(page: Page, server: Server, width: number, telling: Telling): void {
  const line = (label: string, body: Row['body']): void =>
    page.row({ indent: 4, cells: [{ text: label, width, tone: 'quiet' }], body });
  if (server.credentials !== null) line('credentials', describeCredentials(server));
  if (telling.verbose) writeCredentials(page, server, telling);
  if (server.isolation !== null) line('isolation', describeIsolation(server));
  if (telling.verbose) writeIsolation(page, server);
  if (server.offering !== null) line('tools', describeTools(server));
  if (telling.verbose) writeTools(page, server, telling);
  if (server.probed === null) return;
  line('probed', describeProbed(server.probed));
  if (telling.verbose) writeProbed(page, server.probed);
}

/** The rest of a server's row in the inventory: where it is declared, how it is started, with which names set. */
function writeServerDetails(page: Page, server: Server, telling: Telling): void {
  const { launch, installation, environment, headers } = server;
  const width = widthOf(server, DETAIL_WIDTH);
  const line = (label: string, text: string, keep = false): void => {
    if (text !== '') page.row({ indent: 4, cells: [{ text: label, width, tone: 'quiet' }], body: [{ text, keep }] });
  };
  page.row(placesRow(listPlaces(server, telling, PLACES_SHOWN).words, width));
  line('command', launch.commandLine.join(' '), true);
  if (installation !== null) {
    const { path, fidelity, method, components } = installation;
    line('from', path === null ? '' : shortenPath(path, telling.target), true);
    line('known', `${fidelity} (${method}), ${count(components.length, 'package')}`);
  }
  line('sets', environment.join(', '));
  line('headers', headers.join(', '));
  writeLive(page, server, width, telling);
}

/** A server's name and what would run, in a list of such lines; in full also the rest of its row. */
export function writeServer(page: Page, server: Server, nameWidth: number, telling: Telling): void {
  page.row(serverRow(server, nameWidth, [...runs(server, telling), ...(telling.verbose ? [] : toolsInShort(server))]));
  if (telling.verbose) writeServerDetails(page, server, telling);
}

/** A server's name, what would run and where it is declared, above its findings; returns all those places. */
export function writeServerHead(page: Page, server: Server, telling: Telling): Set<string> {
  const nameWidth = clip(server.id, LONGEST_NAME).length;
  const { places, words } = listPlaces(server, telling, PLACES_SHOWN);
  const oneLine = serverRow(server, nameWidth, [...runs(server, telling), { text: 'in', tone: 'quiet' }, ...words]);
  if (!telling.verbose && page.fits(oneLine)) {
    page.row(oneLine);
  } else {
    page.row(serverRow(server, nameWidth, runs(server, telling)));
    if (telling.verbose) writeServerDetails(page, server, telling);
    else page.row(placesRow(words, 3));
  }
  if (!telling.verbose) writeLive(page, server, widthOf(server, LIVE_WIDTH), telling);
  return places;
}
