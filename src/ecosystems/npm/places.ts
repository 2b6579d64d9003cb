import { isAbsolute, join, resolve } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import type { Question } from '../index.ts';
import { localPrefix } from './locate-npx.ts';

/** Where npm keeps things for one server. */
export interface Places {
  /** Folder of the npx cache. */
  npx: string;
  /** Folders that hold globally installed packages, in npm's order of preference. */
  globals: string[];
  /** npm's local prefix: the project whose commands and packages come first; null when it depends on the client. */
  prefix: string | null;
}

const MAX_NPMRC = 256 * 1024;

/** Settings that make npx run another package, command or shell than its line says. */
const REDIRECTING = new Set(
  `package call workspace workspaces include-workspace-root script-shell shell node-options global location
  globalconfig`.split(/\s+/),
);

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/**
 * `key = value` lines of an npmrc; only the two keys that move folders are kept. Source: npm-config, "Config files".
 * Throws `FileError` for a file that cannot be read, or that makes npx run something else.
 */
function readNpmrc(files: Files, path: string, env: Machine['env']): Map<string, string> {
  const values = new Map<string, string>();
  let text: string;
  try {
    text = files.readText(path, MAX_NPMRC);
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return values;
    throw error instanceof FileError
      ? new FileError(error.problem, `depends on ${path}, which ${error.message}`)
      : error;
  }
  for (const line of text.split(/[\r\n]+/)) {
    if (/^\s*([;#]|$)/.test(line)) continue;
    const [name = '', ...rest] = line.split('=');
    const key = unquoted(name).replace(/\s*\[\]$/, '');
    const value = unquoted(rest.join('=')).replace(/\$\{([^}]+)\}/g, (whole, variable) => env[variable] ?? whole);
    if ((REDIRECTING.has(key) && value !== 'false') || key.includes('${')) {
      throw new FileError('failed', `is chosen by a setting in ${path}, not by the launch line`);
    }
    if ((key === 'cache' || key === 'prefix') && value !== '') values.set(key, value);
  }
  return values;
}

/**
 * npm's folders by npm's precedence: command line, environment of the entry, environment of the machine, project,
 * user and global npmrc, default. Source: npm-config and npm-folders documentation. Throws `FileError` for an npmrc that
 * makes npx run something else.
 */
export function placesOf({ target, cwd, env }: Question, files: Files, machine: Machine): Places {
  const variable = (name: string): string | undefined => {
    const names = [`npm_config_${name}`, `NPM_CONFIG_${name.toUpperCase()}`];
    return names.map((key) => env[key] ?? machine.env[key]).find((value) => value !== undefined && value !== '');
  };
  const userconfig = variable('userconfig') ?? join(machine.home, '.npmrc');
  const given = target.kind === 'npx' ? target.prefix : null;
  const project = given ?? cwd;
  const isKnown = project !== null && (isAbsolute(project) || cwd !== null);
  // `--prefix` is taken as it is; without it npm looks for the project upwards.
  const local = !isKnown ? null : given === null ? localPrefix(files, project) : resolve(cwd ?? '', given);
  const rcs = [
    local === null ? new Map<string, string>() : readNpmrc(files, join(local, '.npmrc'), machine.env),
    readNpmrc(files, userconfig, machine.env),
    ...machine.nodePrefixes.map((prefix) => readNpmrc(files, join(prefix, 'etc', 'npmrc'), machine.env)),
  ];
  const configured = (name: 'cache' | 'prefix'): string | undefined => {
    const option = target.kind === 'npx' && name === 'cache' ? target.cache : null;
    const value = option ?? variable(name) ?? rcs.map((rc) => rc.get(name)).find((found) => found !== undefined);
    return value?.replace(/^~(?=[\\/])/, machine.home);
  };

  const isWindows = machine.platform === 'win32';
  const localAppData = machine.env['LOCALAPPDATA'] ?? join(machine.home, 'AppData', 'Local');
  const cache = configured('cache') ?? (isWindows ? join(localAppData, 'npm-cache') : join(machine.home, '.npm'));
  const prefix = configured('prefix');
  // With `--prefix` local and global are one, and npm leaves the global packages out.
  const prefixes = given !== null ? [] : prefix === undefined ? machine.nodePrefixes : [prefix];
  return {
    prefix: local,
    npx: join(cache, '_npx'),
    globals: prefixes.map((folder) => (isWindows ? join(folder, 'node_modules') : join(folder, 'lib', 'node_modules'))),
  };
}
