import type { RegistryStatus } from '../model/inventory.ts';
import type { Standing, Withdrawal } from '../model/withdrawal.ts';
import { npm } from './npm.ts';
import { pypi } from './pypi.ts';

export type { PackageVersion as Package } from '../advisory/affects.ts';

export interface RegistryOptions {
  /** Base URL of a registry of npm's protocol. */
  npmRegistry: string;
  /** Base URL of an index of Python packages, as pip takes it. */
  pypiIndex: string;
  /** Folder for answers of the last 24 hours, or null to keep none. */
  cache: string | null;
}

/** What a registry has against each version of one package; null for a version that it does not list. */
export type Listing = (version: string) => Standing;

/** A package registry and its protocol. Adding one: a file here, a line in `REGISTRIES` and one in `model/withdrawal.ts`. */
export interface Registry {
  /** Also what a withdrawal calls its source. */
  id: Exclude<Withdrawal['source'], 'lockfile'>;
  /** OSV's name of the ecosystem whose packages it holds. */
  ecosystem: string;
  /** The media type of the answers that are read. */
  accept: string;
  base(options: RegistryOptions): string;
  /** Where it lists a package, below its base; null when no package can have the name: nothing else is ever sent. */
  pathOf(name: string): string | null;
  /** Null when the text is no answer about this package. An entry that cannot be read is lost alone. */
  read(text: string, name: string): Listing | null;
}

export const REGISTRIES: readonly Registry[] = [npm, pypi];

/** What a registry says. A package that is not in `standings` is not clean, it is not known. */
export interface RegistryAnswer {
  status: RegistryStatus;
  /** Key: `purlOf(package)`. */
  standings: Map<string, Withdrawal | false>;
}

export { askRegistry } from './_ask.ts';
