import { Header, readWhole, type Bytes } from './bytes.ts';
import type { Layout, Section } from './layout.ts';

const PT_LOAD = 1;
const SHT_NOBITS = 8;
const WRITABLE_DATA = 2;
const MAX_NAMES = 1024 * 1024;
/** Those that are looked for are shorter. */
const MAX_NAME = 64;

/** Sections and segments of an ELF file. Source: System V ABI, chapters 4 and 5. Throws `Malformed`. */
export function readElf(bytes: Bytes): Layout {
  const ident = readWhole(bytes, 0, 16);
  const is64 = ident[4] === 2;
  const littleEndian = ident[5] !== 2;
  const at = (offset: number, length: number): Header => new Header(readWhole(bytes, offset, length), littleEndian);
  const header = at(0, is64 ? 64 : 52);
  const pick = (narrow: number, wide: number): number => (is64 ? wide : narrow);

  const segmentSize = header.u16(pick(42, 54));
  const segmentCount = header.u16(pick(44, 56));
  const segmentTable = at(header.word(pick(28, 32), is64), segmentSize * segmentCount);
  const loaded = Array.from({ length: segmentCount }, (_, index) => {
    const start = index * segmentSize;
    return {
      type: segmentTable.u32(start),
      flags: segmentTable.u32(start + pick(24, 4)),
      offset: segmentTable.word(start + pick(4, 8), is64),
      address: segmentTable.word(start + pick(8, 16), is64),
      size: segmentTable.word(start + pick(16, 32), is64),
    };
  }).filter(({ type }) => type === PT_LOAD);

  const sectionTable = header.word(pick(32, 40), is64);
  const sectionSize = header.u16(pick(46, 58));
  const sectionCount = sectionTable === 0 ? 0 : header.u16(pick(48, 60));
  const table = at(sectionTable, sectionSize * sectionCount);
  const placed = Array.from({ length: sectionCount }, (_, index) => {
    const start = index * sectionSize;
    return {
      nameAt: table.u32(start),
      address: table.word(start + pick(12, 16), is64),
      offset: table.word(start + pick(16, 24), is64),
      size: table.u32(start + 4) === SHT_NOBITS ? 0 : table.word(start + pick(20, 32), is64),
    };
  });
  const named = placed[header.u16(pick(50, 62))];
  const names = named === undefined ? Buffer.alloc(0) : bytes.read(named.offset, Math.min(named.size, MAX_NAMES));
  const sections: Section[] = placed.map(({ nameAt, ...region }) => ({ ...region, name: textAt(names, nameAt) }));
  const data = loaded.find(({ flags }) => (flags & 3) === WRITABLE_DATA);
  return { sections, segments: loaded, goData: sections.find(({ name }) => name === '.go.buildinfo') ?? data ?? null };
}

function textAt(text: Buffer, start: number): string {
  const name = text.subarray(start, start + MAX_NAME);
  const end = name.indexOf(0);
  return name.toString('latin1', 0, end === -1 ? name.length : end);
}
