/** What is started: the line of an entry with the values of its variables, which are passed on and never kept or told. */
export interface Launchable {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string | null;
  /** Paths that it has to read besides what its line names: where its code is installed. */
  reads: readonly string[];
}

/** What a server may use, all its processes together. */
export interface Bounds {
  /** Resident memory, counted every fifth of a second. */
  memoryBytes: number;
  processes: number;
  /** Of one file; the system itself holds it to that. */
  fileBytes: number;
  /** Of all that it leaves in its home and temporary folder. */
  scratchBytes: number;
  /** From its start to its end. */
  lifetimeMs: number;
  /** From the end of its input to the first signal, and from there to the last. */
  graceMs: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_BOUNDS: Bounds = {
  memoryBytes: 2048 * MEBIBYTE,
  processes: 200,
  fileBytes: 512 * MEBIBYTE,
  scratchBytes: 1024 * MEBIBYTE,
  lifetimeMs: 150_000,
  graceMs: 2_000,
};

/** The container that the line itself makes. */
export interface OwnContainer {
  kind: 'own-container';
  program: string;
  /** Where `run` stands in its arguments, and where its options end. */
  runAt: number;
  imageAt: number;
  /** The options that let it out, or something of this machine in. */
  opens: string[];
  /** Whether it names a network. */
  ownNetwork: boolean;
  /** Variables that it passes on by their names alone; podman's may end in `*`. */
  passes: string[];
}

/** A program that keeps others in, and the file it is: found before an entry has a say in where programs are looked for. */
export type Sandbox =
  | { kind: 'bubblewrap'; program: string }
  | { kind: 'sandbox-exec'; program: string }
  /** A container of an image that is on this machine and holds what the line needs (node, python). */
  | { kind: 'docker'; program: string; image: string }
  | OwnContainer;

/** How a server is kept in while it runs. */
export interface Containment {
  /** Null where none is at hand or none was wanted. */
  sandbox: Sandbox | null;
  /** Whether nothing may be started outside of a sandbox. */
  isRequired: boolean;
  /** The file of `prlimit`, which sets limits that the system itself keeps; null where there is none. */
  prlimit: string | null;
  network: boolean;
  /** Whether it sees the home of the user instead of an empty one. */
  realHome: boolean;
  bounds: Bounds;
}
