import { z } from 'zod';
import { actionSchema } from './decision.ts';
import { OPENING_KINDS } from './isolation.ts';

/** How much a server could do if it were turned against its user; the first is the most. */
export const RISKS = ['high', 'standard', 'low'] as const;
export const riskSchema = z.enum(RISKS);
export type Risk = z.infer<typeof riskSchema>;

export const LIMITED = ['memory', 'pids', 'cpu'] as const;

/** How a server has to be kept apart from the machine. A key that is absent asks for nothing. */
const isolationDemandSchema = z.strictObject({
  /** `recommended`: without one is a warning. */
  sandbox: z.enum(['required', 'recommended']).optional(),
  user: z.literal('non-root').optional(),
  /** Only files that are named. */
  filesystem: z.literal('allowlist').optional(),
  /** Only hosts that are named, this machine, or none. */
  egress: z.literal('allowlist').optional(),
  limits: z.array(z.enum(LIMITED)).max(LIMITED.length).optional(),
  /** What may not be open in its sandbox. */
  forbid: z.array(z.enum(OPENING_KINDS)).max(OPENING_KINDS.length).optional(),
});
export type IsolationDemand = z.infer<typeof isolationDemandSchema>;

/** What is done about credentials that a server is given. `block` is for what is proved; what is not known is a warning. */
const credentialDemandSchema = z.strictObject({
  /** That stand in a config as they are. */
  literals: actionSchema.optional(),
  /** That work for more than a month. */
  long_lived: actionSchema.optional(),
  /** That reach as far as their account. */
  unscoped: actionSchema.optional(),
});
export type CredentialDemand = z.infer<typeof credentialDemandSchema>;

/** What is asked of the servers of one class. */
export const riskClassSchema = z.strictObject({
  isolation: isolationDemandSchema.optional(),
  credentials: credentialDemandSchema.optional(),
  /** Which calls have to be recorded. `sensitive`: those of tools that do more than read. */
  receipts: z.enum(['all', 'sensitive', 'none']).optional(),
});
export type RiskClass = z.infer<typeof riskClassSchema>;
