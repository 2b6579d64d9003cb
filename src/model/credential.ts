import { z } from 'zod';
import { confidenceSchema } from './finding.ts';
import { locationSchema } from './location.ts';

/** How a credential comes to a server: the first five its entry gives, the others it finds. */
export const CREDENTIAL_WAYS = ['environment', 'argument', 'header', 'url', 'file', 'inherited', 'reachable'] as const;
export type CredentialWay = (typeof CREDENTIAL_WAYS)[number];

export const credentialStateSchema = z.enum([
  'literal', // the secret itself stands there
  'reference', // a name stands there, the secret elsewhere
  'placeholder', // a text that somebody was to replace
  'empty', // nothing
  'unknown', // named like a secret, of a form that does not tell
]);
export type CredentialState = z.infer<typeof credentialStateSchema>;

/** What a type or a decoded claim proves; `unknown` for all else. */
export const answerSchema = z.enum(['yes', 'no', 'unknown']);
export type Answer = z.infer<typeof answerSchema>;

/** What a reference names. `template` is a text between braces whose meaning is its program's own. */
export const REFERENCE_KINDS = ['environment', 'input', 'file', 'secret-store', 'command', 'template'] as const;
/** Ways to write a reference in which clients differ; `NAME` stands for the name, in capitals where it is a variable's. */
export const REFERENCE_FORMS = [
  '${NAME}',
  '${env:NAME}',
  '${input:NAME}',
  '$NAME',
  '%NAME%',
  '{env:NAME}',
  '${{ secrets.NAME }}',
] as const;
export const referenceFormSchema = z.enum(REFERENCE_FORMS);
export type ReferenceForm = z.infer<typeof referenceFormSchema>;

export const secretReferenceSchema = z.strictObject({
  kind: z.enum(REFERENCE_KINDS),
  /** How it is written; null for every other way, and where no text refers to it (a variable that is passed on). */
  form: referenceFormSchema.nullable(),
  /** The variable, input, path or address within the store; at most 200 characters. */
  name: z.string(),
});
export type SecretReference = z.infer<typeof secretReferenceSchema>;

/** One credential that a server is given or can reach. Its value is never here, nor any part of it. */
export const credentialSchema = z.strictObject({
  /** Name of the variable, option, header, query parameter or key; `''` where it has none. */
  name: z.string(),
  way: z.enum(CREDENTIAL_WAYS),
  /** Id of what it is: of a form (`github-classic-pat`), else of what its name says (`api-key`, `password`). */
  class: z.string(),
  /** Who gives it out, such as `GitHub`; null where neither form nor name says. */
  provider: z.string().nullable(),
  /** What it opens; null where that is not known. A host is one that its value, name or type says, never looked up. */
  target: z.strictObject({ system: z.string().nullable(), host: z.string().nullable() }),
  state: credentialStateSchema,
  /** Null unless it is a reference, or a default that stands beside one. */
  reference: secretReferenceSchema.nullable(),
  /** True for what is made to be seen: publishable keys, identifiers. No secret, so no finding. */
  isPublic: z.boolean(),
  /** `yes`: limited to less than its account; `no`: its type has no such limit. By type or decoded claim only. */
  scoped: answerSchema,
  /** What says so, in one phrase. */
  scopeReason: z.string(),
  /** Whether it works for more than a month unless somebody ends it. */
  longLived: answerSchema,
  /** When it ends, ISO 8601, where it says so itself; nobody has checked its signature. */
  expires: z.string().nullable(),
  /** Whether it administers its system: admin keys, superusers of databases. */
  administers: answerSchema,
  /** How sure the class is: high = a form of its own; medium = a shared form, or a name and a random value; low = a hint. */
  confidence: confidenceSchema,
  /** HMAC-SHA256 of the secret under a key of the machine, 16 hex digits: the same one in two places has the same. Of literals only. */
  fingerprint: z.string().nullable(),
  /** Null where it comes from no text (inherited). */
  location: locationSchema.nullable(),
  /** Permission bits of the file that it stands in; null where nobody looked. */
  mode: z.int().min(0).max(0o7777).nullable(),
});
export type Credential = z.infer<typeof credentialSchema>;
