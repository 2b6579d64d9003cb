import { z } from 'zod';

/** What starts a server; `none` where nothing could be recognised. */
export const LAUNCHERS = [
  'npx',
  'bunx',
  'pnpm-dlx',
  'yarn-dlx',
  'uvx',
  'uv-run',
  'pipx',
  'docker',
  'podman',
  'node',
  'python',
  'deno',
  'go-run',
  'java',
  'dotnet',
  'binary',
  'remote-http',
  'shell',
  'none',
] as const;

/** Where its code comes from: names of registries and sources, `local` for files of this machine. */
export const LAUNCH_ECOSYSTEMS = [
  'npm',
  'PyPI',
  'oci',
  'NuGet',
  'go',
  'maven',
  'jsr',
  'git',
  'url',
  'nix',
  'local',
  'remote',
  'unknown',
] as const;

/** A further package that a launch line brings: `--with`, a second `--package`, a wrapper that is fetched too. */
export const extraPackageSchema = z.strictObject({
  ecosystem: z.enum(LAUNCH_ECOSYSTEMS),
  name: z.string(),
  /** As written; null when none was asked for. */
  version: z.string().nullable(),
});
export type ExtraPackage = z.infer<typeof extraPackageSchema>;

/** What a launch line says would run; everything in it is as declared, nothing resolved. */
export const launchSchema = z.strictObject({
  launcher: z.enum(LAUNCHERS),
  /** The finer kind where a launcher has several: `npm-exec`, `uv-tool-run`, `dnx`, `jbang`, `docker-compose` …, or null. */
  variant: z.string().nullable(),
  ecosystem: z.enum(LAUNCH_ECOSYSTEMS),
  /** Registry name or image name, or null (a local file, a git or URL spec, unknown). */
  package: z.string().nullable(),
  /** As written: exact version, range, tag or git ref; null when nothing was requested. */
  version: z.string().nullable(),
  /** True only for an exact registry version, an image digest or a 40-hex commit; null where the question makes no sense. */
  pinned: z.boolean().nullable(),
  /** Extras of a Python requirement, as written. */
  extras: z.array(z.string()),
  extraPackages: z.array(extraPackageSchema),
  /** Registry that the line names instead of the usual one, credentials removed; or null. */
  registry: z.string().nullable(),
  /** Image reference as written: `name[:tag][@digest]`. */
  image: z.string().nullable(),
  /** Git or URL spec, credentials removed. */
  sourceUrl: z.string().nullable(),
  /** Programs around the launcher, outermost first. */
  wrappers: z.array(z.string()),
  /** Target of a remote server or bridge, credentials and query values removed. */
  remoteUrl: z.string().nullable(),
  /** The script, project or executable, as written. */
  localEntry: z.string().nullable(),
  /** The command of the package or project that is run, where the line names it apart. */
  entryCommand: z.string().nullable(),
  /** Names of the variables that the line itself sets or passes on (`env A=…`, `docker run -e A`). */
  environment: z.array(z.string()),
  /** Command and arguments for display, secrets removed. Empty for remote servers. */
  commandLine: z.array(z.string()),
  /** Working directory as declared by the entry or the line (`--directory`), or null. */
  cwd: z.string().nullable(),
});
export type Launch = z.infer<typeof launchSchema>;

/** A launch of which nothing is known yet. */
export const UNKNOWN_LAUNCH: Launch = {
  launcher: 'none',
  variant: null,
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  extras: [],
  extraPackages: [],
  registry: null,
  image: null,
  sourceUrl: null,
  wrappers: [],
  remoteUrl: null,
  localEntry: null,
  entryCommand: null,
  environment: [],
  commandLine: [],
  cwd: null,
};

const withExtras = (name: string, extras: readonly string[]): string =>
  extras.length === 0 ? name : `${name}[${extras.join(',')}]`;

/** The package as a launch line writes it, such as `name@^1.0.0`, `name[extra]>=1` or `image:tag`; `''` when it names none. */
export function packageAsWritten({ ecosystem, package: name, sourceUrl, version, image, extras }: Launch): string {
  if (image !== null) return image;
  if (name === null)
    return `${sourceUrl ?? ''}${version === null || sourceUrl?.includes(version) ? '' : `@${version}`}`;
  if (ecosystem !== 'PyPI') return version === null ? name : `${name}@${version}`;
  const joint = version === null || /^[<>=!~]/.test(version) ? '' : version === 'latest' ? '@' : '==';
  return `${withExtras(name, extras)}${joint}${version ?? ''}`;
}

/** The package at an exact version, as its launcher takes it; an image is exact by its digest alone. Null without one. */
export function packageAtVersion(
  { ecosystem, package: name, extras }: Launch,
  version: string,
  digest: string | null,
): string | null {
  if (name === null) return null;
  if (ecosystem === 'oci') return digest === null ? null : `${name}@${digest}`;
  return ecosystem === 'PyPI' ? `${withExtras(name, extras)}==${version}` : `${name}@${version}`;
}
