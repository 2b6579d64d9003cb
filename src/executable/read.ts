import { Malformed, type Bytes } from './bytes.ts';
import { readElf } from './elf.ts';
import { readGoBuild, type GoBuild } from './go.ts';
import type { Layout } from './layout.ts';
import { firstSlice, readMachO } from './mach-o.ts';
import { readPe } from './pe.ts';
import { isRust, readCrates, type Crate } from './rust.ts';

/** What an executable says about itself; nothing of it is run. */
export interface Executable {
  format: 'ELF' | 'Mach-O' | 'PE' | 'script' | 'unknown';
  /** Base name of the program that runs a script, without its version: `sh`, `python`, `node`; null for other files. */
  interpreter: string | null;
  /** The build record of a Go program, or null. */
  go: GoBuild | null;
  /** The crates of a Rust program, or null when it holds no list of them. */
  crates: Crate[] | null;
  isRust: boolean;
  /** Why it could not be read to the end, in words; or null. */
  problem: string | null;
}

const NOTHING: Executable = {
  format: 'unknown',
  interpreter: null,
  go: null,
  crates: null,
  isRust: false,
  problem: null,
};

type Native = 'ELF' | 'Mach-O' | 'PE';

/** The format of a native executable by its first four bytes; `universal` is a Mach-O file of several programs. */
export function formatOf(first: Buffer): Native | 'universal' | null {
  if (first.length < 4) return null;
  const magic = first.readUInt32BE();
  if (magic === 0x7f454c46) return 'ELF';
  if (magic >>> 16 === 0x4d5a) return 'PE';
  if (magic === 0xfeedface || magic === 0xfeedfacf || magic === 0xcefaedfe || magic === 0xcffaedfe) return 'Mach-O';
  return magic === 0xcafebabe || magic === 0xcafebabf ? 'universal' : null;
}

const READERS: Record<Native, (bytes: Bytes) => Layout> = { ELF: readElf, 'Mach-O': readMachO, PE: readPe };

/** `#!/usr/bin/env -S node --flag` is node, `#!/usr/bin/python3.12` is python. */
function interpreterOf(firstLine: string): string {
  const words = firstLine.slice(2).trim().split(/\s+/);
  const base = (word: string): string => word.slice(word.lastIndexOf('/') + 1);
  const isOption = (word: string): boolean => word.startsWith('-') || word.includes('=');
  const program = base(words[0] ?? '') === 'env' ? words.slice(1).find((word) => !isOption(word)) : words[0];
  return base(program ?? '').replace(/[\d.]+$/, '');
}

/** Reads what a file says about what it was built from. Errors of reading pass through; a damaged file is a `problem`. */
export function readExecutable(bytes: Bytes): Executable {
  const first = bytes.read(0, 256);
  if (first.subarray(0, 2).toString('latin1') === '#!') {
    const [line = ''] = first.toString('latin1').split(/[\r\n]/, 1);
    return { ...NOTHING, format: 'script', interpreter: interpreterOf(line) };
  }
  const known = formatOf(first);
  if (known === null) return NOTHING;
  const format = known === 'universal' ? 'Mach-O' : known;
  try {
    const program = known === 'universal' ? firstSlice(bytes) : bytes;
    if (program === null) return NOTHING;
    const layout = READERS[format](program);
    const go = readGoBuild(program, layout);
    const crates = readCrates(program, layout);
    return { ...NOTHING, format, go, crates, isRust: crates !== null || (go === null && isRust(program, layout)) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ...NOTHING, format, problem: error.message };
  }
}
