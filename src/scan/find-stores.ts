import type { Target } from '../clients/index.ts';
import { FileError, pathsOf, type Entry, type Files, type Machine } from '../io/index.ts';
import { isInside, matchesName } from './find-files.ts';

/** A file or folder that is there and could not be looked at in full. */
export interface StoreProblem {
  path: string;
  message: string;
}

/** Most names of one folder that are looked at. */
const MAX_ENTRIES = 2000;

interface Bound {
  named: string;
  real: string;
}

/**
 * Finds what is at the places of stores: one listing of a folder for each `*`, and nothing deeper. Follows no link out of the
 * home or the project. What cannot be looked at is a problem, never an error.
 */
export class StoreFinder {
  private readonly files: Files;
  private readonly paths: ReturnType<typeof pathsOf>;
  /** The innermost first. */
  private readonly bounds: readonly Bound[];
  private readonly listed = new Map<string, Entry[]>();
  private readonly told = new Set<string>();
  private problems: StoreProblem[] = [];

  constructor(machine: Machine, files: Files, project: string | null) {
    this.files = files;
    this.paths = pathsOf(machine);
    const folders = [machine.home, ...(project === null ? [] : [project])];
    this.bounds = folders
      .sort((a, b) => b.length - a.length)
      .map((named) => ({ named, real: this.attempt(named, () => files.realPath(named)) ?? named }));
  }

  /** Whether a path is in the home or the project by its name. */
  isBelow(path: string): boolean {
    return this.boundOf(path) !== undefined;
  }

  find({ base, patterns }: Target): string[] {
    return this.match(base, patterns);
  }

  /** The path behind every link. Null where there is nothing, `outside` where it leads out of the home or the project. */
  locate(path: string): { real: string } | 'outside' | null {
    const real = this.attempt(path, () => this.files.realPath(path));
    const bound = this.boundOf(path);
    if (real === null) return null;
    if (bound === undefined || isInside(real, bound.real, this.paths)) return { real };
    this.tell(path, 'is behind a link that leads out of the home or project, and was not read');
    return 'outside';
  }

  /** Whether it is a link itself. */
  isLink(path: string): boolean {
    return this.kindOf(path) === 'link';
  }

  /** What was found wrong since the last time, each problem once. */
  takeProblems(): StoreProblem[] {
    const taken = this.problems;
    this.problems = [];
    return taken;
  }

  private tell(path: string, message: string): void {
    const key = `${path}\n${message}`;
    if (!this.told.has(key)) this.problems.push({ path, message });
    this.told.add(key);
  }

  private boundOf(path: string): Bound | undefined {
    return this.bounds.find(({ named }) => isInside(path, named, this.paths));
  }

  private match(path: string, [pattern, ...rest]: readonly string[]): string[] {
    if (pattern === undefined) return this.kindOf(path) === null ? [] : [path];
    if (!pattern.includes('*')) return this.match(this.paths.join(path, pattern), rest);
    const wanted = rest.length === 0 ? 'file' : 'folder';
    return this.list(path)
      .filter(({ name, kind }) => (kind === wanted || kind === 'link') && matchesName(pattern, name))
      .flatMap(({ name }) => this.match(this.paths.join(path, name), rest));
  }

  private list(folder: string): Entry[] {
    const known = this.listed.get(folder);
    if (known) return known;
    const entries = this.listInside(folder);
    if (entries.length > MAX_ENTRIES)
      this.tell(folder, `has more than ${MAX_ENTRIES} entries, of which the last were not looked at`);
    const kept = entries.slice(0, MAX_ENTRIES);
    this.listed.set(folder, kept);
    return kept;
  }

  private listInside(folder: string): Entry[] {
    const kind = this.kindOf(folder);
    if (kind !== 'folder' && kind !== 'link') return [];
    const place = this.locate(folder);
    if (place === null || place === 'outside') return [];
    if (kind === 'link' && this.kindOf(place.real) !== 'folder') return [];
    return this.attempt(folder, () => this.files.list(place.real)) ?? [];
  }

  private kindOf(path: string): Entry['kind'] | null {
    return this.attempt(path, () => this.files.kind(path), this.paths.dirname(path));
  }

  /** `about`: what the problem is told of, where that is not the path: a folder that may not be entered is told once. */
  private attempt<T>(path: string, work: () => T, about = path): T | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.problem !== 'not-found') this.tell(about, error.message);
      return null;
    }
  }
}
