import type { Io, Machine } from '../io/index.ts';
import type { Target } from '../launchers/index.ts';
import type { GapKind } from '../model/gap.ts';
import type { Installation } from '../model/installation.ts';
import type { Launch } from '../model/launch.ts';
import { npm } from './npm/index.ts';

/** What is to be found: the server's launch, and where it would run. */
export interface Question {
  target: Target;
  launch: Launch;
  /** Working directory at start (absolute), or null when it depends on the client. */
  cwd: string | null;
  /** Variables of the entry that say where packages live (`npm_config_cache` …). */
  env: Readonly<Record<string, string>>;
}

export interface Surroundings {
  io: Io;
  machine: Machine;
  /** Folder for trees already read, keyed by their content, or null to keep none. */
  cache: string | null;
}

/** A gap without its server, which the stage adds. */
export interface ResolveGap {
  kind: GapKind;
  message: string;
  hint: string;
  components?: string[];
}

export interface Resolved {
  installation: Installation | null;
  gaps: ResolveGap[];
}

/**
 * Where an installation lives and what is in it. Runs nothing of what it reads and follows no link out of a tree.
 * Adding one: a file or folder here, a line in `ECOSYSTEMS`, a fixture tree.
 */
export interface Ecosystem {
  /** OSV ecosystem name in lower case. */
  id: string;
  /** Null when the target is none of its own. */
  resolve(question: Question, surroundings: Surroundings): Promise<Resolved | null>;
}

/** Asked in order; the first that knows the target answers. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm];
