import type { CommandLine } from '../launchers/index.ts';

/** A whole line in `command`, as people paste it: split at spaces outside quotes. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

/**
 * The words of an entry, without variables set before them. A `command` that is a whole line is split: one that begins with
 * a bare word or an assignment and has no arguments, and one that begins with a program that `isKnown`. Null words are a
 * line that only a shell could read.
 */
export function wordsOf(
  command: string,
  args: readonly string[],
  isKnown: (program: string) => boolean,
): { words: string[] | null; assigned: string[] } {
  const [, first = ''] = /^\s*("[^"]*"|\S+)\s/.exec(command) ?? [];
  const isBare = /^(?:[\w@.+-]+|[A-Za-z_]\w*=\S*)$/.test(first) && args.length === 0;
  const isProgram = first !== '' && isKnown(commandLineOf(first.replaceAll('"', ''), []).program);
  if (!isBare && !isProgram) return { words: [command, ...args], assigned: [] };
  const words = [...splitLine(command), ...args];
  const start = Math.max(
    words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word)),
    0,
  );
  const assigned = words.slice(0, start).map((word) => word.slice(0, word.indexOf('=')));
  return { words: words.some((word) => /^(?:&&?|\|\|?|;)$/.test(word)) ? null : words.slice(start), assigned };
}

/** The program that words start. Letter case counts but for what is written as on Windows. */
export function commandLineOf(command: string, args: readonly string[]): CommandLine {
  const name = command.replace(/^.*[\\/]/s, '');
  const stem = name.replace(/\.(exe|cmd|bat|ps1)$/i, '');
  const isWindows = stem !== name || command.includes('\\') || /^[A-Za-z]:/.test(command);
  return { program: isWindows ? stem.toLowerCase() : stem, command, args };
}

/** Folders that systems, package managers and version managers install programs into. */
const PROGRAM_FOLDER = new RegExp(
  [
    '^/(usr/|usr/local/|opt/homebrew/|opt/local/|home/linuxbrew/.linuxbrew/|snap/|usr/local/go/)?s?bin$',
    '^/(opt|usr/local|usr/lib)/(node|nodejs|go|python)[^/]*/bin$',
    '^/(opt/homebrew|usr/local)/opt/[^/]+/(libexec/)?bin$',
    '^[A-Za-z]:/Windows(/System32(/WindowsPowerShell/v1.0|/OpenSSH)?)?$',
    '^[A-Za-z]:/(Program Files( \\(x86\\))?/)?(nodejs|Docker/Docker/resources/bin|Go/bin|Git/(usr/)?bin|dotnet|PowerShell/7)$',
    '/AppData/(Roaming/(npm|nvm/v[\\d.]+|uv/bin)|Local/(Volta/bin|fnm_multishells/[\\w-]+|Microsoft/(WindowsApps|WinGet/Links)|pnpm))$',
    '/scoop/(shims|apps/[^/]+/[^/]+(/bin)?)$',
    '/[.](nvm/versions/node/v[^/]+|volta|nodenv/versions/[^/]+|nvs/[^/]+/[^/]+/[^/]+|proto|bun|local|cargo|deno|docker|dotnet/tools|pyenv|jbang|sdkman/candidates/[^/]+/[^/]+)(/bin)?$',
    '/[.](nodenv|asdf|local/share/mise|proto|pyenv)/shims$',
    '/(mise|asdf|[.]asdf)/installs/[^/]+/[^/]+/bin$',
    '/[.]pyenv/versions/[^/]+/bin$',
    '/(ana|mini|micro|mamba)(conda|forge|mamba)\\d?(/envs/[^/]+)?/(bin|Scripts|condabin)$',
    '/fnm(_multishells/[\\w-]+|/node-versions/v[^/]+/installation)/bin$',
    '/n/(versions/node/[^/]+/)?bin$',
    '/(go|Library/pnpm|[.]local/share/pnpm)(/bin)?$',
    '/[.]nix-profile/bin$',
    '^/(nix/store/[^/]+|run/current-system/sw|etc/profiles/per-user/[^/]+)/bin$',
  ].join('|'),
  'i',
);

/**
 * Where a command of a known name stands. `usual`: a bare name, or an absolute path in a folder where such programs are
 * installed. `unusual`: another absolute path. `doubtful`: a file in the project itself, or at a place that depends on the
 * working folder; whoever made it decides what it is.
 */
export function placeOfProgram(command: string, project: string | null): 'usual' | 'unusual' | 'doubtful' {
  if (!/[\\/]/.test(command)) return 'usual';
  const path = command.replaceAll('\\', '/');
  const folder = path.slice(0, path.lastIndexOf('/'));
  const above = project?.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  if (above !== undefined && path.toLowerCase().startsWith(`${above}/`)) return 'doubtful';
  const fromHome = /^(?:~|\$\{?HOME\}?|%USERPROFILE%|\$\{env:HOME\}|\$\{userHome\})\//i.test(path);
  if (!fromHome && !/^(?:\/(?!proc\/)|[A-Za-z]:\/)/.test(path)) return 'doubtful';
  if (/\/(?:\.{0,2}|node_modules)\//.test(path)) return 'doubtful';
  return PROGRAM_FOLDER.test(folder) ? 'usual' : 'unusual';
}
