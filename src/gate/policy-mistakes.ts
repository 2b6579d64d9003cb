import { z } from 'zod';
import { policySchema } from '../model/policy.ts';
import { find, type Node, type Position } from '../syntax/index.ts';
import { didYouMean } from './did-you-mean.ts';

/** One thing that is wrong with a policy file, and where. */
export interface Mistake {
  at: Position;
  words: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** So many are described at most; more than anybody reads. */
const MOST = 100;

/** Schema issues in words, each at the key or value it is about; one for each value, and the first hundred. */
export function describeIssues(issues: readonly Issue[], root: Node): Mistake[] {
  const described = new Set<string>();
  return issues.slice(0, MOST).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, MOST).map((key) => unknownKey(root, issue.path, key));
    }
    const path = JSON.stringify(issue.path);
    if (described.has(path)) return [];
    described.add(path);
    return describe(issue, root);
  });
}

function describe(issue: Issue, root: Node): Mistake[] {
  const found = find(root, issue.path);
  const value = found.depth === issue.path.length ? found.node : null;
  const { at } = found.node;
  if (issue.code === 'custom') return [{ at, words: issue.message }];
  if (issue.code === 'invalid_key') {
    return [{ at: found.at, words: 'this name is blank or too long' }];
  }
  if (value === null) return [{ at, words: `missing key ${nameOf(issue.path)} (wanted ${wanted(issue)})` }];
  if (issue.code === 'invalid_union') {
    // Unions of a policy are one word or a list of words: the branch of the value's shape knows what is wrong.
    const branch = issue.errors[value.kind === 'array' ? 1 : 0] ?? [];
    return describeIssues(
      branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
      root,
    );
  }
  const meant = issue.code === 'invalid_value' ? meantValue(issue.values, value) : null;
  const saw = meant !== null && value.kind === 'string' ? `\`${value.value}\`` : kindOf(value, issue);
  const question = meant === null ? '' : `: did you mean \`${meant}\`?`;
  return [{ at, words: `wrong value for ${nameOf(issue.path)} (saw ${saw}, wanted ${wanted(issue)})${question}` }];
}

function unknownKey(root: Node, path: Path, key: string): Mistake {
  const allowed = keysAt(path);
  const meant = didYouMean(key, allowed);
  const saw = /^[\w.-]{1,64}$/.test(key) ? `\`${key}\`` : 'a name of other characters';
  return {
    at: find(root, [...path, key]).at,
    words: `unknown key (saw ${saw}, wanted ${either(allowed)})${meant === null ? '' : `: did you mean \`${meant}\`?`}`,
  };
}

/** The keys that the schema knows for the map at a path. */
function keysAt(path: Path): string[] {
  let schema: z.core.JSONSchema.BaseSchema | undefined = z.toJSONSchema(policySchema);
  for (const step of path) {
    const next: unknown = typeof step === 'number' ? schema?.items : schema?.properties?.[String(step)];
    schema = next as z.core.JSONSchema.BaseSchema | undefined;
  }
  return Object.keys(schema?.properties ?? {});
}

/** What would be right in the place of an issue. */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return either(issue.values.map(String));
    case 'invalid_format':
      return issue.format === 'date' ? 'a day that exists, as YYYY-MM-DD' : issue.message;
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

const TYPES: Record<string, string> = { string: 'text', array: 'a list', object: 'a map', record: 'a map' };
const KINDS: Record<Node['kind'], string> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
};

/** What stands in the file: its kind, never its text, which may be secret when the wrong file was named. */
function kindOf(value: Node, issue: Issue): string {
  if (issue.code === 'invalid_type') return KINDS[value.kind];
  if (value.kind === 'string') return 'other text';
  if (value.kind === 'number' && issue.code === 'invalid_value') return 'a number';
  return value.kind === 'array' ? 'a list of another length' : KINDS[value.kind];
}

function meantValue(values: readonly unknown[], value: Node): string | null {
  const texts = values.filter((allowed) => typeof allowed === 'string');
  return value.kind === 'string' ? didYouMean(value.value, texts) : null;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function nameOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  return `${typeof path.at(-1) === 'number' ? 'an entry of ' : ''}\`${key ?? 'policy'}\``;
}
