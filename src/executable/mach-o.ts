import { Header, Malformed, readWhole, sliceOf, type Bytes } from './bytes.ts';
import type { Layout, Region, Section } from './layout.ts';

const SEGMENT = 0x1;
const SEGMENT_64 = 0x19;
const READ_WRITE = 3;
const FAT_64 = 0xcafebabf;
/** A Java class begins as a universal binary does; its version, from 45 on, stands where the count would. */
const MAX_SLICES = 40;
const MAX_COMMANDS = 16 * 1024 * 1024;

/** The first program of a universal binary (the one that Go reads too), or null when it is none. Source: mach-o/fat.h. */
export function firstSlice(bytes: Bytes): Bytes | null {
  const header = new Header(readWhole(bytes, 0, 8), false);
  const is64 = header.u32(0) === FAT_64;
  const count = header.u32(4);
  if (count === 0 || count > MAX_SLICES) return null;
  const slice = new Header(readWhole(bytes, 8, is64 ? 32 : 20), false);
  return sliceOf(bytes, slice.word(8, is64), is64 ? slice.u64(16) : slice.u32(12));
}

/** Sections and segments of a Mach-O file. Source: mach-o/loader.h. Throws `Malformed`. */
export function readMachO(bytes: Bytes): Layout {
  const magic = readWhole(bytes, 0, 4);
  const littleEndian = magic[3] === 0xfe;
  const is64 = (littleEndian ? magic[0] : magic[3]) === 0xcf;
  const pick = (narrow: number, wide: number): number => (is64 ? wide : narrow);
  const header = new Header(readWhole(bytes, 0, 28), littleEndian);
  const size = header.u32(20);
  if (size > MAX_COMMANDS) throw new Malformed('its header is too long');
  const commands = new Header(readWhole(bytes, pick(28, 32), size), littleEndian);

  const layout: Layout = { sections: [], segments: [], goData: null };
  let data: Region | null = null;
  for (let at = 0; at + 8 <= size;) {
    const kind = commands.u32(at);
    const length = commands.u32(at + 4);
    if (length < 8) throw new Malformed('its header is damaged');
    if (kind === (is64 ? SEGMENT_64 : SEGMENT)) {
      const segment: Region = {
        address: commands.word(at + 24, is64),
        offset: commands.word(at + pick(32, 40), is64),
        size: commands.word(at + pick(36, 48), is64),
      };
      layout.segments.push(segment);
      const mayWrite = commands.u32(at + pick(40, 56)) === READ_WRITE && commands.u32(at + pick(44, 60)) === READ_WRITE;
      if (data === null && mayWrite && segment.address !== 0 && segment.size !== 0) data = segment;
      const count = commands.u32(at + pick(48, 64));
      // A command that reaches into the next could list the same sections a million times over.
      if (pick(56, 72) + count * pick(68, 80) > length) throw new Malformed('its header is damaged');
      for (let index = 0; index < count; index += 1) {
        const start = at + pick(56, 72) + index * pick(68, 80);
        const section: Section = {
          name: commands.text(start, 16),
          address: commands.word(start + 32, is64),
          size: commands.word(start + pick(36, 40), is64),
          offset: commands.u32(start + pick(40, 48)),
        };
        layout.sections.push(section);
      }
    }
    at += length;
  }
  layout.goData = layout.sections.find(({ name }) => name === '__go_buildinfo') ?? data;
  return layout;
}
