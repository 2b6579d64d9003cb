import { sentencesOf, type Sentence } from './_sentence.ts';
import type { ToolNames } from './_tool-names.ts';

/** One reading of one text of a definition: as it came, normalised, or decoded. */
export interface Passage {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** True for what only shows when something is decoded. */
  readonly isDecoded: boolean;
  /** The name of the tool it is about; null for a server's instructions. */
  readonly tool: string | null;
  /** Names of the tools and parameters that the list itself has. */
  readonly names: ToolNames;
}

export function passageOf(text: string, rest: Omit<Passage, 'text' | 'sentences'>): Passage {
  let sentences: Sentence[] | null = null;
  return {
    text,
    get sentences() {
      sentences ??= sentencesOf(text);
      return sentences;
    },
    ...rest,
  };
}
