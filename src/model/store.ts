import { z } from 'zod';
import { answerSchema } from './credential.ts';

/** How what is in a store is kept from whoever can read it. */
export const STORE_PROTECTIONS = [
  'plain', // as it is used
  'command', // another program gives it out to whoever runs it
  'agent', // a running program uses it for whoever asks
  'keychain', // the system's own store, which asks or does not
  'reference', // it stands in another file or in a variable
  'hardware', // it does not leave a device
  'encrypted', // under a secret that is not there
  'unknown',
] as const;
export const storeProtectionSchema = z.enum(STORE_PROTECTIONS);
export type StoreProtection = z.infer<typeof storeProtectionSchema>;

/** Null where the system has no permission bits (Windows), or they could not be had. */
const byBitsSchema = z.boolean().nullable();

/**
 * A file or socket with credentials that any program of this user can reach, whichever server starts it, unless a sandbox
 * hides it. No value of it is here, nor any part of one.
 */
export const reachableStoreSchema = z.strictObject({
  /** Of the kind of store, such as `aws-credentials`. */
  id: z.string(),
  title: z.string(),
  /** What somebody can do who has it: a few words. */
  why: z.string(),
  /** What it opens. Null where that is not known; of hosts the names in its structure, at most 20, without ports, `*` for a label that may be secret. */
  opens: z.strictObject({
    provider: z.string().nullable(),
    system: z.string().nullable(),
    hosts: z.array(z.string()),
  }),
  /** How many credentials are in it; null where that is not known. */
  entries: z.int().min(0).nullable(),
  /** Of the one that is kept worst. */
  protection: storeProtectionSchema,
  /** Whether type or structure proves a limit (`yes`) or that there is none (`no`). */
  scoped: answerSchema,
  /** What says so, in one phrase. */
  scopeReason: z.string(),
  /** When the last of it ends, ISO 8601, where all of it says so itself. */
  expires: z.string().nullable(),
  location: z.strictObject({
    file: z.string(),
    /** Of the first credential; null where lines mean nothing. */
    line: z.int().min(1).nullable(),
  }),
  /** Whether a program of this user can get at it; `unknown` where nobody could try. */
  reachable: answerSchema,
  /** Permission bits, four octal digits; null as below. */
  mode: z
    .string()
    .regex(/^[0-7]{4}$/)
    .nullable(),
  /** By the bits of it and of each folder above, where access lists do not show. A group counts as others unless it is the user's own. */
  readableByOthers: byBitsSchema,
  writableByOthers: byBitsSchema,
  /** Whether others can put another file in its place. */
  folderWritableByOthers: byBitsSchema,
  isLink: z.boolean(),
});
export type ReachableStore = z.infer<typeof reachableStoreSchema>;

/** A store, or a folder where some may be, that is there and could not be read in full. */
export const storeGapSchema = z.strictObject({
  /** Id of the kind of store. */
  store: z.string(),
  /** Why, in words that go on from "this file" or "this folder"; nothing of what is in it. */
  message: z.string(),
  file: z.string(),
  line: z.int().min(1).nullable(),
});
export type StoreGap = z.infer<typeof storeGapSchema>;
