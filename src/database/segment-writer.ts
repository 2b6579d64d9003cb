import { crc32 } from 'node:zlib';
import { join } from 'node:path';
import { normalizeName } from '../advisory/package-name.ts';
import { recordWithoutDetails, type OsvRecord } from '../advisory/record.ts';
import { FileError, type Output, type Storage } from '../io/index.ts';
import { encode, type TextPlace } from './compact.ts';
import {
  aliasKey,
  HEADER_BYTES,
  MAGIC,
  MOST_DATA,
  NAME_BYTES,
  RECORD_BYTES,
  UNREADABLE_KEY,
  hashOf,
  microseconds,
} from './segment-layout.ts';
import type { SegmentState } from './state.ts';

interface Row {
  hash: number;
  offset: number;
  length: number;
  crc: number;
  modified: number;
  /** Whether a newer record with its id came after it. */
  isReplaced: boolean;
}

/** One is enough for nothing to be clean. More than these are not looked at for every package. */
const MOST_UNREADABLE = 100;

/** Writes one segment: records in any order, each id once, then `finish`. */
export class SegmentWriter {
  private readonly folder: string;
  private readonly name: string;
  private readonly storage: Storage;
  private readonly outputs: Output[] = [];
  private readonly data: Output;
  private readonly texts: Output;
  private readonly rows = new Map<string, Row>();
  private readonly names: Array<{ hash: number; row: Row }> = [];
  private unreadable = 0;
  private dataCrc = 0;
  private textsCrc = 0;

  constructor(folder: string, name: string, storage: Storage) {
    this.folder = folder;
    this.name = name;
    this.storage = storage;
    this.data = this.create('dat');
    this.texts = this.create('txt');
  }

  private create(ending: string): Output {
    const output = this.storage.create(join(this.folder, `${this.name}.${ending}`));
    this.outputs.push(output);
    return output;
  }

  get records(): number {
    return this.rows.size;
  }

  /**
   * Of several records with one id the newest stands. `text`: the record as it was published, as raw deflate; null when it is not
   * kept.
   */
  add(record: OsvRecord, text: Uint8Array | null): void {
    this.put(record, text, false);
  }

  /** Says that a record of an earlier segment is no longer published. */
  remove(id: string): void {
    this.put(recordWithoutDetails(id, null), null, true);
  }

  private put(record: OsvRecord, text: Uint8Array | null, removed: boolean): void {
    const modified = microseconds(record.modified);
    const before = this.rows.get(record.id);
    if (before !== undefined && before.modified >= modified) return;
    if (before !== undefined) before.isReplaced = true;
    const place = text === null ? null : this.addText(text);
    const bytes = Buffer.from(`${encode({ record, text: place, removed })}\n`);
    if (this.data.length + bytes.length > MOST_DATA) throw new FileError('too-large', 'would be longer than 4 GiB');
    const { length: offset } = this.data;
    const row = {
      hash: hashOf(record.id),
      offset,
      length: bytes.length,
      crc: crc32(bytes),
      modified,
      isReplaced: false,
    };
    this.data.write(bytes);
    this.dataCrc = crc32(bytes, this.dataCrc);
    this.rows.set(record.id, row);
    const names = new Set(record.affected.map(({ ecosystem, name }) => normalizeName(ecosystem, name)));
    if (!record.whole && !removed && this.unreadable++ < MOST_UNREADABLE) names.add(UNREADABLE_KEY);
    for (const key of [...names, ...record.aliases.map(aliasKey)]) this.names.push({ hash: hashOf(key), row });
  }

  private addText(text: Uint8Array): TextPlace {
    const place = { offset: this.texts.length, length: text.length };
    this.texts.write(text);
    this.textsCrc = crc32(text, this.textsCrc);
    return place;
  }

  private index(): Buffer {
    const rows = [...this.rows.values()];
    const names = this.names.filter(({ row }) => !row.isReplaced);
    rows.sort((a, b) => a.hash - b.hash || a.offset - b.offset);
    const numbers = new Map(rows.map((row, number) => [row, number]));
    names.sort((a, b) => a.hash - b.hash || a.row.offset - b.row.offset);
    const index = Buffer.alloc(HEADER_BYTES + names.length * NAME_BYTES + rows.length * RECORD_BYTES);
    MAGIC.copy(index);
    index.writeUInt32LE(names.length, 8);
    index.writeUInt32LE(rows.length, 12);
    let at = HEADER_BYTES;
    for (const { hash, row } of names) {
      index.writeUIntLE(hash, at, 6);
      index.writeUInt32LE(numbers.get(row) ?? 0, at + 6);
      at += NAME_BYTES;
    }
    for (const { hash, offset, length, crc, modified } of rows) {
      index.writeUIntLE(hash, at, 6);
      index.writeUInt32LE(offset, at + 6);
      index.writeUInt32LE(length, at + 10);
      index.writeUInt32LE(crc, at + 14);
      index.writeDoubleLE(modified, at + 18);
      at += RECORD_BYTES;
    }
    return index;
  }

  /** Everything is on the disk when it returns. */
  finish(): SegmentState {
    const index = this.index();
    const output = this.create('idx');
    output.write(index);
    output.finish();
    this.data.finish();
    this.texts.finish();
    return {
      name: this.name,
      records: this.rows.size,
      index: { bytes: index.length, crc: crc32(index) },
      data: { bytes: this.data.length, crc: this.dataCrc },
      texts: { bytes: this.texts.length, crc: this.textsCrc },
    };
  }

  /** Takes its files away, whether they were finished or not. */
  abandon(): void {
    for (const output of this.outputs) output.abandon();
  }
}
