import type { Reading } from './index.ts';

/** The folder that a file or folder lies in; paths of both kinds of system. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** The last name of a path, without `ending`. */
export function nameOf(path: string, ending = ''): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name;
}

/** What separates the names of a path. */
export function separatorOf(path: string): string {
  return path.includes('\\') ? '\\' : '/';
}

/** Replaces each `${name}` whose value is known; the others stay as they are. */
function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([^${}]{1,100})\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/**
 * Entries as a plugin or extension brings them: with the folders that its variables stand for, and its own name. Whether
 * it is on stands elsewhere: an entry that is not off by itself is so only once a switch says so.
 */
export function bring(reading: Reading, values: ReadonlyMap<string, string>, plugin?: string): Reading {
  const entries = reading.entries.map((entry) => ({
    ...entry,
    enabled: entry.enabled === false ? false : null,
    command: entry.command === null ? null : fill(entry.command, values),
    args: entry.args.map((arg) => fill(arg, values)),
    cwd: entry.cwd === null ? null : fill(entry.cwd, values),
    ...(plugin === undefined ? {} : { plugin }),
  }));
  return { ...reading, entries };
}

const IN_CACHE = /^(.*?[\\/]cache[\\/]([^\\/]+)[\\/]([^\\/]+)[\\/][^\\/]+)[\\/]/;
const IN_PLUGINS = /^(.*?[\\/]plugins[\\/]cache[\\/]([^\\/]+)[\\/]([^\\/]+)[\\/][^\\/]+)[\\/]/;

/**
 * A cached plugin's folder and name out of the path of one of its files: Claude Code and Codex keep it as
 * `cache/<marketplace>/<plugin>/<version>` and switch it as `<plugin>@<marketplace>`. Undefined for another layout.
 */
export function cachedPlugin(file: string): { folder: string; plugin: string } | undefined {
  const [, folder, marketplace, plugin] = IN_PLUGINS.exec(file) ?? IN_CACHE.exec(file) ?? [];
  return folder === undefined ? undefined : { folder, plugin: `${plugin}@${marketplace}` };
}
