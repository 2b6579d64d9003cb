import { z } from 'zod';
import { daySchema, ruleIdSchema, serverNameSchema, words } from './clearing.ts';
import { actionSchema } from './decision.ts';
import { confidenceSchema, findingKindSchema, reachabilitySchema } from './finding.ts';
import { severitySchema } from './severity.ts';

const OWN_ID = "a finding's own id: 16 lower-case hexadecimal digits";

/** A finding that a policy is asked about. What is left out is not known, or not there. */
const givenSchema = z.strictObject({
  kind: findingKindSchema,
  /** Default `unknown`, as for what no source rates. */
  severity: severitySchema.optional(),
  /** Default `high`. */
  confidence: confidenceSchema.optional(),
  /** Default `unknown`. */
  reach: reachabilitySchema.optional(),
  /** Whether a client would start its server. Default `active`. */
  path: z.enum(['active', 'inactive']).optional(),
  /** Id of its server, which is also its name. */
  server: serverNameSchema.optional(),
  /** Package URL with version. */
  purl: words(500).optional(),
  tool: words(1000).optional(),
  /** Ids of its vulnerability. */
  ids: z.array(words(100)).max(100).optional(),
  /** Its own id, by which an entry names what has no package. */
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/, OWN_ID)
    .optional(),
  /** Default false. */
  exploited: z.boolean().optional(),
  /** 0 to 1. */
  epss: z.number().min(0).max(1).optional(),
});
export type GivenFinding = z.infer<typeof givenSchema>;

const caseSchema = z.strictObject({
  name: words(200),
  given: givenSchema,
  /** The day judged: the entries of the policy that hold on all of it are in force. */
  as_of: daySchema,
  expect: actionSchema,
  /** The rules that are to stand, in any order: none where all are cleared, `default` where none matches. Not looked at without the key. */
  rules: z.array(ruleIdSchema).max(1000).optional(),
});
export type PolicyTestCase = z.infer<typeof caseSchema>;

/** Assertions beside a policy, version 1: what it is to do about given findings. */
export const policyTestsSchema = z.strictObject({
  version: z.literal(1),
  tests: z.array(caseSchema).min(1).max(5000),
});
export type PolicyTests = z.infer<typeof policyTestsSchema>;
