import { z } from 'zod';
import {
  approvalSchema,
  exceptionSchema,
  personSchema,
  reviewSchema,
  ruleIdSchema,
  serverNameSchema,
  words,
} from './clearing.ts';
import { actionSchema } from './decision.ts';
import { confidenceSchema, findingKindSchema, reachabilitySchema } from './finding.ts';
import { gateItemIdSchema } from './gate-item.ts';
import { privateFindingSchema } from './private-finding.ts';
import { riskClassSchema } from './risk-class.ts';
import { serverPolicySchema } from './server-policy.ts';
import { severitySchema } from './severity.ts';
import { transportPolicySchema } from './transport-policy.ts';

export { toolReviewSchema, type ToolReview } from './server-policy.ts';

const oneOrMore = <T extends z.ZodType>(value: T) => z.union([value, z.array(value).min(1).max(100)]);

const DURATION = 'a number with m, h or d, such as 24h';
const durationSchema = z.string(DURATION).regex(/^[1-9][0-9]{0,4}[mhd]$/, DURATION);

/** Holds for every server whose own entry does not say otherwise, so it can be about none in particular. */
const OTHERS = '*';
const isGeneral = (key: string, entry: z.infer<typeof serverPolicySchema> | undefined): boolean =>
  key !== OTHERS || (entry?.match ?? entry?.pin ?? entry?.tools?.reviewed) === undefined;

/** What a finding has to be for a rule to match it: every key that is there has to hold. */
const conditionSchema = z.strictObject({
  kind: oneOrMore(findingKindSchema),
  severity: oneOrMore(severitySchema).optional(),
  /** How sure the finding is. */
  confidence: oneOrMore(confidenceSchema).optional(),
  /** `reachable` and `confirmed` also match a finding whose reachability is not known. */
  reach: oneOrMore(reachabilitySchema).optional(),
  /** Only what attackers are known to use, by the catalog that the scan was given (`--kev`). */
  exploited: z.literal(true).optional(),
  /** Only what is at least so likely to be exploited within 30 days, by the scores that the scan was given (`--epss`): 0 to 1. */
  epss: z.number().min(0).max(1).optional(),
  /** `active` leaves out servers whose every declaration is disabled. Default `any`. */
  path: z.enum(['active', 'inactive', 'any']).optional(),
  /** Server ids or names. */
  server: oneOrMore(serverNameSchema).optional(),
});
export type Condition = z.infer<typeof conditionSchema>;

/** What the policy does about findings. Every rule that matches counts; the most severe action stands. */
const ruleSchema = z
  .strictObject({
    id: ruleIdSchema,
    when: conditionSchema,
    action: actionSchema,
    /** What clears the rule for one finding. Default `never`. */
    override: z.enum(['never', 'exception', 'approval']).optional(),
    /** A warning that a review of the same finding clears. */
    until: z.literal('reviewed').optional(),
  })
  .refine((rule) => rule.id !== 'default', {
    path: ['id'],
    error: '`default` is the name for no rule at all',
    params: { wanted: 'another id' },
  })
  .refine((rule) => rule.until === undefined || (rule.action === 'warn' && rule.override !== 'never'), {
    path: ['until'],
    error: '`until: reviewed` is for `action: warn` without `override: never`',
  })
  .refine((rule) => rule.action !== 'allow' || rule.override === undefined, {
    path: ['override'],
    error: '`override` means nothing with `action: allow`',
    params: { wanted: 'no such key' },
  });
export type Rule = z.infer<typeof ruleSchema>;

/**
 * A policy file of version 1. It holds only what this version enforces: any other key is an error. That ids are distinct
 * and that approvals name a rule is not said here: the gate looks at it.
 */
export const policySchema = z.strictObject({
  version: z.literal(1),
  name: words(100),
  /** Who answers for a server: by its id or name, else the default. */
  owners: z
    .strictObject({ default: personSchema.optional(), servers: z.record(serverNameSchema, personSchema).optional() })
    .optional(),
  gate: z.strictObject({
    /** Advisory data older than this is a finding and a gap: a number and `m`, `h` or `d`. */
    max_advisory_age: durationSchema.optional(),
    /** A scan older than this is a finding and a gap. */
    max_scan_age: durationSchema.optional(),
    /** Gate items that have to be answered: one that is unknown makes the verdict incomplete. */
    require: z.array(gateItemIdSchema).max(100).optional(),
    rules: z.array(ruleSchema).max(1000),
  }),
  /** What may be told of findings that are not public. */
  disclosure: z
    .strictObject({
      private: z.strictObject({
        /** Each has to name the day on which its maintainer was told. */
        require_notification: z.boolean().optional(),
        /** Told so long after its maintainer was, at the latest, and not before where no day is named. */
        embargo: durationSchema.optional(),
      }),
    })
    .optional(),
  transports: transportPolicySchema.optional(),
  /** What is asked of servers by how much they could do. */
  risk_classes: z
    .strictObject({
      high: riskClassSchema.optional(),
      standard: riskClassSchema.optional(),
      low: riskClassSchema.optional(),
    })
    .optional(),
  /** By what the server is (`match`); without that by its id, or its name where one server alone has it. */
  servers: z
    .record(serverNameSchema, serverPolicySchema)
    .refine((servers) => isGeneral(OTHERS, servers[OTHERS]), {
      path: [OTHERS],
      error: '`*` is for every server: match, pin and reviewed are for one',
    })
    .optional(),
  /** What the team knows and nobody else does. */
  private: z.array(privateFindingSchema).max(1000).optional(),
  reviews: z.array(reviewSchema).max(5000).optional(),
  approvals: z.array(approvalSchema).max(5000).optional(),
  exceptions: z.array(exceptionSchema).max(5000).optional(),
});
export type Policy = z.infer<typeof policySchema>;
