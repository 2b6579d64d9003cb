import type { Files, Io, Machine } from '../io/index.ts';
import type { Target } from '../launchers/index.ts';
import type { GapKind } from '../model/gap.ts';
import type { Installation } from '../model/installation.ts';
import type { Launch } from '../model/launch.ts';

/** What is to be found: the server's launch, and where it would run. */
export interface Question {
  target: Target;
  launch: Launch;
  /** Working directory at start (absolute), or null when it depends on the client. */
  cwd: string | null;
  /** Variables of the entry that say where packages live (`npm_config_cache`, `UV_CACHE_DIR` …). */
  env: Readonly<Record<string, string>>;
}

export interface Surroundings {
  io: Io;
  machine: Machine;
  /** Folder for trees already read, keyed by their content, or null to keep none. */
  cache: string | null;
  /** Image archives that the user named; the reference that one stands for, when its own names are not to be used. */
  images?: ReadonlyArray<{ path: string; reference: string | null }>;
}

/** A gap without its server, which the stage adds. */
export interface ResolveGap {
  kind: GapKind;
  message: string;
  hint: string;
  components?: string[];
}

/** A second look, into a file system that holds what runs (an image): the stage follows the command there as on a machine. */
export interface Within {
  /** For reading only; in it lies everything that is found. */
  files: Files;
  /** As what runs inside sees it. */
  machine: Machine;
  /** What is started in it, raw; empty when nothing says. */
  command: readonly string[];
  cwd: string;
  /** Makes what was read in vain readable: `again` when a new look is needed, `full` when it cannot be had, `complete` when nothing was. */
  load(): Promise<'complete' | 'again' | 'full'>;
  /** The whole installation, from those of the programs that were found inside. The first is the server's. */
  join(inside: ReadonlyArray<Installation | null>): Promise<Resolved>;
}

export interface Resolved {
  installation: Installation | null;
  gaps: ResolveGap[];
  within?: Within;
}

/**
 * Where an installation lives and what is in it. Runs nothing of what it reads and follows no link out of a tree.
 * Adding one: a folder here, a line in `ECOSYSTEMS` with the kinds of target that it answers, a fixture tree.
 */
export interface Ecosystem {
  /** OSV ecosystem name in lower case. */
  id: string;
  /** Null when the target is none of its own. */
  resolve(question: Question, surroundings: Surroundings): Promise<Resolved | null>;
}

type Kind = Target['kind'];

/** An ecosystem whose reader is loaded when a target of these kinds comes up: few machines have all of them. */
function lazily(id: string, kinds: readonly Kind[], load: () => Promise<Ecosystem>): Ecosystem {
  return {
    id,
    resolve: async (question, surroundings) =>
      kinds.includes(question.target.kind) ? (await load()).resolve(question, surroundings) : null,
  };
}

const NPM: readonly Kind[] = ['npx', 'dlx', 'project-command', 'script', 'executable'];
const PYTHON: readonly Kind[] = ['uv-tool', 'uv-project', 'pipx-run', 'python', 'executable'];

/** Asked in order; the first that knows the target answers. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  lazily('npm', NPM, async () => (await import('./npm/index.ts')).npm),
  lazily('python', PYTHON, async () => (await import('./python/index.ts')).python),
  lazily('oci', ['image'], async () => (await import('./oci/index.ts')).oci),
  lazily('binary', ['go-run', 'executable'], async () => (await import('./binary/index.ts')).binary),
];
