import { createHash, type Hash } from 'node:crypto';
import {
  ArchiveError,
  gather,
  readTar,
  unpack,
  type Allowance,
  type Bytes,
  type TarEntry,
} from '../../archive/index.ts';
import {
  applyLayer,
  emptyFolder,
  type FileNode,
  type FolderNode,
  type LayerEntry,
  type Oddities,
} from './image-tree.ts';
import type { Store } from './store.ts';
import { isWantedFirst } from './wanted.ts';

/** One layer, lowest first. */
export interface Layer {
  /** Its blob in the store. */
  name: string;
  /** `sha256:…` of the blob, or null when only its content has one. */
  digest: string | null;
  /** `sha256:…` of the tar in it. */
  content: string | null;
}

/** Entries of all layers together: more than the largest images have. */
const MAX_ENTRIES = 1_000_000;
const LONGEST_PATH = 4096;
/** Content that is held in memory: as the layers go by, and altogether. */
const KEEP_AT_FIRST = 128 * 1024 * 1024;
const KEEP = 512 * 1024 * 1024;

async function* hashed(bytes: Bytes, hash: Hash): Bytes {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}

/** The layers of one image in their store. Throws `ArchiveError` for one that is broken, missing or not what its digest says. */
export class Layers {
  private readonly store: Store;
  private readonly layers: readonly Layer[];
  private readonly allowance: Allowance;
  private entries = 0;
  private kept = 0;

  constructor(store: Store, layers: readonly Layer[], allowance: Allowance) {
    this.store = store;
    this.layers = layers;
    this.allowance = allowance;
  }

  /** The image's file tree; most content is not in it yet. */
  async read(): Promise<{ root: FolderNode; oddities: Oddities }> {
    const read = new Map<string, LayerEntry[]>();
    const oddities: Oddities = new Map();
    await this.store.each(new Set(this.layers.map(({ name }) => name)), async (name, bytes) => {
      read.set(name, await this.readLayer(name, bytes, oddities));
    });
    const root = emptyFolder();
    const taken = { steps: 0 };
    for (const { name } of this.layers) {
      const entries = read.get(name);
      if (entries === undefined) throw new ArchiveError('broken', 'lacks a layer that its manifest names');
      applyLayer(root, entries, oddities, taken);
    }
    return { root, oddities };
  }

  /** Takes files out of their layers, as many as fit in memory; says how many. */
  async load(nodes: readonly FileNode[]): Promise<number> {
    const wanted = new Map<string, Map<number, FileNode>>();
    let count = 0;
    for (const node of nodes) {
      const name = this.layers[node.layer]?.name;
      if (name === undefined || node.content !== null || this.kept + node.size > KEEP) continue;
      this.kept += node.size;
      count++;
      wanted.set(name, (wanted.get(name) ?? new Map<number, FileNode>()).set(node.entry, node));
    }
    if (count === 0) return 0;
    await this.store.each(new Set(wanted.keys()), async (name, bytes) => {
      const files = wanted.get(name) ?? new Map<number, FileNode>();
      let number = -1;
      for await (const entry of readTar(unpack(bytes, this.allowance))) {
        const node = files.get(++number);
        if (node === undefined) continue;
        if (entry.size !== node.size) throw new ArchiveError('broken', 'changed while it was read');
        node.content = await gather(entry.content(), node.size);
        files.delete(number);
        if (files.size === 0) return;
      }
      throw new ArchiveError('broken', 'changed while it was read');
    });
    return count;
  }

  private async readLayer(name: string, bytes: Bytes, oddities: Oddities): Promise<LayerEntry[]> {
    const layer = this.layers.findIndex((one) => one.name === name);
    const { digest = null, content = null } = this.layers[layer] ?? {};
    const hash = createHash('sha256');
    const packed = digest === null ? bytes : hashed(bytes, hash);
    const unpacked = unpack(packed, this.allowance);
    const entries: LayerEntry[] = [];
    let number = -1;
    for await (const entry of readTar(digest === null ? hashed(unpacked, hash) : unpacked)) {
      if (++this.entries > MAX_ENTRIES) throw new ArchiveError('limit', `has more than ${MAX_ENTRIES} entries`);
      number++;
      if (Math.max(entry.path.length, entry.link.length) > LONGEST_PATH || entry.kind === 'sparse') {
        const what = entry.kind === 'sparse' ? 'a sparse file (not read)' : 'a name longer than any path (refused)';
        oddities.set(what, (oddities.get(what) ?? 0) + 1);
        continue;
      }
      entries.push({ path: entry.path, node: await this.nodeOf(entry, layer, number) });
    }
    const stated = digest ?? content;
    if (stated === null || stated !== `sha256:${hash.digest('hex')}`) {
      throw new ArchiveError('broken', 'has a layer that is not what its digest says');
    }
    return entries;
  }

  private async nodeOf(entry: TarEntry, layer: number, number: number): Promise<LayerEntry['node']> {
    const { path, kind, size, link, executable, modified } = entry;
    switch (kind) {
      case 'file': {
        const isKept = isWantedFirst(path, size) && this.kept + size <= KEEP_AT_FIRST;
        if (isKept) this.kept += size;
        const content = isKept ? await gather(entry.content(), size) : null;
        return { kind, layer, entry: number, size, executable, modified, content };
      }
      case 'folder':
        return emptyFolder();
      case 'link':
        return { kind, target: link };
      case 'hard-link':
        return { kind, target: link };
      default:
        return { kind: 'other' };
    }
  }
}
