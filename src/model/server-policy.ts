import { z } from 'zod';
import { daySchema, packageNameSchema, personSchema, words } from './clearing.ts';
import { riskSchema } from './risk-class.ts';
import { toolClassSchema } from './tool.ts';

const HASH = 'the SHA-256 of a definition: 64 lower-case hexadecimal digits';

/** What a person has read and found to be what it says it is. It holds for this definition alone. */
export const toolReviewSchema = z.strictObject({
  sha256: z.string(HASH).regex(/^[0-9a-f]{64}$/, HASH),
  /** What the tool does, as the person decided. */
  class: toolClassSchema,
  by: personSchema,
  date: daySchema,
});
export type ToolReview = z.infer<typeof toolReviewSchema>;

const word = words(500);
const HTTP = 'an http or https URL';

const ONE_OF = ['package', 'image', 'url', 'command'] as const;

/** The artifact that a server is, whatever it is called: one of the four. */
const matchSchema = z
  .strictObject({
    /** Package URL without a version. */
    package: packageNameSchema.optional(),
    /** The registry that its line names instead of the usual one. */
    registry: word.optional(),
    /** Image reference without tag and digest. */
    image: word.optional(),
    /** Address of a remote server. Query and fragment do not count. */
    url: z
      .string(HTTP)
      .max(500)
      .regex(/^https?:\/\/[^\s/?#]/, HTTP)
      .optional(),
    /** Command and arguments as a report shows them: each word has to be the same. */
    command: z.array(words(1000)).min(1).max(100).optional(),
  })
  .refine((match) => ONE_OF.filter((way) => match[way] !== undefined).length === 1, {
    error: '`match` names one artifact (wanted one of package, image, url or command)',
  })
  .refine((match) => match.registry === undefined || match.package !== undefined, {
    path: ['registry'],
    error: '`registry` goes with `package`',
  });
export type ServerMatch = z.infer<typeof matchSchema>;

const DIGEST = 'a digest: sha256: and 64 lower-case hexadecimal digits';
const pinSchema = z.strictObject({
  /** Exactly as its registry has it. */
  version: z
    .string()
    .regex(/^[0-9A-Za-z][\w.+!-]{0,199}$/, 'an exact version')
    .optional(),
  digest: z
    .string(DIGEST)
    .regex(/^sha256:[0-9a-f]{64}$/, DIGEST)
    .optional(),
});
export type ServerPin = z.infer<typeof pinSchema>;

/** What one credential may be. A key that is absent asks for nothing. */
const allowedCredentialSchema = z.strictObject({
  /** Id of its class as a report names it. */
  class: words(100).optional(),
  /** The host or system that it opens. */
  target: words(253).optional(),
});
export type AllowedCredential = z.infer<typeof allowedCredentialSchema>;
const allowed = z.record(words(300), allowedCredentialSchema).optional();

/** The credentials that a server may be given, by their names: all others are findings. */
const credentialListSchema = z.strictObject({
  env: allowed,
  headers: allowed,
  /** `none`: none of the client's own variables but a few without secrets. */
  inherit: z.enum(['none', 'all']).optional(),
});
export type CredentialList = z.infer<typeof credentialListSchema>;

const HOST = 'a host name, or *. and a domain';
const hostSchema = z
  .string(HOST)
  .max(253)
  .regex(/^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, HOST);

/** What is settled about one server. Under `*` for servers whose own entry does not say. */
export const serverPolicySchema = z.strictObject({
  match: matchSchema.optional(),
  pin: pinSchema.optional(),
  risk: riskSchema.optional(),
  credentials: credentialListSchema.optional(),
  /** Hosts that it may reach, at most. */
  egress: z.array(hostSchema).max(1000).optional(),
  tools: z
    .strictObject({
      /** `deny`: a tool that nobody has reviewed is blocked. */
      default: z.enum(['deny', 'allow']).optional(),
      /** By the tool's name, exactly as the server writes it. */
      reviewed: z.record(z.string().min(1).max(1000), toolReviewSchema).optional(),
      /** Names, with `*` for any characters, that no client may offer. */
      deny: z.array(words(200)).max(1000).optional(),
    })
    .optional(),
});
export type ServerPolicy = z.infer<typeof serverPolicySchema>;
