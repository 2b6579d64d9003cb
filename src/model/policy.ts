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
import { findingKindSchema, reachabilitySchema } from './finding.ts';
import { gateItemIdSchema } from './gate-item.ts';
import { severitySchema } from './severity.ts';

const oneOrMore = <T extends z.ZodType>(value: T) => z.union([value, z.array(value).min(1).max(100)]);

/** What a finding has to be for a rule to match it: every key that is there has to hold. */
const conditionSchema = z.strictObject({
  kind: oneOrMore(findingKindSchema),
  severity: oneOrMore(severitySchema).optional(),
  /** `reachable` and `confirmed` also match a finding whose reachability is not known. */
  reach: oneOrMore(reachabilitySchema).optional(),
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
    error: '`default` is the name for no rule at all (wanted another id)',
  })
  .refine((rule) => rule.until === undefined || (rule.action === 'warn' && rule.override !== 'never'), {
    path: ['until'],
    error: '`until: reviewed` is for `action: warn` without `override: never`',
  })
  .refine((rule) => rule.action !== 'allow' || rule.override === undefined, {
    path: ['override'],
    error: '`override` means nothing with `action: allow` (wanted no such key)',
  });
export type Rule = z.infer<typeof ruleSchema>;

/** Indices of the entries whose id an earlier one has. */
function repeated(entries: ReadonlyArray<{ id: string }>): number[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index) => {
    if (seen.has(id)) return [index];
    seen.add(id);
    return [];
  });
}

/** A policy file of version 1. It holds only what this version enforces: any other key is an error. */
export const policySchema = z
  .strictObject({
    version: z.literal(1),
    name: words(100),
    /** Who answers for a server: by its id or name, else the default. */
    owners: z
      .strictObject({ default: personSchema.optional(), servers: z.record(serverNameSchema, personSchema).optional() })
      .optional(),
    gate: z.strictObject({
      /** Advisory data older than this is a finding and a gap: a number and `m`, `h` or `d`. */
      max_advisory_age: z
        .string()
        .regex(/^[1-9][0-9]{0,4}[mhd]$/, 'a number and m, h or d, such as 24h')
        .optional(),
      /** Gate items that have to be answered: one that is unknown makes the verdict incomplete. */
      require: z.array(gateItemIdSchema).max(100).optional(),
      rules: z.array(ruleSchema).max(1000),
    }),
    reviews: z.array(reviewSchema).max(5000).optional(),
    approvals: z.array(approvalSchema).max(5000).optional(),
    exceptions: z.array(exceptionSchema).max(5000).optional(),
  })
  .superRefine((policy, context) => {
    const report = (path: Array<string | number>, message: string) =>
      context.addIssue({ code: 'custom', path, message });
    for (const index of repeated(policy.gate.rules)) {
      report(['gate', 'rules', index, 'id'], 'an earlier rule has the same id (wanted an id of its own)');
    }
    for (const index of repeated(policy.exceptions ?? [])) {
      report(['exceptions', index, 'id'], 'an earlier exception has the same id (wanted an id of its own)');
    }
    const approvable = new Set(policy.gate.rules.filter((rule) => rule.override === 'approval').map(({ id }) => id));
    for (const [index, { rule }] of (policy.approvals ?? []).entries()) {
      if (approvable.has(rule)) continue;
      report(['approvals', index, 'rule'], 'no such rule (wanted the id of a rule with `override: approval`)');
    }
  });
export type Policy = z.infer<typeof policySchema>;
