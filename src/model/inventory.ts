import { z } from 'zod';
import { gapSchema } from './gap.ts';
import { locationSchema } from './location.ts';
import { scopeSchema, serverSchema } from './server.ts';
import { reachableStoreSchema } from './store.ts';
import { vulnerabilitySchema } from './vulnerability.ts';

/** A config file that exists and was read or tried. Files that do not exist are not listed. */
export const configFileSchema = z.strictObject({
  client: z.string(),
  scope: scopeSchema,
  file: z.string(),
  /** Entries that became servers. */
  servers: z.int().min(0),
});
export type ConfigFile = z.infer<typeof configFileSchema>;

/** Something odd in a config that a check judges (a gap is what could not be known; this is known). */
export const configRemarkSchema = z.strictObject({
  kind: z.enum(['duplicate-key']),
  client: z.string(),
  message: z.string(),
  location: locationSchema,
  /** Names of the servers it touches. */
  servers: z.array(z.string()),
});
export type ConfigRemark = z.infer<typeof configRemarkSchema>;

/** One advisory source that was asked. */
export const advisorySourceSchema = z.strictObject({
  id: z.string(),
  /** Where from, credentials removed. */
  from: z.string(),
  status: z.enum(['complete', 'partial', 'failed']),
  /** How old the data is: when it was asked or assembled (ISO 8601, UTC), or null when it never answered. */
  dataTime: z.iso.datetime().nullable(),
  /** Distinct packages asked about, and how many of them it answered. */
  asked: z.int().min(0),
  answered: z.int().min(0),
});
export type AdvisorySourceStatus = z.infer<typeof advisorySourceSchema>;

/** One package registry that was asked whether versions are deprecated or yanked. */
export const registrySchema = advisorySourceSchema.extend({
  /** Why it has not answered about some packages, as `did not answer: HTTP 500`; null when it has about all. */
  reason: z.string().nullable(),
});
export type RegistryStatus = z.infer<typeof registrySchema>;

/** A file by which vulnerabilities were ranked. */
export const exploitationSchema = z.strictObject({
  id: z.enum(['kev', 'epss']),
  /** Its path. */
  from: z.string(),
  /** The day it is of. */
  date: z.iso.date(),
});
export type ExploitationStatus = z.infer<typeof exploitationSchema>;

/** All facts of one scan, as plain JSON: `scan --save` writes it, `scan --from` judges it again. */
export const inventorySchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('mcp-audit'), version: z.string() }),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** What was looked at. `home` and `project` are absolute folders. */
  target: z.strictObject({
    platform: z.string(),
    home: z.string().nullable(),
    project: z.string().nullable(),
    files: z.array(z.string()),
  }),
  configs: z.array(configFileSchema),
  remarks: z.array(configRemarkSchema),
  servers: z.array(serverSchema),
  /** What any program of this user can reach; null where nobody looked. */
  stores: z.array(reachableStoreSchema).nullable(),
  advisorySources: z.array(advisorySourceSchema),
  registries: z.array(registrySchema),
  exploitation: z.array(exploitationSchema),
  vulnerabilities: z.array(vulnerabilitySchema),
  gaps: z.array(gapSchema),
});
export type Inventory = z.infer<typeof inventorySchema>;
