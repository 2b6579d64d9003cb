import { z } from 'zod';
import { decisionSchema } from './decision.ts';
import { inventorySchema } from './inventory.ts';

/** What a reporter turns into text: the facts and what was decided about them. */
export const reportSchema = z.strictObject({
  inventory: inventorySchema,
  decision: decisionSchema,
});
export type Report = z.infer<typeof reportSchema>;
