import { z } from 'zod';

/** A place in a text file. `line` and `column` count from 1; `pointer` is RFC 6901 (`''` is the whole document). */
export const locationSchema = z.strictObject({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  pointer: z.string(),
});
export type Location = z.infer<typeof locationSchema>;
