import { posix } from 'node:path';
import { FileError } from '../../../io/index.ts';
import { standingIn } from '../noted.ts';
import type { Dependency, Tree, TreePackage } from '../tree.ts';
import { branchAt, readIndented, textAt, type Branch } from './indented.ts';
import { splitSpec } from './spec.ts';

/** Name and version in a key: `a@1.0.0(peer@2.0.0)`, `/a@1.0.0` (version 6), `/a/1.0.0_peer@2.0.0` (version 5). */
function identityIn(key: string): { name: string; version: string } {
  const plain = key.replace(/^\//, '').replace(/\(.*$/, '');
  const old = key.startsWith('/') ? /^((?:@[^/]+\/)?[^/@]+)\/(\d[^/_]*)/.exec(plain) : null;
  const { name, reference } = old ? { name: old[1] ?? '', reference: old[2] ?? '' } : splitSpec(plain);
  return { name, version: /^\d/.test(reference) ? reference : '' };
}

/** The folder of an importer as a location: pnpm writes `.` for the root. */
const locationOf = (importer: string): string => (importer === '.' ? '' : importer);

/**
 * The tree that pnpm-lock.yaml (lockfile versions 5 to 9) describes. Packages are at their keys, the project's own folders
 * at their paths. Throws `FileError` for a text of another shape.
 */
export function readPnpmLockfile(text: string): Tree {
  const lockfile = readIndented(text);
  if (textAt(lockfile, 'lockfileVersion') === null)
    throw new FileError('failed', 'has a pnpm-lock.yaml without version');
  const details = branchAt(lockfile, 'packages');
  const snapshots = lockfile.get('snapshots') instanceof Map ? branchAt(lockfile, 'snapshots') : details;
  const importers =
    lockfile.get('importers') instanceof Map ? branchAt(lockfile, 'importers') : new Map([['.', lockfile]]);
  const tree: Tree = new Map();

  const keyOf = (name: string, reference: string): string | null =>
    [`${name}@${reference}`, reference, `/${name}@${reference}`, `/${name}/${reference}`].find((key) =>
      snapshots.has(key),
    ) ?? null;

  const edgesOf = (branch: Branch, folder: string | null): Pick<TreePackage, 'dependencies' | 'broken'> => {
    const dependencies: Dependency[] = [];
    const broken: string[] = [];
    for (const [field, type] of [
      ['dependencies', 'required'],
      ['optionalDependencies', 'optional'],
    ] as const) {
      for (const [name, value] of branchAt(branch, field)) {
        const reference = typeof value === 'string' ? value : textAt(value, 'version');
        const range =
          (typeof value === 'string' ? textAt(branchAt(branch, 'specifiers'), name) : textAt(value, 'specifier')) ?? '';
        const isLink = reference?.startsWith('link:') === true;
        const linked =
          isLink && folder !== null ? posix.join(folder, reference.slice('link:'.length)).replace(/^\.$/, '') : null;
        const to = isLink ? linked : keyOf(name, reference ?? '');
        if (to !== null) dependencies.push({ to, type, range });
        else if (type === 'required') broken.push(`${name} is missing`);
      }
    }
    return { dependencies, broken };
  };

  for (const [importer, branch] of importers) {
    if (!(branch instanceof Map)) continue;
    const location = locationOf(importer);
    tree.set(location, { location, name: importer, version: '', isProject: true, ...edgesOf(branch, location) });
  }
  for (const [key, value] of snapshots) {
    const branch = value instanceof Map ? value : new Map();
    const { name, version } = identityIn(key);
    const noted = details.get(key) ?? details.get(key.replace(/\(.*$/, ''));
    const stated = noted instanceof Map ? textAt(noted, 'version') : null;
    const realName = noted instanceof Map ? textAt(noted, 'name') : null;
    const withdrawn = noted instanceof Map ? standingIn(textAt(noted, 'deprecated')) : null;
    const pack = { location: key, name: realName ?? name, version: stated ?? version, isProject: false, withdrawn };
    tree.set(key, { ...pack, ...edgesOf(branch, null) });
  }
  return tree;
}
