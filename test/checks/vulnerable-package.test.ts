import { describe, expect, it } from 'vitest';
import { vulnerablePackage } from '../../src/checks/vulnerable-package.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import {
  componentWith,
  declarationWith,
  installationOf,
  inventoryOf,
  npmPurl,
  serverWith,
  vulnerabilityIn,
  type ServerParts,
} from '../stand-ins/inventory.ts';

/** `mcp-remote@0.1.15` of npx, with a tree of its own, and one critical vulnerability somewhere in it. */
function remoteBridge(parts: ServerParts = {}): ReturnType<typeof serverWith> {
  return serverWith({
    name: 'bridge',
    installation: installationOf({
      'mcp-remote@0.1.15': ['express@4.0.0', 'open@1.0.0'],
      'express@4.0.0': ['qs@6.0.0'],
      'open@1.0.0': [],
      'qs@6.0.0': [],
    }),
    ...parts,
    launch: { package: 'mcp-remote', version: '0.1.15', ...parts.launch },
  });
}

function only(inventory: Inventory): Finding {
  const findings = vulnerablePackage.run(inventory);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

describe('vulnerable-package', () => {
  it('is silent about a tree that no vulnerability affects', () => {
    const other = vulnerabilityIn('mcp-remote@0.1.14', '0.1.16');
    expect(vulnerablePackage.run(inventoryOf([remoteBridge()], { vulnerabilities: [other] }))).toEqual([]);
  });

  it('leaves malware and unmaintained packages to their own checks', () => {
    const vulnerabilities = (['malware', 'unmaintained', 'unsound', 'notice'] as const).map((kind) =>
      vulnerabilityIn('mcp-remote@0.1.15', null, { kind }),
    );
    expect(vulnerablePackage.run(inventoryOf([remoteBridge()], { vulnerabilities }))).toEqual([]);
  });

  it('states package, advisory, chain, severity and place', () => {
    const finding = only(inventoryOf([remoteBridge()], { vulnerabilities: [vulnerabilityIn('qs@6.0.0', '6.0.4')] }));
    expect(finding).toMatchObject({
      check: 'vulnerable-package',
      kind: 'vulnerability',
      severity: 'critical',
      confidence: 'high',
      reachability: 'unknown',
      server: 'bridge',
      active: true,
      purl: npmPurl('qs@6.0.0'),
      vulnerability: 'GHSA-aaaa-bbbb-cccc',
      ids: ['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'],
      title: 'qs@6.0.0 is affected by GHSA-aaaa-bbbb-cccc: Command injection',
      chain: ['mcp-remote@0.1.15', 'express@4.0.0', 'qs@6.0.0'],
      fixed: '6.0.4',
      locations: [{ file: '/home/ada/.cursor/mcp.json', line: 3, column: 5, pointer: '/mcpServers/bridge' }],
    });
    expect(finding.evidence.join(' ')).toContain('Severity critical (GHSA label). Also known as CVE-2026-0001.');
  });

  it('takes the shortest chain of several copies and gives one finding', () => {
    const installation = installationOf({
      'mcp-remote@0.1.15': ['a@1.0.0', 'qs@6.0.0'],
      'a@1.0.0': [],
      'qs@6.0.0': [],
    });
    const copy = componentWith('qs@6.0.0', { id: 'node_modules/a/node_modules/qs' });
    installation.components.unshift(copy);
    installation.components.find(({ name }) => name === 'a')?.dependsOn.push(copy.id);
    const inventory = inventoryOf([remoteBridge({ installation })], { vulnerabilities: [vulnerabilityIn('qs@6.0.0')] });
    const finding = only(inventory);
    expect(finding.chain).toEqual(['mcp-remote@0.1.15', 'qs@6.0.0']);
    expect(finding.evidence[0]).toContain('2 copies: node_modules/a/node_modules/qs and node_modules/qs');
  });

  it('survives a circle in the tree and a package that no chain leads to', () => {
    const installation = installationOf({
      'mcp-remote@0.1.15': ['a@1.0.0'],
      'a@1.0.0': ['mcp-remote@0.1.15'],
      'qs@6.0.0': [],
    });
    const inventory = inventoryOf([remoteBridge({ installation })], { vulnerabilities: [vulnerabilityIn('qs@6.0.0')] });
    expect(only(inventory).chain).toEqual([]);
  });

  it('gives each server and each group of advisories a finding of its own, with an id that stays', () => {
    const vulnerabilities = [
      vulnerabilityIn(['qs@6.0.0', 'open@1.0.0']),
      vulnerabilityIn('qs@6.0.0', null, { id: 'GHSA-dddd-eeee-ffff', ids: ['GHSA-dddd-eeee-ffff'] }),
    ];
    const inventory = inventoryOf([remoteBridge(), remoteBridge({ name: 'second' })], { vulnerabilities });
    const ids = vulnerablePackage.run(inventory).map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
    expect(vulnerablePackage.run(structuredClone(inventory)).map(({ id }) => id)).toEqual(ids);
    const later = inventoryOf([remoteBridge({ declarations: [declarationWith({ line: 40 })] })], { vulnerabilities });
    expect(ids).toEqual(expect.arrayContaining(vulnerablePackage.run(later).map(({ id }) => id)));
  });

  it('names enabled declarations before disabled ones, and knows when there is none', () => {
    const off = declarationWith({ file: '/a.json', enabled: false });
    const on = declarationWith({ file: '/b.json' });
    const vulnerabilities = [vulnerabilityIn('qs@6.0.0')];
    const mixed = only(inventoryOf([remoteBridge({ declarations: [off, on] })], { vulnerabilities }));
    expect(mixed.locations.map(({ file }) => file)).toEqual(['/b.json', '/a.json']);
    expect(mixed.active).toBe(true);
    expect(only(inventoryOf([remoteBridge({ declarations: [off] })], { vulnerabilities })).active).toBe(false);
  });

  it('is less sure of what only a lockfile names', () => {
    const installation = { ...installationOf({ 'mcp-remote@0.1.15': [] }), fidelity: 'locked' as const };
    const inventory = inventoryOf([remoteBridge({ installation })], {
      vulnerabilities: [vulnerabilityIn('mcp-remote@0.1.15')],
    });
    expect(only(inventory).confidence).toBe('medium');
  });

  it('keeps apart what fixes one vulnerability and what mends all that is known of the package', () => {
    const fixedAt = (id: string, fixed: string, cure: string | null) =>
      vulnerabilityIn([], fixed, {
        id,
        ids: [id],
        affects: [{ purl: npmPurl('mcp-remote@0.1.15'), fixed, cure, lastKnownAffected: null }],
      });
    const run = (cure: string | null): Finding[] =>
      vulnerablePackage.run(
        inventoryOf([remoteBridge()], {
          vulnerabilities: [fixedAt('GHSA-1', '0.1.16', cure), fixedAt('GHSA-2', '0.10.0', cure)],
        }),
      );
    expect(run('0.11.0').map(({ fixed }) => fixed)).toEqual(['0.1.16', '0.10.0']);
    for (const { fix } of run('0.11.0')) expect(fix).toContain('`mcp-remote@0.11.0`');
    expect(run(null).map(({ fix }) => /`mcp-remote@([^`]+)`\./.exec(fix)?.[1])).toEqual(['0.1.16', '0.10.0']);
  });
});
