import { expandPath, type Target } from '../clients/index.ts';
import { FileError, pathsOf, type Access, type Files, type Machine } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import type { ReachableStore, StoreGap } from '../model/store.ts';
import { STORES, type Facts, type Store, type StorePlace } from '../stores/index.ts';
import { StoreFinder } from './find-stores.ts';
import { readStore, UNREAD, type StoreReading } from './read-store.ts';
import { Standings, UNKNOWN_STANDING } from './store-standing.ts';

export interface StoreSelection {
  /** The project whose files count too: an absolute path, or null. */
  project: string | null;
  /** False for somebody else's home: then nothing outside of it counts, and no socket. */
  isOwnHome: boolean;
}

export interface FoundStores {
  stores: ReachableStore[];
  gaps: StoreGap[];
}

/** Most files that one place gives, paths that one variable holds, and hosts that are told of one file. */
const MAX_FILES = 100;
const MAX_PATHS = 20;
const MAX_HOSTS = 20;

const NOT_SAID = { scoped: 'unknown', scopeReason: 'nothing in it says what it is limited to' } as const;

/**
 * The files and sockets by which any program of this user comes to credentials. Each is read, judged and dropped at once; what
 * cannot be read is a gap. Never throws for what it finds.
 */
export function findStores(machine: Machine, files: Files, access: Access, selection: StoreSelection): FoundStores {
  const search = new StoreSearch(machine, files, access, selection);
  for (const store of STORES) for (const place of store.places) search.look(store, place);
  return { stores: search.stores, gaps: search.gaps };
}

/** The paths that a place means on a machine: several where its variable holds a list. */
function targetsOf({ path, list }: StorePlace, machine: Machine, project: string | null): Target[] {
  const joined = list === undefined ? '' : (machine.env[list] ?? '');
  const values = joined.split(pathsOf(machine).delimiter).filter((one) => one !== '');
  const machines =
    list === undefined || values.length === 0
      ? [machine]
      : values.slice(0, MAX_PATHS + 1).map((value) => ({ ...machine, env: { ...machine.env, [list]: value } }));
  return machines.flatMap((one) => expandPath(path, one, project) ?? []);
}

class StoreSearch implements FoundStores {
  readonly stores: ReachableStore[] = [];
  readonly gaps: StoreGap[] = [];
  private readonly machine: Machine;
  private readonly files: Files;
  private readonly selection: StoreSelection;
  private readonly finder: StoreFinder;
  private readonly standings: Standings;
  private readonly seen = new Set<string>();

  constructor(machine: Machine, files: Files, access: Access, selection: StoreSelection) {
    this.machine = machine;
    this.files = files;
    this.selection = selection;
    this.finder = new StoreFinder(machine, files, selection.project);
    this.standings = new Standings(access, machine.home, selection.isOwnHome, pathsOf(machine).dirname);
  }

  look(store: Store, place: StorePlace): void {
    const { finder, machine, selection } = this;
    const targets = targetsOf(place, machine, selection.project);
    const beyond = targets[MAX_PATHS];
    if (beyond) this.tell(store, beyond.base, `is beyond the first ${MAX_PATHS} of its variable, and was not read`);
    for (const target of targets.slice(0, MAX_PATHS)) {
      if (!selection.isOwnHome && (place.holds.as === 'socket' || !finder.isBelow(target.base))) continue;
      const found = finder.find(target);
      for (const path of found.slice(0, MAX_FILES)) this.take(store, place, path, target);
      if (found.length > MAX_FILES) this.tell(store, target.base, `has more than ${MAX_FILES} files of this kind`);
    }
    for (const { path, message } of finder.takeProblems()) this.tell(store, path, message);
  }

  private take(store: Store, place: StorePlace, path: string, target: Target): void {
    const found = this.finder.locate(path);
    const real = found === 'outside' ? null : found?.real;
    if (real === undefined || !this.claim(store, real ?? path)) return;
    const facts = real === null ? UNREAD : this.factsOf(store, place, path, real);
    // Behind a name that anything may have there need be no credential.
    if (facts !== null && (facts !== UNREAD || target.patterns.at(-1) !== '*'))
      this.add(store, place, path, real, facts);
  }

  /** True the first time that this store comes to a file. */
  private claim(store: Store, real: string): boolean {
    const key = `${store.id}\n${real}`;
    const isNew = !this.seen.has(key);
    this.seen.add(key);
    return isNew;
  }

  /** Null where no credential is there. */
  private factsOf(store: Store, { holds }: StorePlace, path: string, real: string): Facts | null {
    if (holds.as === 'socket') return this.standings.isSocket(real) ? holds.facts : null;
    const name = pathsOf(this.machine).basename(path);
    const { facts, problems } = this.attempt(() =>
      readStore(holds, { path: real, name }, this.files, this.machine.platform),
    );
    for (const { message, line } of problems) this.tell(store, path, message, line);
    return facts;
  }

  private attempt(read: () => StoreReading): StoreReading {
    try {
      return read();
    } catch (error) {
      // A reader's own fault on a hostile file; what it says may quote the file.
      if (!(error instanceof FileError))
        return { facts: UNREAD, problems: [{ message: 'could not be understood', line: null }] };
      if (error.problem === 'not-found') return { facts: null, problems: [] };
      // A folder or pipe of that name is no store of this kind.
      const facts = error.problem === 'not-a-file' ? null : UNREAD;
      return { facts, problems: [{ message: error.message, line: null }] };
    }
  }

  private add(store: Store, place: StorePlace, path: string, real: string | null, facts: Facts): void {
    const how = place.holds.as === 'socket' ? 'write' : 'read';
    this.stores.push({
      id: store.id,
      title: store.title,
      why: store.why,
      opens: { provider: store.provider, system: store.system, hosts: [...new Set(facts.hosts)].slice(0, MAX_HOSTS) },
      entries: facts.entries,
      protection: facts.protection,
      ...(facts.scope ?? store.scope ?? NOT_SAID),
      expires: facts.expires,
      location: { file: path, line: facts.line },
      ...(real === null ? UNKNOWN_STANDING : this.standings.of(path, real, how)),
      isLink: this.finder.isLink(path),
    });
  }

  private tell(store: Store, file: string, message: string, line: number | null = null): void {
    this.gaps.push({ store: store.id, message, file, line });
  }
}

/** A store that could not be read, as the inventory tells it. */
export function gapOfStore({ store, message, file, line }: StoreGap): Gap {
  return {
    kind: 'store-unreadable',
    item: 'credentials-scoped',
    message: `${store}: this ${/^(?:has|could not be listed)/.test(message) ? 'folder' : 'file'} ${message}`,
    hint: '',
    server: null,
    location: { file, line: line ?? 1, column: 1, pointer: '' },
    components: [],
  };
}
