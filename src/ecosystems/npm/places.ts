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

/** Settings that make npx run another package or command than its line says. */
const REDIRECTING = /^\s*(package|call|workspace|script-shell|shell|node-options)\s*(\[\])?\s*=/;

/** `key = value` lines of an npmrc; only the two keys that move folders are kept. Source: npm-config, "Config files". */
function readNpmrc(files: Files, path: string, env: Machine['env']): Map<string, string> {
  const values = new Map<string, string>();
  let text: string;
  try {
    text = files.readText(path, MAX_NPMRC);
  } catch (error) {
    if (error instanceof FileError) return values;
    throw error;
  }
  for (const line of text.split(/\r?\n/)) {
    const [, redirecting] = REDIRECTING.exec(line) ?? [];
    if (redirecting !== undefined) {
      throw new FileError('failed', `is chosen by \`${redirecting}\` in ${path}, not by the launch line`);
    }
    const [, key, raw] = /^\s*(cache|prefix)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || raw === undefined || raw === '') continue;
    const value = raw.replace(/^(["'])(.*)\1$/, '$2').replace(/\$\{([^}]+)\}/g, (whole, name) => env[name] ?? whole);
    values.set(key, value);
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
