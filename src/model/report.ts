import { z } from 'zod';
import { decisionSchema } from './decision.ts';
import { findingKindSchema } from './finding.ts';
import { gateItemIdSchema } from './gate-item.ts';
import { inventorySchema } from './inventory.ts';
import { mappingSchema } from './mapping.ts';

/** The generic text of a check, as its record states it. */
export const aboutCheckSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  why: z.string(),
  remediation: z.string(),
  references: z.array(z.string()),
  kind: findingKindSchema,
  item: gateItemIdSchema,
});
export type AboutCheck = z.infer<typeof aboutCheckSchema>;

/** The same with what published lists call the fault; empty where none of their entries fits. */
export const mappedCheckSchema = aboutCheckSchema.extend({ mappings: z.array(mappingSchema) });
export type MappedCheck = z.infer<typeof mappedCheckSchema>;

/** The generic text of a gate item. */
export const aboutItemSchema = z.strictObject({ id: gateItemIdSchema, title: z.string(), why: z.string() });
export type AboutItem = z.infer<typeof aboutItemSchema>;

/** What a reporter turns into text: the facts, what was decided about them, and the words for both. */
export const reportSchema = z.strictObject({
  inventory: inventorySchema,
  decision: decisionSchema,
  /** Of every check that was run, and of what else made a finding. */
  checks: z.array(mappedCheckSchema),
  /** Of every gate item. */
  items: z.array(aboutItemSchema),
});
export type Report = z.infer<typeof reportSchema>;
