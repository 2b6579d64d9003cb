import { z } from 'zod';
import { policySchema } from '../model/policy.ts';
import { find, type Node, type Position } from '../syntax/index.ts';
import { didYouMean, meantPurl } from './did-you-mean.ts';
import { quote } from './quote.ts';

/** One thing that is wrong with a policy file, and where. */
export interface Mistake {
  at: Position;
  words: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** So many are described at most; more than anybody reads. */
const MOST = 100;

const TEXT = 'text';
const TYPES: Record<string, string> = { string: TEXT, array: 'a list', object: 'a map', record: 'a map' };

/** What would be right in the place of an issue, where the schema itself does not say: an error map for zod. */
export function wantedFor(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return either(issue.values.map(String));
    case 'too_big':
      return `at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`;
    case 'too_small':
      return 'at least one entry';
    case 'invalid_union':
      return 'one word or a list of words';
    default:
      return 'another value';
  }
}

/**
 * Schema issues in words, each at the key or value it is about; one for each value, and of the first hundred. Their
 * messages are to be those of `wantedFor`.
 */
export function describeIssues(issues: readonly Issue[], root: Node): Mistake[] {
  const first = issues.slice(0, MOST);
  const unknown = first.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue, root) : []));
  // A key that is written in another way is not missing besides.
  const described = new Set(unknown.map(({ meant }) => meant));
  const others = first.flatMap((issue) => {
    const path = JSON.stringify(issue.path);
    if (issue.code === 'unrecognized_keys' || described.has(path)) return [];
    described.add(path);
    return describe(issue, root);
  });
  return [...unknown, ...others];
}

/** The keys of a map that the schema does not know, each with the path of the absent key that it is near. */
function unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, root: Node): (Mistake & { meant: string })[] {
  const allowed = keysAt(path);
  const { node } = find(root, path);
  const present = new Set(node.kind === 'object' ? node.members.map(({ key }) => key) : []);
  const absent = allowed.filter((key) => !present.has(key));
  return keys.slice(0, MOST).map((key) => {
    const meant = didYouMean(key, absent);
    const saw = /^[\w.-]{1,64}$/.test(key) ? `\`${key}\`` : 'a name of other characters';
    return {
      at: find(root, [...path, key]).at,
      words: `unknown key (saw ${saw}, wanted ${either(allowed)})${ask(meant)}`,
      meant: JSON.stringify([...path, meant]),
    };
  });
}

/** Made once, for it takes longer than to read a policy. */
let published: z.core.JSONSchema.BaseSchema | undefined;

/** The keys that the schema knows for the map at a path. */
function keysAt(path: Path): string[] {
  published ??= z.toJSONSchema(policySchema);
  let schema: z.core.JSONSchema.BaseSchema | undefined = published;
  for (const step of path) {
    const map = mapIn(schema);
    const named = map?.properties ?? {};
    const next: unknown =
      typeof step === 'number'
        ? map?.items
        : Object.hasOwn(named, String(step))
          ? named[String(step)]
          : map?.additionalProperties;
    schema = next as z.core.JSONSchema.BaseSchema | undefined;
  }
  return Object.keys(mapIn(schema)?.properties ?? {});
}

/** The map of a union of words and a map; any other schema as it is. */
function mapIn(schema: z.core.JSONSchema.BaseSchema | undefined): z.core.JSONSchema.BaseSchema | undefined {
  const branches = schema?.anyOf as z.core.JSONSchema.BaseSchema[] | undefined;
  return branches?.find(({ properties }) => properties !== undefined) ?? schema;
}

function describe(issue: Issue, root: Node): Mistake[] {
  const found = find(root, issue.path);
  const value = found.depth === issue.path.length ? found.node : null;
  const { at } = found.node;
  if (issue.code === 'invalid_key') return [{ at: found.at, words: 'this name is blank or too long' }];
  if (issue.code === 'custom') {
    const wanted: unknown = issue.params?.['wanted'];
    return [{ at, words: `${issue.message}${typeof wanted === 'string' ? comparison(issue, value, wanted) : ''}` }];
  }
  if (value === null) return [{ at, words: `missing key ${nameOf(issue.path)}${comparison(issue, value)}` }];
  if (issue.code === 'invalid_union') {
    // Unions of a policy are one word, or else a list of words or a map: the branch of the value's shape knows what is wrong.
    const branch = issue.errors[value.kind === 'array' || value.kind === 'object' ? 1 : 0] ?? [];
    return describeIssues(
      branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
      root,
    );
  }
  if (issue.path.join() === 'version' && value.kind === 'number') {
    return [{ at, words: `this mcp-audit knows version 1 (saw ${value.value})` }];
  }
  return [{ at, words: `wrong value for ${nameOf(issue.path)}${comparison(issue, value)}${advice(issue, value)}` }];
}

function comparison(issue: Issue, value: Node | null, wanted = issue.message): string {
  return ` (${value === null ? '' : `saw ${describeValue(issue, value)}, `}wanted ${wanted})`;
}

/** What stands in the file: text only where text belongs, of all else the kind. */
function describeValue(issue: Issue, value: Node): string {
  switch (value.kind) {
    case 'string':
      return issue.code === 'invalid_type' ? TEXT : quote(value.value);
    case 'number':
      // The digits of others are not kept.
      return Math.abs(value.value) <= Number.MAX_SAFE_INTEGER ? String(value.value) : 'a number';
    case 'boolean':
      return String(value.value);
    case 'array':
      return issue.code === 'invalid_type' ? 'a list' : `a list of ${value.items.length}`;
    case 'object':
      return 'a map';
    case 'null':
      return 'nothing';
  }
}

/** What was most likely meant by a wrong value; `''` when nothing is near. */
function advice(issue: Issue, value: Node): string {
  if (value.kind === 'string') {
    if (issue.path.at(-1) === 'package') return ask(meantPurl(value.value));
    const words = issue.code === 'invalid_value' ? issue.values.filter((word) => typeof word === 'string') : [];
    return ask(didYouMean(value.value, words));
  }
  const isPlain = value.kind === 'number' || value.kind === 'boolean';
  return isPlain && issue.message === TEXT ? ': put quotes around it' : '';
}

function ask(meant: string | null): string {
  return meant === null ? '' : `: did you mean \`${meant}\`?`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  return `${typeof path.at(-1) === 'number' ? 'an entry of ' : ''}\`${key ?? 'policy'}\``;
}
