import type { CommandLine, Declares, NotIdentified, Target } from '../launchers/index.ts';
import { UNFOLLOWED_RUNNERS } from './_runners.ts';
import { bridge } from './bridge.ts';
import { cmd } from './cmd.ts';
import { dotenv } from './dotenv.ts';
import { environment } from './environment.ts';
import { gateway } from './gateway.ts';
import { inspector } from './inspector.ts';
import { mcpProxy } from './mcp-proxy.ts';
import { mcpProxyNpm } from './mcp-proxy-npm.ts';
import { nix } from './nix.ts';
import { powershell } from './powershell.ts';
import { processChange } from './process-change.ts';
import { pythonEnvironment } from './python-environment.ts';
import { pythonRunner } from './python-runner.ts';
import { sandbox } from './sandbox.ts';
import { scriptRunner } from './script-runner.ts';
import { secrets } from './secrets.ts';
import { shell } from './shell.ts';
import { smithery } from './smithery.ts';
import { ssh } from './ssh.ts';
import { supergateway } from './supergateway.ts';
import { toolhive } from './toolhive.ts';
import { versionManager } from './version-manager.ts';
import { wsl } from './wsl.ts';

/** What a wrapper does with the rest of its line. `open` is what it can do that is not followed, in words: a gap. */
export type Unwrapped =
  /** It starts another command: that is what is identified, and the wrapper is kept as evidence; a bridge stays beside it. */
  | {
      kind: 'command';
      inner: readonly string[];
      /** Names of variables it sets or passes on; values are never kept. */
      environment?: readonly string[];
      /** The folder it changes to, as written. */
      cwd?: string;
      /** Where the command runs, when that is no place this scan looks at: one sentence. */
      elsewhere?: string;
      open?: string;
    }
  /** It starts another command, which runs beside it; the wrapper stays what is declared. */
  | { kind: 'beside'; inner: readonly string[]; environment?: readonly string[]; open?: string }
  /** It connects to a server elsewhere and stays what runs here. */
  | { kind: 'remote'; url: string; open?: string }
  /**
   * It runs a file given to it, and stays what runs beside it. `target` is that file's, or null when it runs in the
   * wrapper's own environment.
   */
  | { kind: 'script'; script: string; target: Target | null; open?: string }
  /** Its line ends here, with what can be said of it: a compound shell line, a gateway that has its servers elsewhere. */
  | { kind: 'end'; launch: Declares; target: Target; open?: string };

/**
 * A program that stands before a server and starts it, or stands for it: shells, setters of variables, keepers of secrets,
 * sandboxes, version managers, bridges, gateways, runners. Pure. Adding one: a file here, a line in `WRAPPERS`, rows in
 * its test; README.md lists its programs, which the test asks for.
 */
export interface Wrapper {
  /** Also the file's name. */
  id: string;
  /** What it counts as in the isolation and credential items. */
  kind:
    | 'shell'
    | 'environment'
    | 'secrets'
    | 'sandbox'
    | 'process'
    | 'remote-shell'
    | 'version-manager'
    | 'bridge'
    | 'gateway'
    | 'runner';
  /** Base names it answers to; one that ends with `*` stands for every name that begins so. */
  programs: readonly string[];
  /** Packages that hold it, as `npm:name` or `pypi:name`, and the program that each starts. */
  packages: Readonly<Record<string, string>>;
  /** How it is called in `launch.wrappers` (`cmd /c`, `op run`); null for one that is not listed (a runner of scripts). */
  nameOf(line: CommandLine): string | null;
  /** Null where this line does not use the program as a wrapper (`mise mcp`): then it is what runs. */
  unwrap(line: CommandLine): Unwrapped | NotIdentified | null;
}

/** The first that knows the program looks through it. */
export const WRAPPERS: readonly Wrapper[] = [
  cmd,
  shell,
  powershell,
  wsl,
  ssh,
  environment,
  dotenv,
  secrets,
  processChange,
  sandbox,
  toolhive,
  versionManager,
  pythonEnvironment,
  nix,
  bridge,
  supergateway,
  mcpProxy,
  mcpProxyNpm,
  smithery,
  gateway,
  inspector,
  scriptRunner,
  pythonRunner,
];

/** Names of packages and commands that are not the server: it is what they are told to run. */
export const RUNNERS: ReadonlySet<string> = new Set([
  ...UNFOLLOWED_RUNNERS,
  ...WRAPPERS.flatMap(({ packages }) => Object.keys(packages).map((name) => name.slice(name.indexOf(':') + 1))),
]);

export { NOT_FOLLOWED } from './_runners.ts';
