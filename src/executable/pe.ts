import { Header, Malformed, readWhole, type Bytes } from './bytes.ts';
import type { Layout } from './layout.ts';

/** Initialised data that may be read and written, whatever its alignment. */
const WRITABLE_DATA = 0xc0000040;
const ALIGNMENT = 0x00600000;
const PE32_PLUS = 0x20b;

/** Sections of a Windows executable. Source: Microsoft's PE format. Throws `Malformed`. */
export function readPe(bytes: Bytes): Layout {
  const start = new Header(readWhole(bytes, 0, 64), true).u32(0x3c);
  const header = new Header(readWhole(bytes, start, 24), true);
  if (header.text(0, 4) !== 'PE') throw new Malformed('it is a program for DOS, or damaged');
  const optionalSize = header.u16(20);
  const count = header.u16(6);
  const optional = new Header(readWhole(bytes, start + 24, optionalSize), true);
  const imageBase = optionalSize < 32 ? 0 : optional.u16(0) === PE32_PLUS ? optional.u64(24) : optional.u32(28);
  const table = new Header(readWhole(bytes, start + 24 + optionalSize, count * 40), true);
  const sections = Array.from({ length: count }, (_, index) => ({
    name: table.text(index * 40, 8),
    address: imageBase + table.u32(index * 40 + 12),
    size: table.u32(index * 40 + 16),
    offset: table.u32(index * 40 + 20),
    flags: (table.u32(index * 40 + 36) & ~ALIGNMENT) >>> 0,
  }));
  const goData = sections.find(({ flags, size }) => flags === WRITABLE_DATA && size > 0) ?? null;
  return { sections, segments: sections, goData };
}
