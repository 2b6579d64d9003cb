import { Allowance, ArchiveError } from '../../archive/index.ts';
import { FileError, HttpError, type Engine, type Io } from '../../io/index.ts';
import type { Question, ResolveGap, Surroundings } from '../index.ts';
import { askEngine } from './engine.ts';
import { forMachine, matching, readImages, type StoredImage } from './manifest.ts';
import { parseDigest, parseReference, type Reference } from './reference.ts';
import { fileBytes, folderStore, tarStore, type Store } from './store.ts';

/** An image with the store that holds its layers. */
export interface Found {
  image: StoredImage;
  store: Store;
  /** Of its manifest or, where only the engine knows one, as the registry has it; or null. */
  digest: string | null;
  /** The archive on disk; null for an engine's. */
  path: string | null;
  allowance: Allowance;
}

/** Bytes that are unpacked for one image in all passes together, and the time they may take. */
const MAX_UNPACKED = 64 * 2 ** 30;
const MAX_MS = 10 * 60 * 1000;

/** The time that all images of one scan may take: a config can name one image a thousand times. */
const MAX_MS_TOGETHER = 30 * 60 * 1000;
const begun = new WeakMap<Io, number>();

/** Node's words for processors, in Go's. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

type ImageTarget = Extract<Question['target'], { kind: 'image' }>;

/** A reference as asked for: a name, or an image's id. */
interface Asked {
  written: string;
  reference: Reference;
  /** Engines also take a digest alone. */
  isId: boolean;
}

function askedFor(written: string): Asked | null {
  const id = parseDigest(written);
  if (id !== null) return { written, isId: true, reference: { repository: '', tag: null, digest: id } };
  const reference = parseReference(written);
  return reference === null ? null : { written, reference, isId: false };
}

/** Why an archive or an engine could not be read; any other error is thrown on. */
export const wordsOf = (error: unknown): string => {
  if (error instanceof ArchiveError || error instanceof FileError || error instanceof HttpError) return error.message;
  throw error;
};

/** What one search may unpack, and for which machine it looks. */
interface Search {
  newAllowance(): Allowance;
  architecture: string | undefined;
}

/** Looks for an image in the archives that the user named, then asks the engine that would run it. */
export async function findImage(
  { engine: kind, reference: written }: ImageTarget,
  surroundings: Surroundings,
): Promise<Found | ResolveGap[]> {
  const { io, machine } = surroundings;
  const asked = askedFor(written);
  if (asked === null) {
    const message = 'its image reference holds a variable or is none, so the image could not be looked for';
    return [{ kind: 'tree-unreadable', message, hint: 'Write the reference out, best with its digest.' }];
  }
  const start = io.now().getTime();
  const first = begun.get(io) ?? start;
  begun.set(io, first);
  const isLate = (): boolean => io.now().getTime() - start > MAX_MS || io.now().getTime() - first > MAX_MS_TOGETHER;
  const search: Search = {
    newAllowance: () => new Allowance(MAX_UNPACKED, isLate),
    architecture: machine.architecture && (ARCHITECTURES[machine.architecture] ?? machine.architecture),
  };
  const { found, gaps } = await findInArchives(asked, search, surroundings);
  const distinct = new Map(found.map((one) => [one.image.id, one]));
  const [only, ...others] = distinct.values();
  if (others.length > 0) {
    const message = `the archives hold several images that ${written} can mean`;
    return [...gaps, { kind: 'tree-unreadable', message, hint: 'Name the one that runs by its digest.' }];
  }
  if (only !== undefined) return only;

  const engine = kind === 'nerdctl' ? undefined : io.engines?.[kind];
  try {
    const known = engine === undefined ? null : await findInEngine(asked, search, engine);
    if (known !== null) return known;
  } catch (error) {
    const message = `${kind} has the image, or should know, and could not be read from: ${wordsOf(error)}`;
    return [...gaps, { kind: 'tree-unreadable', message, hint: saveHint(kind, written) }];
  }
  const where = engine === undefined ? 'in no archive that was named' : `neither in ${kind} nor in a named archive`;
  const message = `the image ${written} is ${where}: what would be fetched at start is not known`;
  return [...gaps, { kind: 'not-installed', message, hint: saveHint(kind, written) }];
}

/** Every image of the archives that the reference can mean, and the archives that could not be read. */
async function findInArchives(
  asked: Asked,
  { newAllowance, architecture }: Search,
  { io, images: archives = [] }: Surroundings,
): Promise<{ found: Found[]; gaps: ResolveGap[] }> {
  const found: Found[] = [];
  const gaps: ResolveGap[] = [];
  for (const { path, reference } of archives) {
    try {
      const real = io.files.realPath(path);
      const allowance = newAllowance();
      const isFolder = io.files.kind(real) === 'folder';
      const store = isFolder ? folderStore(io.files, real) : tarStore(() => fileBytes(io.files, real), allowance);
      const all = await readImages(store);
      if (all.length === 0) throw new ArchiveError('broken', 'holds no image');
      const given = reference === null ? null : parseReference(reference);
      for (const image of forMachine(matching(all, asked.reference, given), architecture)) {
        found.push({ image, store, digest: image.digests.at(-1) ?? null, path, allowance });
      }
    } catch (error) {
      const hint = 'Write the archive anew (docker save, or skopeo copy to oci-archive), or leave it out.';
      gaps.push({ kind: 'tree-unreadable', message: `the image archive ${path} ${wordsOf(error)}`, hint });
    }
  }
  return { found, gaps };
}

/** The image as the engine has it, or null when it has none; throws what `wordsOf` knows. */
async function findInEngine(
  asked: Asked,
  { newAllowance, architecture }: Search,
  engine: Engine,
): Promise<Found | null> {
  const known = await askEngine(engine, asked.written, asked.isId ? null : asked.reference);
  if (known === null) return null;
  const allowance = newAllowance();
  const store = tarStore(known.open, allowance);
  const [image, ...rest] = forMachine(await readImages(store), architecture);
  if (image === undefined || rest.length > 0) {
    throw new ArchiveError('broken', image === undefined ? 'holds no image' : 'is for several platforms');
  }
  if (image.id !== known.id && !image.digests.includes(known.id)) {
    throw new ArchiveError('broken', 'is another image than the one that was asked for');
  }
  return { image, store, digest: known.digest ?? image.digests.at(-1) ?? null, path: null, allowance };
}

function saveHint(kind: string, reference: string): string {
  return `Fetch it (${kind} pull ${reference}), write it out (${kind} save -o image.tar ${reference}) and give --image-archive image.tar.`;
}
