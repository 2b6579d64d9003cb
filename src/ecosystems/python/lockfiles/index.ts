import { join } from 'node:path';
import type { Files } from '../../../io/index.ts';
import type { Root } from '../closure.ts';
import type { Distribution } from '../distribution.ts';
import type { Project } from '../project.ts';
import { readToml, type Table } from '../toml.ts';
import { pdmLock } from './pdm.ts';
import { pinnedRequirements } from './pinned.ts';
import { poetryLock } from './poetry.ts';
import { pylock } from './pylock.ts';
import { uvLock } from './uv.ts';

/** What a lockfile says would be installed. */
export interface Locked {
  distributions: Distribution[];
  /** What the project begins with; null for a list of all that is needed. */
  roots: Root[] | null;
}

/** Name of the file, with its reader; the first that is there counts. */
const READERS: ReadonlyArray<readonly [string, (lock: Table, project: Project) => Locked]> = [
  ['uv.lock', uvLock],
  ['poetry.lock', poetryLock],
  ['pdm.lock', pdmLock],
  ['pylock.toml', pylock],
];

const MAX_LOCKFILE = 16 * 1024 * 1024;

/** A lockfile without its lists of archives and hashes, which are nine tenths of it. */
export function withoutArchives(text: string): string {
  const kept: string[] = [];
  let isArchives = false;
  for (const line of text.split('\n')) {
    if (isArchives) isArchives = !/^\]\s*$/.test(line);
    else if (/^(wheels|files) = \[\s*$/.test(line)) isArchives = true;
    else if (!/^(sdist|wheels|files) = [[{].*[\]}]\s*$/.test(line)) kept.push(line);
  }
  return kept.join('\n');
}

/** The lockfile of a project, in its folder or at the root of its workspace; null when there is none. Throws `FileError`. */
export function readLockfile(files: Files, project: Project, workspace: string): (Locked & { file: string }) | null {
  for (const folder of new Set([project.folder, workspace])) {
    for (const [file, read] of READERS) {
      const lock = readToml(files, join(folder, file), withoutArchives, MAX_LOCKFILE);
      if (lock !== null) return { file, ...read(lock, project) };
    }
  }
  return pinnedRequirements(files, project.folder);
}
