import { CLIENTS, expandPath, type Entry, type Place } from '../clients/index.ts';
import { pathsOf, type Files, type Machine } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import type { ConfigFile, ConfigRemark } from '../model/inventory.ts';
import type { Location } from '../model/location.ts';
import type { Scope } from '../model/server.ts';
import { configGap } from './config-gap.ts';
import { applyFilters, applySwitches } from './config-switches.ts';
import { Finder } from './find-files.ts';
import { ConfigReader } from './read-config.ts';
import { readNamed } from './read-named.ts';
import { windowsSide } from './windows-side.ts';

/** What is looked at. Paths are absolute. */
export interface Selection {
  /** The user's own files, and every project that the user's clients have opened. */
  home: boolean;
  /** With the home: what this machine's administrator has set. */
  managed: boolean;
  project: string | null;
  /** Files named one by one, with the client whose format they have, when that was said. */
  files: ReadonlyArray<{ path: string; client: string | null }>;
}

/** A server as one config file declares it. Holds raw arguments: it stays in memory and is never serialised. */
export interface Declared {
  /** Client id. */
  client: string;
  scope: Scope;
  /** After the switches of all files; null when they do not settle it. */
  enabled: boolean | null;
  entry: Entry;
  location: Location;
  /** The folder of the project that it belongs to, or null. */
  project: string | null;
  /** True when it starts on the Windows around this machine: its packages are not those that are found here. */
  isOutside?: true;
}

export interface Discovered {
  configs: ConfigFile[];
  declared: Declared[];
  remarks: ConfigRemark[];
  gaps: Gap[];
}

const MAX_PROJECTS = 300;

type Room = 'machine' | 'project' | 'above';

function roomOf({ path }: Place): Room {
  if (typeof path !== 'string') return 'machine';
  return path.startsWith('<project>') ? 'project' : path.startsWith('<above>') ? 'above' : 'machine';
}

/** The folders above one, nearest first; inside the home up to the home. */
function foldersAbove(folder: string, machine: Machine): string[] {
  const { dirname } = pathsOf(machine);
  const above: string[] = [];
  for (let at = folder; at !== machine.home && dirname(at) !== at; at = dirname(at)) above.push(dirname(at));
  return above;
}

const PLACES = CLIENTS.flatMap((client) => client.places.map((place) => ({ client, place, room: roomOf(place) })));

/** Reads what the clients have in one room of a machine. */
function readPlaces(
  room: Room,
  folder: string | null,
  machine: Machine,
  finder: Finder,
  reader: ConfigReader,
  isAsked: (place: Place) => boolean,
): void {
  for (const { client, place } of PLACES.filter((one) => one.room === room && isAsked(one.place))) {
    const target = expandPath(place.path, machine, folder);
    for (const path of target ? finder.find(target) : []) {
      reader.read({ path, client, scope: place.scope, place, project: folder, machine });
    }
  }
}

/** Whether the client of a place is on the machine; without a home that cannot be, and only the file's owner counts. */
function presence(hasHome: boolean, machine: Machine, finder: Finder): (place: Place) => boolean {
  const known = new Map<string, boolean>();
  return ({ onlyIf }) => {
    if (onlyIf === undefined) return true;
    const target = hasHome ? expandPath(onlyIf, machine, null) : null;
    const isThere = known.get(onlyIf) ?? (target !== null && finder.find(target).length > 0);
    known.set(onlyIf, isThere);
    return isThere;
  };
}

/** The projects that were opened and are still there, once each, besides the one that was named. */
function openedProjects(reader: ConfigReader, named: string | null, machine: Machine): string[] {
  const projects = new Map<string, string>();
  for (const project of [...reader.projects].sort()) {
    const real = reader.realFolder(project);
    if (real !== null && !projects.has(real)) projects.set(real, project);
  }
  if (named !== null) projects.delete(reader.realFolder(named) ?? named);
  if (projects.size > MAX_PROJECTS) {
    const message = `more than ${MAX_PROJECTS} projects were opened: ${projects.size - MAX_PROJECTS} were not looked at`;
    const hint = 'Scan the others one by one with --project DIR.';
    reader.gaps.push(configGap('limit-reached', message, machine.home, { hint }));
  }
  return [...projects.values()].slice(0, MAX_PROJECTS);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePlaces(a: Location | null, b: Location | null): number {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.pointer, b.pointer);
}

/**
 * Finds every server that the clients' config files declare. What could not be read, in whole or in part, is a gap with
 * its place; one bad entry or file loses no other. Throws `AuditError` only about files and clients that the user named.
 */
export function discover(selection: Selection, machine: Machine, files: Files): Discovered {
  const reader = new ConfigReader(files, machine);
  const finder = new Finder(files, machine);
  const isPresent = presence(selection.home, machine, finder);
  if (selection.home) {
    const windows = selection.managed ? windowsSide(machine, files) : { machine: null, gaps: [] };
    reader.gaps.push(...windows.gaps);
    for (const side of [machine, ...(windows.machine ? [windows.machine] : [])]) {
      const isThere = presence(true, side, finder);
      const isAsked = (place: Place): boolean => (selection.managed || place.scope !== 'managed') && isThere(place);
      readPlaces('machine', null, side, finder, reader, isAsked);
    }
  }
  const { project: named } = selection;
  for (const project of [...(named === null ? [] : [named]), ...openedProjects(reader, named, machine)]) {
    readPlaces('project', project, machine, finder, reader, isPresent);
    for (const folder of selection.home ? foldersAbove(project, machine) : []) {
      readPlaces('above', folder, machine, finder, reader, isPresent);
    }
  }
  // Last: a file that lies in a place of its own has the scope of that place.
  for (const file of selection.files) readNamed(file, files, reader);
  for (const { path, message, limit } of finder.problems) {
    reader.gaps.push(configGap(limit ? 'limit-reached' : 'config-unreadable', `this folder ${message}`, path));
  }
  const sameFolder = (one: string, other: string): boolean =>
    one === other || (reader.realFolder(one) ?? one) === (reader.realFolder(other) ?? other);
  const { configs, switches, filters, remarks, gaps } = reader;
  const declared = applyFilters(applySwitches(reader.declared, switches, sameFolder), filters, sameFolder);
  // A file that several clients read has one fault, not several.
  const faults = [...new Map(gaps.map((gap) => [JSON.stringify([gap.kind, gap.message, gap.location]), gap])).values()];
  return {
    configs: configs.sort((a, b) => compare(a.client, b.client) || compare(a.file, b.file)),
    declared: declared.sort((a, b) => compare(a.client, b.client) || comparePlaces(a.location, b.location)),
    remarks: remarks.sort((a, b) => compare(a.client, b.client) || comparePlaces(a.location, b.location)),
    gaps: faults.sort((a, b) => comparePlaces(a.location, b.location) || compare(a.message, b.message)),
  };
}
