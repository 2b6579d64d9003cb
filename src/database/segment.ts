import { crc32, inflateRawSync } from 'node:zlib';
import { join } from 'node:path';
import { normalizeName } from '../advisory/package-name.ts';
import type { Storage, StoredFile } from '../io/index.ts';
import { decode, type Compact, type TextPlace } from './compact.ts';
import { aliasKey, HEADER_BYTES, MAGIC, NAME_BYTES, RECORD_BYTES, UNREADABLE_KEY, hashOf } from './segment-layout.ts';
import type { SegmentState } from './state.ts';

/** What is kept is not what was written: it has to be made anew. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

const LONGEST_TEXT = 16 * 1024 * 1024;

/** Reads a segment; each record is held against its checksum when it is read. Throws `Damaged` and `FileError`. */
export class Segment {
  readonly state: SegmentState;
  private readonly index: Buffer;
  private readonly data: StoredFile;
  private readonly texts: StoredFile;
  private readonly names: number;
  private readonly firstRecord: number;

  constructor(folder: string, state: SegmentState, storage: Storage) {
    this.state = state;
    const opened: StoredFile[] = [];
    const open = (ending: string, bytes: number): StoredFile => {
      const file = storage.open(join(folder, `${state.name}.${ending}`));
      opened.push(file);
      if (file.size !== bytes) throw new Damaged(`${state.name}.${ending} is ${file.size} bytes instead of ${bytes}`);
      return file;
    };
    try {
      const index = open('idx', state.index.bytes);
      this.index = index.read(0, state.index.bytes);
      index.close();
      opened.pop();
      this.data = open('dat', state.data.bytes);
      this.texts = open('txt', state.texts.bytes);
      if (crc32(this.index) !== state.index.crc || !this.index.subarray(0, 8).equals(MAGIC)) {
        throw new Damaged(`${state.name}.idx is not what its checksum says`);
      }
      this.names = this.index.readUInt32LE(8);
      this.firstRecord = HEADER_BYTES + this.names * NAME_BYTES;
      if (this.firstRecord + state.records * RECORD_BYTES !== this.index.length) {
        throw new Damaged(`${state.name}.idx has another size than its tables`);
      }
    } catch (error) {
      for (const file of opened) file.close();
      throw error;
    }
  }

  /** Rows of a table whose hash is the wanted one, from the first on. */
  private *rowsOf(hash: number, start: number, count: number, width: number): Generator<number> {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.index.readUIntLE(start + middle * width, 6) < hash) low = middle + 1;
      else high = middle;
    }
    for (; low < count && this.index.readUIntLE(start + low * width, 6) === hash; low++) yield low;
  }

  private rowsOfId(id: string): Generator<number> {
    return this.rowsOf(hashOf(id), this.firstRecord, this.state.records, RECORD_BYTES);
  }

  private read(number: number, now: Date): Compact {
    const at = this.firstRecord + number * RECORD_BYTES;
    const bytes = this.data.read(this.index.readUInt32LE(at + 6), this.index.readUInt32LE(at + 10));
    if (crc32(bytes) !== this.index.readUInt32LE(at + 14)) {
      throw new Damaged(`a record of ${this.state.name}.dat is not what its checksum says`);
    }
    return decode(bytes.toString('utf8'), now);
  }

  private *recordsBy(key: string, now: Date): Generator<Compact> {
    const rows = this.rowsOf(hashOf(key), HEADER_BYTES, this.names, NAME_BYTES);
    const numbers = new Set([...rows].map((row) => this.index.readUInt32LE(HEADER_BYTES + row * NAME_BYTES + 6)));
    for (const number of numbers) yield this.read(number, now);
  }

  /**
   * Records with an entry for a package, and those that may have one that cannot be read; `name` is normalised, the release of an
   * ecosystem plays no part.
   */
  *recordsFor(name: string, now: Date): Generator<Compact> {
    const isAbout = ({ record }: Compact): boolean =>
      record.affected.some((entry) => normalizeName(entry.ecosystem, entry.name) === name);
    for (const compact of this.recordsBy(name, now)) if (isAbout(compact)) yield compact;
    for (const compact of this.recordsBy(UNREADABLE_KEY, now)) {
      if (!compact.record.whole && !isAbout(compact)) yield compact;
    }
  }

  /** Records that have this id as an alias. */
  *recordsNaming(alias: string, now: Date): Generator<Compact> {
    for (const compact of this.recordsBy(aliasKey(alias), now)) {
      if (compact.record.aliases.includes(alias)) yield compact;
    }
  }

  /** The record with this id, or null. */
  record(id: string, now: Date): Compact | null {
    for (const number of this.rowsOfId(id)) {
      const compact = this.read(number, now);
      if (compact.record.id === id) return compact;
    }
    return null;
  }

  /** Every record in the order in which they were written. */
  *all(now: Date): Generator<Compact> {
    const offset = (number: number): number => this.index.readUInt32LE(this.firstRecord + number * RECORD_BYTES + 6);
    const numbers = Uint32Array.from({ length: this.state.records }, (_, number) => number);
    for (const number of numbers.sort((a, b) => offset(a) - offset(b))) yield this.read(number, now);
  }

  /** When the record with this id was modified, in microseconds since 1970; null without one. */
  modified(id: string): number | null {
    // Another id may have the same hash. A record begins with its id: to see that, it need not be read any further.
    const beginning = Buffer.from(`[${JSON.stringify(id)},`);
    for (const number of this.rowsOfId(id)) {
      const at = this.firstRecord + number * RECORD_BYTES;
      const there = this.data.read(this.index.readUInt32LE(at + 6), beginning.length);
      if (there.equals(beginning)) return this.index.readDoubleLE(at + 18);
    }
    return null;
  }

  /** The text as raw deflate. */
  packedText({ offset, length }: TextPlace): Buffer {
    return this.texts.read(offset, length);
  }

  /** The record as it was published. */
  text(place: TextPlace): string {
    try {
      return inflateRawSync(this.packedText(place), { maxOutputLength: LONGEST_TEXT }).toString('utf8');
    } catch (error) {
      throw new Damaged(`a text of ${this.state.name}.txt cannot be unpacked`, { cause: error });
    }
  }

  /** Reads everything; throws `Damaged` for the first byte that is not what was written. */
  verify(now: Date): void {
    for (const _ of this.all(now));
    const window = 4 * 1024 * 1024;
    for (const [file, part] of [
      [this.data, this.state.data],
      [this.texts, this.state.texts],
    ] as const) {
      let crc = 0;
      for (let at = 0; at < part.bytes; at += window)
        crc = crc32(file.read(at, Math.min(window, part.bytes - at)), crc);
      if (crc !== part.crc) throw new Damaged(`a file of ${this.state.name} is not what its checksum says`);
    }
  }

  close(): void {
    this.data.close();
    this.texts.close();
  }
}
