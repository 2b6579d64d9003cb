import { basename } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import type { Component } from '../../model/installation.ts';
import { some } from '../_sentences.ts';
import type { ResolveGap } from '../index.ts';
import type { Found } from './binaries.ts';
import { componentsOf } from './bundled-components.ts';
import { NOTICE, readNotice } from './bundled-notices.ts';
import { foldersAmong } from './bundled-folders.ts';
import { MAP_HEAD } from './bundled-maps.ts';
import { readComments, readMap, readScript, type Evidence } from './bundled-scripts.ts';
import { readLocked } from './bundled-versions.ts';
import { listFiles } from './package-files.ts';

/** Bounds: of one file, and of all the packages of a server together. */
const MAX_FILE = 32 * 1024 * 1024;
const MAX_BYTES = 64 * 1024 * 1024;

/** Which files of a package are looked at, and which of them are scripts. */
export interface Scope {
  list: typeof listFiles;
  isScript(path: string): boolean;
}

export const WHOLE_PACKAGE: Scope = { list: listFiles, isScript: (path) => /\.[cm]?js$/.test(path) };

const isMap = (path: string): boolean => /\.[cm]?js\.map$/.test(path);
const isNotice = (path: string): boolean => NOTICE.test(basename(path)) && !WHOLE_PACKAGE.isScript(path);

/** What the files of one package say. */
interface Told {
  evidence: Evidence[];
  /** Scripts with a notice of their own. */
  noticed: Set<string>;
  /** Bundles whose packages nothing names. */
  unnamed: string[];
}

/** Reads the scripts, source maps and notices of packages, as far as the bounds allow. */
class Search {
  private left = MAX_BYTES;
  private unread: string[] = [];
  private readonly files: Files;
  private readonly scope: Scope;
  readonly found: Found = { inside: new Map(), gaps: [] };

  constructor(files: Files, scope: Scope) {
    this.files = files;
    this.scope = scope;
  }

  private readonly whole = (file: string): Buffer => this.files.readBytes(file, Math.min(MAX_FILE, this.left));

  /** What is bundled in one package. Throws `FileError` when its folder cannot be listed. */
  search(root: string, { id, name }: Component): void {
    const folder = `${root}/${id}`;
    const { paths, isWhole } = this.scope.list(this.files, folder);
    this.unread = isWhole ? [] : ['more files than are looked at'];
    const { evidence, noticed, unnamed } = this.ask(folder, paths);
    const foreign = [...evidence, ...foldersAmong(this.files, folder, paths)].filter((one) => one.name !== name);
    if (foreign.length > 0) {
      this.found.inside.set(id, componentsOf(id, foreign, readLocked(this.files, folder), noticed));
    }
    this.found.gaps.push(...gapsOf(id, unnamed, this.unread));
  }

  private ask(folder: string, paths: readonly string[]): Told {
    const told: Told = { evidence: [], noticed: new Set(), unnamed: [] };
    const { isScript } = this.scope;
    let isBundled = false;
    for (const path of paths.filter(isScript)) {
      const script = this.read(folder, path);
      if (script === null) continue;
      const { named, isBundle, isNamed } = readScript(script, path);
      told.evidence.push(...named);
      isBundled ||= isBundle || named.length > 0;
      if (isBundle && !isNamed) told.unnamed.push(path);
    }
    for (const path of paths.filter(isMap)) {
      const named = this.readMap(folder, path);
      told.evidence.push(...named);
      isBundled ||= named.length > 0;
      if (named.length > 0) told.unnamed = told.unnamed.filter((script) => `${script}.map` !== path);
    }
    // A notice in a package without bundles speaks of something else.
    for (const path of isBundled ? paths.filter(isNotice) : []) {
      const notice = this.read(folder, path) ?? Buffer.alloc(0);
      // Some bundlers only move the comments of their scripts there, which are few of what was taken in.
      told.evidence.push(...readComments(notice, path));
      const named = readNotice(notice.toString('utf8'));
      if (named.length === 0) continue;
      told.evidence.push(...named.map((one) => ({ ...one, file: path, kind: 'notice' as const })));
      const own = paths.filter((script) => isScript(script) && path.startsWith(`${script}.`));
      for (const script of own) told.noticed.add(script);
      told.unnamed = own.length === 0 ? [] : told.unnamed.filter((script) => !own.includes(script));
    }
    return told;
  }

  /** A source map by its beginning, and in full only where its sources stand elsewhere. */
  private readMap(folder: string, path: string): Evidence[] {
    const head = this.read(folder, path, (file) => this.files.readRange(file, 0, Math.min(MAP_HEAD, this.left)));
    const named = head === null ? [] : readMap(head, path);
    if (named !== null) return named;
    const map = this.read(folder, path);
    return map === null ? [] : (readMap(map, path) ?? []);
  }

  private read(folder: string, path: string, from = this.whole): Buffer | null {
    try {
      const bytes = from(`${folder}/${path}`);
      this.left -= bytes.length;
      return bytes;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.unread.push(path);
      return null;
    }
  }
}

function gapsOf(id: string, unnamed: readonly string[], unread: readonly string[]): ResolveGap[] {
  const gaps: ResolveGap[] = [];
  if (unnamed.length > 0) {
    const message = `${id} holds bundled code; which packages is not known: ${some(unnamed)}`;
    gaps.push({ kind: 'tree-unsupported', message, hint: '' });
  }
  if (unread.length > 0) {
    const message = `what is bundled in ${id} was not looked for everywhere: ${some(unread)}`;
    gaps.push({ kind: 'limit-reached', message, hint: '' });
  }
  return gaps;
}

/**
 * Packages without a folder of their own, inside the files of these packages: named by the paths that bundlers write,
 * source maps, licence notices and licence comments. What is bundled and not named is a gap. Throws `FileError`.
 */
export function bundledIn(files: Files, root: string, parts: readonly Component[], scope = WHOLE_PACKAGE): Found {
  const search = new Search(files, scope);
  for (const part of parts) search.search(root, part);
  return search.found;
}
