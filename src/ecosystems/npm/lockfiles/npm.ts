import { posix } from 'node:path';
import { z } from 'zod';
import { FileError } from '../../../io/index.ts';
import { modulesOf, treeOf, type Layout, type Placed } from '../edges.ts';
import { askedByManifest, manifestFrom } from '../manifest.ts';
import { standingIn } from '../noted.ts';
import type { Tree } from '../tree.ts';

const lockfileSchema = z.looseObject({ packages: z.record(z.string(), z.unknown()) });
const entrySchema = z.looseObject({
  link: z.boolean().optional().catch(undefined),
  resolved: z.string().optional().catch(undefined),
  deprecated: z.unknown().optional(),
});

/**
 * The tree that package-lock.json or npm-shrinkwrap.json describes: its `packages` are node_modules folders with the ranges
 * of their manifests (npm docs, "package-lock.json"). Throws `FileError` for a text of another shape, as of npm 6 and before.
 */
export function readNpmLockfile(text: string, settled: ReadonlySet<string>): Tree {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new FileError('failed', 'has a lockfile that is not valid JSON', error);
  }
  const lockfile = lockfileSchema.safeParse(data);
  if (!lockfile.success) throw new FileError('failed', 'has a lockfile without packages');
  const packages = new Map<string, Placed>();
  const links = new Map<string, string | null>();
  for (const [location, value] of Object.entries(lockfile.data.packages)) {
    const entry = entrySchema.safeParse(value);
    if (!entry.success) continue;
    const { link, resolved, deprecated } = entry.data;
    if (link === true)
      links.set(location, resolved === undefined ? null : posix.normalize(resolved).replace(/^\.$/, ''));
    else packages.set(location, { ...placed(location, value), withdrawn: standingIn(deprecated) });
  }
  return treeOf({ packages, links, neighbours: new Map() } satisfies Layout, settled);
}

/** An entry has the fields of the package's manifest. */
function placed(location: string, value: unknown): Placed {
  const manifest = manifestFrom(value);
  const isProject = !location.includes('node_modules/');
  const name = manifest.name ?? (isProject ? '' : location.slice(modulesOf(location).length + 1));
  return { location, name, version: manifest.version ?? '', isProject, asked: askedByManifest(manifest, isProject) };
}
