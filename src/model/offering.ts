import { z } from 'zod';
import { lintFindingSchema, toolSchema } from './tool.ts';

/** Tools whose definition depends on who asks, or on when. */
export const shiftSchema = z.strictObject({
  /** `by-client`: another client gets another list each time; `unstable`: the same one does. */
  kind: z.enum(['by-client', 'unstable']),
  /** Names of the tools that differ. */
  tools: z.array(z.string()),
});
export type Shift = z.infer<typeof shiftSchema>;

/** What a server offers to a model, as it says so itself, and from where that is known. */
export const offeringSchema = z.strictObject({
  /** `manifest`: an extension's own file, which need not name each tool. */
  source: z.enum(['server', 'manifest', 'file']),
  /** The file; null where the server was asked. */
  file: z.string().nullable(),
  /** How it was spoken to; null where it was not. */
  era: z.enum(['legacy', 'modern']).nullable(),
  protocolVersion: z.string().nullable(),
  serverName: z.string().nullable(),
  serverVersion: z.string().nullable(),
  /** What it tells the model about itself: the first 2,000 characters. */
  instructions: z.string().nullable(),
  tools: z.array(toolSchema),
  /** Whether every list was read to its end and every entry understood. */
  isComplete: z.boolean(),
  prompts: z.int().min(0),
  resources: z.int().min(0),
  /** About the list, the instructions, prompts and resources. */
  findings: z.array(lintFindingSchema),
  /** Null where the list was the same each time it was asked for, or was asked for once. */
  shift: shiftSchema.nullable(),
  /** How it was kept in while it ran, one sentence each; empty when nothing was started. */
  containment: z.array(z.string()),
  /** What was odd, one sentence each. */
  notes: z.array(z.string()),
});
export type Offering = z.infer<typeof offeringSchema>;
