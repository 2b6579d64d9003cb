import { describe, expect, it } from 'vitest';
import { isNotIdentified, type Identified } from '../../src/launchers/index.ts';
import { npm } from '../../src/launchers/npm.ts';
import { npx } from '../../src/launchers/npx.ts';

const line = (program: string, args: string[]) => ({ program, command: program, args });

function identified(args: string[], launcher = npx): Identified {
  const result = launcher.identify(line(launcher.id, args));
  if (isNotIdentified(result)) throw new Error(result.problem);
  return result;
}

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
    expect(isNotIdentified(npx.identify(line('npx', ['-p', 'a@1.0.0', '-p', '^1', 'bin'])))).toBe(true);
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

  it('names the target of a bridge', () => {
    const { launch, open } = identified(['-y', 'mcp-remote@0.1.16', 'https://mcp.example/sse?token=hunter2']);
    expect(open).toBeUndefined();
    expect(launch).toMatchObject({ package: 'mcp-remote', wrappers: ['mcp-remote'] });
    expect(launch.remoteUrl).toMatch(/^https:\/\/mcp\.example\/sse/);
    expect(launch.remoteUrl).not.toContain('hunter2');
  });

  it.each([
    [['mcp-remote', '--header', 'A: b', 'https://mcp.example/sse']],
    [['-p', 'mcp-remote@0.1.16', 'mcp-remote', 'https://mcp.example/sse']],
    [['supergateway', '--sse', 'https://mcp.example/sse']],
    [['supergateway', '--port', '1', '--streamableHttp=https://mcp.example/sse']],
  ])('finds the URL in %j', (args) => {
    expect(identified(args)).toMatchObject({ launch: { remoteUrl: 'https://mcp.example/sse' } });
    expect(identified(args).open).toBeUndefined();
  });

  it.each([
    [['dotenv-cli', '-e', '.env', '--', 'npx', 'server']],
    [['-y', '@smithery/cli@latest', 'run', '@owner/server']],
    [['supergateway', '--stdio', 'npx server']],
    [['supergateway', '--stdio', 'npx server https://mcp.example']],
    [['supergateway', '--stdio', 'npx server', '--sse', 'https://mcp.example/sse']],
    [['supergateway', '--header', 'https://mcp.example/sse']],
    [['mcp-remote', '--debug', 'https://mcp.example/sse']],
    [['mcp-proxy', 'https://mcp.example/sse']],
    [['-p', 'mcp-remote', 'mcp-remote-client', 'https://mcp.example/sse']],
    [['-p', 'good', '-p', 'mcp-remote', 'mcp-remote', 'https://mcp.example/sse']],
    [['-p', 'good@1.0.0', '-p', 'tsx', 'tsx', 'server.ts']],
    [['-p', 'good@1.0.0', 'zx', 'server.mjs']],
    [['node', 'server.js']],
    [['pnpm', 'dlx', 'server']],
    [['@babel/node', 'server.js']],
    [['alias@npm:tsx', 'server.ts']],
    [['electron', '.']],
  ])('does not take %j for the server itself', (args) => {
    expect(identified(args).open).toBeDefined();
  });

  it('says that a runner runs more than itself', () => {
    expect(identified(['tsx', 'src/index.ts'])).toMatchObject({
      launch: { package: 'tsx', localEntry: 'src/index.ts' },
    });
    expect(identified(['tsx', 'src/index.ts']).open).toBeDefined();
    expect(identified(['tsx', '--api-key', 'hunter2', 'server.ts']).launch.localEntry).toBeNull();
  });

  it.each([
    [['-c', 'echo']],
    [['-y']],
    [[]],
    [['${PKG}']],
    [['pkg@${V}']],
    [['--packag', 'x', 'pkg']],
    [['Not A Name']],
    [['^1']],
    [['']],
    [[' ']],
    [['-']],
    [['__proto__']],
    [['a@npm:^1']],
    [['-p', 'pkg@1.0.0']],
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
    [['--node-options=--require=./other.js', 'pkg']],
    [['--userconfig', './npmrc', 'pkg']],
    [['--call=false', 'pkg']],
    [['-g', 'pkg']],
  ])('does not guess what %j runs', (args) => {
    expect(isNotIdentified(npx.identify(line('npx', args)))).toBe(true);
  });
});

describe('npm exec', () => {
  it('reads options on both sides of the package', () => {
    expect(identified(['exec', '--yes', 'pkg@1.0.0', '--', '--port'], npm).launch).toMatchObject({ package: 'pkg' });
    expect(identified(['x', '--', 'pkg@1.0.0'], npm).launch).toMatchObject({ package: 'pkg', pinned: true });
    expect(identified(['--silent', 'exec', '--package=pkg@1.0.0', 'bin'], npm).launch).toMatchObject({
      package: 'pkg',
    });
  });

  it('does not take an abbreviated option for a word of the package', () => {
    expect(isNotIdentified(npm.identify(line('npm', ['exec', '--packag', 'hidden', 'shown'])))).toBe(true);
  });

  it('does not follow scripts of a project', () => {
    expect(isNotIdentified(npm.identify(line('npm', ['run', 'start'])))).toBe(true);
    expect(isNotIdentified(npm.identify(line('npm', ['start'])))).toBe(true);
  });
});
