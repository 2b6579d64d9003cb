import type { Standing } from '../../model/withdrawal.ts';

/** A dependency that a manifest names, and the package it resolves to. */
export interface Dependency {
  to: string;
  /** `development` is followed for nobody: it tells a package that is there on purpose from one that nothing names. */
  type: 'required' | 'optional' | 'development';
  /** The range as the manifest states it; `npm:` begins an alias, `''` stands for one that no manifest states. */
  range: string;
}

/** One package of a tree, with the packages that its manifest's ranges resolve to. */
export interface TreePackage {
  /** Folder relative to the tree's root, with `/`; `''` is the root. In a lockfile or archive: what it calls the package. */
  location: string;
  /** The real name, also where the folder is an alias. */
  name: string;
  version: string;
  /** A folder of the project's own (its root, a workspace): no package of a registry. */
  isProject: boolean;
  /** In a lockfile: what it says of the version. Absent where it says nothing. */
  withdrawn?: Standing;
  dependencies: Dependency[];
  /** Required dependencies that are not installed, or not in the version asked for, in words. */
  broken: string[];
}

/** A tree of packages by location. */
export type Tree = Map<string, TreePackage>;
