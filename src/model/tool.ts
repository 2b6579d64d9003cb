import { z } from 'zod';

/** What a tool does to what it reaches: looks, changes, runs what it is given, or drives a browser, device or connection. */
export const TOOL_CLASSES = ['read', 'write', 'execute', 'session'] as const;
export const toolClassSchema = z.enum(TOOL_CLASSES);
export type ToolClass = z.infer<typeof toolClassSchema>;

export const SYSTEMS = ['filesystem', 'network', 'shell', 'database', 'browser', 'cloud', 'saas'] as const;

/** A system that a tool reaches, by its own words. */
export const reachSchema = z.strictObject({
  system: z.enum(SYSTEMS),
  /** Of a named service, such as `GitHub`; null for the others. */
  name: z.string().nullable(),
  /** What shows it: words of the description, and parameters between backticks. */
  words: z.array(z.string()),
});
export type Reach = z.infer<typeof reachSchema>;

/** What the words of a definition hold that poisons a model, or may. */
export const lintFindingSchema = z.strictObject({
  /** The rule's id. */
  check: z.string(),
  /** `block`: no description needs it. `review`: a person should look at it first. */
  tier: z.enum(['block', 'review']),
  /** JSON pointer from the tool on, or of a list's finding from the list on. */
  where: z.string(),
  /** What was found, with a little around it: at most 200 characters, each of which is shown. */
  text: z.string(),
});
export type LintFinding = z.infer<typeof lintFindingSchema>;

/** The server's own hints, which nobody has checked; null where it gives none. Source: specification 2025-11-25, ToolAnnotations. */
export const hintsSchema = z.strictObject({
  readOnly: z.boolean().nullable(),
  destructive: z.boolean().nullable(),
  idempotent: z.boolean().nullable(),
  openWorld: z.boolean().nullable(),
});
export type Hints = z.infer<typeof hintsSchema>;

/** One tool that a server offers, by its own definition: hostile text, bounded. */
export const toolSchema = z.strictObject({
  name: z.string(),
  title: z.string().nullable(),
  /** Its first 2,000 characters. */
  description: z.string(),
  /** Its arguments, nested ones behind those that hold them. */
  parameters: z.array(z.strictObject({ name: z.string(), type: z.string(), isRequired: z.boolean() })),
  class: toolClassSchema,
  confidence: z.enum(['high', 'medium', 'low']),
  reasons: z.array(z.string()),
  reaches: z.array(reachSchema),
  hints: hintsSchema,
  /** SHA-256 of its definition, hex: what a review pins. Null for a definition that has no canonical text and can match no pin. */
  hash: z.string().nullable(),
  /** The canonical text that the hash is of, without its prefix; null where there is none or it is too long to be kept. */
  definition: z.string().nullable(),
  findings: z.array(lintFindingSchema),
});
export type Tool = z.infer<typeof toolSchema>;
