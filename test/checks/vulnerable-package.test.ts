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
});

describe('the fix', () => {
  const fixOf = (parts: ServerParts, label: string, fixed: string | null): string =>
    only(inventoryOf([remoteBridge(parts)], { vulnerabilities: [vulnerabilityIn(label, fixed)] })).fix;

  it.each([
    ['an exact version is changed', '0.1.15', 'mcp-remote@0.1.15'],
    ['a range becomes exact', '^0.1.0', 'mcp-remote@^0.1.0'],
    ['no version becomes an exact one', null, 'mcp-remote'],
  ])('of the own package of npx is an edit: %s', (_, version, written) => {
    expect(fixOf({ launch: { version } }, 'mcp-remote@0.1.15', '0.1.16')).toBe(
      `In /home/ada/.cursor/mcp.json:3 change \`${written}\` to \`mcp-remote@0.1.16\`.`,
    );
  });

  it('names every place that has to be edited', () => {
    const declarations = [declarationWith(), declarationWith({ file: '/home/ada/.claude.json', line: 8 })];
    expect(fixOf({ declarations }, 'mcp-remote@0.1.15', '0.1.16')).toContain(
      'In /home/ada/.cursor/mcp.json:3 and /home/ada/.claude.json:8 change',
    );
  });

  const treeWith = (range: string, path: string | null = '/home/ada/tools') =>
    installationOf(
      {},
      {
        path,
        root: 'node_modules/mcp-remote',
        components: [
          componentWith('mcp-remote@0.1.15', { dependsOn: ['node_modules/qs'] }),
          componentWith('qs@6.0.0', { ranges: [range] }),
        ],
      },
    );

  it.each(['^6.0.0', '>=6 <7', 'npm:real@^6.0.0', '*'])(
    'of a dependency is a command where %s lets it through',
    (range) => {
      expect(fixOf({ installation: treeWith(range) }, 'qs@6.0.0', '6.0.4')).toBe(
        'Run `npm update --ignore-scripts qs --prefix /home/ada/tools` for 6.0.4 or later.',
      );
    },
  );

  it.each(['6.0.0', '~5.9.0 || 6.0.0', 'git+https://host.example/qs', 'latest'])(
    'of a dependency is no command where %s holds it back',
    (range) => {
      expect(fixOf({ installation: treeWith(range) }, 'qs@6.0.0', '6.0.4')).toBe(
        `No update reaches 6.0.4, the tree asks for qs ${range}: take a newer mcp-remote, disable \`bridge\`, or record a dated exception.`,
      );
    },
  );

  it('names one version that mends all vulnerabilities of a package', () => {
    const vulnerabilities = [
      vulnerabilityIn('mcp-remote@0.1.15', '0.1.16'),
      vulnerabilityIn('mcp-remote@0.1.15', '0.10.0', { id: 'GHSA-dddd-eeee-ffff', ids: ['GHSA-dddd-eeee-ffff'] }),
    ];
    const findings = vulnerablePackage.run(inventoryOf([remoteBridge({})], { vulnerabilities }));
    expect(findings.map(({ fixed }) => fixed)).toEqual(['0.1.16', '0.10.0']);
    for (const { fix } of findings) expect(fix).toContain('`mcp-remote@0.10.0`');
  });

  it('of a global package is a global install', () => {
    const installation = installationOf({ 'mcp-remote@0.1.15': ['qs@6.0.0'], 'qs@6.0.0': [] }, { method: 'global' });
    const parts = { installation, launch: { launcher: 'node' as const } };
    expect(fixOf(parts, 'mcp-remote@0.1.15', '0.1.16')).toBe('Run `npm install --global mcp-remote@0.1.16`.');
    expect(fixOf(parts, 'qs@6.0.0', '6.0.4')).toContain('Run `npm update --global mcp-remote`');
  });

  it('of a project installs into the project, but never a checkout into itself', () => {
    const project = { method: 'project' as const, path: '/home/ada/tools' };
    const launch = { launcher: 'node' as const, package: null, version: null, pinned: null };
    const installed = installationOf({ 'mcp-remote@0.1.15': [] }, project);
    expect(fixOf({ installation: installed, launch }, 'mcp-remote@0.1.15', '0.1.16')).toBe(
      'Run `npm install mcp-remote@0.1.16 --prefix /home/ada/tools`.',
    );
    const checkout = installationOf(
      {},
      { ...project, root: '', components: [componentWith('mcp-remote@0.1.15', { id: '' })] },
    );
    expect(fixOf({ installation: checkout, launch }, 'mcp-remote@0.1.15', '0.1.16')).not.toContain('npm install');
  });

  it('says what is left when no version is fixed', () => {
    expect(fixOf({}, 'qs@6.0.0', null)).toBe(
      'No fixed version is known: remove or disable `bridge` in /home/ada/.cursor/mcp.json:3, or record a dated exception in the policy.',
    );
  });

  it.each([
    ['/home/ada/my tools', '"/home/ada/my tools"'],
    ['C:\\Users\\Ada L\\_npx\\1', '"C:\\Users\\Ada L\\_npx\\1"'],
    ['/tmp/$(touch x)', "'/tmp/$(touch x)'"],
    ["/tmp/`x` it's", "'/tmp/`x` it'\\''s'"],
  ])('quotes the path %s', (path, quoted) => {
    const installation = installationOf({ 'mcp-remote@0.1.15': ['qs@6.0.0'], 'qs@6.0.0': [] }, { path });
    expect(fixOf({ installation }, 'qs@6.0.0', '6.0.4')).toContain(`--prefix ${quoted}\``);
  });

  it('puts no hostile package name into a command', () => {
    const hostile = componentWith('x@1.0.0', { name: '--global; rm -rf ~', purl: npmPurl('qs@6.0.0') });
    const installation = installationOf({}, { components: [hostile] });
    const fix = fixOf({ installation }, 'qs@6.0.0', '6.0.4');
    expect(fix).not.toContain('Run');
    expect(fix).not.toContain('`npm');
  });
});
