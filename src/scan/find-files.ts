import { FileError, pathsOf, type Entry, type Files, type Machine } from '../io/index.ts';
import type { Target } from '../clients/index.ts';

/** What kept a search from seeing everything below a folder. */
export interface SearchProblem {
  path: string;
  message: string;
  /** True when a bound of the search was met; else the folder could not be read. */
  limit: boolean;
}

const MAX_DEPTH = 8;
const MAX_FOLDERS = 5000;
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Whether a name fits a pattern in which each `*` stands for any characters. Linear in pattern and name. */
export function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= name.length - last.length;
}

/** Finds the files that a place's patterns match. Bounded; sees each folder below a `**` once. */
export class Finder {
  readonly problems: SearchProblem[] = [];
  private readonly files: Files;
  private readonly paths: ReturnType<typeof pathsOf>;
  private readonly trees = new Map<string, string[]>();
  private readonly listed = new Map<string, Entry[]>();

  constructor(files: Files, machine: Machine) {
    this.files = files;
    this.paths = pathsOf(machine);
  }

  /** Paths that exist and match, in the order of their names; whether they can be read is not asked. */
  find({ base, patterns }: Target): string[] {
    return this.match(base, patterns);
  }

  private match(path: string, patterns: readonly string[]): string[] {
    const [pattern, ...rest] = patterns;
    if (pattern === undefined) return this.exists(path) ? [path] : [];
    if (pattern === '**') return this.foldersBelow(path).flatMap((folder) => this.match(folder, rest));
    if (!pattern.includes('*')) return this.match(this.paths.join(path, pattern), rest);
    return this.list(path)
      .filter(({ name, kind }) => matchesName(pattern, name) && (rest.length > 0 ? mayHold(kind) : kind !== 'folder'))
      .flatMap(({ name }) => this.match(this.paths.join(path, name), rest));
  }

  /** The folder and those below it, nearest first. Links to folders are not followed; one that leads out is a problem. */
  private foldersBelow(base: string): string[] {
    const known = this.trees.get(base);
    if (known) return known;
    const found = [base];
    const depths = new Map([[base, 0]]);
    for (const folder of found) {
      const depth = depths.get(folder) ?? 0;
      if (depth === MAX_DEPTH) continue;
      for (const { name, kind } of this.list(folder)) {
        const path = this.paths.join(folder, name);
        if (kind === 'link') this.checkLink(path, base);
        if (kind !== 'folder' || SKIPPED.has(name)) continue;
        if (found.length >= MAX_FOLDERS) {
          this.problems.push({ path: base, message: `holds more than ${MAX_FOLDERS} folders`, limit: true });
          this.trees.set(base, found);
          return found;
        }
        found.push(path);
        depths.set(path, depth + 1);
      }
    }
    this.trees.set(base, found);
    return found;
  }

  private checkLink(path: string, base: string): void {
    try {
      const real = this.files.realPath(path);
      if (this.files.kind(real) !== 'folder' || isInside(real, this.files.realPath(base), this.paths)) return;
      this.problems.push({ path, message: 'is a link to a folder elsewhere, which was not searched', limit: true });
    } catch (error) {
      // A link that leads nowhere hides nothing.
      if (!(error instanceof FileError)) throw error;
    }
  }

  private exists(path: string): boolean {
    try {
      return this.files.kind(path) !== null;
    } catch (error) {
      this.note(path, error);
      return false;
    }
  }

  private list(folder: string): Entry[] {
    const known = this.listed.get(folder);
    if (known) return known;
    const entries = this.exists(folder) ? this.listExisting(folder) : [];
    this.listed.set(folder, entries);
    return entries;
  }

  private listExisting(folder: string): Entry[] {
    try {
      return this.files.list(folder);
    } catch (error) {
      this.note(folder, error);
      return [];
    }
  }

  private note(path: string, error: unknown): void {
    if (!(error instanceof FileError)) throw error;
    if (error.problem === 'not-found' || error.problem === 'not-a-folder') return;
    this.problems.push({ path, message: error.message, limit: false });
  }
}

function mayHold(kind: Entry['kind']): boolean {
  return kind === 'folder' || kind === 'link';
}

/** Whether a path is the folder or below it; both resolved. */
export function isInside(path: string, folder: string, paths: ReturnType<typeof pathsOf>): boolean {
  const way = paths.relative(folder, path);
  return way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way);
}
