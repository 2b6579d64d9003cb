import { z } from 'zod';
import { credentialSchema, referenceFormSchema } from './credential.ts';
import { installationSchema, type Installation } from './installation.ts';
import { disagreementSchema, isolationSchema } from './isolation.ts';
import { launchSchema, UNKNOWN_LAUNCH } from './launch.ts';
import { locationSchema } from './location.ts';
import { probedSchema } from './observation.ts';
import { offeringSchema } from './offering.ts';

export const scopeSchema = z.enum([
  'user', // for one person, everywhere
  'profile', // for one profile of a person's client
  'local', // for one person in one project
  'project', // checked in with a project
  'managed', // set by an administrator
  'plugin', // brought by a plugin or extension
  'file', // a file named on the command line
]);
export type Scope = z.infer<typeof scopeSchema>;

/** What a client's config says about a server besides how to start it. */
export const settingsSchema = z.strictObject({
  /** Tools that are offered at all; null for every tool. Patterns as written. */
  enabledTools: z.array(z.string()).nullable(),
  /** Tools that are switched off. */
  disabledTools: z.array(z.string()),
  /** Tools that run without a question; `*` stands for all of them. */
  approvedTools: z.array(z.string()),
  /** File with variables that the client reads, as written. */
  envFile: z.string().nullable(),
  /** A program that the client runs for the headers, secrets removed: code that hides in a config. */
  headersHelper: z.string().nullable(),
  /** Whether the client starts it in its sandbox; null when its config does not say. */
  sandboxed: z.boolean().nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const NO_SETTINGS: Settings = {
  enabledTools: null,
  disabledTools: [],
  approvedTools: [],
  envFile: null,
  headersHelper: null,
  sandboxed: null,
};

/** One entry of one client's config that declares a server. */
export const declarationSchema = locationSchema.extend({
  /** Client id. */
  client: z.string(),
  scope: scopeSchema,
  /** False when the client would not start it; null when its files do not say. */
  enabled: z.boolean().nullable(),
  settings: settingsSchema,
  /** How one tool is switched off in that client, in a few words that go on from "by"; null where that is not known. */
  toolSwitch: z.string().nullable(),
  /** The references that its client resolves, the one to write first; null where that is not known. */
  resolves: z.array(referenceFormSchema).nullable(),
});
export type Declaration = z.infer<typeof declarationSchema>;

export const transportSchema = z.enum(['stdio', 'http', 'sse', 'websocket', 'unknown']);
export type Transport = z.infer<typeof transportSchema>;

/** Where a server's code comes from. */
export const sourceSchema = z.enum([
  'registry',
  'private-registry',
  'git',
  'url',
  'image',
  'path',
  'extension',
  'remote',
  'unknown',
]);

export const publisherSchema = z.strictObject({
  kind: z.enum(['official', 'community', 'unknown']),
  /** The namespace or publisher it is told by, or null. */
  name: z.string().nullable(),
});

/** One configured MCP server. Equal entries of several clients are one server with several declarations. */
export const serverSchema = z.strictObject({
  /** Unique in the inventory and stable between scans: the name, with a suffix where names collide. */
  id: z.string(),
  name: z.string(),
  declarations: z.array(declarationSchema).min(1),
  transport: transportSchema,
  launch: launchSchema,
  /** Names of the variables its entry sets; values never enter the model. */
  environment: z.array(z.string()),
  /** Names of the headers its entry sets. */
  headers: z.array(z.string()),
  installation: installationSchema.nullable(),
  /** What runs beside it: wrappers and bridges that are packages, the script that a runner is given. */
  companions: z.array(installationSchema),
  /** What it offers; null where that is not known. */
  offering: offeringSchema.nullable(),
  /** What it is given by its entry; null where nobody looked. What any program of this user can reach stands in the inventory's `stores`. */
  credentials: z.array(credentialSchema).nullable(),
  /** Which of the client's own variables it gets besides: `most` is all but those that look secret, `minimal` a few without secrets; null where that is not known. */
  inherits: z.enum(['minimal', 'most', 'all']).nullable(),
  /** How it is kept apart from the machine; null where nobody looked. */
  isolation: isolationSchema.nullable(),
  /** Where what runs is not what its line says; empty where nothing runs. */
  isolationDisagreements: z.array(disagreementSchema),
  /** What its transport on this machine lets in; null where it was not probed. */
  probed: probedSchema.nullable(),
  source: sourceSchema,
  /** Who made it, as far as its name or registry entry shows. */
  publisher: publisherSchema,
  /** Who answers for it by the declaring repository's CODEOWNERS, or null; a policy's owners come on top. */
  owner: z.string().nullable(),
});
export type Server = z.infer<typeof serverSchema>;

/** A server of which nothing is known but that it is declared. */
export const UNKNOWN_SERVER: Omit<Server, 'id' | 'name' | 'declarations'> = {
  transport: 'unknown',
  launch: UNKNOWN_LAUNCH,
  environment: [],
  headers: [],
  installation: null,
  companions: [],
  offering: null,
  credentials: null,
  inherits: null,
  isolation: null,
  isolationDisagreements: [],
  probed: null,
  source: 'unknown',
  publisher: { kind: 'unknown', name: null },
  owner: null,
};

/** A server counts as active when any client would start it, or may. */
export function isActive(server: Server): boolean {
  return server.declarations.some((declaration) => declaration.enabled !== false);
}

/** Everything that is installed for a server: its own tree first, then what runs beside it. */
export function installationsOf({ installation, companions }: Server): Installation[] {
  return installation === null ? companions : [installation, ...companions];
}
