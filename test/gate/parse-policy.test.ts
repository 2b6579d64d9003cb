import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AuditError } from '../../src/errors.ts';
import { parsePolicy, POLICY_MAX_BYTES } from '../../src/gate/parse-policy.ts';

const VALID = `version: 1
name: test
owners:
  default: ada@acme.example
gate:
  max_advisory_age: 24h
  require: [inventory-complete]
  rules:
    - id: malware
      when: { kind: malware }
      action: block
      override: never
    - id: deprecated
      when:
        kind: [deprecated, unmaintained]
        severity: high
      action: block
      override: approval
    - id: high
      when: { kind: vulnerability }
      action: warn
      until: reviewed
reviews:
  - finding: GHSA-aaaa-bbbb-cccc
    package: "pkg:npm/left@1.0.0"
    server: github
    by: bob
    date: 2026-11-01
    expires: 2026-12-01
approvals:
  - rule: deprecated
    package: "pkg:npm/left@1.0.0"
    server: github
    owner: ada
    approved_by: bob
    date: 2026-11-01
    expires: 2026-12-01
    reason: for now
exceptions:
  - id: EX-1
    finding: GHSA-aaaa-bbbb-cccc
    package: "pkg:npm/left@1.0.0"
    server: github
    owner: ada
    approved_by: bob
    created: 2026-11-01
    expires: 2027-01-30
    reason: for now
`;

function mistakesIn(text: string): string[] {
  try {
    parsePolicy(text, 'p.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(AuditError);
    expect((error as AuditError).code).toBe('policy-invalid');
    return (error as AuditError).message.split('\n');
  }
  return [];
}

/** The valid policy with one line of it (from 1) put in another way. */
function withLine(number: number, line: string): string {
  const lines = VALID.split('\n');
  lines[number - 1] = line;
  return lines.join('\n');
}

describe('a valid policy', () => {
  it('becomes data, with source and digest', () => {
    const { policy, source, digest } = parsePolicy(VALID, 'p.yaml');
    expect(source).toBe('p.yaml');
    expect(digest).toBe(createHash('sha256').update(VALID).digest('hex'));
    expect(policy.gate.rules.map(({ id }) => id)).toEqual(['malware', 'deprecated', 'high']);
    expect(policy.exceptions?.[0]?.expires).toBe('2027-01-30');
  });

  it('may begin with a byte order mark or a document mark, and end its lines in any way', () => {
    const plain = parsePolicy(VALID, 'p.yaml');
    for (const text of [`\uFEFF${VALID}`, `---\n${VALID}`, VALID.replaceAll('\n', '\r\n'), `${VALID}...\n`]) {
      const other = parsePolicy(text, 'p.yaml');
      expect(other.policy).toEqual(plain.policy);
      expect(other.digest).not.toBe(plain.digest);
    }
  });

  it('may be written as JSON', () => {
    const { policy } = parsePolicy(VALID, 'p.yaml');
    expect(parsePolicy(JSON.stringify(policy, null, 2), 'p.json').policy).toEqual(policy);
  });
});

describe('one mistake gives one message at its place', () => {
  it.each([
    [
      'an unknown key',
      6,
      '  max_advisry_age: 24h',
      '6:3: unknown key (saw `max_advisry_age`, wanted max_advisory_age, max_scan_age, require or rules): did you mean `max_advisory_age`?',
    ],
    [
      'an unknown key that is like no other',
      2,
      'name: test\nlicence: x',
      '3:1: unknown key (saw `licence`, wanted version, name, owners, gate, disclosure, transports, risk_classes, servers, private, reviews, approvals or exceptions)',
    ],
    [
      'an unknown key inside a flow map',
      10,
      '      when: { kind: malware, sevrity: high }',
      '10:30: unknown key (saw `sevrity`, wanted kind, severity, confidence, reach, exploited, epss, path or server): did you mean `severity`?',
    ],
    [
      'an unknown key of characters that a terminal obeys',
      2,
      'name: test\n"a\\e[31m": x',
      '3:1: unknown key (saw a name of other characters, wanted version, name, owners, gate, disclosure, transports, risk_classes, servers, private, reviews, approvals or exceptions)',
    ],
    [
      'a key that only a later version has',
      10,
      '      when: { kind: malware, age: 3d }',
      '10:30: unknown key (saw `age`, wanted kind, severity, confidence, reach, exploited, epss, path or server)',
    ],
    ['a key that stands twice', 2, 'name: test\nname: other', '3:1: the same key stands here a second time'],
    ['a missing key', 11, '', '9:7: missing key `action` (wanted block, warn or allow)'],
    ['another version', 1, 'version: 2', '1:10: this mcp-audit knows version 1 (saw 2)'],
    ['a version in quotes', 1, 'version: "1"', '1:10: wrong value for `version` (saw "1", wanted 1)'],
    ['a number for text', 2, 'name: 7', '2:7: wrong value for `name` (saw 7, wanted text): put quotes around it'],
    [
      'a number for text that is too long to be kept as a number',
      2,
      'name: 99999999999999999999',
      '2:7: wrong value for `name` (saw a number, wanted text): put quotes around it',
    ],
    [
      'a word of YAML for text',
      2,
      'name: true',
      '2:7: wrong value for `name` (saw true, wanted text): put quotes around it',
    ],
    ['a list for text', 2, 'name: [a]', '2:7: wrong value for `name` (saw a list, wanted text)'],
    [
      "a finding's own id without quotes",
      41,
      '    finding: 1234567890123456',
      '41:14: wrong value for `finding` (saw 1234567890123456, wanted text): put quotes around it',
    ],
    ['a blank name', 2, 'name: "  "', '2:7: wrong value for `name` (saw "  ", wanted text that is not blank)'],
    [
      'a name that is too long',
      2,
      `name: ${'x'.repeat(101)}`,
      `2:7: wrong value for \`name\` (saw "${'x'.repeat(40)}…", wanted at most 100 characters)`,
    ],
    ['nothing for a map', 4, '', '3:8: wrong value for `owners` (saw nothing, wanted a map)'],
    ['an owner of a server without a name', 4, '  servers: { "": ada }', '4:14: this name is blank or too long'],
    ['no kind', 10, '      when: {}', '10:13: missing key `kind` (wanted one word or a list of words)'],
    [
      'an age without a unit',
      6,
      '  max_advisory_age: "24"',
      '6:21: wrong value for `max_advisory_age` (saw "24", wanted a number with m, h or d, such as 24h)',
    ],
    [
      'an age of a bare number, which quotes would not mend',
      6,
      '  max_advisory_age: 24',
      '6:21: wrong value for `max_advisory_age` (saw 24, wanted a number with m, h or d, such as 24h)',
    ],
    [
      'an age with a word',
      6,
      '  max_advisory_age: 24 hours',
      '6:21: wrong value for `max_advisory_age` (saw "24 hours", wanted a number with m, h or d, such as 24h)',
    ],
    [
      'an unknown gate item',
      7,
      '  require: [inventory-complet]',
      '7:13: wrong value for an entry of `require` (saw "inventory-complet", wanted inventory-complete, installed-tree-scanned, high-risk-tools-reviewed, credentials-scoped, local-transports-checked, critical-findings-handled, receipts-enabled or owner-assigned): did you mean `inventory-complete`?',
    ],
    [
      'an action that is near one',
      11,
      '      action: blok',
      '11:15: wrong value for `action` (saw "blok", wanted block, warn or allow): did you mean `block`?',
    ],
    [
      'an action that is near none',
      11,
      '      action: hunter2',
      '11:15: wrong value for `action` (saw "hunter2", wanted block, warn or allow)',
    ],
    [
      'an unknown severity',
      16,
      '        severity: hgh',
      '16:19: wrong value for `severity` (saw "hgh", wanted critical, high, medium, low, info or unknown): did you mean `high`?',
    ],
    [
      'an unknown severity in a list',
      16,
      '        severity: [low, hgh]',
      '16:25: wrong value for an entry of `severity` (saw "hgh", wanted critical, high, medium, low, info or unknown): did you mean `high`?',
    ],
    [
      'an empty list',
      16,
      '        severity: []',
      '16:19: wrong value for `severity` (saw a list of 0, wanted at least one entry)',
    ],
    [
      'an id of other characters',
      9,
      '    - id: Mal ware',
      '9:11: wrong value for `id` (saw "Mal ware", wanted lower-case letters, digits and hyphens, at most 64)',
    ],
    [
      'an id that is taken',
      13,
      '    - id: malware',
      [
        '13:11: an earlier rule has the same id (saw "malware", wanted an id of its own)',
        '31:11: no such rule (saw "deprecated", wanted the id of a rule with `override: approval`)',
      ],
    ],
    [
      'the id of no rule',
      9,
      '    - id: default',
      '9:11: `default` is the name for no rule at all (saw "default", wanted another id)',
    ],
    [
      'a review of a block',
      12,
      '      until: reviewed',
      '12:14: `until: reviewed` is for `action: warn` without `override: never`',
    ],
    [
      'a review of what nothing clears',
      22,
      '      until: reviewed\n      override: never',
      '22:14: `until: reviewed` is for `action: warn` without `override: never`',
    ],
    [
      'a package without a version',
      25,
      '    package: "pkg:npm/left"',
      '25:14: wrong value for `package` (saw "pkg:npm/left", wanted an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3)',
    ],
    [
      'a package with a range',
      25,
      '    package: "pkg:npm/left@^1.0.0"',
      '25:14: wrong value for `package` (saw "pkg:npm/left@^1.0.0", wanted an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3)',
    ],
    [
      'a package with a wildcard',
      25,
      '    package: "pkg:npm/*@1.*"',
      '25:14: wrong value for `package` (saw "pkg:npm/*@1.*", wanted an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3)',
    ],
    [
      'a package with a bare scope',
      25,
      '    package: "pkg:npm/@a/left@1.0.0"',
      '25:14: wrong value for `package` (saw "pkg:npm/@a/left@1.0.0", wanted an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3): did you mean `pkg:npm/%40a/left@1.0.0`?',
    ],
    [
      'a package as npm writes it',
      42,
      '    package: mcp-remote@0.1.15',
      '42:14: wrong value for `package` (saw "mcp-remote@0.1.15", wanted an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3): did you mean `pkg:npm/mcp-remote@0.1.15`?',
    ],
    [
      'no package',
      42,
      '',
      "40:5: missing key `package` (wanted an exact package URL with its version, or `finding` as a finding's own id)",
    ],
    ['no server', 43, '', '40:5: missing key `server` (wanted text)'],
    ['no expiry', 47, '', '40:5: missing key `expires` (wanted a day that exists, as YYYY-MM-DD)'],
    [
      'a day that does not exist',
      29,
      '    expires: 2026-11-31',
      '29:14: wrong value for `expires` (saw "2026-11-31", wanted a day that exists, as YYYY-MM-DD)',
    ],
    [
      'a day in words',
      47,
      '    expires: next week',
      '47:14: wrong value for `expires` (saw "next week", wanted a day that exists, as YYYY-MM-DD)',
    ],
    [
      'a day with a time',
      47,
      '    expires: 2026-12-01T00:00:00Z',
      '47:14: wrong value for `expires` (saw "2026-12-01T00:00:00Z", wanted a day that exists, as YYYY-MM-DD)',
    ],
    [
      'an expiry after 91 days',
      47,
      '    expires: 2027-01-31',
      '47:14: `expires` is out of bounds (saw "2027-01-31", wanted a day from `created` to 90 days after it)',
    ],
    [
      'an expiry before the first day',
      47,
      '    expires: 2026-10-31',
      '47:14: `expires` is out of bounds (saw "2026-10-31", wanted a day from `created` to 90 days after it)',
    ],
    [
      'an approval of 91 days',
      37,
      '    expires: 2027-01-31',
      '37:14: `expires` is out of bounds (saw "2027-01-31", wanted a day from `date` to 90 days after it)',
    ],
    [
      'self-approval',
      45,
      '    approved_by: ada',
      '45:18: `approved_by` is the same as `owner` (saw "ada", wanted a second person)',
    ],
    [
      'self-approval in other letters',
      35,
      '    approved_by: " ADA"',
      '35:18: `approved_by` is the same as `owner` (saw " ADA", wanted a second person)',
    ],
    [
      'an approval of no rule',
      31,
      '  - rule: gone',
      '31:11: no such rule (saw "gone", wanted the id of a rule with `override: approval`)',
    ],
    [
      'an approval of a rule that takes none',
      31,
      '  - rule: malware',
      '31:11: rule `malware` exists, but has no `override: approval`',
    ],
    [
      'an exception whose id is taken',
      48,
      '    reason: x\n  - { id: EX-1, finding: 0123456789abcdef, server: a, owner: a, approved_by: b, created: 2026-11-01, expires: 2026-11-02, reason: x }',
      '49:11: an earlier exception has the same id (saw "EX-1", wanted an id of its own)',
    ],
    [
      'a private finding that nobody was told of',
      48,
      '    reason: x\n    visibility: private',
      '40:5: missing key `notification` (wanted how the maintainer was told, since `visibility` is private)',
    ],
    [
      'a key that is near one that is missing',
      5,
      'gates:',
      '5:1: unknown key (saw `gates`, wanted version, name, owners, gate, disclosure, transports, risk_classes, servers, private, reviews, approvals or exceptions): did you mean `gate`?',
    ],
    [
      'a key that is near one that is there',
      2,
      'name: test\nnames: x',
      '3:1: unknown key (saw `names`, wanted version, name, owners, gate, disclosure, transports, risk_classes, servers, private, reviews, approvals or exceptions)',
    ],
    [
      'a first day that does not exist',
      46,
      '    created: 2026-11-31',
      '46:14: wrong value for `created` (saw "2026-11-31", wanted a day that exists, as YYYY-MM-DD)',
    ],
    ['an anchor', 2, 'name: &a test', '2:7: an anchor: anchors and aliases are not read'],
    ['a tag', 2, 'name: !!str test', '2:7: a tag (`!name`) is not allowed in a policy (wanted plain YAML 1.2)'],
    [
      'a merge key',
      10,
      '      when: { <<: {}, kind: malware }',
      '10:15: a merge key (`<<`) is not allowed in a policy (wanted the keys themselves)',
    ],
    ['a second document', 2, 'name: test\n---\nname: b', '3:1: a second document starts here; one is read'],
    [
      'a directive',
      1,
      '%YAML 1.1\n---\nversion: 1',
      '1:1: a directive (`%NAME`) is not allowed in a policy (wanted plain YAML 1.2)',
    ],
  ])('%s', (_, line, text, expected) => {
    expect(mistakesIn(withLine(line, text))).toEqual([expected].flat().map((words) => `p.yaml:${words}`));
  });

  it('an anchor and its alias, which are two', () => {
    const text = withLine(2, 'name: &a test').replace('server: github', 'server: *a');
    expect(mistakesIn(text).map((mistake) => mistake.split(': anchors')[0])).toEqual([
      'p.yaml:2:7: an anchor',
      'p.yaml:26:13: an alias',
    ]);
  });

  it('an empty file', () => {
    for (const text of ['', '\n', '# nothing\n']) {
      expect(mistakesIn(text)).toEqual(['p.yaml:1:1: the file is empty (wanted a policy: version, name, gate)']);
    }
  });

  it('a list in place of the policy', () => {
    expect(mistakesIn('- 1\n')).toEqual(['p.yaml:1:1: wrong value for `policy` (saw a list, wanted a map)']);
  });

  it('a file that is too large, before it is parsed', () => {
    expect(mistakesIn(`# ${'x'.repeat(POLICY_MAX_BYTES)}`)).toEqual([
      `p.yaml:1:1: the file has more than ${POLICY_MAX_BYTES} bytes`,
    ]);
  });

  it('text that is no YAML', () => {
    const mistakes = mistakesIn('version: 1\nname: "test\n');
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^p\.yaml:\d+:\d+: /);
  });
});

describe('several mistakes', () => {
  it('are told together, in the order of the file', () => {
    const text = withLine(11, '      action: blok').replace('name: test', 'nam: test');
    expect(mistakesIn(text).map((mistake) => mistake.split(' (')[0])).toEqual([
      'p.yaml:2:1: unknown key',
      'p.yaml:11:15: wrong value for `action`',
    ]);
  });

  it('are bounded', () => {
    const text = VALID + Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('');
    const mistakes = mistakesIn(text);
    expect(mistakes).toHaveLength(51);
    expect(mistakes.at(-1)).toBe('and more');
  });

  it('are told together with ids that stand twice', () => {
    const text = withLine(11, '      action: blok').replace('id: high', 'id: malware');
    expect(mistakesIn(text).map((mistake) => mistake.split(' (')[0])).toEqual([
      'p.yaml:11:15: wrong value for `action`',
      'p.yaml:19:11: an earlier rule has the same id',
    ]);
  });

  it('name a way to a valid policy', () => {
    expect(() => parsePolicy('version: 1', 'p.yaml')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/mcp-audit policy baseline.*policy\.example\.yaml/) }),
    );
  });

  it('quote nothing that looks like a secret, for the wrong file may have been named', () => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const noYaml = mistakesIn(`version: ${secret}\nname: [${secret}]\ngate: ${secret}\n${secret}\n`).join('\n');
    expect(noYaml).not.toBe('');
    expect(noYaml).not.toContain('0123456789');
    const age = `https://ada:hunter2@host.example/ ${secret}`;
    const typed = mistakesIn(
      `version: ${secret}\nname: [${secret}]\ngate: { rules: hunter2, max_advisory_age: "${age}" }\n${secret}: 1\n`,
    ).join('\n');
    expect(typed).toContain('<redacted>');
    expect(typed).not.toMatch(/hunter2|: .*saw "[^"]*0123456789/);
    expect(mistakesIn('hunter2')).toEqual(['p.yaml:1:1: wrong value for `policy` (saw text, wanted a map)']);
  });

  it('quote text in one line, whatever is in it', () => {
    const [mistake, ...others] = mistakesIn(withLine(11, '      action: "de\\nny\\e[31m"'));
    expect(mistake).toContain('(saw "de\\nny\\u001b[31m", wanted');
    expect(others).toEqual([]);
  });
});

describe('keys of prototypes', () => {
  it('are unknown keys like any other', () => {
    expect(mistakesIn(withLine(2, 'name: test\nconstructor: x'))).toHaveLength(1);
    expect(mistakesIn(withLine(2, 'name: test\n__proto__: x'))).toHaveLength(1);
  });
});
