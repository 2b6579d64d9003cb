/** The words that start one program of a launch line; the next one's words are what it starts. */
export interface Step {
  /** Base name, without `.exe` and the like. */
  program: string;
  /** As written; a bare name is looked for on PATH. */
  command?: string;
  args: readonly string[];
  /** False where it lies in no folder that programs are installed in: whatever it is called, it may be another one. */
  isUsual?: boolean;
}

/** What files say that a launch line names, parsed by whoever read them; absent where they were not read. Hostile. */
export interface Documents {
  /** The compose files of the line as one. */
  compose?: unknown;
  /** The folder that paths in them begin at, absolute. */
  composeFolder?: string;
  /** Settings of the sandbox runtime. */
  srt?: unknown;
  /** The text of the profile of `sandbox-exec -f`. */
  seatbelt?: string;
  /** The permission profile of ToolHive. */
  toolhive?: unknown;
}

/** What is known around a launch line. Everything may be missing: then what depends on it is unknown. */
export interface Surroundings {
  /** The home of the user who starts the client, absolute. */
  home?: string;
  /** The folder that the line starts in, absolute. */
  cwd?: string;
  /** The folder of the project that declares it, absolute. */
  project?: string;
  /** Ids of the users of this machine by name. */
  users?: ReadonlyMap<string, number>;
  /** Names of the variables that its entry and its wrappers set. */
  variables?: readonly string[];
  /** Whether the client starts it in a sandbox of its own, as its settings say. */
  sandboxed?: boolean | null;
  documents?: Documents;
}
