import { z } from 'zod';
import { purlOf } from './purl.ts';
import { standingSchema } from './withdrawal.ts';

/** How well a component is known: on disk, in a lockfile, or only named. */
export const fidelitySchema = z.enum(['installed', 'locked', 'declared']);
export type Fidelity = z.infer<typeof fidelitySchema>;

/** One package of a tree. */
export const componentSchema = z.strictObject({
  /** Unique in its installation (CycloneDX bom-ref): the folder or file relative to the tree's root, with `/`. */
  id: z.string(),
  /** Package URL with version; without one where the version is not known. */
  purl: z.string(),
  /** OSV ecosystem name, with its release where it has one (`Debian:12`). */
  ecosystem: z.string(),
  /** The real name, also where the folder is an alias. */
  name: z.string(),
  /** `''` where it is not known. */
  version: z.string(),
  /**
   * CycloneDX scope and two words more: `extraneous` is on disk and named by no manifest, `bundled` has no folder of its
   * own and lies inside the files of another package.
   */
  scope: z.enum(['required', 'optional', 'extraneous', 'bundled']),
  /** The ranges by which the packages of the tree ask for it, as their manifests state them, sorted. */
  ranges: z.array(z.string()),
  /** What its registry has against this version; false for nothing, null where that is not known. */
  withdrawn: standingSchema,
  /** Ids of the components it depends on, sorted. */
  dependsOn: z.array(z.string()),
  /** Of a bundled component: what names it, and in which file; one sentence each. Else empty. */
  evidence: z.array(z.string()),
});
export type Component = z.infer<typeof componentSchema>;

export const INSTALLATION_METHODS = [
  'npx-cache',
  'dlx-cache',
  'bunx-cache',
  'global',
  'project',
  'file',
  'uv-tool',
  'uv-cache',
  'pipx',
  'pipx-cache',
  'venv',
  'go-bin',
  'extension',
  'image',
  'scratch',
  'none',
] as const;

/** What an image's config says about how it runs. Names of variables, never values; arguments without secrets. */
export const imageFactsSchema = z.strictObject({
  /** Digest of its config, by which engines know it; or null. */
  id: z.string().nullable(),
  /** As written (`node`, `1000:1000`); `''` is root. */
  user: z.string(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  workingDirectory: z.string(),
  /** Names of the variables it sets, sorted. */
  environment: z.array(z.string()),
  /** Ports it exposes as written (`8080/tcp`), sorted. */
  ports: z.array(z.string()),
});
export type ImageFacts = z.infer<typeof imageFactsSchema>;

/** What would run now, as found on this machine. */
export const installationSchema = z.strictObject({
  /** Root folder of the tree or the file that runs; null when it is only declared. */
  path: z.string().nullable(),
  /** Where it was found. */
  method: z.enum(INSTALLATION_METHODS),
  fidelity: fidelitySchema,
  /** Version of the server's own package, or null. */
  version: z.string().nullable(),
  /** Digest of an image (`sha256:…`), or null. */
  digest: z.string().nullable(),
  /** Of an image that was read; else null. */
  image: imageFactsSchema.nullable(),
  /** Id of the server's own component, or null. */
  root: z.string().nullable(),
  /** Runtime closure of the server, sorted by id; development dependencies are left out. */
  components: z.array(componentSchema),
  /** Packages of the same environment that nothing of the closure asks for (pip in a venv …), sorted by id. */
  environment: z.array(componentSchema),
});
export type Installation = z.infer<typeof installationSchema>;

/** Nothing found yet: what an installation is filled into. */
export const NO_INSTALLATION: Installation = {
  path: null,
  method: 'none',
  fidelity: 'declared',
  version: null,
  digest: null,
  image: null,
  root: null,
  components: [],
  environment: [],
};

/** A package of a tree with its purl; what is not given is as for a package that nothing is known of. */
export function componentOf(
  identity: Pick<Component, 'id' | 'ecosystem' | 'name' | 'version'>,
  facts: Partial<Pick<Component, 'scope' | 'ranges' | 'dependsOn' | 'withdrawn' | 'evidence'>> = {},
): Component {
  const { id, ecosystem, name, version } = identity;
  return {
    id,
    purl: purlOf(identity),
    ecosystem,
    name,
    version,
    scope: 'required',
    ranges: [],
    withdrawn: null,
    dependsOn: [],
    evidence: [],
    ...facts,
  };
}
