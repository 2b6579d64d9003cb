import { describe, expect, it } from 'vitest';
import { judge, loadBaseline, REQUIRED_BY_DEFAULT } from '../../src/gate/index.ts';
import { FINDING_KINDS } from '../../src/model/finding.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { ServerParts } from '../stand-ins/inventory.ts';
import {
  componentWith,
  declarationWith,
  installationOf,
  inventoryOf,
  remoteServerWith,
  serverWith,
  sourceWith,
  vulnerabilityIn,
} from '../stand-ins/inventory.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const OFF = { declarations: [declarationWith({ enabled: false })] };
const baseline = loadBaseline();

const affected = (parts: ServerParts, more: Parameters<typeof vulnerabilityIn>[2]): Inventory =>
  inventoryOf([serverWith(parts)], { vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', null, more)] });
const deprecated = installationOf(
  {},
  {
    components: [
      componentWith('everything-server@1.0.0', {
        withdrawn: { kind: 'deprecated', message: 'gone', source: 'lockfile' },
      }),
    ],
  },
);

const yanked = installationOf(
  {},
  { components: [componentWith('left@1.0.0', { withdrawn: { kind: 'yanked', message: '', source: 'pypi' } })] },
);

describe('the baseline', () => {
  it('is known by name, source and digest', () => {
    expect(baseline).toMatchObject({ source: 'built-in', policy: { name: 'baseline' } });
    expect(baseline.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(loadBaseline().digest).toBe(baseline.digest);
  });

  it('has a rule for every kind of finding', () => {
    const kinds = new Set(baseline.policy.gate.rules.flatMap(({ when }) => when.kind));
    expect([...kinds].sort()).toEqual([...FINDING_KINDS].sort());
  });

  it('requires what is required where a policy does not say', () => {
    expect(baseline.policy.gate.require).toEqual(REQUIRED_BY_DEFAULT);
  });

  it.each([
    ['malware', 'block malware', affected({}, { kind: 'malware' })],
    ['malware at rest', 'block malware', affected(OFF, { kind: 'malware' })],
    ['a critical vulnerability', 'block critical-vulnerability', affected({}, { severity: 'critical' })],
    ['a critical vulnerability at rest', 'warn default', affected(OFF, { severity: 'critical' })],
    ['a high vulnerability', 'warn high-vulnerability', affected({}, { severity: 'high' })],
    ['an unrated vulnerability', 'warn unrated-vulnerability', affected({}, { severity: 'unknown' })],
    ['a lesser vulnerability', 'warn lesser-vulnerability', affected({}, { severity: 'low' })],
    ['an unmaintained package', 'warn doubtful', affected({}, { kind: 'unmaintained' })],
    ['a deprecated package', 'block deprecated', inventoryOf([serverWith({ installation: deprecated })])],
    ['a deprecated package at rest', 'warn default', inventoryOf([serverWith({ installation: deprecated, ...OFF })])],
    ['a yanked package', 'warn doubtful', inventoryOf([serverWith({ installation: yanked })])],
    ['an unpinned package', 'warn doubtful', inventoryOf([serverWith({ launch: { pinned: false } })])],
    ['a deceptive name', 'block deceptive-name', inventoryOf([serverWith({ name: 'g\u0456thub' })])],
    ['a plaintext transport', 'warn doubtful', inventoryOf([remoteServerWith('http://mcp.example/')])],
    [
      'stale data',
      'warn upkeep',
      inventoryOf([serverWith()], { advisorySources: [sourceWith({ dataTime: '2026-11-01T00:00:00Z' })] }),
    ],
  ])('judges %s: %s', (_, expected, inventory) => {
    const { findings } = judge(inventory, baseline, NOW);
    expect(findings.map(({ action, rules }) => `${action} ${rules.join(' ')}`)).toEqual([expected]);
  });
});
