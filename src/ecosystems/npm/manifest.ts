import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_TEXT = 300;

/** Names to ranges or files. The names are a stranger's: gone through, never asked for. */
export type Texts = Record<string, string>;

/**
 * The parts of a package.json that are used; fields of a wrong type count as absent. Read by hand, for a tree has thousands:
 * a schema takes longer than the file's reading and parsing.
 */
export interface Manifest {
  name: string | undefined;
  version: string | undefined;
  bin: string | Texts | undefined;
  dependencies: Texts | undefined;
  optionalDependencies: Texts | undefined;
  peerDependencies: Texts | undefined;
  /** Names of the peers that may be missing. */
  optionalPeers: ReadonlySet<string>;
  devDependencies: Texts | undefined;
  /** Names that it brings along; those of its dependencies need no mention. */
  bundled: readonly string[];
  /** Everything, as written. */
  fields: Fields;
}

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= MAX_TEXT ? value : undefined;

const areTexts = (value: Fields): value is Texts => Object.values(value).every((one) => typeof one === 'string');

/** Entries of a wrong type are left out one by one, as npm does. */
function textsOf(value: unknown): Texts | undefined {
  if (!isFields(value)) return undefined;
  if (areTexts(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text] as const] : [])),
  );
}

/** The texts of a list; none where it is no list. */
export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function optionalIn(meta: unknown): Set<string> {
  const names = new Set<string>();
  for (const [name, facts] of isFields(meta) ? Object.entries(meta) : []) {
    if (isFields(facts) && facts['optional'] === true) names.add(name);
  }
  return names;
}

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
function parseManifest(text: string): Manifest {
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
  if (!isFields(data)) throw new FileError('failed', 'is not a package manifest');
  return {
    name: textOf(data['name']),
    version: textOf(data['version']),
    bin: typeof data['bin'] === 'string' ? data['bin'] : textsOf(data['bin']),
    dependencies: textsOf(data['dependencies']),
    optionalDependencies: textsOf(data['optionalDependencies']),
    peerDependencies: textsOf(data['peerDependencies']),
    optionalPeers: optionalIn(data['peerDependenciesMeta']),
    devDependencies: textsOf(data['devDependencies']),
    bundled: textsIn(data['bundleDependencies'] ?? data['bundledDependencies']),
    fields: data,
  };
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
function askedBy(
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
  const asked = askedBy(manifest, (name) => manifest.optionalPeers.has(name), isProject);
  const named = new Set(asked.map(({ name }) => name));
  const extra = [...new Set(manifest.bundled)].filter((name) => !named.has(name));
  return [...asked, ...extra.map((name): Asked => ({ name, range: '', kind: 'required', mayMiss: true }))];
}
