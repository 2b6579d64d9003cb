import type { Launch } from '../model/launch.ts';
import { RUNNERS } from './_runners.ts';
import { node } from './node.ts';
import { npm } from './npm.ts';
import { npx } from './npx.ts';

/** A declared command, split into words. */
export interface CommandLine {
  /** Base name of the command, lower case, without `.exe`, `.cmd` and the like. */
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
  | { kind: 'script'; path: string }
  | { kind: 'executable'; path: string }
  | { kind: 'remote'; url: string };

export interface Identified {
  launch: Pick<Launch, 'launcher' | 'ecosystem'> & Partial<Launch>;
  target: Target;
  /** What of the launch line is not followed, in words; a gap for the inventory. */
  open?: string;
}

/** Why a launch line could not be followed, in words that quote none of it. */
export interface NotIdentified {
  problem: string;
}

/** A program that starts servers. Pure. Adding one: a file here, a line in `LAUNCHERS`, rows in its test. */
export interface Launcher {
  /** Also the file's name. */
  id: string;
  /** Base names it answers to. */
  programs: readonly string[];
  identify(line: CommandLine): Identified | NotIdentified;
}

export const LAUNCHERS: readonly Launcher[] = [node, npm, npx];

/**
 * Launchers and wrappers that are known and not followed yet. A line that starts with one of them is a gap; any other
 * command is taken for the server's own executable.
 */
export const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  ...`aws-vault bash bwrap cargo cmd codex dash dnx docker docker-compose dotnet env firejail fish flatpak gem go java jbang
  jupyter ksh mise msiexec nerdctl nix nix-shell nohup npm-run nvm op open osascript perl php pipenv pipx pixi pkgx podman
  poetry powershell pwsh py python python2 python3 rscript ruby rustup rye sandbox-exec sh snap socat srt ssh start stdbuf
  sudo doas su systemd-run thv timeout uv uvx vp watchexec wsl xargs xvfb-run zsh`.split(/\s+/),
  ...RUNNERS,
]);

export function isNotIdentified(result: Identified | NotIdentified): result is NotIdentified {
  return 'problem' in result;
}
