import { z } from 'zod';

/** How well a component is known: on disk, in a lockfile, or only named. */
export const fidelitySchema = z.enum(['installed', 'locked', 'declared']);
export type Fidelity = z.infer<typeof fidelitySchema>;

/** One package of a tree. */
export const componentSchema = z.strictObject({
  /** Unique in its installation (CycloneDX bom-ref): the folder relative to the tree's root, with `/`. */
  id: z.string(),
  /** Package URL with version. */
  purl: z.string(),
  /** OSV ecosystem name. */
  ecosystem: z.string(),
  /** The real name, also where the folder is an alias. */
  name: z.string(),
  version: z.string(),
  /** CycloneDX scope; `extraneous` is on disk and named by no manifest. */
  scope: z.enum(['required', 'optional', 'extraneous']),
  /** The ranges by which the packages of the tree ask for it, as their manifests state them, sorted. */
  ranges: z.array(z.string()),
  /** The registry's deprecation message as the lockfile keeps it, or null. */
  deprecated: z.string().nullable(),
  /** Ids of the components it depends on, sorted. */
  dependsOn: z.array(z.string()),
});
export type Component = z.infer<typeof componentSchema>;

/** What would run now, as found on this machine. */
export const installationSchema = z.strictObject({
  /** Root folder of the tree or the file that runs; null when it is only declared. */
  path: z.string().nullable(),
  /** Where it was found. */
  method: z.enum(['npx-cache', 'global', 'project', 'file', 'none']),
  fidelity: fidelitySchema,
  /** Version of the server's own package, or null. */
  version: z.string().nullable(),
  /** Id of the server's own component, or null. */
  root: z.string().nullable(),
  /** Runtime closure of the server, sorted by id; development dependencies are left out. */
  components: z.array(componentSchema),
});
export type Installation = z.infer<typeof installationSchema>;
