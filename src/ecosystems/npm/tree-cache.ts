import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';
import type { Disk } from './disk.ts';
import type { Tree } from './tree.ts';

/** Raised when what is stored changes its shape or arborist its answers. */
const VERSION = 2;
const MAX_BYTES = 64 * 1024 * 1024;

const packageSchema = z.strictObject({
  location: z.string(),
  name: z.string(),
  version: z.string(),
  extraneous: z.boolean(),
  dependencies: z.array(z.strictObject({ to: z.string(), type: z.enum(['required', 'optional']), range: z.string() })),
  broken: z.array(z.string()),
});

/**
 * A tree's key is a hash of everything it is computed from: every manifest on disk, and every link with the manifest it
 * leads to. An entry can therefore never be out of date, whatever clocks and time stamps say.
 */
export function treeKey(disk: Disk, inputs: ReadonlyArray<string | null>): string {
  const hash = createHash('sha256').update(JSON.stringify([VERSION, inputs]));
  for (const digest of disk.digests) hash.update(`${digest}\n`);
  return hash.digest('hex');
}

const pathOf = (folder: string, key: string): string => join(folder, 'trees', `${key}.json`);

/** Null when the tree is not kept or the entry is damaged. */
export function loadTree(files: Files, folder: string | null, key: string): Tree | null {
  if (folder === null) return null;
  try {
    const packages = z.array(packageSchema).parse(JSON.parse(files.readText(pathOf(folder, key), MAX_BYTES)));
    return new Map(packages.map((pack) => [pack.location, pack]));
  } catch {
    return null;
  }
}

/** A cache that cannot be written is no error: the next scan is slower. */
export function storeTree(files: Files, folder: string | null, key: string, tree: Tree): void {
  if (folder === null) return;
  try {
    files.writeAtomic(pathOf(folder, key), JSON.stringify([...tree.values()]));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}
