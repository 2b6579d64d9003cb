import { posix } from 'node:path';
import type { Files } from '../io/index.ts';
import { isNotIdentified, type Target } from '../launchers/index.ts';
import type { Installation } from '../model/installation.ts';
import { commandsOf, readManifest } from '../ecosystems/npm/manifest.ts';
import { commandLineOf } from './command-line.ts';
import { launcherOf } from './programs.ts';

/** A line, split into words. */
export interface Words {
  command: string;
  args: readonly string[];
}

/** The file of a package's command by npm's rule: the one that is named, the only one, or the one called as the package. */
function scriptOf(files: Files, folder: string, command: string | null): string | null {
  const manifest = readManifest(files, folder);
  const commands = manifest === null ? new Map<string, string>() : commandsOf(manifest);
  const name = (manifest?.name ?? '').replace(/^@[^/]+\//, '');
  const only = new Set(commands.values()).size === 1 ? [...commands.values()][0] : undefined;
  const script = command === null ? (only ?? commands.get(name)) : commands.get(command);
  return script === undefined ? null : posix.join(folder, script);
}

const MAX_LINE = 256;
const RUN_BY_NODE = /^#!\s*\S*(?:\/|\benv\s+(?:-S\s+)?)node(?:\s|$)/;

/** Whether Node runs a script, as its first line says or its name. */
const isForNode = (files: Files, script: string): boolean =>
  RUN_BY_NODE.test(files.readRange(script, 0, MAX_LINE).toString('latin1')) || /\.[cm]?js$/.test(script);

function commandOf(target: Target): string | null | undefined {
  if (target.kind === 'npx' || target.kind === 'dlx' || target.kind === 'uv-tool') return target.command;
  return target.kind === 'pipx-run' ? target.command : undefined;
}

/**
 * The line that starts what is installed for an entry, without the package manager that would look at its registry first: so that it is
 * started as it is on this machine, and without a network. Null where that cannot be told for sure, and the entry's own line is to be used.
 */
export function installedLine({ command, args }: Words, installation: Installation | null, files: Files): Words | null {
  const line = commandLineOf(command, args);
  const identified = launcherOf(line.program)?.identify(line);
  if (identified === undefined || isNotIdentified(identified) || identified.open !== undefined) return null;
  const { target, runs } = identified;
  const name = commandOf(target);
  if (name === undefined || runs === undefined || installation === null) return null;
  const { path, root, fidelity } = installation;
  if (path === null || root === null || fidelity !== 'installed') return null;
  try {
    if (target.kind === 'uv-tool' || target.kind === 'pipx-run') {
      const program = posix.join(path, 'bin', name ?? '');
      return files.kind(program) === null ? null : { command: program, args: runs.args };
    }
    const script = scriptOf(files, posix.join(path, root), name);
    if (script === null || !isForNode(files, script)) return null;
    return { command: 'node', args: [script, ...runs.args] };
  } catch {
    return null;
  }
}
