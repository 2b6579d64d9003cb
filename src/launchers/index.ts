import type { Launch } from '../model/launch.ts';
import { bun } from './bun.ts';
import { bunx } from './bunx.ts';
import { cargo } from './cargo.ts';
import { deno } from './deno.ts';
import { dnx } from './dnx.ts';
import { docker } from './docker.ts';
import { dotnet } from './dotnet.ts';
import { go } from './go.ts';
import { interpreter } from './interpreter.ts';
import { java } from './java.ts';
import { jbang } from './jbang.ts';
import { nix } from './nix.ts';
import { node } from './node.ts';
import { npm } from './npm.ts';
import { npx } from './npx.ts';
import { pipx } from './pipx.ts';
import { pnpm } from './pnpm.ts';
import { pnpx } from './pnpx.ts';
import { py } from './py.ts';
import { python } from './python.ts';
import { uv } from './uv.ts';
import { uvx } from './uvx.ts';
import { vp } from './vp.ts';
import { yarn } from './yarn.ts';

/** A declared command, split into words. */
export interface CommandLine {
  /** Base name of the command, lower case where it is written as on Windows, without `.exe`, `.cmd` and the like. */
  program: string;
  /** The command as written. */
  command: string;
  args: readonly string[];
}

/** What an ecosystem needs to find the installation; raw, in memory only. */
export type Target =
  | {
      kind: 'npx';
      /** Package specs exactly as npx would hash them. */
      specs: readonly string[];
      /** The first operand, when no `--package` names the package: npx then looks for a command of that name first. */
      operand: string | null;
      /** The command to start, when packages are named by `--package`. */
      command: string | null;
      /** `--cache` and `--prefix`, as written. */
      cache: string | null;
      prefix: string | null;
    }
  /** Fetched for one run by another package manager of npm's registry: specs as written, and the command, if it is named apart. */
  | { kind: 'dlx'; manager: 'pnpm' | 'yarn' | 'bun'; specs: readonly string[]; command: string | null }
  /** A command of the packages of the project in the working folder (`pnpm exec`, `yarn exec`, a script's first word). */
  | { kind: 'project-command'; command: string; directory: string | null }
  /** A JavaScript file, whatever runs it. */
  | { kind: 'script'; path: string }
  /** A Python file or module, run by an interpreter as written (`python3`, a path). */
  | { kind: 'python'; interpreter: string; script: string | null; module: string | null }
  /** A tool that uv fetches or has installed: requirements as written. `python` is the asked version, or null. */
  | {
      kind: 'uv-tool';
      from: string;
      with: readonly string[];
      command: string;
      python: string | null;
      isolated: boolean;
    }
  /** A command in the environment of a uv project; `directory` is `--directory` or `--project` as written. */
  | {
      kind: 'uv-project';
      directory: string | null;
      with: readonly string[];
      /** False for `--no-project`: only what `with` or the script itself names. */
      project: boolean;
      script: string | null;
      module: string | null;
      command: string | null;
    }
  /** `pipx run`: the requirement as written, and the command when `--spec` names the package apart. */
  | { kind: 'pipx-run'; spec: string; command: string }
  | { kind: 'executable'; path: string }
  /**
   * An image: reference as written, what the line sets instead of the image's own entrypoint and working folder, and the
   * places in it that it lays something else over.
   */
  | {
      kind: 'image';
      engine: 'docker' | 'podman' | 'nerdctl';
      reference: string;
      entrypoint: string | null;
      workingDirectory: string | null;
      mounts: readonly string[];
      args: readonly string[];
    }
  /** `go run path@version`; a file or folder of this machine is `local`. */
  | { kind: 'go-run'; package: string; version: string | null; local: boolean }
  /** Identified, with a tree that no reader of this version can see: `why` is one sentence. */
  | { kind: 'unread'; why: string; hint: string }
  | { kind: 'remote'; url: string };

/** What a line says would run: the declared facts, as far as this launcher knows them. */
export type Declares = Pick<Launch, 'launcher' | 'ecosystem'> & Partial<Launch>;

export interface Identified {
  launch: Declares;
  target: Target;
  /**
   * The program that then runs with the rest of the line: every name that it goes by (package and command) and its
   * arguments. It is looked through when it is a wrapper, a bridge or a runner.
   */
  runs?: { names: readonly string[]; args: readonly string[] };
  /** What of the launch line is not followed, in words; a gap for the inventory. */
  open?: string;
}

/** Why a launch line could not be followed, in words that quote none of it. */
export interface NotIdentified {
  problem: string;
  /** What can be said all the same. */
  launch?: Declares;
}

/**
 * A program that starts servers. Pure. Adding one: a file here, a line in `LAUNCHERS`, rows in its test; README.md lists its
 * programs, which the test asks for. A word of its own for `launch.launcher` stands in model/launch.ts.
 */
export interface Launcher {
  /** Also the file's name. */
  id: string;
  /** Base names it answers to; one that ends with `*` stands for every name that begins so (`python3*`). */
  programs: readonly string[];
  /** True for an interpreter whose path says which environment it runs in: it may lie anywhere. */
  anywhere?: true;
  /** What `launch.launcher` says of a line that it cannot follow; absent where that depends on the line. */
  starts?: Launch['launcher'];
  identify(line: CommandLine): Identified | NotIdentified;
}

export const LAUNCHERS: readonly Launcher[] = [
  bun,
  bunx,
  cargo,
  deno,
  dnx,
  docker,
  dotnet,
  go,
  interpreter,
  java,
  jbang,
  nix,
  node,
  npm,
  npx,
  pipx,
  pnpm,
  pnpx,
  py,
  python,
  uv,
  uvx,
  vp,
  yarn,
];

export function isNotIdentified<T extends object>(result: T | NotIdentified): result is NotIdentified {
  return 'problem' in result;
}
