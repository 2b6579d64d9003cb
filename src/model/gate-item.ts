import { z } from 'zod';

/** The eight questions of the launch gate, in the order they are shown. */
export const GATE_ITEMS = [
  'inventory-complete',
  'installed-tree-scanned',
  'high-risk-tools-reviewed',
  'credentials-scoped',
  'local-transports-checked',
  'critical-findings-handled',
  'receipts-enabled',
  'owner-assigned',
] as const;
export const gateItemIdSchema = z.enum(GATE_ITEMS);
export type GateItemId = z.infer<typeof gateItemIdSchema>;
