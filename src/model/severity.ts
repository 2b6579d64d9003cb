import { z } from 'zod';

/** Most severe first. `unknown` means that no source states one: it is never read as "not severe". */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

/** Order for sorting: critical first; `unknown` sorts beside high, since it may be anything. */
export function severityRank(severity: Severity): number {
  return { critical: 0, high: 1, unknown: 2, medium: 3, low: 4, info: 5 }[severity];
}
