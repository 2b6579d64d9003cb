import { z } from 'zod';
import { findingSchema } from './finding.ts';
import { gapSchema } from './gap.ts';
import { gateItemIdSchema } from './gate-item.ts';

export const actionSchema = z.enum(['block', 'warn', 'allow']);
export type Action = z.infer<typeof actionSchema>;

/** A finding with what the policy does about it. */
export const judgedFindingSchema = findingSchema.extend({
  action: actionSchema,
  /** Ids of the rules that matched and still stand; `default` alone when none matched, empty when all were cleared. */
  rules: z.array(z.string()),
  /** Rules that an exception, approval or review cleared, and which one did. */
  cleared: z.array(z.strictObject({ rule: z.string(), by: z.string() })),
});
export type JudgedFinding = z.infer<typeof judgedFindingSchema>;

export const gateStatusSchema = z.enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable']);
export type GateStatus = z.infer<typeof gateStatusSchema>;

export const gateItemSchema = z.strictObject({
  id: gateItemIdSchema,
  status: gateStatusSchema,
  /** Whether the policy requires it: a required `unknown` makes the verdict incomplete. */
  required: z.boolean(),
  /** Why it has this status, with counts: one sentence. */
  reason: z.string(),
  /** The command or edit that moves it on; `''` when nothing is to be done. */
  next: z.string(),
});
export type GateItem = z.infer<typeof gateItemSchema>;

export const verdictSchema = z.enum(['pass', 'fail', 'incomplete']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Inventory x policy x now. */
export const decisionSchema = z.strictObject({
  verdict: verdictSchema,
  /** Judged at: ISO 8601, UTC. */
  judgedAt: z.string(),
  policy: z.strictObject({
    name: z.string(),
    /** `built-in` or the file's path. */
    source: z.string(),
    /** SHA-256 of the policy's bytes, hex. */
    digest: z.string(),
  }),
  items: z.array(gateItemSchema),
  findings: z.array(judgedFindingSchema),
  gaps: z.array(gapSchema),
});
export type Decision = z.infer<typeof decisionSchema>;
