import type { Files, Run } from '../io/index.ts';
import { npm } from './npm.ts';
import { oci } from './oci.ts';
import { pypi } from './pypi.ts';

/** Where a package is put to be looked at, and what may be used for it. */
export interface Scratch {
  /** An empty folder that is removed afterwards. */
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  run: Run;
  /** For what the package manager wrote into the folder. */
  files: Pick<Files, 'readText' | 'kind'>;
}

/** A config entry that starts what was fetched. */
export interface SubjectEntry {
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
}

/** What kept a package from being fetched, in words with the package manager's own last line. */
export interface NotFetched {
  problem: string;
  hint: string;
}

/**
 * A server that is named by its package instead of by a config: `npm:name@1.2.3`. It is resolved into a scratch folder by
 * the registry's own package manager, with every script switched off. Adding one: a file here, a line in `SUBJECTS`.
 */
export interface Subject {
  /** Also the file's name, and what stands before the colon. */
  id: string;
  example: string;
  /** The spec as its package manager takes it, or null for one that names no package of the registry. */
  read(spec: string): { name: string; spec: string } | null;
  fetch(subject: { name: string; spec: string }, scratch: Scratch): Promise<SubjectEntry | NotFetched>;
}

export const SUBJECTS: readonly Subject[] = [npm, oci, pypi];

export function isNotFetched(result: SubjectEntry | NotFetched): result is NotFetched {
  return 'problem' in result;
}
