import type { Tool } from '../tool.ts';
import { isLight, verbIn } from './verbs.ts';
import { baseForms, wordsOf } from './words.ts';

/**
 * The verb by which a tool calls itself, in name and description, and that is none that is known: `simulate_query`,
 * "Simulates …". No other word of them is then taken for what it does.
 */
export function unknownVerb({ name, description }: Tool): string | null {
  const [called = ''] = wordsOf(name);
  const [opening = ''] = /[A-Za-z]+/.exec(description.slice(0, 100)) ?? [];
  const isSame = called !== '' && baseForms(opening.toLowerCase()).includes(called);
  return isSame && !isLight(called) && verbIn(called) === undefined ? called : null;
}
