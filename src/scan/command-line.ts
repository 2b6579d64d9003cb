import type { CommandLine } from '../launchers/index.ts';

/** A whole line in `command`, as people paste it: split at spaces outside quotes. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

/** The words of an entry, and the program that they start. Letter case counts but for what is written as on Windows. */
export function commandLineOf(command: string, args: readonly string[]): CommandLine {
  const words = args.length === 0 && /^[\w@.-]+\s/.test(command) ? splitLine(command) : [command, ...args];
  const [first = '', ...rest] = words;
  const name = first.replace(/^.*[\\/]/s, '');
  const stem = name.replace(/\.(exe|cmd|bat|ps1)$/i, '');
  const isWindows = stem !== name || first.includes('\\') || /^[A-Za-z]:/.test(first);
  return { program: isWindows ? stem.toLowerCase() : stem, command: first, args: rest };
}

/** Folders that Node and its version managers install programs into. */
const NODE_FOLDER = new RegExp(
  [
    '^/(usr/|usr/local/|opt/homebrew/|opt/local/|home/linuxbrew/.linuxbrew/|snap/)?bin$',
    '^/(opt|usr/local|usr/lib)/(node|nodejs)[^/]*/bin$',
    '^[A-Za-z]:/(Program Files( \\(x86\\))?/)?nodejs$',
    '/AppData/(Roaming/(npm|nvm/v[\\d.]+)|Local/(Volta/bin|fnm_multishells/[\\w-]+))$',
    '/[.](nvm/versions/node/v[^/]+|volta|nodenv/versions/[^/]+|nvs/[^/]+/[^/]+/[^/]+|proto|bun|local)/bin$',
    '/[.](nodenv|asdf|local/share/mise|proto)/shims$',
    '/(mise|asdf|[.]asdf)/installs/(node|nodejs)/[^/]+/bin$',
    '/fnm(_multishells/[\\w-]+|/node-versions/v[^/]+/installation)/bin$',
    '/n/(versions/node/[^/]+/)?bin$',
    '/[.]nix-profile/bin$',
    '^/nix/store/[^/]+/bin$',
  ].join('|'),
  'i',
);

/**
 * Whether a command is the program that its base name says: a bare name, or an absolute path in a folder where Node is
 * installed. A file of that name in a project, or at a place that depends on the working folder, may be anything.
 */
export function isUsualPlace(command: string, project: string | null): boolean {
  if (!/[\\/]/.test(command)) return true;
  const path = command.replaceAll('\\', '/');
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (!/^(?:\/(?!proc\/)|[A-Za-z]:\/)/.test(path) || /\/(?:\.{0,2}|node_modules)\//.test(path)) return false;
  const above = project?.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  return NODE_FOLDER.test(folder) && (above === undefined || !path.toLowerCase().startsWith(`${above}/`));
}
