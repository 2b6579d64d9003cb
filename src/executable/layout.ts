/** Bytes of the file and where they lie in memory; a part that has no bytes in the file has size 0. */
export interface Region {
  address: number;
  offset: number;
  size: number;
}

export interface Section extends Region {
  name: string;
}

/** The parts of a native executable that are looked at. */
export interface Layout {
  sections: Section[];
  /** What is loaded, for translating addresses. */
  segments: Region[];
  /** Where Go's linker puts its build information, by the rules of debug/buildinfo (Go 1.26); null when nowhere. */
  goData: Region | null;
}
