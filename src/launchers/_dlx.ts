import type { Launch } from '../model/launch.ts';
import { readSpecs, UNREADABLE_SPEC } from './_npm-spec.ts';
import { asOpen } from './_remarks.ts';
import type { Identified, NotIdentified } from './index.ts';

/** What a package manager other than npm is asked to fetch and run. */
export interface DlxQuestion {
  manager: 'pnpm' | 'yarn' | 'bun';
  launcher: 'pnpm-dlx' | 'yarn-dlx' | 'bunx';
  variant: string | null;
  /** Packages by `--package`, or none. */
  named: readonly string[];
  /** Operands: the package or its command first. */
  words: readonly string[];
  registry: string | null;
  cwd: string | null;
  remarks?: readonly string[];
}

/** Reads packages by the grammar that these managers share with npm. */
export function identifyDlx(question: DlxQuestion): Identified | NotIdentified {
  const { manager, launcher, variant, named, words, registry, cwd, remarks = [] } = question;
  const [word, ...args] = words;
  if (word === undefined) return { problem: 'no package, or no command of it' };
  const specs = named.length === 0 ? [word] : named;
  const read = readSpecs(specs);
  if (read === null) return UNREADABLE_SPEC;
  const command = named.length === 0 ? null : word;
  const launch: Partial<Launch> = { ...read.launch, entryCommand: command, registry, cwd };
  return {
    launch: { launcher, variant, ecosystem: read.launch.ecosystem, ...launch },
    target: { kind: 'dlx', manager, specs, command },
    runs: { names: [...(command === null ? [] : [command]), ...read.names], args },
    ...asOpen([...read.open, ...remarks]),
  };
}
