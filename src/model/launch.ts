import { z } from 'zod';

/** What starts a server. */
export const LAUNCHERS = ['npx', 'node', 'binary', 'remote-http', 'unknown'] as const;

/** Where its code comes from: OSV ecosystem names for registries, words for the rest. */
export const LAUNCH_ECOSYSTEMS = ['npm', 'git', 'url', 'local', 'remote', 'unknown'] as const;

/** What a launch line says would run; everything in it is as declared, nothing resolved. */
export const launchSchema = z.strictObject({
  launcher: z.enum(LAUNCHERS),
  ecosystem: z.enum(LAUNCH_ECOSYSTEMS),
  /** Registry name, or null (a local file, a git or URL spec, unknown). */
  package: z.string().nullable(),
  /** As written: exact version, range, tag or git ref; null when nothing was requested. */
  version: z.string().nullable(),
  /** True only for an exact registry version or a 40-hex commit; null where the question makes no sense. */
  pinned: z.boolean().nullable(),
  image: z.string().nullable(),
  /** Git or URL spec, credentials removed. */
  sourceUrl: z.string().nullable(),
  /** Programs around the launcher, outermost first. */
  wrappers: z.array(z.string()),
  /** Target of a remote server or bridge, credentials and query values removed. */
  remoteUrl: z.string().nullable(),
  /** The script or executable, as written. */
  localEntry: z.string().nullable(),
  /** Command and arguments for display, secrets removed. Empty for remote servers. */
  commandLine: z.array(z.string()),
  /** Working directory as declared, or null. */
  cwd: z.string().nullable(),
});
export type Launch = z.infer<typeof launchSchema>;

/** A launch of which nothing is known yet. */
export const UNKNOWN_LAUNCH: Launch = {
  launcher: 'unknown',
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  image: null,
  sourceUrl: null,
  wrappers: [],
  remoteUrl: null,
  localEntry: null,
  commandLine: [],
  cwd: null,
};
