import { FileError, type Files } from '../../io/index.ts';
import type { Standing } from '../../model/withdrawal.ts';
import type { Placed } from './edges.ts';
import { MAX_LOCKFILE } from './limits.ts';
import { branchAt, readIndented, textAt } from './lockfiles/indented.ts';
import { standingIn } from './noted.ts';

/** What the registry said of each `name@version`, from the lockfile that pnpm keeps of what it has installed. */
export function pnpmStandings(files: Files, root: string): Map<string, Standing> {
  const standings = new Map<string, Standing>();
  if (files.kind(`${root}/node_modules/.pnpm/lock.yaml`) !== 'file') return standings;
  try {
    const packages = branchAt(
      readIndented(files.readText(`${root}/node_modules/.pnpm/lock.yaml`, MAX_LOCKFILE)),
      'packages',
    );
    for (const [key, entry] of packages) {
      if (!(entry instanceof Map)) continue;
      standings.set(key.replace(/^\//, '').replace(/\(.*$/, ''), standingIn(textAt(entry, 'deprecated')));
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return standings;
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
