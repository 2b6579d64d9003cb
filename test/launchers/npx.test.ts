import { describe, expect, it } from 'vitest';
import { npx } from '../../src/launchers/npx.ts';
import { follows, identified as identify } from './_identify.ts';

const identified = (args: string[]) => identify(npx, args);

/** Arguments, then package, version as requested, and whether it is pinned. */
const REGISTRY: Array<[string[], string, string | null, boolean]> = [
  [['-y', '@scope/pkg', '/tmp'], '@scope/pkg', null, false],
  [['-y', '@scope/pkg@1.2.3', '--flag'], '@scope/pkg', '1.2.3', true],
  [['-y', 'pkg@latest'], 'pkg', 'latest', false],
  [['pkg@^1.2.0'], 'pkg', '^1.2.0', false],
  [['pkg@1'], 'pkg', '1', false],
  [['--package=@scope/pkg@1.2.3', 'bin'], '@scope/pkg', '1.2.3', true],
  [['-p', '@scope/pkg@1.2.3', 'bin'], '@scope/pkg', '1.2.3', true],
  [['--package', 'pkg@2.0.0', '--', 'bin', '--package', 'other'], 'pkg', '2.0.0', true],
  [['-y', '--registry', 'https://registry.example', 'pkg@1.0.0'], 'pkg', '1.0.0', true],
  [['-y', 'pkg', 'user@example.com'], 'pkg', null, false],
  [['--user-agent', 'marker', '@real/pkg@1.0.0'], '@real/pkg', '1.0.0', true],
  [['--cache', '/c', '--prefix', '/p', 'pkg'], 'pkg', null, false],
  [['--registry=https://registry.example', 'pkg'], 'pkg', null, false],
  [['-yq', 'pkg'], 'pkg', null, false],
  [['--quiet', 'pkg'], 'pkg', null, false],
  [['--yes=true', 'pkg'], 'pkg', null, false],
  [['--no-install', 'pkg'], 'pkg', null, false],
  [['--ignore-existing', 'pkg'], 'pkg', null, false],
  [['--', 'pkg@1.0.0'], 'pkg', '1.0.0', true],
  [['alias@npm:real@1.0.0'], 'real', '1.0.0', true],
  // npm leaves the value of a switch behind as the first operand.
  [['--yes=@hidden/pkg', '@shown/pkg'], '@hidden/pkg', null, false],
];

describe('npx', () => {
  it.each(REGISTRY)('reads %j as npm does', (args, name, version, pinned) => {
    const { launch } = identified(args);
    expect(launch).toMatchObject({ launcher: 'npx', ecosystem: 'npm', package: name, version, pinned });
  });

  it('keeps the specs as typed, which npx hashes', () => {
    expect(identified(['-p', 'b@1', '-p', 'a', 'bin', 'x']).target).toMatchObject({
      specs: ['b@1', 'a'],
      operand: null,
      command: 'bin',
    });
    expect(identified(['pkg@latest', 'x']).target).toMatchObject({
      specs: ['pkg@latest'],
      operand: 'pkg@latest',
      command: null,
    });
    expect(identified(['--cache', '/c', 'pkg']).target).toMatchObject({ cache: '/c' });
  });

  it('calls several packages pinned when every one is', () => {
    expect(identified(['-p', 'a@1.0.0', '-p', 'b@1.0.0', 'bin']).launch).toMatchObject({ package: 'a', pinned: true });
    expect(identified(['-p', 'a@1.0.0', '-p', 'b', 'bin']).launch).toMatchObject({ package: 'a', pinned: false });
    expect(follows(npx, ['-p', 'a@1.0.0', '-p', '^1', 'bin'])).toBe(false);
  });

  it('tells git, URL and folder specs from registry names', () => {
    expect(identified(['github:owner/repo']).launch).toMatchObject({ ecosystem: 'git', package: null, pinned: false });
    const commit = 'a'.repeat(40);
    expect(identified([`git+https://git.example/r.git#${commit}`]).launch).toMatchObject({
      version: commit,
      pinned: true,
    });
    expect(identified(['https://host.example/p.tgz']).launch).toMatchObject({ ecosystem: 'url', pinned: false });
    expect(identified(['./server']).launch).toMatchObject({ ecosystem: 'local', localEntry: './server' });
  });

  it('keeps no credentials of a git or URL spec', () => {
    const { launch } = identified(['git+https://user:hunter2@git.example/r.git']);
    expect(JSON.stringify(launch)).not.toContain('hunter2');
  });

  it.each([
    [['-y', 'mcp-remote@0.1.16', 'https://mcp.example/sse'], ['mcp-remote'], ['https://mcp.example/sse']],
    [
      ['-p', 'a@1.0.0', '-p', 'b', 'bin', '--port', '1'],
      ['bin', 'a', 'b'],
      ['--port', '1'],
    ],
    [['alias@npm:tsx', 'server.ts'], ['tsx'], ['server.ts']],
  ])('hands on what %j runs', (args, names, rest) => {
    expect(identified(args).runs).toEqual({ names, args: rest });
  });

  it('says which registry a package comes from', () => {
    const registry = 'https://registry.example/';
    expect(identified(['--registry', registry, '@a/b']).launch.registry).toBe(registry);
    expect(identified([`--@a:registry=${registry}`, '@a/b@1.0.0']).launch).toMatchObject({ registry, pinned: true });
    expect(identified([`--@other:registry=${registry}`, '@a/b']).launch.registry).toBeNull();
  });

  it('keeps a version that is a variable, as none that is pinned', () => {
    expect(identified(['pkg@${VERSION}'])).toMatchObject({
      launch: { package: 'pkg', version: '${VERSION}', pinned: false },
      open: expect.any(String),
    });
  });

  it('keeps letters that look like others', () => {
    expect(identified(['@\u0430bc/pkg@1.0.0']).launch).toMatchObject({ package: '@\u0430bc/pkg', version: '1.0.0' });
  });

  it('knows a shell line from a package', () => {
    expect(identified(['-c', 'server --stdio'])).toMatchObject({
      launch: { launcher: 'npx', ecosystem: 'local', entryCommand: 'server' },
      target: { kind: 'project-command', command: 'server' },
      open: expect.any(String),
    });
    expect(identified(['-p', 'pkg@1.0.0', '-c', 'server --stdio'])).toMatchObject({
      launch: { package: 'pkg', pinned: true, entryCommand: 'server' },
      open: expect.any(String),
    });
    expect(identified(['-c', '$CMD | x']).launch.entryCommand).toBeNull();
  });

  it.each([
    [['-Y', 'pkg']],
    [['--node-options', 'x', 'pkg']],
    // npm gives this option a word that looks like one too.
    [['-y', '--node-options=--require=./other.js', 'pkg']],
    [['--node-options', '--inspect', 'pkg']],
    [['-p', 'pkg', '--']],
  ])('names the package of %j, and says that more happens', (args) => {
    expect(identified(args)).toMatchObject({ launch: { package: 'pkg' }, open: expect.any(String) });
  });

  it.each([
    [['-y']],
    [[]],
    [['${PKG}']],
    [['@${SCOPE}/pkg']],
    [['pkg@npm:${OTHER}']],
    [['${FLAGS}', 'pkg']],
    [['--call', 'server', 'pkg']],
    [['-x', 'pkg']],
    [['--@a:registry', 'https://registry.example/', 'pkg']],
    [['--packag', 'x', 'pkg']],
    [['Not A Name']],
    [['^1']],
    [['']],
    [[' ']],
    [['-']],
    [['__proto__']],
    [['a@npm:^1']],
    // What some types of option take as a value, others leave to be read by itself.
    [['--tag', '--package=hidden', 'shown']],
    [['--scope', '-p', 'hidden', 'shown']],
    [['--cache', '--', 'hidden', 'shown']],
    [['--no-script-shell', 'shown', 'hidden']],
    [['--no-no-cache', 'hidden', 'shown']],
    [['--yes=null', 'shown']],
    [['--before', 'null', 'shown']],
    [['--browser', 'shown', 'hidden']],
    [['--color=always', 'shown']],
    [['--cache']],
    [['--script-shell', './other', 'pkg']],
    [['--userconfig', './npmrc', 'pkg']],
    // npm reads such a value as an option of its own.
    [['-g', 'pkg']],
  ])('does not guess what %j runs', (args) => {
    expect(follows(npx, args)).toBe(false);
  });
});
