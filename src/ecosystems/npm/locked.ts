import { FileError, type Files } from '../../io/index.ts';
import { MAX_LOCKFILE } from './limits.ts';
import { readBunLockfile } from './lockfiles/bun.ts';
import { readNpmLockfile } from './lockfiles/npm.ts';
import { readOldNpmLockfile } from './lockfiles/npm-old.ts';
import { readPnpmLockfile } from './lockfiles/pnpm.ts';
import { readYarnLockfile, type Project } from './lockfiles/yarn.ts';
import { askedByManifest, readManifest } from './manifest.ts';
import { settledNames } from './overrides.ts';
import type { Tree } from './tree.ts';

type Read = (text: string, files: Files, root: string) => Tree | Promise<Tree>;

const readNpm: Read = (text, files, root) =>
  /"lockfileVersion":\s*[23]\b/.test(text)
    ? readNpmLockfile(text, settledNames(files, root, readManifest(files, root)))
    : readOldNpmLockfile(text, files, root);

/** By name, in the order in which they are believed when a project has several and does not say which one counts. */
const LOCKFILES: ReadonlyArray<{ name: string; manager: string; read: Read }> = [
  { name: 'npm-shrinkwrap.json', manager: 'npm', read: readNpm },
  { name: 'package-lock.json', manager: 'npm', read: readNpm },
  { name: 'pnpm-lock.yaml', manager: 'pnpm', read: (text) => readPnpmLockfile(text) },
  { name: 'yarn.lock', manager: 'yarn', read: readYarn },
  {
    name: 'bun.lock',
    manager: 'bun',
    read: (text, files, root) => readBunLockfile(text, settledNames(files, root, readManifest(files, root))),
  },
];

function readYarn(text: string, files: Files, root: string): Tree {
  const projectAt = (folder: string): Project | null => {
    if (folder.split('/').includes('..')) return null;
    const manifest = readManifest(files, folder === '' ? root : `${root}/${folder}`);
    return manifest && { location: folder, name: manifest.name ?? '', asked: askedByManifest(manifest, true) };
  };
  return readYarnLockfile(text, projectAt, settledNames(files, root, readManifest(files, root)));
}

/** Names of the lockfiles in a folder, the one that counts first; `packageManager` of the manifest decides among several. */
export function lockfilesIn(files: Files, root: string): string[] {
  const there = LOCKFILES.filter(({ name }) => files.kind(`${root}/${name}`) === 'file');
  if (there.length < 2) return there.map(({ name }) => name);
  const chosen = String(readManifest(files, root)?.fields['packageManager'] ?? '').split('@')[0];
  return [
    ...there.filter(({ manager }) => manager === chosen),
    ...there.filter(({ manager }) => manager !== chosen),
  ].map(({ name }) => name);
}

/** The tree that a lockfile of a project describes. Throws `FileError` when it cannot be read. */
export async function readLocked(files: Files, root: string, lockfile: string): Promise<Tree> {
  const kind = LOCKFILES.find(({ name }) => name === lockfile);
  if (kind === undefined) throw new FileError('not-found', `has no lockfile ${lockfile}`);
  return await kind.read(files.readText(`${root}/${lockfile}`, MAX_LOCKFILE), files, root);
}
