import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { JudgedFinding } from '../../src/model/decision.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Approval, Exception, Review } from '../../src/model/clearing.ts';
import type { Rule } from '../../src/model/policy.ts';
import {
  componentWith,
  installationOf,
  inventoryOf,
  remoteServerWith,
  serverWith,
  vulnerabilityIn,
} from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const VULNERABLE = inventoryOf([serverWith()], {
  vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1')],
});

const CRITICAL: Rule = {
  id: 'critical',
  when: { kind: 'vulnerability', severity: 'critical' },
  action: 'block',
  override: 'exception',
};
const WATCH: Rule = { id: 'watch', when: { kind: 'vulnerability' }, action: 'warn', until: 'reviewed' };

const exception = (more: Partial<Exception> = {}): Exception => ({
  id: 'EX-1',
  finding: 'GHSA-aaaa-bbbb-cccc',
  package: 'pkg:npm/everything-server@1.0.0',
  server: 'everything',
  owner: 'ada',
  approved_by: 'bob',
  created: '2026-11-01',
  expires: '2026-11-30',
  reason: 'for now',
  ...more,
});
const review = (more: Partial<Review> = {}): Review => ({
  finding: 'GHSA-aaaa-bbbb-cccc',
  package: 'pkg:npm/everything-server@1.0.0',
  server: 'everything',
  by: 'bob',
  date: '2026-11-01',
  expires: '2026-11-30',
  ...more,
});
const approval = (more: Partial<Approval> = {}): Approval => ({
  rule: 'deprecated',
  package: 'pkg:npm/everything-server@1.0.0',
  server: 'everything',
  owner: 'ada',
  approved_by: 'bob',
  date: '2026-11-01',
  expires: '2026-11-30',
  reason: 'for now',
  ...more,
});

interface Outcome {
  /** The finding of the inventory. */
  finding: JudgedFinding | undefined;
  /** What the policy's own entries gave rise to. */
  upkeep: JudgedFinding[];
}

function outcome(rules: Rule[], parts: PolicyParts, now = NOW, inventory: Inventory = VULNERABLE): Outcome {
  const { findings } = judge(inventory, policyWith({ gate: { rules }, ...parts }), now);
  const isUpkeep = ({ kind }: JudgedFinding): boolean => kind === 'expired-exception' || kind === 'unused-exception';
  const [finding, ...others] = findings.filter((one) => !isUpkeep(one));
  expect(others).toEqual([]);
  return { finding, upkeep: findings.filter(isUpkeep) };
}

describe('an exception', () => {
  it('clears the rule, is named, and leaves the finding in the report', () => {
    const { finding, upkeep } = outcome([CRITICAL], { exceptions: [exception()] });
    expect(finding).toMatchObject({
      action: 'allow',
      rules: [],
      cleared: [{ rule: 'critical', by: 'exception EX-1' }],
    });
    expect(upkeep).toEqual([]);
  });

  it.each([
    ['the exception of nobody', [CRITICAL], { exceptions: [exception({ owner: 'TODO-owner@example.com' })] }],
    ['an approver who is to be named', [CRITICAL], { exceptions: [exception({ approved_by: 'TBD' })] }],
    ['the review of nobody', [WATCH], { reviews: [review({ by: 'TODO@example.com' })] }],
  ])('clears nothing, and says so: %s', (_, rules, parts) => {
    const { findings } = judge(VULNERABLE, policyWith({ gate: { rules }, ...parts }), NOW);
    expect(findings.find(({ kind }) => kind === 'vulnerability')).toMatchObject({ cleared: [] });
    expect(findings.filter(({ kind }) => kind === 'policy-entry')).toMatchObject([
      { title: expect.stringContaining('names nobody yet: it clears nothing') },
    ]);
  });

  it.each(['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'])('is found by any id of the vulnerability: %s', (finding) => {
    expect(outcome([CRITICAL], { exceptions: [exception({ finding })] }).finding?.action).toBe('allow');
  });

  it('is found by the id of the finding, with or without a package', () => {
    const { id = '' } = outcome([CRITICAL], {}).finding ?? {};
    const { package: _, ...bare } = exception({ finding: id });
    expect(outcome([CRITICAL], { exceptions: [bare] }).finding?.action).toBe('allow');
    expect(outcome([CRITICAL], { exceptions: [exception({ finding: id })] }).finding?.action).toBe('allow');
  });

  it('clears what has no package by the id of the finding', () => {
    const rule: Rule = { id: 'plain', when: { kind: 'plaintext-transport' }, action: 'block', override: 'exception' };
    const inventory = inventoryOf([remoteServerWith('http://mcp.example/')]);
    const { id = '' } = outcome([rule], {}, NOW, inventory).finding ?? {};
    const { package: _, ...bare } = exception({ finding: id, server: 'remote' });
    expect(outcome([rule], { exceptions: [bare] }, NOW, inventory).finding?.action).toBe('allow');
  });

  it.each([
    [
      'another version',
      { package: 'pkg:npm/everything-server@1.0.1' },
      'The finding is there, for pkg:npm/everything-server@1.0.0 instead.',
    ],
    [
      'another package',
      { package: 'pkg:npm/other@1.0.0' },
      'The finding is there, for pkg:npm/everything-server@1.0.0 instead.',
    ],
    ['another finding', { finding: 'CVE-2026-0002' }, 'everything has no such finding.'],
    ['another server', { server: 'gone' }, 'There is no server gone.'],
    ['a part of the id', { finding: 'CVE-2026-000' }, 'everything has no such finding.'],
  ])('for %s clears nothing and says why', (_, more, cause) => {
    const { finding, upkeep } = outcome([CRITICAL], { exceptions: [exception(more)] });
    expect(finding).toMatchObject({ action: 'block', rules: ['critical'], cleared: [] });
    expect(upkeep).toMatchObject([
      { kind: 'unused-exception', check: 'unused-exception', action: 'warn', evidence: [cause] },
    ]);
  });

  it('clears its rule alone: a second rule that matches still stands', () => {
    const never: Rule = { ...CRITICAL, id: 'never', override: 'never' };
    const { finding, upkeep } = outcome([CRITICAL, never], { exceptions: [exception()] });
    expect(finding).toMatchObject({
      action: 'block',
      rules: ['never'],
      cleared: [{ rule: 'critical', by: 'exception EX-1' }],
    });
    expect(upkeep).toEqual([]);
    expect(outcome([CRITICAL, WATCH], { exceptions: [exception()] }).finding).toMatchObject({
      action: 'warn',
      rules: ['watch'],
    });
  });

  it.each(['never', 'approval', undefined] as const)('does not clear a rule with override %s', (override) => {
    const { override: _, ...rest } = CRITICAL;
    const rule: Rule = override === undefined ? rest : { ...rest, override };
    const { finding, upkeep } = outcome([rule], { exceptions: [exception()] });
    expect(finding?.action).toBe('block');
    expect(upkeep[0]?.evidence).toEqual([
      'No rule that matches the finding lets itself be cleared by this kind of entry (exception).',
    ]);
  });

  it('never clears malware under the rule that says so', () => {
    const malware = inventoryOf([serverWith()], {
      vulnerabilities: [
        vulnerabilityIn('everything-server@1.0.0', null, { id: 'MAL-1', ids: ['MAL-1'], kind: 'malware' }),
      ],
    });
    const rule: Rule = { id: 'malware', when: { kind: 'malware' }, action: 'block', override: 'never' };
    const { finding } = outcome(
      [rule],
      { exceptions: [exception({ finding: 'MAL-1' })], reviews: [review({ finding: 'MAL-1' })] },
      NOW,
      malware,
    );
    expect(finding?.action).toBe('block');
  });
});

describe('the server of an entry', () => {
  const twin = (id: string) => serverWith({ id, name: 'everything' });
  const inventoryWith = (...ids: string[]) =>
    inventoryOf(ids.map(twin), { vulnerabilities: VULNERABLE.vulnerabilities });
  const actions = (inventory: Inventory, server: string) =>
    judge(inventory, policyWith({ gate: { rules: [CRITICAL] }, exceptions: [exception({ server })] }), NOW).findings;

  it('is no word that is the id of one server and the name of another', () => {
    const findings = actions(inventoryWith('everything', 'everything#1'), 'everything');
    expect(findings.map(({ action }) => action)).toEqual(['block', 'block', 'warn']);
  });

  it('is not a name that several have', () => {
    const findings = actions(inventoryWith('everything#1', 'everything#2'), 'everything');
    expect(findings.map(({ action }) => action)).toEqual(['block', 'block', 'warn']);
    expect(findings[2]?.evidence).toEqual([
      'Several servers have the name everything: name one of the ids everything#1, everything#2.',
    ]);
  });
});

describe('days', () => {
  const at = (time: string) => outcome([CRITICAL], { exceptions: [exception()] }, new Date(time));

  it('the first and the last are included, to the millisecond, in UTC', () => {
    expect(at('2026-10-31T23:59:59.999Z').finding?.action).toBe('block');
    expect(at('2026-11-01T00:00:00.000Z').finding?.action).toBe('allow');
    expect(at('2026-11-30T23:59:59.999Z').finding?.action).toBe('allow');
    expect(at('2026-12-01T00:00:00.000Z').finding?.action).toBe('block');
    expect(at('2026-12-01T01:59:59.000+02:00').finding?.action).toBe('allow');
  });

  it('an expired exception is reported at its place, and not as unused', () => {
    const { upkeep } = at('2026-12-01T00:00:00.000Z');
    expect(upkeep).toMatchObject([
      {
        kind: 'expired-exception',
        action: 'warn',
        server: 'everything',
        title: 'The exception EX-1 ended with 2026-11-30',
        evidence: ['What it was for is still there and counts in full.'],
        locations: [{ file: 'policy.yaml', line: 19, column: 5, pointer: '/exceptions/0' }],
      },
    ]);
    expect(upkeep[0]?.fix).toContain('In policy.yaml:19 ');
  });

  it('an expired exception whose finding is gone is reported, too', () => {
    const { upkeep } = outcome(
      [CRITICAL],
      { exceptions: [exception({ server: 'gone' })] },
      new Date('2027-01-01T00:00:00Z'),
    );
    expect(upkeep).toMatchObject([
      { kind: 'expired-exception', server: null, evidence: ['What it was for is not there any more.'] },
    ]);
  });

  it('what has not begun is to be left until it does', () => {
    const [unused] = at('2026-10-31T23:59:59.999Z').upkeep;
    expect(unused).toMatchObject({
      kind: 'unused-exception',
      title: 'The exception EX-1 begins on 2026-11-01: it clears nothing before',
      evidence: ['The time judged is 2026-10-31 23:59 UTC.'],
      fix: 'In policy.yaml:19 leave the entry until that day, or correct its `created`.',
    });
    const later = { reviews: [review({ date: '2026-11-24' })] };
    expect(outcome([WATCH], later).upkeep[0]?.fix).toContain('or correct its `date`.');
  });

  it('upkeep findings follow the rules like all others', () => {
    const strict: Rule = { id: 'strict', when: { kind: ['expired-exception', 'unused-exception'] }, action: 'block' };
    const { upkeep } = outcome([CRITICAL, strict], { exceptions: [exception({ server: 'gone' })] });
    expect(upkeep).toMatchObject([{ action: 'block', rules: ['strict'] }]);
  });
});

describe('a review', () => {
  it('turns its warning into an allowance', () => {
    const { finding, upkeep } = outcome([WATCH], { reviews: [review()] });
    expect(finding).toMatchObject({
      action: 'allow',
      cleared: [{ rule: 'watch', by: 'review of GHSA-aaaa-bbbb-cccc on everything by bob, 2026-11-01' }],
    });
    expect(upkeep).toEqual([]);
  });

  it('clears no block', () => {
    const { finding, upkeep } = outcome([CRITICAL], { reviews: [review()] });
    expect(finding?.action).toBe('block');
    expect(upkeep).toMatchObject([{ kind: 'unused-exception' }]);
  });

  it('ends with its last day', () => {
    const { finding, upkeep } = outcome([WATCH], { reviews: [review()] }, new Date('2026-12-01T00:00:00Z'));
    expect(finding?.action).toBe('warn');
    expect(upkeep).toMatchObject([{ kind: 'expired-exception' }]);
  });
});

describe('an approval', () => {
  const DEPRECATED: Rule = { id: 'deprecated', when: { kind: 'deprecated' }, action: 'block', override: 'approval' };
  const deprecated = inventoryOf([
    serverWith({
      installation: installationOf(
        {},
        {
          components: [
            componentWith('everything-server@1.0.0', {
              withdrawn: { kind: 'deprecated', message: 'gone', source: 'lockfile' },
            }),
          ],
        },
      ),
    }),
  ]);

  it('clears the rule that it names for the package that it names', () => {
    const { finding, upkeep } = outcome([DEPRECATED], { approvals: [approval()] }, NOW, deprecated);
    expect(finding).toMatchObject({ action: 'allow', cleared: [{ rule: 'deprecated' }] });
    expect(upkeep).toEqual([]);
  });

  it.each([
    ['another version', approval({ package: 'pkg:npm/everything-server@2.0.0' })],
    ['another server', approval({ server: 'gone' })],
    ['another rule', approval({ rule: 'other' })],
  ])('for %s clears nothing', (_, one) => {
    const other: Rule = { ...DEPRECATED, id: 'other', when: { kind: 'malware' } };
    const { finding, upkeep } = outcome([DEPRECATED, other], { approvals: [one] }, NOW, deprecated);
    expect(finding?.action).toBe('block');
    expect(upkeep).toMatchObject([{ kind: 'unused-exception' }]);
  });
});
