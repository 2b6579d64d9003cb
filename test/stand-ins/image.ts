import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { folderWith, writeFiles } from './folder.ts';
import { tarOf, type TarPart } from './tar.ts';

export const sha256 = (bytes: Buffer | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** What an image's config holds, in the words of the OCI image-spec. */
export interface ConfigParts {
  User?: string;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
  ExposedPorts?: Record<string, object>;
}

export interface ImageParts {
  layers: Buffer[];
  config?: ConfigParts;
  architecture?: string;
  os?: string;
  annotations?: Record<string, string>;
  /** Digests of the layers' content, where it is not what the layer itself tells. */
  contents?: string[];
}

/** Blobs of one image, and the descriptor that an index lists. */
export interface BuiltImage {
  blobs: Map<string, Buffer>;
  descriptor: {
    mediaType: string;
    digest: string;
    size: number;
    annotations?: Record<string, string>;
    platform: object;
  };
  configDigest: string;
  layerDigests: string[];
  config: Buffer;
}

export function imageOf({
  layers,
  config = {},
  architecture = 'amd64',
  os = 'linux',
  annotations,
  contents,
}: ImageParts): BuiltImage {
  const blobs = new Map<string, Buffer>();
  const put = (bytes: Buffer): { digest: string; size: number } => {
    const digest = sha256(bytes);
    blobs.set(digest, bytes);
    return { digest, size: bytes.length };
  };
  const contentOf = (layer: Buffer): string => sha256(layer[0] === 0x1f ? gunzipSync(layer) : layer);
  const diffIds = contents ?? layers.map((layer) => (layer[0] === 0x28 ? sha256(layer) : contentOf(layer)));
  const written = Buffer.from(
    JSON.stringify({ architecture, os, config, rootfs: { type: 'layers', diff_ids: diffIds } }),
  );
  const configBlob = put(written);
  const layerBlobs = layers.map(put);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = put(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType,
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...configBlob },
        layers: layerBlobs.map((blob) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...blob })),
      }),
    ),
  );
  return {
    blobs,
    descriptor: { mediaType, ...manifest, platform: { os, architecture }, ...(annotations ? { annotations } : {}) },
    configDigest: configBlob.digest,
    layerDigests: layerBlobs.map(({ digest }) => digest),
    config: written,
  };
}

const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The files of an OCI layout with some images, by path. */
export function layoutFiles(images: readonly BuiltImage[], more: Record<string, Buffer> = {}): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const { blobs } of images) for (const [digest, bytes] of blobs) files.set(blobPath(digest), bytes);
  const manifests = images.map(({ descriptor }) => descriptor);
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })));
  files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  for (const [path, bytes] of Object.entries(more)) files.set(path, bytes);
  return files;
}

export const tarOfMap = (files: ReadonlyMap<string, Buffer>): Buffer =>
  tarOf([...files].map(([path, content]): TarPart => ({ path, content })));

/** The tar that `docker save` wrote before it wrote layouts. */
export function dockerArchive({ config, configDigest, blobs, layerDigests }: BuiltImage, tags: string[]): Buffer {
  const Config = `${configDigest.slice(7)}.json`;
  const Layers = layerDigests.map((_, index) => `${'abcdef'[index]}/layer.tar`);
  const parts: TarPart[] = layerDigests.map((digest, index) => ({
    path: Layers[index] ?? '',
    content: blobs.get(digest) ?? '',
  }));
  const manifest = JSON.stringify([{ Config, RepoTags: tags, Layers }]);
  return tarOf([...parts, { path: Config, content: config }, { path: 'manifest.json', content: manifest }]);
}

/** An archive in a folder of its own, gone when the test is over. */
export function archiveFile(bytes: Buffer, name = 'image.tar'): string {
  const path = join(folderWith({}), name);
  writeFileSync(path, bytes);
  return path;
}

/** An OCI layout as a folder. */
export function layoutFolder(files: ReadonlyMap<string, Buffer>): string {
  const folder = folderWith({});
  for (const [path, bytes] of files) {
    writeFiles(folder, { [path]: '' });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** A container engine that knows one image; what it was asked is recorded. */
export async function engineWith(
  image: { name: string; id: string; digests?: string[]; archive: Buffer },
  { cutAfter }: { cutAfter?: number } = {},
): Promise<{ socket: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === `/images/${image.name}/json`) {
      response.end(JSON.stringify({ Id: image.id, RepoDigests: image.digests ?? [] }));
    } else if (request.url === `/images/${image.id}/get`) {
      response.writeHead(200, { 'content-type': 'application/x-tar' });
      if (cutAfter === undefined) response.end(image.archive);
      else response.write(image.archive.subarray(0, cutAfter), () => response.destroy());
    } else {
      response.writeHead(404).end('{"message":"no such image"}');
    }
  });
  const socket = join(folderWith({}), 'engine.sock');
  server.listen(socket);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { socket, asked };
}
