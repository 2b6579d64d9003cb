import { own, type JsonObject } from '../json.ts';
import { parametersOf, type Tool } from '../tool.ts';
import type { Signal } from './signal.ts';
import { classOfVerb, isAlsoNoun, isMostlyNoun, worst, type ToolClass } from './verbs.ts';
import { wordsOf } from './words.ts';

/** Parameters that choose between operations. */
const CHOOSES = /^(?:action|command|method|mode|op|operation|operation_?type|sub_?command|verb)s?$/i;
const MOST_VALUES = 200;
const LONGEST_VALUE = 200;

/** What the operations do that a tool lets its caller choose from: `action: list | get | set` can set. */
export function operationSignal(tool: Tool, isDriving: boolean): Signal | null {
  for (const { name, schema } of parametersOf(tool)) {
    if (!CHOOSES.test(name)) continue;
    const values = choicesOf(schema);
    const classes = values.map((value) => classOfOperation(value, isDriving));
    const found = worst(classes.flatMap((one) => one ?? []));
    if (found === undefined) continue;
    const shown = values.filter((_, index) => classes[index] === found).slice(0, 5);
    return {
      class: found,
      certain: true,
      reason: `its parameter \`${name}\` offers ${shown.map((value) => `\`${value}\``).join(', ')}`,
    };
  }
  return null;
}

/** The texts of an `enum`, or the `const`s of `oneOf` and `anyOf`. */
export function choicesOf(schema: JsonObject): string[] {
  const listed = own(schema, 'enum') ?? own(schema, 'oneOf') ?? own(schema, 'anyOf');
  if (!Array.isArray(listed)) return [];
  return listed
    .slice(0, MOST_VALUES)
    .map((item: unknown) => (typeof item === 'object' && item !== null && 'const' in item ? item.const : item))
    .filter((value) => typeof value === 'string')
    .map((value) => value.slice(0, LONGEST_VALUE));
}

function classOfOperation(value: string, isDriving: boolean): ToolClass | undefined {
  const words = wordsOf(value);
  const verbs = words.filter(
    (word) => classOfVerb(word, isDriving) !== undefined && !(isMostlyNoun(word) && words.length > 1),
  );
  const chosen = verbs.find((word) => !isAlsoNoun(word)) ?? verbs[0];
  return chosen === undefined ? undefined : classOfVerb(chosen, isDriving);
}
