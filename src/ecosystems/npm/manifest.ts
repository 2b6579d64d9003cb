import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** Names to ranges; entries of a wrong type are left out one by one, as npm does. */
export const rangesSchema = z
  .record(z.string(), z.unknown())
  .transform((entries) => {
    const ranges: Record<string, string> = {};
    for (const [name, range] of Object.entries(entries)) if (typeof range === 'string') ranges[name] = range;
    return ranges;
  })
  .optional()
  .catch(undefined);

const bundledSchema = z
  .union([z.boolean(), z.array(z.string())])
  .optional()
  .catch(undefined);

const manifestSchema = z.looseObject({
  name: z.string().max(300).optional().catch(undefined),
  version: z.string().max(300).optional().catch(undefined),
  bin: z
    .union([z.string(), z.record(z.string(), z.string())])
    .optional()
    .catch(undefined),
  dependencies: rangesSchema,
  optionalDependencies: rangesSchema,
  peerDependencies: rangesSchema,
  peerDependenciesMeta: z
    .record(z.string(), z.looseObject({ optional: z.boolean().optional().catch(undefined) }).catch({}))
    .optional()
    .catch(undefined),
  devDependencies: rangesSchema,
  bundleDependencies: bundledSchema,
  bundledDependencies: bundledSchema,
  workspaces: z.unknown().optional(),
});

/** The parts of a package.json that are used; fields of a wrong type count as absent. */
export type Manifest = z.infer<typeof manifestSchema>;

/** package.json in a folder: null when there is none; `FileError` when it is there and cannot be read or parsed. */
export function readManifest(files: Files, folder: string): Manifest | null {
  let text: string;
  try {
    text = files.readText(`${folder}/package.json`, MAX_BYTES);
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return null;
    throw error;
  }
  return parseManifest(text);
}

/** Throws `FileError` when the text is no JSON object. */
export function parseManifest(text: string): Manifest {
  let data: unknown;
  try {
    // npm strips a BOM and so must we.
    data = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new FileError('failed', 'is not valid JSON', error);
  }
  return manifestFrom(data);
}

/** Data that has the fields of a manifest, as the entries of lockfiles do. Throws `FileError` when it is no object. */
export function manifestFrom(data: unknown): Manifest {
  const parsed = manifestSchema.safeParse(data);
  if (!parsed.success) throw new FileError('failed', 'is not a package manifest');
  return parsed.data;
}

/** Commands a package offers: name to file, by npm's rule that a string stands for the unscoped package name. */
export function commandsOf(manifest: Manifest): Map<string, string> {
  if (typeof manifest.bin === 'string') {
    const name = (manifest.name ?? '').replace(/^@[^/]+\//, '');
    return new Map(name === '' ? [] : [[name, manifest.bin]]);
  }
  return new Map(Object.entries(manifest.bin ?? {}));
}

export type Kind = 'required' | 'peer' | 'optional' | 'development';

/** A dependency as a manifest names it; a peer is required, but whoever installs may leave it out. */
export interface Asked {
  name: string;
  range: string;
  kind: Kind;
  /** It may be missing without harm. */
  mayMiss: boolean;
}

type Ranges = Partial<
  Record<
    'dependencies' | 'optionalDependencies' | 'peerDependencies' | 'devDependencies',
    Record<string, string> | undefined
  >
>;

/**
 * What a manifest or an entry of a lockfile asks for, once a name, by npm's precedence: optional over plain over peer over
 * development dependencies (npm docs, "package.json").
 */
export function askedBy(
  { dependencies, optionalDependencies, peerDependencies, devDependencies }: Ranges,
  isOptionalPeer: (name: string) => boolean,
  isProject: boolean,
): Asked[] {
  const asked = new Map<string, Asked>();
  const add = (ranges: Record<string, string> | undefined, kind: Kind, mayMiss: (name: string) => boolean): void => {
    for (const [name, range] of Object.entries(ranges ?? {})) {
      if (!asked.has(name)) asked.set(name, { name, range, kind, mayMiss: mayMiss(name) });
    }
  };
  add(optionalDependencies, 'optional', () => true);
  add(dependencies, 'required', () => false);
  add(peerDependencies, 'peer', isOptionalPeer);
  if (isProject) add(devDependencies, 'development', () => true);
  return [...asked.values()];
}

/** What a package.json asks for; packages that it bundles without naming them elsewhere may be missing. */
export function askedByManifest(manifest: Manifest, isProject: boolean): Asked[] {
  const isOptionalPeer = (name: string): boolean => {
    const meta = manifest.peerDependenciesMeta;
    return meta !== undefined && Object.hasOwn(meta, name) && meta[name]?.optional === true;
  };
  const asked = askedBy(manifest, isOptionalPeer, isProject);
  const bundled = manifest.bundleDependencies ?? manifest.bundledDependencies;
  if (!Array.isArray(bundled)) return asked;
  const named = new Set(asked.map(({ name }) => name));
  const extra = [...new Set(bundled)].filter((name) => !named.has(name));
  return [...asked, ...extra.map((name): Asked => ({ name, range: '', kind: 'required', mayMiss: true }))];
}
