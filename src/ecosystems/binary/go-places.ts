import { delimiter, isAbsolute, join } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';

/** Where Go keeps things for one user. */
export interface GoPlaces {
  /** Folders that `go install` writes commands to. */
  bins: string[];
  /** The module cache. */
  modules: string;
}

const MAX_SETTINGS = 64 * 1024;

/** What `go env -w` has written, by os.UserConfigDir. */
function settingsOf(files: Files, { platform, home, env }: Machine): Map<string, string> {
  const folders = {
    linux: env['XDG_CONFIG_HOME'] || join(home, '.config'),
    darwin: join(home, 'Library', 'Application Support'),
    win32: env['APPDATA'] ?? join(home, 'AppData', 'Roaming'),
  };
  try {
    const text = files.readText(join(folders[platform], 'go', 'env'), MAX_SETTINGS);
    return new Map(
      text.split(/\r?\n/).flatMap((line): Array<[string, string]> => {
        const equals = line.indexOf('=');
        return equals > 0 ? [[line.slice(0, equals), line.slice(equals + 1)]] : [];
      }),
    );
  } catch (error) {
    if (error instanceof FileError) return new Map();
    throw error;
  }
}

/** Go's folders: variables of the entry, of the machine, `go env -w`, then the defaults. Source: `go help environment`. */
export function goPlaces(files: Files, machine: Machine, env: Readonly<Record<string, string>>): GoPlaces {
  const settings = settingsOf(files, machine);
  const setting = (name: string): string | undefined =>
    [env[name], machine.env[name], settings.get(name)].find((value) => value !== undefined && value !== '');
  const paths = (setting('GOPATH') ?? join(machine.home, 'go')).split(delimiter).filter(isAbsolute);
  const bin = setting('GOBIN');
  const modules = setting('GOMODCACHE') ?? join(paths[0] ?? join(machine.home, 'go'), 'pkg', 'mod');
  return { bins: bin === undefined ? paths.map((path) => join(path, 'bin')) : [bin], modules };
}
