import { ArchiveError } from './archive-error.ts';

/** The largest window that zstd's own command line accepts by default (2^27 bytes). */
const MAX_WINDOW = 2 ** 27;

const MAGIC = 0xfd2fb528;
/** Magic number and descriptor: they tell how long the rest of a frame's header is. */
const START = 5;
const BLOCK_HEADER = 3;

/**
 * Follows the frames of a zstd stream by their headers alone and throws `ArchiveError` for a window that is too large: a
 * decoder takes that memory as soon as it sees the header. Source: RFC 8878, sections 3.1.1 and 3.1.2.
 */
export class ZstdWindows {
  private state: 'start' | 'skippable' | 'header' | 'block' = 'start';
  private readonly head = Buffer.alloc(18);
  private have = 0;
  private wanted = START;
  private skip = 0;
  private checksum = 0;

  /** The next bytes of the stream. */
  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      if (this.skip > 0) {
        const jump = Math.min(this.skip, piece.length - at);
        this.skip -= jump;
        at += jump;
        continue;
      }
      const taken = piece.subarray(at, at + this.wanted - this.have);
      this.head.set(taken, this.have);
      this.have += taken.length;
      at += taken.length;
      if (this.have === this.wanted) this.step();
    }
  }

  private go(state: ZstdWindows['state'], wanted: number): void {
    this.state = state;
    this.wanted = wanted;
    if (state === 'start' || state === 'block') this.have = 0;
  }

  private step(): void {
    const { head } = this;
    switch (this.state) {
      case 'start': {
        const magic = head.readUInt32LE(0);
        if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) return this.go('skippable', 8);
        if (magic !== MAGIC) throw new ArchiveError('broken', 'is not a zstd stream throughout');
        return this.go('header', sizes(head).whole);
      }
      case 'skippable':
        this.skip = head.readUInt32LE(4);
        return this.go('start', START);
      case 'header':
        this.checksum = ((head[4] ?? 0) & 4) === 0 ? 0 : 4;
        if (windowOf(head) > MAX_WINDOW) {
          throw new ArchiveError('limit', 'asks for more memory than a zstd stream is given');
        }
        return this.go('block', BLOCK_HEADER);
      case 'block': {
        const header = head.readUIntLE(0, BLOCK_HEADER);
        const isRepeated = ((header >> 1) & 3) === 1;
        const isLast = (header & 1) === 1;
        this.skip = (isRepeated ? 1 : header >> 3) + (isLast ? this.checksum : 0);
        return isLast ? this.go('start', START) : this.go('block', BLOCK_HEADER);
      }
    }
  }
}

/** Lengths within a frame's header. A single segment has no window of its own: its content is the window. */
function sizes(head: Buffer): { isSingle: boolean; dictionary: number; content: number; whole: number } {
  const flags = head[4] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
  const content = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  return { isSingle, dictionary, content, whole: START + (isSingle ? 0 : 1) + dictionary + content };
}

function windowOf(head: Buffer): number {
  const { isSingle, dictionary, content } = sizes(head);
  if (!isSingle) {
    const descriptor = head[5] ?? 0;
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
  }
  const at = START + dictionary;
  return content === 8 ? Number(head.readBigUInt64LE(at)) : head.readUIntLE(at, content);
}
