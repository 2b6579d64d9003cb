import { isAbsolute, join } from 'node:path';
import type { Machine } from '../../io/index.ts';
import type { Question } from '../index.ts';

/** Where uv and pipx keep things for one server. A folder that is not there holds nothing. */
export interface Places {
  /** Folders of uv's installed tools. */
  uvTools: string[];
  /** Folders of uv's cache. */
  uvCaches: string[];
  /** Folders of pipx's cache for `pipx run`. */
  pipxCaches: string[];
  /** Folders of packages that a user installs outside of environments, for a version (`3.11`). */
  userSite(version: string): string;
}

/**
 * The folders by the entry's and the machine's variables, else the tools' defaults: the new ones and those that older
 * versions used and still look at. Sources: uv-dirs/src/lib.rs and uv-cache/src/cli.rs of uv 0.13; paths.py of pipx 1.1 to
 * 1.18; PEP 370.
 */
export function placesOf({ env }: Pick<Question, 'env'>, machine: Machine): Places {
  const { home, platform } = machine;
  const variable = (name: string): string | null => (env[name] ?? machine.env[name]) || null;
  const absolute = (name: string): string | null => {
    const value = variable(name)?.replace(/^~(?=[\\/]|$)/, home) ?? null;
    return value !== null && isAbsolute(value) ? value : null;
  };
  const dataHome = absolute('XDG_DATA_HOME') ?? join(home, '.local', 'share');
  const cacheHome = absolute('XDG_CACHE_HOME') ?? join(home, '.cache');
  const roaming = absolute('APPDATA') ?? join(home, 'AppData', 'Roaming');
  const local = absolute('LOCALAPPDATA') ?? join(home, 'AppData', 'Local');
  const library = join(home, 'Library');
  const pick = (places: Record<Machine['platform'], string[]>): string[] => places[platform];

  const one = (folder: string | null, others: string[]): string[] => (folder === null ? others : [folder]);
  const pipxHome = absolute('PIPX_HOME');
  return {
    uvTools: one(
      absolute('UV_TOOL_DIR'),
      pick({
        linux: [join(dataHome, 'uv', 'tools')],
        darwin: [join(dataHome, 'uv', 'tools'), join(library, 'Application Support', 'uv', 'tools')],
        win32: [join(roaming, 'uv', 'data', 'tools'), join(roaming, 'uv', 'tools')],
      }),
    ),
    uvCaches: one(
      absolute('UV_CACHE_DIR'),
      pick({
        linux: [join(cacheHome, 'uv')],
        darwin: [join(cacheHome, 'uv'), join(library, 'Caches', 'uv')],
        win32: [join(local, 'uv', 'cache'), join(local, 'uv')],
      }),
    ),
    pipxCaches: one(pipxHome === null ? null : join(pipxHome, '.cache'), [
      ...pick({
        linux: [join(cacheHome, 'pipx'), join(dataHome, 'pipx', '.cache')],
        darwin: [join(library, 'Caches', 'pipx'), join(library, 'Application Support', 'pipx', '.cache')],
        win32: [join(local, 'pipx', 'pipx', 'Cache'), join(home, 'pipx', '.cache')],
      }),
      join(home, '.local', 'pipx', '.cache'),
    ]),
    userSite(version) {
      const base = absolute('PYTHONUSERBASE');
      const digits = version.replace('.', '');
      if (base !== null && platform !== 'win32') return join(base, 'lib', `python${version}`, 'site-packages');
      return {
        linux: join(home, '.local', 'lib', `python${version}`, 'site-packages'),
        darwin: join(library, 'Python', version, 'lib', 'python', 'site-packages'),
        win32: join(base ?? join(roaming, 'Python'), `Python${digits}`, 'site-packages'),
      }[platform];
    },
  };
}
