import { FileError, type Files } from '../../io/index.ts';
import type { Placed } from './edges.ts';
import { MAX_LOCKFILE, MAX_MESSAGE } from './limits.ts';
import { branchAt, readIndented, textAt } from './lockfiles/indented.ts';

/** Deprecation messages by `name@version`, from the lockfile that pnpm keeps of what it has installed. */
export function pnpmDeprecations(files: Files, root: string): Map<string, string> {
  const messages = new Map<string, string>();
  if (files.kind(`${root}/node_modules/.pnpm/lock.yaml`) !== 'file') return messages;
  try {
    const packages = branchAt(
      readIndented(files.readText(`${root}/node_modules/.pnpm/lock.yaml`, MAX_LOCKFILE)),
      'packages',
    );
    for (const [key, entry] of packages) {
      const message = entry instanceof Map ? textAt(entry, 'deprecated') : null;
      if (message !== null) messages.set(key.replace(/^\//, '').replace(/\(.*$/, ''), message.slice(0, MAX_MESSAGE));
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return messages;
}

/** Where a folder of an isolated store is named after another package or version than the one that lies in it. */
export function misnamedInStore(packages: Iterable<Placed>): string[] {
  const misnamed: string[] = [];
  for (const { location, name, version } of packages) {
    const [, folder] = /\.(?:pnpm|bun)\/([^/]+)\/node_modules\/(?:@[^/]+\/)?[^/]+$/.exec(location) ?? [];
    // Only names of registry versions say one; long ones are cut, those of files and URLs say something else.
    const [, named, rest] = /^(@?[^@]+)@(\d+\.\d+\.\d+[^_+(]*)/.exec(folder ?? '') ?? [];
    if (named !== undefined && (named !== name.replace('/', '+') || rest !== version.replace(/\+.*$/, '')))
      misnamed.push(location);
  }
  return misnamed.sort();
}
