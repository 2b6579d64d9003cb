import { Header, Malformed, readWhole, type Bytes } from './bytes.ts';
import type { Layout, Region } from './layout.ts';

export interface GoModule {
  path: string;
  /** `''` for a module that was built from a folder. */
  version: string;
  /** What was built instead of it. */
  replacement: { path: string; version: string } | null;
}

/** What Go's linker writes into an executable. */
export interface GoBuild {
  /** Version of the toolchain without `go`; `''` for an unreleased one. */
  goVersion: string;
  /** The module of the main package, or null when it was built without one. */
  main: GoModule | null;
  modules: GoModule[];
  /** False when it holds no list of modules at all: built without modules, or before Go 1.12. */
  hasModules: boolean;
}

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const HEADER_SIZE = 32;
const ALIGNMENT = 16;
const CHUNK = 1024 * 1024;
/** The linker puts the record near the beginning of the data. */
const MAX_SEARCHED = 64 * CHUNK;
const MAX_TEXT = 4 * CHUNK;
const MAX_FIELD = 1000;
/** The largest programs seen have some 1,500. */
const MAX_MODULES = 20_000;

/** Offset of the record in the file, or null. */
function findRecord(bytes: Bytes, { address, offset, size }: Region): number | null {
  const end = offset + Math.min(size, MAX_SEARCHED);
  for (let start = offset; start < end; start += CHUNK) {
    // Overlapping, so that a record on the border of two pieces is seen.
    const piece = bytes.read(start, Math.min(CHUNK + HEADER_SIZE, end - start));
    for (let at = piece.indexOf(MAGIC); at !== -1; at = piece.indexOf(MAGIC, at + 1)) {
      if ((address + (start - offset) + at) % ALIGNMENT === 0) return start + at;
    }
  }
  return null;
}

function readAddress(bytes: Bytes, { segments }: Layout, address: number, length: number): Buffer {
  const region = segments.find((one) => one.address <= address && address < one.address + one.size);
  if (region === undefined || length > MAX_TEXT) throw new Malformed('its build record points nowhere');
  const start = address - region.address;
  return bytes.read(region.offset + start, Math.min(length, region.size - start));
}

/** A text after its length (Go 1.18 and later), and where it ends. */
function readInline(bytes: Bytes, offset: number): { text: string; end: number } {
  const prefix = bytes.read(offset, 5);
  let length = 0;
  for (const [index, byte] of prefix.entries()) {
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    const start = offset + index + 1;
    if (length > MAX_TEXT) break;
    return { text: readWhole(bytes, start, length).toString('utf8'), end: start + length };
  }
  throw new Malformed('its build record is cut short');
}

/** A text behind two pointers (before Go 1.18). */
function readPointed(bytes: Bytes, layout: Layout, record: Buffer, index: number): string {
  const width = record[14] ?? 0;
  if (width !== 4 && width !== 8) throw new Malformed('its build record is damaged');
  const littleEndian = ((record[15] ?? 0) & 1) === 0;
  const address = new Header(record, littleEndian).word(16 + index * width, width === 8);
  if (address === 0) return '';
  const text = new Header(readAddress(bytes, layout, address, 2 * width), littleEndian);
  const length = text.word(width, width === 8);
  if (length === 0) return '';
  return readAddress(bytes, layout, text.word(0, width === 8), length).toString('utf8');
}

/** `go1.22.3 X:experiment` and `go1.22.3-vendor` are 1.22.3 by go/version; a toolchain between releases has no version. */
function releaseOf(version: string): string {
  return /^go(\d+(?:\.\d+)*(?:(?:rc|beta|alpha)\d+)?)(?:[ -]|$)/.exec(version)?.[1] ?? '';
}

function moduleOf(path: string, version: string | undefined): GoModule | null {
  if (path === '' || path.length > MAX_FIELD || (version ?? '').length > MAX_FIELD) return null;
  return { path, version: version === undefined || version === '(devel)' ? '' : version, replacement: null };
}

/** Source: runtime/debug.ParseBuildInfo (Go 1.26). */
function parseModules(text: string): Pick<GoBuild, 'main' | 'modules'> {
  let main: GoModule | null = null;
  let last: GoModule | null = null;
  const modules: GoModule[] = [];
  // What the toolchain itself brings is listed beside them, under this name.
  const paths = new Set(['stdlib']);
  for (const line of text.split('\n')) {
    const [key, path = '', version] = line.split('\t');
    if (key !== 'mod' && key !== 'dep' && key !== '=>') continue;
    const read = moduleOf(path, version);
    if (read === null) throw new Malformed('its build record holds a line that is none of Go');
    if (key === '=>') {
      if (last !== null) last.replacement = { path: read.path, version: read.version };
      continue;
    }
    last = read;
    if (paths.has(read.path)) throw new Malformed('its build record names a module twice');
    if (paths.size >= MAX_MODULES) throw new Malformed('its build record names more modules than are read');
    paths.add(read.path);
    if (key === 'mod') main = read;
    else modules.push(read);
  }
  return { main, modules };
}

/** The build record of a Go executable, or null when there is none. Source: debug/buildinfo (Go 1.26). Throws `Malformed`. */
export function readGoBuild(bytes: Bytes, layout: Layout): GoBuild | null {
  const found = layout.goData === null ? null : findRecord(bytes, layout.goData);
  if (found === null) return null;
  const record = bytes.read(found, HEADER_SIZE);
  let version: string;
  let text: string;
  if (((record[15] ?? 0) & 2) !== 0) {
    const first = readInline(bytes, found + HEADER_SIZE);
    version = first.text;
    text = readInline(bytes, first.end).text;
  } else {
    version = readPointed(bytes, layout, record, 0);
    text = readPointed(bytes, layout, record, 1);
  }
  // The list stands between two marks of 16 bytes.
  const hasModules = text.length >= 33 && text.at(-17) === '\n';
  return { goVersion: releaseOf(version), hasModules, ...parseModules(hasModules ? text.slice(16, -16) : '') };
}
