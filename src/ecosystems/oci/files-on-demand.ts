import type { ResolveGap } from '../index.ts';
import { wordsOf } from './find.ts';
import { imageFiles, type ImageFiles } from './image-files.ts';
import type { FileNode, FolderNode } from './image-tree.ts';
import type { Layers } from './layers.ts';

const MAX_ROUNDS = 8;

/** The files of an image: what a reading wants of their content is taken out of the layers afterwards, for the next one. */
export class FilesOnDemand {
  readonly files: ImageFiles;
  /** Why something could not be had the second time. */
  readonly lost: ResolveGap[] = [];
  private readonly reference: string;
  private readonly layers: Layers;

  constructor(reference: string, layers: Layers, root: FolderNode) {
    this.reference = reference;
    this.layers = layers;
    this.files = imageFiles(root);
  }

  /** Takes the content of files out of the layers; how many were had. */
  async load(nodes: readonly FileNode[]): Promise<number> {
    try {
      return await this.layers.load(nodes);
    } catch (error) {
      const message = `the image ${this.reference} ${wordsOf(error)} when it was read again`;
      this.lost.push({ kind: 'tree-unreadable', message, hint: '' });
      return 0;
    }
  }

  /** Takes out what readings wanted since the last time: `again` when a new look is needed, `full` when it cannot be had. */
  async loadMissed(): Promise<'complete' | 'again' | 'full'> {
    const missed = this.files.missed();
    if (missed.length === 0) return 'complete';
    return (await this.load(missed)) > 0 ? 'again' : 'full';
  }

  /** Repeats a reading until everything that it wanted was taken out of the layers. */
  async read<T>(reading: (files: ImageFiles) => T): Promise<T> {
    for (let round = 0; ; round++) {
      const result = reading(this.files);
      if (round === MAX_ROUNDS || (await this.loadMissed()) !== 'again') return result;
    }
  }
}
