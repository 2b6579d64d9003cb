import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { z } from 'zod';
import type { Layer } from './layers.ts';
import { isNamed, type Reference } from './reference.ts';
import { readJson, type Store } from './store.ts';

const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const words = z.array(z.string()).nullish().catch(null);

const descriptorSchema = z.looseObject({
  digest: digestSchema,
  annotations: z.record(z.string(), z.string()).optional().catch(undefined),
  platform: z.looseObject({ os: z.string(), architecture: z.string() }).optional().catch(undefined),
});
const indexSchema = z.looseObject({ manifests: z.array(z.unknown()) });
const manifestSchema = z.looseObject({ config: descriptorSchema, layers: z.array(descriptorSchema).max(1000) });
const archiveSchema = z.array(
  z.looseObject({ Config: z.string(), RepoTags: words, Layers: z.array(z.string()).max(1000) }),
);
const configSchema = z.looseObject({
  os: z.string().optional(),
  architecture: z.string().optional(),
  rootfs: z.looseObject({ diff_ids: z.array(digestSchema) }).optional(),
  config: z
    .looseObject({
      User: z.string().nullish().catch(null),
      Env: words,
      Entrypoint: words,
      Cmd: words,
      WorkingDir: z.string().nullish().catch(null),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish().catch(null),
    })
    .nullish(),
});
export type ImageConfig = z.infer<typeof configSchema>;

/** One image of an archive, for one platform. */
export interface StoredImage {
  names: string[];
  /** Of its manifest and of the indexes that lead to it; a reference may name any of them, or the id. */
  digests: string[];
  /** Digest of the config: what engines call the image's id. */
  id: string;
  config: ImageConfig;
  layers: Layer[];
}

const MAX_MANIFESTS = 500;
const MAX_DEPTH = 4;

const blobOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A blob that is what its digest says, as JSON of a shape; null when it is missing, another, or of another shape. */
async function readBlob<T>(store: Store, digest: string, schema: z.ZodType<T>): Promise<T | null> {
  const bytes = await store.document(blobOf(digest));
  if (bytes === null || sha256(bytes) !== digest) return null;
  return schema.safeParse(await readJson(store, blobOf(digest))).data ?? null;
}

const NAME_KEYS = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

/** Names that an index gives: only whole ones say which image it is, a tag alone does not. */
function namesOf(annotations: Record<string, string> | undefined): string[] {
  return NAME_KEYS.flatMap((key) => {
    const name = annotations?.[key];
    return name !== undefined && /[/:]/.test(name) ? [name] : [];
  });
}

async function readLayout(store: Store): Promise<StoredImage[]> {
  const images: StoredImage[] = [];
  let seen = 0;
  const follow = async (index: unknown, names: string[], digests: string[], depth: number): Promise<void> => {
    const { manifests } = indexSchema.safeParse(index).data ?? { manifests: [] };
    for (const one of manifests) {
      const descriptor = descriptorSchema.safeParse(one).data;
      if (descriptor === undefined || ++seen > MAX_MANIFESTS) continue;
      const { digest, annotations } = descriptor;
      if (annotations?.['vnd.docker.reference.type'] === 'attestation-manifest') continue;
      const known = { names: [...names, ...namesOf(annotations)], digests: [...digests, digest] };
      const manifest = await readBlob(store, digest, manifestSchema);
      if (manifest === null) {
        const inner = depth < MAX_DEPTH ? await readBlob(store, digest, indexSchema) : null;
        if (inner !== null) await follow(inner, known.names, known.digests, depth + 1);
        continue;
      }
      const config = await readBlob(store, manifest.config.digest, configSchema);
      if (config === null) continue;
      const contents = config.rootfs?.diff_ids ?? [];
      const layers = manifest.layers.map((layer, at): Layer => ({
        name: blobOf(layer.digest),
        digest: layer.digest,
        content: contents[at] ?? null,
      }));
      images.push({ ...known, id: manifest.config.digest, config, layers });
    }
  };
  await follow(await readJson(store, 'index.json'), [], [], 0);
  return images;
}

/** What `docker save` writes beside or instead of a layout. */
async function readArchive(store: Store): Promise<StoredImage[]> {
  const images: StoredImage[] = [];
  for (const { Config, RepoTags, Layers } of archiveSchema.safeParse(await readJson(store, 'manifest.json')).data ??
    []) {
    const bytes = await store.document(posix.normalize(Config));
    const config = configSchema.safeParse(await readJson(store, posix.normalize(Config))).data;
    if (bytes === null || config === undefined) continue;
    const contents = config.rootfs?.diff_ids ?? [];
    const layers: Layer[] = [];
    for (const [at, written] of Layers.entries()) {
      const name = await store.realName(posix.normalize(written));
      const [, hex] = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name) ?? [];
      layers.push({ name, digest: hex === undefined ? null : `sha256:${hex}`, content: contents[at] ?? null });
    }
    images.push({ names: RepoTags ?? [], digests: [], id: sha256(bytes), config, layers });
  }
  return images;
}

/** Every image of an archive. Those that a layout and `docker save`'s own list both know are one. */
export async function readImages(store: Store): Promise<StoredImage[]> {
  const layout = await readLayout(store);
  const archive = await readArchive(store);
  const byId = new Map(layout.map((image) => [image.id, image]));
  for (const image of archive) {
    const known = byId.get(image.id);
    if (known === undefined) layout.push(image);
    else known.names.push(...image.names);
  }
  return layout;
}

/** The images that a reference may mean; `given` is the name that the user gave the archive. */
export function matching(images: readonly StoredImage[], asked: Reference, given: Reference | null): StoredImage[] {
  const { digest } = asked;
  if (digest !== null) return images.filter(({ digests, id }) => digests.includes(digest) || id === digest);
  const isGiven = given !== null && given.repository === asked.repository && given.tag === asked.tag;
  return images.filter(({ names }) => isGiven || names.some((name) => isNamed(asked, name)));
}

/** Of images for several platforms the one that runs on this machine: all that are left when that does not settle it. */
export function forMachine(images: readonly StoredImage[], architecture: string | undefined): StoredImage[] {
  const unique = [...new Map(images.map((image) => [image.id, image])).values()];
  if (unique.length < 2) return unique;
  const linux = unique.filter(({ config }) => config.os === undefined || config.os === 'linux');
  const own = linux.filter(({ config }) => config.architecture === architecture);
  return own.length > 0 ? own : linux;
}
