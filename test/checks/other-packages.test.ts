import { describe, expect, it } from 'vitest';
import { deprecatedPackage } from '../../src/checks/deprecated-package.ts';
import { maliciousPackage } from '../../src/checks/malicious-package.ts';
import { unmaintainedPackage } from '../../src/checks/unmaintained-package.ts';
import { unpinnedPackage } from '../../src/checks/unpinned-package.ts';
import { yankedPackage } from '../../src/checks/yanked-package.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Standing, Withdrawal } from '../../src/model/withdrawal.ts';
import { installationOf, inventoryOf, npmPurl, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';

/** A server of two packages, with what is said of one of them. */
function withdraw(label: string, withdrawn: Standing): Inventory {
  const installation = installationOf({ 'everything-server@1.0.0': ['left@1.0.0'], 'left@1.0.0': [] });
  for (const component of installation.components)
    if (component.purl === npmPurl(label)) component.withdrawn = withdrawn;
  return inventoryOf([serverWith({ installation })]);
}

describe('malicious-package', () => {
  const malware = vulnerabilityIn('left@1.0.0', null, {
    id: 'MAL-2026-1',
    ids: ['MAL-2026-1'],
    kind: 'malware',
    severity: 'unknown',
  });
  const installation = installationOf({ 'everything-server@1.0.0': ['left@1.0.0'], 'left@1.0.0': [] });

  it('is silent about a vulnerable package', () => {
    const vulnerabilities = [vulnerabilityIn('left@1.0.0')];
    expect(maliciousPackage.run(inventoryOf([serverWith({ installation })], { vulnerabilities }))).toEqual([]);
  });

  it('is critical whatever the record says, and names what to remove and to rotate', () => {
    const server = serverWith({ installation, environment: ['GITHUB_TOKEN', 'API_KEY'] });
    const [finding, ...others] = maliciousPackage.run(inventoryOf([server], { vulnerabilities: [malware] }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'malware', severity: 'critical', vulnerability: 'MAL-2026-1' });
    expect(finding?.fix).toBe(
      'Stop `everything` and remove it from /home/ada/.cursor/mcp.json:3 now, delete /home/ada/.npm/_npx/0a1b2c, and rotate what API_KEY and GITHUB_TOKEN hold and every other credential that it could read.',
    );
  });

  it("never tells a person to delete a project's folder", () => {
    const project = installationOf({ 'left@1.0.0': [] }, { method: 'project', path: '/home/ada/shop' });
    const [finding] = maliciousPackage.run(
      inventoryOf([serverWith({ installation: project })], { vulnerabilities: [malware] }),
    );
    expect(finding?.fix).toContain('delete node_modules in /home/ada/shop,');
  });
});

describe('unmaintained-package', () => {
  it.each([
    ['unmaintained', 'is reported as unmaintained'],
    ['unsound', 'is reported as unsound'],
    ['notice', 'carries a notice'],
  ] as const)('finds a package with an advisory of the kind %s', (kind, words) => {
    const vulnerabilities = [vulnerabilityIn('everything-server@1.0.0', null, { kind, severity: 'unknown' })];
    const [finding] = unmaintainedPackage.run(inventoryOf([serverWith()], { vulnerabilities }));
    expect(finding).toMatchObject({ kind: 'unmaintained', severity: 'unknown' });
    expect(finding?.title).toContain(words);
  });

  it('is silent about a vulnerability', () => {
    const vulnerabilities = [vulnerabilityIn('everything-server@1.0.0')];
    expect(unmaintainedPackage.run(inventoryOf([serverWith()], { vulnerabilities }))).toEqual([]);
  });
});

describe('deprecated-package', () => {
  const deprecate = (label: string, message: string, source: Withdrawal['source'] = 'lockfile') =>
    deprecatedPackage.run(withdraw(label, { kind: 'deprecated', message, source }));

  it.each<Standing>([false, null, { kind: 'yanked', message: '', source: 'pypi' }])(
    'is silent about a package of which is said: %j',
    (withdrawn) => expect(deprecatedPackage.run(withdraw('left@1.0.0', withdrawn))).toEqual([]),
  );

  it.each([
    ['lockfile', 'The lockfile says so, as of when it was written.'],
    ['npm', 'The npm registry says so.'],
  ] as const)('names who says so: %s', (source, words) => {
    expect(deprecate('left@1.0.0', 'use right', source)[0]?.evidence).toContain(words);
  });

  it('gives message, chain and a way to an approval', () => {
    const [finding] = deprecate('left@1.0.0', 'use right');
    expect(finding).toMatchObject({
      severity: 'low',
      title: 'left@1.0.0 is deprecated: use right',
      chain: ['everything-server@1.0.0', 'left@1.0.0'],
    });
    expect(finding?.fix).toContain('have pkg:npm/left@1.0.0 on `everything` approved');
  });

  it("is worse for the server's own package", () => {
    expect(deprecate('everything-server@1.0.0', 'moved')[0]?.severity).toBe('medium');
  });

  it('bounds the message and takes an empty one for what it is', () => {
    expect(deprecate('left@1.0.0', 'x'.repeat(5000))[0]?.title.length).toBeLessThan(250);
    expect(deprecate('left@1.0.0', '')[0]?.title).toBe('left@1.0.0 is deprecated');
  });
});

describe('yanked-package', () => {
  const yank = (label: string, message: string) =>
    yankedPackage.run(withdraw(label, { kind: 'yanked', message, source: 'pypi' }));

  it.each<Standing>([false, null, { kind: 'deprecated', message: '', source: 'npm' }])(
    'is silent about a package of which is said: %j',
    (withdrawn) => expect(yankedPackage.run(withdraw('left@1.0.0', withdrawn))).toEqual([]),
  );

  it('gives reason, chain and a way to another release', () => {
    const [finding, ...others] = yank('left@1.0.0', 'broken');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'yanked',
      severity: 'low',
      title: 'left@1.0.0 is yanked: broken',
      chain: ['everything-server@1.0.0', 'left@1.0.0'],
      fix: 'Install everything-server@1.0.0 again: installers pass over left@1.0.0 unless a pin or lockfile names it.',
    });
    expect(finding?.evidence).toContain('The index of Python packages says so.');
  });

  it("is worse for the server's own package, and may have no reason", () => {
    expect(yank('everything-server@1.0.0', '')).toMatchObject([
      {
        severity: 'medium',
        title: 'everything-server@1.0.0 is yanked',
        fix: 'In /home/ada/.cursor/mcp.json:3 name a release other than everything-server@1.0.0, and install it again.',
      },
    ]);
  });
});

describe('unpinned-package', () => {
  const run = (server: ReturnType<typeof serverWith>) => unpinnedPackage.run(inventoryOf([server]));

  it.each([true, null])('is silent when pinned is %s', (pinned) => {
    expect(run(serverWith({ launch: { pinned } }))).toEqual([]);
  });

  it('proposes the version that is installed', () => {
    const [finding] = run(serverWith({ launch: { pinned: false, version: 'latest' } }));
    expect(finding).toMatchObject({ kind: 'unpinned', purl: 'pkg:npm/everything-server@1.0.0' });
    expect(finding?.fix).toBe(
      'In /home/ada/.cursor/mcp.json:3 change `everything-server@latest` to `everything-server@1.0.0`, the version that is installed now; npx keeps the pinned form apart, so fetch it once and scan again.',
    );
  });

  it('proposes no version that it does not know', () => {
    const [finding] = run(serverWith({ installation: null, launch: { pinned: false, version: null } }));
    expect(finding?.purl).toBeNull();
    expect(finding?.fix).toContain('change `everything-server` to `everything-server@` and an exact version');
  });

  it('asks for a commit where the source is git', () => {
    const launch = { pinned: false, ecosystem: 'git' as const, package: null, version: null, sourceUrl: 'github:a/b' };
    expect(run(serverWith({ launch }))[0]?.fix).toContain('end `github:a/b` with # and the 40 digits of a commit');
  });

  it('keeps its id when another version is installed', () => {
    const launch = { pinned: false, version: null };
    const newer = installationOf({ 'everything-server@2.0.0': [] });
    expect(run(serverWith({ launch }))[0]?.id).toBe(run(serverWith({ launch, installation: newer }))[0]?.id);
  });
});
