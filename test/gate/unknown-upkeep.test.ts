import { describe, expect, it } from 'vitest';
import { judge, loadBaseline, type PolicyFile } from '../../src/gate/index.ts';
import type { Decision } from '../../src/model/decision.ts';
import { componentOf, type Component } from '../../src/model/installation.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Policy, Rule } from '../../src/model/policy.ts';
import {
  componentWith,
  declarationWith,
  installationOf,
  inventoryOf,
  serverWith,
  sourceWith,
  type ServerParts,
} from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const OFF = { declarations: [declarationWith({ enabled: false })] };

const withComponents = (components: Component[], parts: ServerParts = {}, more: Partial<Inventory> = {}): Inventory =>
  inventoryOf([serverWith({ installation: installationOf({}, { components }), ...parts })], more);
const python = (name: string, facts: Partial<Component> = {}): Component =>
  componentOf({ id: name, ecosystem: 'PyPI', name, version: '1.0' }, facts);
const left = componentWith('left@1.0.0');

const block = (kind: Rule['when']['kind'], more: Partial<Rule['when']> = {}): Rule => ({
  id: 'upkeep',
  when: { kind, ...more },
  action: 'block',
  override: 'approval',
});
const policyOf = (rules: Rule[], more: Partial<Policy> = {}): PolicyFile =>
  policyWith({ gate: { rules, require: ['critical-findings-handled'] }, ...more });
const gapsOf = ({ gaps }: Decision) => gaps.filter(({ kind }) => kind === 'upkeep-unknown');
const asked = (inventory: Inventory, ...rules: Rule[]) => gapsOf(judge(inventory, policyOf(rules), NOW));

describe('a package of which nobody says whether it is deprecated', () => {
  it('keeps the gate open where the policy would block it', () => {
    const decision = judge(withComponents([left]), policyOf([block('deprecated')]), NOW);
    expect(gapsOf(decision)).toEqual([
      {
        kind: 'upkeep-unknown',
        item: 'critical-findings-handled',
        message: 'whether 1 package is deprecated is not known: no registry was asked',
        hint: 'Run the scan with a network, without --offline.',
        server: null,
        location: null,
        components: ['pkg:npm/left@1.0.0'],
      },
    ]);
    expect(decision).toMatchObject({ verdict: 'incomplete', findings: [] });
    expect(decision.items.find(({ id }) => id === 'critical-findings-handled')?.status).toBe('unknown');
  });

  it.each([
    ['known to be none', { withdrawn: false }],
    ['bundled', { scope: 'bundled' }],
    ['without a version', { version: '' }],
  ] as const)('is not meant when it is %s', (_, facts) => {
    expect(asked(withComponents([componentWith('left@1.0.0', facts)]), block('deprecated'))).toEqual([]);
  });

  it.each([
    ['warns', [{ ...block('deprecated'), action: 'warn' }]],
    ['allows', [{ id: 'upkeep', when: { kind: 'deprecated' }, action: 'allow' }]],
    ['says nothing of it', []],
    ['blocks another kind', [block(['yanked', 'unmaintained'])]],
    ['blocks it at rest', [block('deprecated', { path: 'inactive' })]],
    ['blocks it on another server', [block('deprecated', { server: 'other' })]],
    ["blocks a server's own package", [block('deprecated', { severity: 'medium' })]],
  ] as Array<[string, Rule[]]>)('keeps nothing open where the policy %s', (_, rules) => {
    const decision = judge(withComponents([left]), policyOf(rules), NOW);
    expect(decision).toMatchObject({ verdict: 'pass', gaps: [] });
  });

  it.each([
    ['one of a list', block(['malware', 'deprecated'])],
    ['by the server', block('deprecated', { server: 'everything' })],
    ['by the severity that a finding would have', block('deprecated', { severity: 'low' })],
    ['that are active', block('deprecated', { path: 'active' })],
  ])('keeps the gate open where the policy blocks %s', (_, rule) => {
    expect(asked(withComponents([left]), rule)).toHaveLength(1);
  });

  it('keeps nothing open on a server that no client would start', () => {
    expect(asked(withComponents([left], OFF), block('deprecated'))).toEqual([]);
  });

  it('is not meant when it is the own code of a server that is started from a folder', () => {
    const installation = installationOf({ 'own@1.0.0': ['left@1.0.0'], 'left@1.0.0': [] });
    const inventory = inventoryOf([serverWith({ source: 'path', installation })]);
    expect(asked(inventory, block('deprecated'))).toMatchObject([{ components: ['pkg:npm/left@1.0.0'] }]);
  });

  it('counts once, also for several servers and for what runs beside them', () => {
    const installation = installationOf({}, { components: [left, componentWith('right@1.0.0')] });
    const beside = installationOf({}, { components: [componentWith('beside@1.0.0'), left] });
    const servers = ['one', 'two'].map((name) => serverWith({ name, installation, companions: [beside] }));
    expect(asked(inventoryOf(servers), block('deprecated'))).toMatchObject([
      {
        message: expect.stringContaining('whether 3 packages are deprecated') as string,
        components: ['pkg:npm/beside@1.0.0', 'pkg:npm/left@1.0.0', 'pkg:npm/right@1.0.0'],
      },
    ]);
  });

  it('is settled by an approval of the policy, which is not idle by that', () => {
    const approval = {
      rule: 'upkeep',
      package: 'pkg:npm/left@1.0.0',
      server: 'everything',
      owner: 'a@example.com',
      approved_by: 'b@example.com',
      date: '2026-11-01',
      expires: '2026-12-01',
      reason: 'our own package',
    };
    const decision = judge(withComponents([left]), policyOf([block('deprecated')], { approvals: [approval] }), NOW);
    expect(decision).toMatchObject({ verdict: 'pass', gaps: [], findings: [] });
    const other = { ...approval, package: 'pkg:npm/left@2.0.0' };
    const still = judge(withComponents([left]), policyOf([block('deprecated')], { approvals: [other] }), NOW);
    expect(gapsOf(still)).toHaveLength(1);
    expect(still.findings).toMatchObject([{ kind: 'unused-exception' }]);
  });

  it('says why it is not known, and names the way to another registry', () => {
    const status = {
      ...sourceWith({ id: 'npm', status: 'failed', dataTime: null }),
      reason: 'did not answer: HTTP 503',
    };
    const inventory = withComponents([left], {}, { registries: [status] });
    expect(asked(inventory, block('deprecated'))).toMatchObject([
      {
        message: 'whether 1 package is deprecated is not known: npm did not answer: HTTP 503',
        hint: 'Run the scan again when npm answers, or name the registry that has them by --npm-registry.',
      },
    ]);
  });
});

describe('a package of which nobody says whether it is yanked', () => {
  it('keeps the gate open where the policy would block it, apart from those that may be deprecated', () => {
    const gaps = asked(withComponents([left, python('left')]), block(['deprecated', 'yanked']));
    expect(gaps.map(({ message, components }) => [message, components])).toEqual([
      ['whether 1 package is deprecated is not known: no registry was asked', ['pkg:npm/left@1.0.0']],
      ['whether 1 package is yanked is not known: no registry was asked', ['pkg:pypi/left@1.0']],
    ]);
  });

  it('is none of what may be deprecated', () => {
    expect(asked(withComponents([python('left')]), block('deprecated'))).toEqual([]);
    expect(asked(withComponents([left]), block('yanked'))).toEqual([]);
    expect(asked(withComponents([python('left', { withdrawn: false })]), block('yanked'))).toEqual([]);
  });
});

describe('the baseline', () => {
  it('asks whether packages are deprecated, and not whether they are yanked', () => {
    const gaps = gapsOf(judge(withComponents([left, python('left')]), loadBaseline(), NOW));
    expect(gaps.map(({ components }) => components)).toEqual([['pkg:npm/left@1.0.0']]);
  });
});
