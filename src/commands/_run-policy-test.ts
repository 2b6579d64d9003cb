import { resolve } from 'node:path';
import { AuditError, EXIT } from '../errors.ts';
import { POLICY_MAX_BYTES, type PolicyFile } from '../gate/index.ts';
import { judgeGiven } from '../gate/judge-given.ts';
import { parsePolicyTests } from '../gate/parse-policy-tests.ts';
import { realFiles } from '../io/index.ts';
import type { PolicyTestCase } from '../model/policy-test.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { loadPolicy } from './_load-policy.ts';
import { readNamed } from './_read-named.ts';
import type { PolicyTestOptions } from './policy.ts';
import type { Terminal } from './terminal.ts';

const TESTS = /\.test(\.(?:ya?ml|json))$/;

/** The policy and its assertions; of each the other follows: `NAME.yaml` and `NAME.test.yaml`. */
function filesOf(tests: string | undefined, policy: string | undefined): { tests: string; policy: string } {
  if (tests !== undefined && policy !== undefined) return { tests, policy };
  if (policy !== undefined)
    return {
      policy,
      tests: `${policy.replace(/\.(?:ya?ml|json)$/, '')}.test${/\.(?:ya?ml|json)$/.exec(policy)?.[0] ?? '.yaml'}`,
    };
  if (tests !== undefined && TESTS.test(tests)) return { tests, policy: tests.replace(TESTS, '$1') };
  throw new AuditError('usage', tests === undefined ? 'which policy?' : `${tests} does not say of which policy it is`, {
    hint: 'mcp-audit policy test NAME.test.yaml beside NAME.yaml, or: mcp-audit policy test --policy FILE TESTS',
  });
}

const listed = (rules: readonly string[]): string => (rules.length === 0 ? 'none' : rules.join(', '));

/** What is not as the test has it; `[]` when it passes. */
function failuresOf({ given, as_of: day, expect, rules: wanted }: PolicyTestCase, { policy }: PolicyFile): string[] {
  const { action, rules, cleared } = judgeGiven(policy, given, day);
  const by = cleared.map((one) => `${one.rule} by ${one.by}`);
  const standing = `rules that stand: ${listed(rules)}${by.length === 0 ? '' : `; cleared: ${by.join(', ')}`}`;
  const isSame = wanted === undefined || listed([...new Set(wanted)].sort()) === listed([...rules].sort());
  return [
    ...(action === expect ? [] : [`expected ${expect}, got ${action} (${standing})`]),
    ...(isSame ? [] : [`expected the rules ${listed(wanted ?? [])} (${standing})`]),
  ];
}

/** Holds a policy against assertions. Exit code 0 when all hold, 1 when one does not. */
export function runPolicyTest(named: string | undefined, options: PolicyTestOptions, terminal: Terminal): number {
  const files = filesOf(named, options.policy);
  const policy = loadPolicy(realFiles, files.policy, terminal.cwd);
  const path = resolve(terminal.cwd, files.tests);
  const { tests, places } = parsePolicyTests(readNamed(realFiles, path, POLICY_MAX_BYTES, 'the file of tests'), path);
  const results = tests.map((one, index) => ({ name: one.name, at: places[index], failures: failuresOf(one, policy) }));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const lines = results.flatMap(({ name, at, failures }) => [
    `${failures.length === 0 ? '✓' : '✗'} ${name}`,
    ...failures.map((failure) => `    ${path}:${at?.line}:${at?.column}: ${failure}`),
  ]);
  terminal.stdout(
    [...lines, `${tests.length - failed} passed, ${failed} failed`].map((line) => `${escapeLine(line)}\n`).join(''),
  );
  return failed === 0 ? EXIT.pass : EXIT.fail;
}
