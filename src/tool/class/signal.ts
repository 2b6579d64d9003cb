import type { ToolClass } from './verbs.ts';

/** What one part of a definition says about the class of its tool. */
export interface Signal {
  class: ToolClass;
  /** How much it says: a verb that is also a noun, or one further on, says less. */
  certain: boolean;
  /** What was seen, for a person: a clause that goes on from "because". */
  reason: string;
}
