import { createHash } from 'node:crypto';
import { AuditError } from '../errors.ts';
import { policySchema, type Policy } from '../model/policy.ts';
import { duplicates, MAX_BYTES, parse, toData, type Node } from '../syntax/index.ts';
import { findRepeatedIds, findUnfitApprovals } from './policy-ids.ts';
import { describeIssues, wantedFor, type Mistake } from './policy-mistakes.ts';
import { inOwnNames, withOwnNames, withStandIns } from './proto-keys.ts';
import { findExtras } from './yaml-extras.ts';

/** A longer policy file is refused. */
export const POLICY_MAX_BYTES = MAX_BYTES.yaml;
const MAX_MISTAKES = 50;

/** A policy, and where it came from. */
export interface PolicyFile {
  policy: Policy;
  /** `built-in` or the file's path. */
  source: string;
  /** SHA-256 of the file's bytes, hex. */
  digest: string;
  /** The text as read, for the places of its entries. */
  root: Node;
  /** The policy of the machine, which this one can only make stricter. */
  upper?: PolicyFile;
  /** Why its file may not be what its administrator wrote, one sentence each. */
  doubts?: readonly string[];
}

/**
 * Reads a policy of version 1 from YAML (or JSON) text that was decoded strictly. Throws `policy-invalid` with every
 * mistake on a line of its own: `file:line:column: what is wrong (saw this, wanted that)`.
 */
export function parsePolicy(text: string, file: string): PolicyFile {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > POLICY_MAX_BYTES) {
    throw invalid(file, [{ at: START, words: `the file has more than ${POLICY_MAX_BYTES} bytes` }]);
  }
  const { root, problems } = parse(text, 'yaml');
  const mistakes: Mistake[] = problems.map(({ at, message }) => ({ at, words: message }));
  if (mistakes.length === 0) mistakes.push(...findExtras(text));
  if (mistakes.length > 0) throw invalid(file, mistakes);
  if (root === null)
    throw invalid(file, [{ at: START, words: 'the file is empty (wanted a policy: version, name, gate)' }]);

  mistakes.push(...duplicates(root).map(({ at }) => ({ at, words: 'the same key stands here a second time' })));
  mistakes.push(...findRepeatedIds(root));
  const result = policySchema.safeParse(withStandIns(toData(root)), { error: wantedFor });
  mistakes.push(
    ...(result.success ? findUnfitApprovals(result.data, root) : describeIssues(inOwnNames(result.error.issues), root)),
  );
  if (mistakes.length > 0 || !result.success) throw invalid(file, mistakes);
  return {
    policy: withOwnNames(result.data),
    source: file,
    digest: createHash('sha256').update(bytes).digest('hex'),
    root,
  };
}

const START = { line: 1, column: 1 };

function invalid(file: string, mistakes: readonly Mistake[]): AuditError {
  const sorted = [...mistakes].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const lines = sorted.slice(0, MAX_MISTAKES).map(({ at, words }) => `${file}:${at.line}:${at.column}: ${words}`);
  if (sorted.length > MAX_MISTAKES) lines.push('and more');
  return new AuditError('policy-invalid', lines.join('\n'), {
    hint: '`mcp-audit policy baseline` prints a valid policy; policy.example.yaml shows every key that this version knows.',
  });
}
