import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { EXIT } from '../../src/errors.ts';
import { parsePolicyTests } from '../../src/gate/parse-policy-tests.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { terminalAt } from '../stand-ins/terminal.ts';

const POLICY = `version: 1
name: p
gate:
  rules:
    - { id: critical, when: { kind: vulnerability, severity: critical, path: active }, action: block, override: exception }
    - { id: any, when: { kind: vulnerability }, action: warn, until: reviewed }
    - { id: ours, when: { kind: unpinned, server: github }, action: block }
    - { id: reachable, when: { kind: deprecated, reach: reachable }, action: block, override: approval }
    - { id: likely, when: { kind: yanked, epss: 0.5, exploited: true, confidence: low }, action: block }
exceptions:
  - { id: EX-1, finding: CVE-2026-0001, package: "pkg:npm/left@1.0.0", server: github, owner: a, approved_by: b, created: 2028-02-28, expires: 2028-02-29, reason: r }
reviews:
  - { finding: CVE-2026-0001, package: "pkg:npm/left@1.0.0", server: github, by: a, date: 2028-02-28, expires: 2028-03-01 }
approvals:
  - { rule: reachable, package: "pkg:npm/left@1.0.0", server: github, owner: a, approved_by: b, date: 2028-02-01, expires: 2028-03-01, reason: r }
`;
const LEFT = '"pkg:npm/left@1.0.0"';

const fileOf = (...tests: string[]): string => `version: 1\ntests:\n${tests.map((one) => `  - ${one}\n`).join('')}`;
const caseOf = (given: string, expected: string, asOf = '2028-02-28', name = 'one'): string =>
  `{ name: ${name}, as_of: ${asOf}, given: { ${given} }, expect: ${expected} }`;

async function run(args: string[], files: Record<string, string>) {
  const folder = folderWith(files);
  const terminal = terminalAt(folder);
  const code = await main(['policy', 'test', ...args], terminal);
  return { code, out: terminal.out.replaceAll(folder, '.'), err: terminal.err.replaceAll(folder, '.') };
}

/** Exit code of one test beside the policy. */
const outcome = async (test: string): Promise<number> =>
  (await run(['p.test.yaml'], { 'p.yaml': POLICY, 'p.test.yaml': fileOf(test) })).code;

const CRITICAL = `kind: vulnerability, severity: critical, server: github, purl: ${LEFT}, ids: [CVE-2026-0001]`;

describe('an assertion', () => {
  it.each([
    ['block without an entry', caseOf('kind: vulnerability, severity: critical, server: x', 'block')],
    ['path: active is the default, inactive is another', caseOf(`${CRITICAL}, path: inactive`, 'allow')],
    ['an exception and a review clear all', caseOf(CRITICAL, 'allow')],
    ['on the leap day, the last of the exception', caseOf(CRITICAL, 'allow', '2028-02-29')],
    ['on the day after it', caseOf(CRITICAL, 'block', '2028-03-01')],
    ['on the day before it', caseOf(CRITICAL, 'block', '2028-02-27')],
    ['another version', caseOf(CRITICAL.replace('@1.0.0', '@1.0.1'), 'block')],
    ['another server', caseOf(CRITICAL.replace('github', 'gitlab'), 'block')],
    ['an alias alone', caseOf(CRITICAL.replace('[CVE', '[GHSA-aaaa-bbbb-cccc, CVE'), 'allow')],
    ['a severity that is not said is unknown', caseOf('kind: vulnerability, server: x', 'warn')],
    ['a rule for one server', caseOf('kind: unpinned, server: github', 'block')],
    ['and not another', caseOf('kind: unpinned, server: files', 'warn')],
    ['nor none', caseOf('kind: unpinned', 'warn')],
    ['what is not known to be out of reach is reachable', caseOf('kind: deprecated, server: x', 'block')],
    ['and out of reach is not', caseOf('kind: deprecated, server: x, reach: dependency-only', 'warn')],
    ['an approval', caseOf(`kind: deprecated, server: github, purl: ${LEFT}`, 'allow')],
    ['every condition', caseOf('kind: yanked, epss: 0.5, exploited: true, confidence: low', 'block')],
    ['one short', caseOf('kind: yanked, epss: 0.49, exploited: true, confidence: low', 'warn')],
    ['a server of a hostile name', caseOf('kind: unpinned, server: __proto__', 'warn')],
  ])('%s', async (_, test) => {
    expect(await outcome(test)).toBe(EXIT.pass);
    const expected = /expect: (\w+)/.exec(test)?.[1];
    const other = expected === 'block' ? 'allow' : 'block';
    expect(await outcome(test.replace(/expect: \w+/, `expect: ${other}`))).toBe(EXIT.fail);
  });

  it('may name the rules that stand, in any order and all of them', async () => {
    const of = (rules: string) => outcome(caseOf(CRITICAL.replace('CVE-2026-0001', 'CVE-1'), `block, rules: ${rules}`));
    expect(await of('[any, critical]')).toBe(EXIT.pass);
    expect(await of('[critical]')).toBe(EXIT.fail);
    expect(await of('[critical, any, ours]')).toBe(EXIT.fail);
    expect(await of('[]')).toBe(EXIT.fail);
    expect(await outcome(caseOf('kind: malware', 'warn, rules: [default]'))).toBe(EXIT.pass);
    expect(await outcome(caseOf(CRITICAL, 'allow, rules: []'))).toBe(EXIT.pass);
  });
});

it('says of each failure where the test stands and what was got', async () => {
  const tests = fileOf(
    caseOf(CRITICAL, 'block', '2028-02-28', 'cleared'),
    caseOf('kind: unpinned, server: github', 'block', '2028-02-28', 'fine'),
  );
  const { code, out } = await run(['--policy', 'p.yaml', 'other.yaml'], { 'p.yaml': POLICY, 'other.yaml': tests });
  expect(code).toBe(EXIT.fail);
  expect(out).toBe(
    `✗ cleared
    ./other.yaml:3:5: expected block, got allow (rules that stand: none; cleared: critical by exception EX-1, any by review of CVE-2026-0001 on github by a, 2028-02-28)
✓ fine
1 passed, 1 failed
`,
  );
});

describe('the files', () => {
  const tests = fileOf(caseOf('kind: malware', 'warn'));
  it.each([
    ['the policy follows from the tests', ['p.test.yaml'], ['p.yaml', 'p.test.yaml']],
    ['with its ending', ['p.test.yml'], ['p.yml', 'p.test.yml']],
    ['the tests follow from the policy', ['--policy', 'p.yaml'], ['p.yaml', 'p.test.yaml']],
    ['both are named', ['--policy', 'p.yaml', 't.yaml'], ['p.yaml', 't.yaml']],
  ])('%s', async (_, args, [policy = '', file = '']) => {
    const { code, out } = await run(args, { [policy]: POLICY, [file]: tests });
    expect([code, out]).toEqual([EXIT.pass, '✓ one\n1 passed, 0 failed\n']);
  });

  it.each([
    ['nothing is named', [], 'which policy?'],
    ['a policy is taken for tests', ['p.yaml'], 'p.yaml does not say of which policy it is'],
    ['the tests are not there', ['--policy', 'q.yaml'], 'the policy ./q.yaml does not exist'],
    ['the policy is not there', ['q.test.yaml'], 'the policy ./q.yaml does not exist'],
  ])('where %s', async (_, args, words) => {
    const { code, err } = await run(args, { 'p.yaml': POLICY, 'q.test.yaml': tests });
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining(words)]);
  });

  it('of the example hold', async () => {
    const terminal = terminalAt(new URL('../..', import.meta.url).pathname);
    const code = await main(
      ['policy', 'test', '--policy', 'policy.example.yaml', 'fixtures/policies/example.test.yaml'],
      terminal,
    );
    expect(terminal.out).toMatch(/\n11 passed, 0 failed\n$/);
    expect(code).toBe(EXIT.pass);
  });
});

describe('a mistake in the tests', () => {
  const GOOD = caseOf('kind: malware', 'warn');
  it.each([
    ['an empty file', '', '1:1: the file is empty (wanted version and tests)'],
    ['no YAML', 'version: [', '1:'],
    ['another version', fileOf(GOOD).replace('version: 1', 'version: 2'), '1:10: '],
    ['no version', fileOf(GOOD).replace('version: 1\n', ''), '1:1: missing key `version`'],
    ['no tests', 'version: 1\n', '1:1: missing key `tests`'],
    ['an empty list', 'version: 1\ntests: []\n', '2:8: '],
    ['a key twice', fileOf(GOOD) + 'version: 1\n', '4:1: the same key stands here a second time'],
    ['an anchor', `version: 1\ntests: [&a ${GOOD}]\n`, '2:'],
    ['a tag', fileOf(GOOD.replace('one', '!x one')), '3:13: a tag'],
    [
      'an unknown key',
      fileOf(GOOD).replace('tests:', 'test:'),
      '2:1: unknown key (saw "test", wanted version or tests): did you mean `tests`?',
    ],
    [
      'an unknown key of a test',
      fileOf(GOOD.replace('as_of', 'asof')),
      '3:18: unknown key (saw "asof", wanted name, given, as_of, expect or rules): did you mean `as_of`?',
    ],
    [
      'an unknown key of a finding',
      fileOf(caseOf('kind: malware, packge: x', 'warn')),
      '3:61: unknown key (saw "packge", wanted kind,',
    ],
    ['no name', fileOf(GOOD.replace('name: one, ', '')), '3:5: missing key `name`'],
    ['a blank name', fileOf(GOOD.replace('one', '" "')), '3:13: wrong value for `name`'],
    [
      'the same name',
      fileOf(GOOD, GOOD),
      '4:13: an earlier test has the same name (saw "one", wanted a name of its own)',
    ],
    ['no day', fileOf(GOOD.replace('as_of: 2028-02-28, ', '')), '3:5: missing key `as_of`'],
    ['a day that is none', fileOf(GOOD.replace('2028-02-28', '2027-02-29')), '3:25: wrong value for `as_of`'],
    ['no kind', fileOf(caseOf('server: x', 'warn')), 'missing key `kind`'],
    ['a kind that is none', fileOf(caseOf('kind: malwares', 'warn')), ': did you mean `malware`?'],
    ['a severity that is none', fileOf(caseOf('kind: malware, severity: higg', 'warn')), ': did you mean `high`?'],
    ['a path of rules', fileOf(caseOf('kind: malware, path: any', 'warn')), 'wrong value for `path`'],
    ['a probability above one', fileOf(caseOf('kind: malware, epss: 2', 'warn')), 'wrong value for `epss`'],
    ['an id that is none', fileOf(caseOf('kind: malware, id: abc', 'warn')), 'wrong value for `id`'],
    [
      'an action that is none',
      fileOf(caseOf('kind: malware', 'blok')),
      'wrong value for `expect` (saw "blok", wanted block, warn or allow): did you mean `block`?',
    ],
    [
      'a rule that is no id',
      fileOf(caseOf('kind: malware', 'warn, rules: [X y]')),
      'wrong value for an entry of `rules`',
    ],
    [
      'a word for a list',
      fileOf(caseOf('kind: malware', 'warn, rules: x')),
      'wrong value for `rules` (saw text, wanted a list)',
    ],
    [
      'a key of another world',
      fileOf(caseOf('kind: malware, __proto__: { x: 1 }', 'warn')),
      '3:61: unknown key (saw "__proto__"',
    ],
    [
      'a secret in a wrong place',
      fileOf(caseOf('kind: ghp_0123456789abcdefghijABCDEFGHIJ012345', 'warn')),
      'wrong value for `kind`',
    ],
  ])('%s', async (_, text, words) => {
    const { code, out, err } = await run(['p.test.yaml'], { 'p.yaml': POLICY, 'p.test.yaml': text });
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toMatch(/^mcp-audit: \.\/p\.test\.yaml:\d+:\d+: /);
    expect(err).toContain(words);
    // One mistake, one line, and a hint.
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(err).not.toContain('ghp_0123456789');
  });

  it('is told with all others', () => {
    const text = fileOf(caseOf('kind: x', 'y'), '1');
    expect(() => parsePolicyTests(text, 't')).toThrow(/^t:3:.*\nt:3:.*\nt:4:5: .*$/);
  });
});

it('the fixture names each of its tests once and stands by the example', () => {
  const text = readFileSync(new URL('../../fixtures/policies/example.test.yaml', import.meta.url), 'utf8');
  expect(parsePolicyTests(text, 't').tests.length).toBe(11);
});
