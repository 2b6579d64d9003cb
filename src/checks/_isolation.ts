import type { Server } from '../model/server.ts';
import { shorten } from './_words.ts';

/** Whether one of its tools is known to run what it is given. */
export function executes({ offering }: Server): boolean {
  return offering?.tools.some((tool) => tool.class === 'execute') === true;
}

/** A text of the model as a sentence has room for. */
export const brief = (text: string): string => shorten(text.replaceAll('`', "'"), 200);
