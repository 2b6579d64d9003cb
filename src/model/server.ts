import { z } from 'zod';
import { installationSchema } from './installation.ts';
import { launchSchema } from './launch.ts';
import { locationSchema } from './location.ts';

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

/** One entry of one client's config that declares a server. */
export const declarationSchema = locationSchema.extend({
  /** Client id. */
  client: z.string(),
  scope: scopeSchema,
  enabled: z.boolean(),
});
export type Declaration = z.infer<typeof declarationSchema>;

export const transportSchema = z.enum(['stdio', 'http', 'sse', 'websocket', 'unknown']);
export type Transport = z.infer<typeof transportSchema>;

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
});
export type Server = z.infer<typeof serverSchema>;

/** A server counts as active when any client would start it. */
export function isActive(server: Server): boolean {
  return server.declarations.some((declaration) => declaration.enabled);
}
