import type { z } from 'zod';
import { AuditError } from '../errors.ts';
import { policyTestsSchema, type PolicyTests } from '../model/policy-test.ts';
import { duplicates, find, parse, toData, type Node, type Position } from '../syntax/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { POLICY_MAX_BYTES } from './parse-policy.ts';
import { describeIssues, wantedFor, type Mistake } from './policy-mistakes.ts';
import { quote } from './quote.ts';
import { findExtras } from './yaml-extras.ts';

/** Assertions about a policy, and where each stands. */
export interface PolicyTestFile extends PolicyTests {
  /** Place of each test, in their order. */
  places: Position[];
}

const MAX_MISTAKES = 50;
const START: Position = { line: 1, column: 1 };

/** Reads assertions about a policy as strictly as a policy is read: every mistake with its line and column. */
export function parsePolicyTests(text: string, file: string): PolicyTestFile {
  if (Buffer.byteLength(text) > POLICY_MAX_BYTES) {
    throw invalid(file, [{ at: START, words: `the file has more than ${POLICY_MAX_BYTES} bytes` }]);
  }
  const { root, problems } = parse(text, 'yaml');
  const mistakes: Mistake[] = problems.map(({ at, message }) => ({ at, words: message }));
  if (mistakes.length === 0) mistakes.push(...findExtras(text));
  if (mistakes.length > 0) throw invalid(file, mistakes);
  if (root === null) throw invalid(file, [{ at: START, words: 'the file is empty (wanted version and tests)' }]);
  mistakes.push(...duplicates(root).map(({ at }) => ({ at, words: 'the same key stands here a second time' })));
  mistakes.push(...findRepeatedNames(root));
  const result = policyTestsSchema.safeParse(toData(root), { error: wantedFor });
  if (!result.success) mistakes.push(...describe(result.error.issues, root));
  if (mistakes.length > 0 || !result.success) throw invalid(file, mistakes);
  return { ...result.data, places: result.data.tests.map((_, index) => find(root, ['tests', index]).at) };
}

/** Names that an earlier test has: a failure has to say which one it is. */
function findRepeatedNames(root: Node): Mistake[] {
  const { node, depth } = find(root, ['tests']);
  if (depth === 0 || node.kind !== 'array') return [];
  const seen = new Set<string>();
  return node.items.flatMap((_, index) => {
    const name = find(root, ['tests', index, 'name']);
    if (name.depth < 3 || name.node.kind !== 'string') return [];
    const { value } = name.node;
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [
      {
        at: name.node.at,
        words: `an earlier test has the same name (saw ${quote(value)}, wanted a name of its own)`,
      },
    ];
  });
}

function describe(issues: readonly z.core.$ZodIssue[], root: Node): Mistake[] {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue, root) : []));
  // A key that is written in another way is not missing besides.
  const meant = new Set(unknown.map((one) => one.meant));
  const others = issues.filter(({ code, path }) => code !== 'unrecognized_keys' && !meant.has(JSON.stringify(path)));
  return [...unknown, ...describeIssues(others, root)];
}

/** The keys of a map that are not known, each with the path of the absent key that it is near. */
function unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, root: Node): (Mistake & { meant: string })[] {
  const allowed = keysAt(path);
  const absent = allowed.filter((key) => find(root, [...path, key]).depth === path.length);
  return keys.slice(0, MAX_MISTAKES).map((key) => {
    const meant = didYouMean(key, absent);
    const question = meant === null ? '' : `: did you mean \`${meant}\`?`;
    return {
      at: find(root, [...path, key]).at,
      words: `unknown key (saw ${quote(key)}, wanted ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)})${question}`,
      meant: JSON.stringify([...path, meant]),
    };
  });
}

/** The keys of the map at a path: of the file, of a test or of what is given. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const { tests } = policyTestsSchema.shape;
  const one = tests.element.shape;
  return Object.keys([policyTestsSchema.shape, one, one, one.given.shape][path.length] ?? {});
}

function invalid(file: string, mistakes: readonly Mistake[]): AuditError {
  const sorted = [...mistakes].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const lines = sorted.slice(0, MAX_MISTAKES).map(({ at, words }) => `${file}:${at.line}:${at.column}: ${words}`);
  if (sorted.length > MAX_MISTAKES) lines.push('and more');
  return new AuditError('policy-invalid', lines.join('\n'), {
    hint: 'Each test has name, given (a finding: kind and what else is known), as_of, expect and, if wanted, rules.',
  });
}
