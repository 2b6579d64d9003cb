import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { JudgedFinding } from '../../src/model/decision.ts';
import type { Condition, Rule } from '../../src/model/policy.ts';
import type { Vulnerability } from '../../src/model/vulnerability.ts';
import { matchRules } from '../../src/gate/match-rules.ts';
import {
  declarationWith,
  inventoryOf,
  remoteServerWith,
  serverWith,
  vulnerabilityIn,
  type ServerParts,
} from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** The one finding of a server with one critical vulnerability, judged by these rules. */
function judged(rules: Rule[], parts: ServerParts = {}, more: Partial<Vulnerability> = {}): JudgedFinding {
  const vulnerabilities = [vulnerabilityIn('everything-server@1.0.0', '1.0.1', more)];
  const { findings } = judge(
    inventoryOf([serverWith(parts)], { vulnerabilities }),
    policyWith({ gate: { rules } }),
    NOW,
  );
  expect(findings).toHaveLength(1);
  return findings[0] as JudgedFinding;
}

const rule = (id: string, action: Rule['action'], when: Condition = { kind: 'vulnerability' }): Rule => ({
  id,
  when,
  action,
});
const matched = (when: Condition, parts?: ServerParts, more?: Partial<Vulnerability>): boolean =>
  judged([rule('it', 'block', when)], parts, more).rules.includes('it');

describe('actions', () => {
  it('a finding that no rule matches is a warning', () => {
    expect(judged([])).toMatchObject({ action: 'warn', rules: ['default'], cleared: [] });
    expect(judged([rule('other', 'allow', { kind: 'malware' })])).toMatchObject({ action: 'warn', rules: ['default'] });
  });

  it('the most severe wins, in whatever order the rules stand', () => {
    const rules = [rule('a', 'allow'), rule('b', 'block'), rule('c', 'warn')];
    expect(judged(rules)).toMatchObject({ action: 'block', rules: ['a', 'b', 'c'] });
    expect(judged(rules.toReversed()).action).toBe('block');
    expect(judged([rule('a', 'allow'), rule('c', 'warn')]).action).toBe('warn');
    expect(judged([rule('a', 'allow')]).action).toBe('allow');
  });
});

describe('conditions', () => {
  it('every key has to hold', () => {
    expect(matched({ kind: 'vulnerability', severity: 'critical', server: 'everything' })).toBe(true);
    expect(matched({ kind: 'vulnerability', severity: 'high', server: 'everything' })).toBe(false);
    expect(matched({ kind: 'vulnerability', severity: 'critical', server: 'other' })).toBe(false);
    expect(matched({ kind: 'malware', severity: 'critical' })).toBe(false);
  });

  it('a list holds when one of it does', () => {
    expect(matched({ kind: ['malware', 'vulnerability'], severity: ['high', 'critical'] })).toBe(true);
    expect(matched({ kind: ['malware', 'deprecated'] })).toBe(false);
  });

  it('no stated severity is a severity of its own', () => {
    const unrated = { severity: 'unknown' } as const;
    expect(matched({ kind: 'vulnerability', severity: ['low', 'info', 'medium'] }, {}, unrated)).toBe(false);
    expect(matched({ kind: 'vulnerability', severity: 'unknown' }, {}, unrated)).toBe(true);
  });

  it.each([
    ['reachable', true],
    ['confirmed', true],
    ['unknown', true],
    [['confirmed', 'dependency-only'], true],
    ['dependency-only', false],
  ] as const)('what is not known to be out of reach: %s is %s', (reach, expected) => {
    const asked = typeof reach === 'string' ? reach : [...reach];
    expect(matched({ kind: 'vulnerability', reach: asked })).toBe(expected);
  });

  it('what is known to be out of reach is not reachable', () => {
    const finding = { ...judged([]), reachability: 'dependency-only' as const };
    const rules = (['reachable', 'confirmed', 'unknown', 'dependency-only'] as const).map((reach) =>
      rule(reach, 'block', { kind: 'vulnerability', reach }),
    );
    expect(matchRules(rules, finding, 'everything').map(({ id }) => id)).toEqual(['dependency-only']);
  });

  it('a path is active when any client would start the server', () => {
    const off = declarationWith({ enabled: false });
    const inactive = { declarations: [off, off] };
    const active = { declarations: [off, declarationWith({ file: '/b.json' })] };
    const table = (parts: ServerParts) =>
      (['active', 'inactive', 'any'] as const).map((path) => matched({ kind: 'vulnerability', path }, parts));
    expect(table(active)).toEqual([true, false, true]);
    expect(table(inactive)).toEqual([false, true, true]);
    expect(matched({ kind: 'vulnerability' }, inactive)).toBe(true);
  });

  it('a server is meant by its id or its name', () => {
    const parts = { id: 'everything#1a2b3c', name: 'everything' };
    expect(matched({ kind: 'vulnerability', server: 'everything' }, parts)).toBe(true);
    expect(matched({ kind: 'vulnerability', server: ['a', 'everything#1a2b3c'] }, parts)).toBe(true);
    expect(matched({ kind: 'vulnerability', server: 'Everything' }, parts)).toBe(false);
  });
});

describe('the decision', () => {
  const servers = [
    remoteServerWith('http://mcp.example/', { name: 'b' }),
    serverWith({ name: 'a', launch: { pinned: false, version: null } }),
  ];
  const vulnerabilities = [
    vulnerabilityIn('everything-server@1.0.0', null, { id: 'X-1', ids: ['X-1'], severity: 'low' }),
    vulnerabilityIn('everything-server@1.0.0', null, { id: 'X-2', ids: ['X-2'], severity: 'unknown' }),
    vulnerabilityIn('everything-server@1.0.0', null, { id: 'X-3', ids: ['X-3'], severity: 'high' }),
  ];
  const policy = policyWith({
    gate: {
      rules: [
        rule('plain', 'block', { kind: 'plaintext-transport' }),
        rule('low', 'allow', { kind: 'vulnerability', severity: 'low' }),
      ],
    },
  });

  it('sorts by action, severity, server and id', () => {
    const { findings } = judge(inventoryOf(servers, { vulnerabilities }), policy, NOW);
    expect(findings.map(({ action, severity, server }) => `${action} ${severity} ${server}`)).toEqual([
      'block medium b',
      'warn high a',
      'warn unknown a',
      'warn medium a',
      'allow low a',
    ]);
  });

  it('is the same for the same facts, in whatever order they come', () => {
    const inventory = inventoryOf(servers, { vulnerabilities });
    const shuffled = inventoryOf(servers.toReversed(), { vulnerabilities: vulnerabilities.toReversed() });
    const first = JSON.stringify(judge(inventory, policy, NOW));
    expect(JSON.stringify(judge(structuredClone(inventory), policy, NOW))).toBe(first);
    expect(JSON.stringify(judge(shuffled, policy, NOW))).toBe(first);
  });

  it('names the policy and the time that it rests on', () => {
    expect(judge(inventoryOf(servers), policy, NOW)).toMatchObject({
      judgedAt: '2026-11-23T12:00:00.000Z',
      policy: { name: 'test', source: 'policy.yaml', digest: policy.digest },
    });
  });

  it('leaves its inputs as they were', () => {
    const inventory = inventoryOf(servers, { vulnerabilities });
    const before = structuredClone(inventory);
    judge(inventory, policy, NOW);
    expect(inventory).toEqual(before);
  });
});
