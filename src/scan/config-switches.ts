import type { Reading, Toggle } from '../clients/index.ts';
import type { Settings } from '../model/server.ts';
import type { Declared } from './discover.ts';
import { matchesName } from './find-files.ts';

/** A switch that one of a client's files sets for a server of another. */
export type Switch = Toggle & { client: string };

/** What one of a client's files says about the tools of a server of another. */
export type Filter = NonNullable<Reading['filters']>[number] & { client: string; project: string | null };

type SameFolder = (one: string, other: string) => boolean;

function group<T extends Switch | Filter>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const server = 'anyCase' in one && one.anyCase ? `any ${one.server.toLowerCase()}` : `one ${one.server}`;
    const key = `${one.client}\n${server}`;
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function sameWords(words: readonly string[], { command, args }: Declared['entry']): boolean {
  if (command === null || words.length !== args.length + 1) return false;
  return [command, ...args].every((word, index) => word === words[index]);
}

/** What of a list is about one declaration; `reaches` judges the folder that something is said for by the declaration's. */
function concerning<T extends Switch | Filter>(
  all: readonly T[],
  reaches: (folder: string | null, project: string | null) => boolean,
): (one: Declared) => T[] {
  const groups = group(all);
  return ({ client, scope, project, entry }) => {
    const { name, plugin } = entry;
    const isAbout = (one: Partial<Toggle>): boolean =>
      reaches(one.project ?? null, project) &&
      (one.scopes === undefined || one.scopes.includes(scope)) &&
      (one.plugin === undefined || one.plugin === plugin) &&
      (one.words === undefined || sameWords(one.words, entry)) &&
      (one.url === undefined || (entry.url !== null && matchesName(one.url, entry.url))) &&
      !one.but?.includes(name);
    const keys = [`one ${name}`, `any ${name.toLowerCase()}`, ...(name === '*' ? [] : ['one *'])];
    return keys.flatMap((key) => groups.get(`${client}\n${key}`) ?? []).filter(isAbout);
  };
}

/** What is said for one project leaves a server that belongs to no project as it is: elsewhere it still starts. */
function sameProject(sameFolder: SameFolder): (folder: string | null, project: string | null) => boolean {
  return (folder, project) => folder === null || (project !== null && sameFolder(folder, project));
}

/** What several switches come to: off wins over an open one, and both win over on. */
function settle(switches: readonly Switch[]): boolean | null {
  if (switches.some(({ enabled }) => enabled === false)) return false;
  return switches.some(({ enabled }) => enabled === null) ? null : true;
}

/**
 * Sets `enabled` of every declaration that a switch is about; a switch wins over the entry's own. A server of no project
 * that is off may still start in a project that switches it on: that leaves it open.
 */
export function applySwitches(
  declared: readonly Declared[],
  switches: readonly Switch[],
  sameFolder: SameFolder,
): Declared[] {
  const about = concerning(switches, sameProject(sameFolder));
  const isNotOff = switches.filter(({ enabled }) => enabled !== false);
  const inProjects = concerning(isNotOff, (folder, project) => folder !== null && project === null);
  return declared.map((one) => {
    const own = about(one);
    const enabled = own.length === 0 ? one.enabled : settle(own);
    return { ...one, enabled: enabled === false && inProjects(one).length > 0 ? null : enabled };
  });
}

function union(...lists: ReadonlyArray<readonly string[] | undefined>): string[] {
  const all = [...new Set(lists.flatMap((list) => list ?? []))].sort();
  return all.includes('*') ? ['*'] : all;
}

/** Two sayings about one server: forbidden or approved is what either says, offered only what both do. */
function mergeSettings(own: Settings, other: Partial<Settings>): Settings {
  const { enabledTools, disabledTools, approvedTools, ...rest } = other;
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined));
  const offered = own.enabledTools?.filter((tool) => enabledTools?.includes(tool) ?? true);
  return {
    ...own,
    ...told,
    enabledTools: offered ?? enabledTools ?? null,
    disabledTools: union(own.disabledTools, disabledTools),
    approvedTools: union(own.approvedTools, approvedTools),
  };
}

/** Adds what the filters say to the settings of every declaration that they are about. */
export function applyFilters(
  declared: readonly Declared[],
  filters: readonly Filter[],
  sameFolder: SameFolder,
): Declared[] {
  const about = concerning(filters, sameProject(sameFolder));
  return declared.map((one) => {
    const own = about(one);
    if (own.length === 0) return one;
    const settings = own.reduce((merged, filter) => mergeSettings(merged, filter.settings), one.entry.settings);
    return { ...one, entry: { ...one.entry, settings } };
  });
}
