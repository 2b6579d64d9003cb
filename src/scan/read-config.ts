import { onDrive, type Client, type Entry, type Place, type Reading } from '../clients/index.ts';
import { FileError, pathsOf, type FileProblem, type Files, type Machine } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import type { ConfigFile, ConfigRemark } from '../model/inventory.ts';
import type { Scope } from '../model/server.ts';
import { MAX_BYTES, parse, type Format, type Node } from '../syntax/index.ts';
import { configGap } from './config-gap.ts';
import type { Filter, Switch } from './config-switches.ts';
import type { Declared } from './discover.ts';
import { findAmbiguousKeys } from './duplicate-keys.ts';
import { isInside } from './find-files.ts';

/** A file to read, and as whose. */
export interface Source {
  path: string;
  client: Client;
  scope: Scope;
  place: Pick<Place, 'format' | 'shape' | 'index' | 'guest' | 'program'>;
  /** The project it was found in, which the file must not leave by a link; or null. */
  project: string | null;
  /** The machine that it belongs to; the reader's own, when it is not said. */
  machine?: Machine;
}

/** Most faults and remarks of one file that are told one by one. */
const MAX_PROBLEMS = 100;

/** Scopes whose files may say which projects exist: a project's own file may not. */
const TRUSTED: ReadonlySet<Scope> = new Set(['user', 'profile', 'managed']);

/** Reads config files, each once per client, and collects what they say. What cannot be read is a gap, never an error. */
export class ConfigReader {
  readonly configs: ConfigFile[] = [];
  readonly declared: Declared[] = [];
  readonly remarks: ConfigRemark[] = [];
  readonly gaps: Gap[] = [];
  readonly switches: Switch[] = [];
  readonly filters: Filter[] = [];
  /** Folders that the clients have opened. */
  readonly projects = new Set<string>();
  private readonly files: Files;
  private readonly machine: Machine;
  private readonly paths: ReturnType<typeof pathsOf>;
  private readonly seen = new Set<string>();
  private readonly folders = new Map<string, string | null>();

  constructor(files: Files, machine: Machine) {
    this.files = files;
    this.machine = machine;
    this.paths = pathsOf(machine);
  }

  /** Reads a file if it is there. */
  read(source: Source): void {
    const { path, client, place } = source;
    const real = this.locate(source);
    if (real === null || !this.claim(client, real)) return;
    if (place.program) return this.tellProgram(source);
    const root = this.parse(path, place.format);
    if (root) this.take(source, root);
    else if (!place.index) this.list(source, 0);
  }

  /** The file's tree; null when there is none. Whatever is wrong with it becomes a gap. */
  parse(path: string, format: Format): Node | null {
    const text = this.attempt(path, () => this.files.readText(path, MAX_BYTES[format]));
    if (text === null) return null;
    const { root, problems } = parse(text, format);
    for (const { message, at, limit } of problems) {
      const kind = limit ? 'limit-reached' : 'config-invalid';
      this.gaps.push(configGap(kind, `this config file could not be read in full: ${message}`, path, { at }));
    }
    return root;
  }

  /** Takes what a parsed file says, as its client reads it. */
  take(source: Source, root: Node): void {
    const { path, client, place, scope, machine = this.machine } = source;
    if (root.kind !== 'object' && !place.index) {
      this.gaps.push(configGap('config-invalid', 'this config file should hold a map of settings', path, root));
      this.list(source, 0);
      return;
    }
    const where = { file: path, platform: machine.platform, home: machine.home };
    const reading = client.read(root, { ...place, scope }, where);
    const { entries, problems, projects = [], files = [], toggles = [], filters = [] } = reading;
    for (const entry of entries) this.declare(source, entry);
    for (const { message, at, pointer } of problems.slice(0, MAX_PROBLEMS)) {
      const words = `this entry could not be read in full: ${message}`;
      this.gaps.push(configGap('entry-invalid', words, path, { at, pointer }));
    }
    if (problems.length > MAX_PROBLEMS) {
      const rest = `${problems.length - MAX_PROBLEMS} more problems with entries of this file are not listed`;
      this.gaps.push(configGap('limit-reached', rest, path));
    }
    for (const { project, ...toggle } of toggles) {
      this.switches.push({ ...toggle, client: client.id, project: project ?? source.project });
    }
    for (const filter of filters) this.filters.push({ ...filter, client: client.id, project: source.project });
    this.remark(source, root, entries);
    if (TRUSTED.has(scope)) for (const project of projects) this.open(project, machine);
    for (const file of files) this.readFurther(source, file);
    if (!place.index && (!place.guest || entries.length > 0)) this.list(source, entries.length);
  }

  /** A config that is a program: what it would say is only known by running it. */
  private tellProgram(source: Source): void {
    const message = 'this config file is a program, which is not run: it may add servers or change them';
    const hint = 'Review it by hand, or move its servers into a file that can be read.';
    this.gaps.push(configGap('config-unreadable', message, source.path, { hint }));
    this.list(source, 0);
  }

  /** True the first time that the client comes to this file. */
  claim(client: Client, real: string): boolean {
    const key = `${client.id}\n${real}`;
    const isNew = !this.seen.has(key);
    this.seen.add(key);
    return isNew;
  }

  /** The folder behind every link; null when there is none or it cannot be reached. */
  realFolder(path: string): string | null {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const find = (): string | null => {
      const real = this.files.realPath(path);
      return this.files.kind(real) === 'folder' ? real : null;
    };
    const real = this.attempt(path, find, ['not-found']);
    this.folders.set(path, real);
    return real;
  }

  private open(project: string, machine: Machine): void {
    const path = here(project, machine);
    if (this.paths.isAbsolute(path) && !path.includes('\0')) this.projects.add(this.paths.normalize(path));
  }

  /** The file behind every link; null when it is not there, or leads out of its project. */
  locate({ path, project }: Pick<Source, 'path' | 'project'>): string | null {
    if (this.attempt(path, () => this.files.kind(path)) === null) return null;
    const real = this.attempt(path, () => this.files.realPath(path));
    if (real === null || project === null) return real;
    const folder = this.realFolder(project);
    if (folder !== null && isInside(real, folder, this.paths)) return real;
    const message = 'this config file leads out of its project by a link: it was not read';
    this.gaps.push(configGap('config-unreadable', message, path));
    return null;
  }

  private readFurther(source: Source, file: NonNullable<Reading['files']>[number]): void {
    const path = this.paths.resolve(this.paths.dirname(source.path), here(file.path, source.machine));
    const scope = source.scope === 'file' ? 'file' : file.scope;
    // What an index remembers may long be gone; a file that a plugin needs should be there.
    if (!source.place.index && this.attempt(path, () => this.files.kind(path)) === null) {
      this.gaps.push(configGap('config-unreadable', 'a file that this one names does not exist', source.path));
    } else this.read({ ...source, path, scope, place: file });
  }

  private declare({ path, client, scope, project, machine = this.machine }: Source, entry: Entry): void {
    this.declared.push({
      client: client.id,
      scope: entry.project !== null && scope === 'user' ? 'local' : scope,
      enabled: entry.enabled,
      entry,
      location: { file: path, ...entry.at, pointer: entry.pointer },
      project: entry.project === null ? project : here(entry.project, machine),
      ...(machine.drives === undefined ? {} : { isOutside: true }),
    });
  }

  private remark({ path, client }: Source, root: Node, entries: readonly Entry[]): void {
    const places = entries.map(({ pointer }) => pointer);
    for (const { pointer, count, first, at } of findAmbiguousKeys(root, places).slice(0, MAX_PROBLEMS)) {
      const touched = entries.filter(({ pointer: own }) => isAround(pointer, own) || isAround(own, pointer));
      this.remarks.push({
        kind: 'duplicate-key',
        client: client.id,
        message: `the same key stands here ${count} times, first in line ${first.line}: readers differ in which one counts`,
        location: { file: path, line: at.line, column: at.column, pointer },
        servers: [...new Set(touched.map(({ name }) => name))],
      });
    }
  }

  private list({ path, client, scope }: Source, servers: number): void {
    this.configs.push({ client: client.id, scope, file: path, servers });
  }

  private attempt<T>(path: string, work: () => T, ignored: readonly FileProblem[] = []): T | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (ignored.includes(error.problem)) return null;
      const words = error.problem === 'not-found' ? 'is a link that leads nowhere' : error.message;
      const kind = error.problem === 'too-large' ? 'limit-reached' : 'config-unreadable';
      this.gaps.push(configGap(kind, `this config file ${words}`, path));
      return null;
    }
  }
}

/** A path that a file of one machine names, as it is seen from here. */
function here(path: string, machine: Machine | undefined): string {
  return machine?.drives === undefined ? path : onDrive(path, machine.drives);
}

/** Whether one pointer is the other or leads towards it. */
function isAround(one: string, other: string): boolean {
  return one === other || other.startsWith(`${one}/`);
}
