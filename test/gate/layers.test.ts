import { describe, expect, it } from 'vitest';
import { judge, withoutPrivate, type PolicyFile } from '../../src/gate/index.ts';
import { reportOn } from '../../src/commands/_run-scan.ts';
import type { Decision, JudgedFinding } from '../../src/model/decision.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Rule } from '../../src/model/policy.ts';
import { inventoryOf, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const VULNERABLE = inventoryOf([serverWith()], {
  vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1')],
});

const rule = (action: Rule['action'], more: Partial<Rule> = {}): Rule => ({
  id: action,
  when: { kind: 'vulnerability' },
  action,
  ...more,
});
const exceptions = [
  {
    id: 'E',
    finding: 'GHSA-aaaa-bbbb-cccc',
    package: 'pkg:npm/everything-server@1.0.0',
    server: 'everything',
    owner: 'a',
    approved_by: 'b',
    created: '2026-11-01',
    expires: '2026-12-01',
    reason: 'x',
  },
];

/** The user's policy under that of the machine. */
function under(machine: PolicyParts, own: PolicyParts, doubts: string[] = []): PolicyFile {
  return { ...policyWith(own), upper: { ...policyWith(machine, '/etc/mcp-audit/policy.yaml'), doubts } };
}
const decide = (machine: PolicyParts, own: PolicyParts, inventory: Inventory = VULNERABLE): Decision =>
  judge(inventory, under(machine, own), NOW);
const about = (decision: Decision, kind = 'vulnerability'): JudgedFinding | undefined =>
  decision.findings.find((finding) => finding.kind === kind);

describe('the most severe of both stands', () => {
  it.each([
    ['block', 'allow', 'block'],
    ['allow', 'block', 'block'],
    ['warn', 'allow', 'warn'],
    ['allow', 'warn', 'warn'],
    ['allow', 'allow', 'allow'],
    ['block', 'warn', 'block'],
    [null, 'allow', 'allow'],
    ['allow', null, 'allow'],
    [null, 'block', 'block'],
    [null, null, 'warn'],
  ] as const)('machine %s, user %s: %s', (upper, lower, expected) => {
    const rules = (action: Rule['action'] | null) => ({ gate: { rules: action === null ? [] : [rule(action)] } });
    expect(about(decide(rules(upper), rules(lower)))?.action).toBe(expected);
  });

  it('names the rules of both, and both policies', () => {
    const decision = decide({ gate: { rules: [rule('block')] } }, { gate: { rules: [rule('warn')] } });
    expect(about(decision)?.rules).toEqual(['warn', 'block']);
    expect(decision.policy.source).toBe('/etc/mcp-audit/policy.yaml + policy.yaml');
    const other = decide({ gate: { rules: [rule('block')] } }, { gate: { rules: [rule('allow')] } });
    expect(other.policy.digest).not.toBe(decision.policy.digest);
  });
});

describe('what is below clears nothing above', () => {
  const open = { gate: { rules: [rule('block', { override: 'exception' })] } };
  it.each([
    ['an exception of the user for a rule of the machine', open, { exceptions }, 'block'],
    ['an exception of the machine for its own rule', { ...open, exceptions }, {}, 'allow'],
    ['an exception of the machine for a rule of the user', { exceptions }, open, 'block'],
    ['an exception of the user for their own rule', {}, { ...open, exceptions }, 'allow'],
    ['an exception of the user for the same rule of both', open, { ...open, exceptions }, 'block'],
    ['exceptions of both', { ...open, exceptions }, { ...open, exceptions }, 'allow'],
  ] as const)('%s', (_, machine, own, expected) => {
    expect(about(decide(machine as PolicyParts, own as PolicyParts))?.action).toBe(expected);
  });

  it('and is told to clear nothing', () => {
    const decision = decide(open, { exceptions: [...exceptions] });
    expect(about(decision, 'unused-exception')?.title).toBe('The exception E clears nothing');
  });
});

describe('tool reviews', () => {
  const server = serverWith({
    offering: offeringWith([toolEntry('read_file', 'Reads a file.', { path: { type: 'string' } })]),
  });
  const sha256 = server.offering?.tools[0]?.hash ?? '';
  const reviewed = (hash = sha256): PolicyParts => ({
    servers: {
      everything: { tools: { reviewed: { read_file: { sha256: hash, class: 'read', by: 'a', date: '2026-11-01' } } } },
    },
  });
  const deny: PolicyParts = { servers: { everything: { tools: { default: 'deny' } } } };
  const both: PolicyParts = {
    servers: {
      everything: { tools: { ...deny.servers?.['everything']?.tools, ...reviewed().servers?.['everything']?.tools } },
    },
  };
  const told = (machine: PolicyParts, own: PolicyParts): string[] =>
    decide(machine, own, inventoryOf([server])).findings.map(({ kind, action }) => `${action} ${kind}`);

  it('of the user are none for a machine that asks for its own', () => {
    expect(told(deny, reviewed())).toEqual(['block tool-unreviewed']);
  });
  it('of the machine are ones for the user', () => {
    expect(told(reviewed(), deny)).toEqual([]);
    expect(told(both, {})).toEqual([]);
  });
  it('of the user are enough where the machine asks for none', () => {
    expect(told({}, reviewed())).toEqual([]);
    expect(told({}, {})).toEqual(['warn tool-unreviewed']);
  });
  it('of the machine that a definition does not meet are told, whatever the user says', () => {
    expect(told(reviewed('0'.repeat(64)), reviewed())).toEqual(['warn tool-changed']);
  });
});

describe('everything else', () => {
  it('what either requires is required', () => {
    const required = (machine: PolicyParts, own: PolicyParts): string[] =>
      decide(machine, own).items.flatMap(({ id, required: is }) => (is ? [id] : []));
    expect(required({ gate: { require: ['owner-assigned'] } }, { gate: { require: ['receipts-enabled'] } })).toEqual([
      'receipts-enabled',
      'owner-assigned',
    ]);
  });

  it('owners of both count, the user first', () => {
    const status = (machine: PolicyParts, own: PolicyParts) =>
      decide(machine, own).items.find(({ id }) => id === 'owner-assigned')?.status;
    expect(status({ owners: { default: 'a' } }, {})).toBe('pass');
    expect(status({ owners: { servers: { everything: 'a' } } }, {})).toBe('pass');
    expect(status({}, {})).toBe('warn');
  });

  it('what the machine asks of servers stands, whatever risk the user states', () => {
    const machine: PolicyParts = { risk_classes: { high: { receipts: 'all' }, low: {} } };
    const own: PolicyParts = { risk_classes: { low: {} }, servers: { everything: { risk: 'low' } } };
    expect(about(decide(machine, own), 'policy-receipts')?.action).toBe('block');
  });

  it('the younger of two ages counts', () => {
    const stale = (machine: string, own: string): number =>
      decide({ gate: { max_scan_age: machine } }, { gate: { max_scan_age: own } }).findings.filter(
        ({ kind }) => kind === 'stale-scan',
      ).length;
    expect([stale('1h', '9d'), stale('9d', '1h'), stale('9d', '9d'), stale('1h', '1h')]).toEqual([1, 1, 0, 1]);
  });

  it('a file that others may change is told', () => {
    const found = judge(VULNERABLE, under({}, {}, ['/etc belongs to user 1000, not to root.']), NOW).findings.find(
      ({ kind }) => kind === 'policy-entry',
    );
    expect(found).toMatchObject({ severity: 'high', evidence: ['/etc belongs to user 1000, not to root.'] });
    expect(found?.fix).toContain('/etc/mcp-audit/policy.yaml:1');
  });

  it('what the machine knows and is not public is kept back, too', () => {
    const file = under({ private: [{ id: 'PRIV-1', server: 'everything', severity: 'high', text: 'Secret.' }] }, {});
    const told = JSON.stringify(withoutPrivate(reportOn(VULNERABLE, file, {}, NOW), file, NOW).decision);
    expect(told).not.toMatch(/everything|Secret\.|PRIV-1/);
    expect(told).toContain('private');
  });
});
