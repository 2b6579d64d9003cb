import { z } from 'zod';
import { FileError } from '../../../io/index.ts';
import { treeOf, type Placed } from '../edges.ts';
import { askedByManifest, manifestFrom, textsIn, type Asked } from '../manifest.ts';
import type { Tree } from '../tree.ts';
import { splitSpec } from './spec.ts';

const lockfileSchema = z.looseObject({
  workspaces: z.record(z.string(), z.unknown()),
  packages: z.record(z.string(), z.array(z.unknown()).catch([])).optional(),
});

/** bun writes JSON with commas before closing brackets and nothing else beyond JSON. */
function withoutTrailingCommas(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g)) {
    if (found !== ',') continue;
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  return parts.join('') + text.slice(from);
}

/** The names in a key (`a/@scope/b`): each lies in the node_modules of the one before. */
function namesIn(key: string): string[] {
  return key.match(/@[^/]+\/[^/]+|[^/]+/g) ?? [];
}

function askedByEntry(value: unknown, isProject: boolean): Asked[] {
  const manifest = manifestFrom(value);
  const optional = new Set(textsIn(manifest.fields['optionalPeers']));
  return askedByManifest(manifest, isProject).map((one) =>
    one.kind === 'peer' && optional.has(one.name) ? { ...one, mayMiss: true } : one,
  );
}

/**
 * The tree that bun.lock (bun 1.2 and later) describes: keys are paths of names, as in hoisted node_modules folders. Throws
 * `FileError` for a text of another shape.
 */
export function readBunLockfile(text: string, settled: ReadonlySet<string>): Tree {
  let data: unknown;
  try {
    data = JSON.parse(withoutTrailingCommas(text));
  } catch (error) {
    throw new FileError('failed', 'has a bun.lock that cannot be parsed', error);
  }
  const lockfile = lockfileSchema.safeParse(data);
  if (!lockfile.success) throw new FileError('failed', 'has a bun.lock of an unknown shape');
  const packages = new Map<string, Placed>();
  const links = new Map<string, string | null>();
  const folderOf = new Map<string, string>();
  for (const [location, value] of Object.entries(lockfile.data.workspaces)) {
    const { name = '', version = '' } = manifestFrom(value);
    packages.set(location, { location, name, version, isProject: true, asked: askedByEntry(value, true) });
    if (location !== '') folderOf.set(name, location);
  }
  for (const [key, [spec, ...rest]] of Object.entries(lockfile.data.packages ?? {})) {
    const [first = '', ...others] = namesIn(key);
    // What only a workspace uses is keyed below the workspace's name.
    const start = others.length > 0 ? (folderOf.get(first) ?? `node_modules/${first}`) : `node_modules/${first}`;
    const location = [start, ...others.map((name) => `node_modules/${name}`)].join('/');
    const { name, reference } = splitSpec(typeof spec === 'string' ? spec : '');
    if (reference.startsWith('workspace:')) links.set(location, reference.slice('workspace:'.length));
    else if (reference.startsWith('root:')) links.set(location, '');
    else {
      const info = rest.find((part) => typeof part === 'object' && part !== null) ?? {};
      const version = /^\d/.test(reference) ? reference : '';
      packages.set(location, { location, name, version, isProject: false, asked: askedByEntry(info, false) });
    }
  }
  return treeOf({ packages, links, neighbours: new Map() }, settled);
}
