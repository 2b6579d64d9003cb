import { describe, expect, it } from 'vitest';
import { innerOf, unwrap } from './_unwrap.ts';

describe('programs before a command', () => {
  it.each<[string, string[], string]>([
    ['env', ['A=b', 'npx', 'pkg'], 'env'],
    ['env', ['-i', '-u', 'X', '-C', '/x', 'A=b', 'npx', 'pkg'], 'env'],
    ['env', ['-S', 'A=b npx pkg'], 'env'],
    ['env', ['-iS', 'npx', 'pkg'], 'env'],
    ['env', ['--split-string=npx pkg'], 'env'],
    ['cross-env', ['A=b', 'npx', 'pkg'], 'cross-env'],
    ['dotenv', ['-e', '.env', '--', 'npx', 'pkg'], 'dotenv'],
    ['dotenv', ['-e', '.env', '-c', 'dev', 'npx', 'pkg'], 'dotenv'],
    ['dotenv', ['-f', '.env', 'run', '--', 'npx', 'pkg'], 'dotenv'],
    ['dotenvx', ['run', '-f', '.env', '--', 'npx', 'pkg'], 'dotenvx run'],
    ['env-cmd', ['-f', '.env', 'npx', 'pkg'], 'env-cmd'],
    ['envmcp', ['--env-file', 'F', 'npx', 'pkg'], 'envmcp'],
    ['op', ['run', '--env-file=.env', '--no-masking', '--', 'npx', 'pkg'], 'op run'],
    ['op', ['--account', 'run', 'run', '--', 'npx', 'pkg'], 'op run'],
    ['doppler', ['run', '-p', 'x', '-c', 'dev', '--', 'npx', 'pkg'], 'doppler run'],
    ['doppler', ['run', '--command', 'npx pkg'], 'doppler run'],
    ['infisical', ['run', '--env=dev', '--path', '/x', 'npx', 'pkg'], 'infisical run'],
    ['aws-vault', ['exec', '--region', 'eu', 'profile', '--', 'npx', 'pkg'], 'aws-vault exec'],
    ['chamber', ['exec', 'a', 'b', '--', 'npx', 'pkg'], 'chamber exec'],
    ['sops', ['exec-env', 'f.yaml', 'npx pkg'], 'sops exec-env'],
    ['varlock', ['run', '--whatever', '--', 'npx', 'pkg'], 'varlock run'],
    ['bws', ['--profile', 'p', 'run', '--project-id', 'x', '--', 'npx pkg'], 'bws run'],
    ['bws', ['run', '--', 'npx', 'pkg'], 'bws run'],
    ['fnox', ['-P', 'p', 'exec', '--', 'npx', 'pkg'], 'fnox exec'],
    ['aws-vault', ['--pass-cmd', 'gopass', 'exec', 'profile', '--', 'npx', 'pkg'], 'aws-vault exec'],
    ['chamber', ['--backend-s3-bucket', 'exec', 'exec', 'a', '--', 'npx', 'pkg'], 'chamber exec'],
    ['teller', ['-c', 'x.yml', 'run', '--reset', '--', 'npx', 'pkg'], 'teller run'],
    ['flatpak-spawn', ['--host', '--env=A=b', 'npx', 'pkg'], 'flatpak-spawn'],
    ['nsjail', ['-Mo', '--rlimit_memlock', 'hard', '-U', '0:0:1', '--', 'npx', 'pkg'], 'nsjail'],
    ['landrun', ['--connect-tcp', '443', '-ro', '/usr', '--best-effort', 'npx', 'pkg'], 'landrun'],
    ['pixi', ['run', '-w', 'space', '-p', 'linux-64', 'npx', 'pkg'], 'pixi run'],
    ['pixi', ['exec', '-s', 'nodejs', '--', 'npx', 'pkg'], 'pixi exec'],
    ['pdm', ['run', '-k', 'post_run', 'npx', 'pkg'], 'pdm run'],
    ['hatch', ['-e', 'x', 'run', 'npx', 'pkg'], 'hatch run'],
    ['hatch', ['run', '+py=3.12', 'dev:npx', 'pkg'], 'hatch run'],
    ['sudo', ['-n', '-u', 'me', 'A=b', 'npx', 'pkg'], 'sudo'],
    ['timeout', ['-k', '5', '30s', 'npx', 'pkg'], 'timeout'],
    ['nohup', ['npx', 'pkg'], 'nohup'],
    ['nice', ['-n', '5', 'npx', 'pkg'], 'nice'],
    ['stdbuf', ['-oL', '-e', '0', 'npx', 'pkg'], 'stdbuf'],
    ['xvfb-run', ['-a', '-s', '-screen 0', 'npx', 'pkg'], 'xvfb-run'],
    ['bwrap', ['--ro-bind', '/', '/', '--setenv', 'A', 'b', '--die-with-parent', 'npx', 'pkg'], 'bwrap'],
    ['firejail', ['--net=none', '--private', 'npx', 'pkg'], 'firejail'],
    ['sandbox-exec', ['-f', 'p.sb', 'npx', 'pkg'], 'sandbox-exec'],
    ['srt', ['--settings', 's.json', 'npx', 'pkg'], 'srt'],
    ['srt', ['-c', 'npx pkg'], 'srt'],
    ['systemd-run', ['--user', '--scope', '-p', 'MemoryMax=1G', 'npx', 'pkg'], 'systemd-run'],
    ['unshare', ['-rn', '--wd', '/x', 'npx', 'pkg'], 'unshare'],
    ['codex', ['sandbox', 'linux', '--full-auto', 'npx', 'pkg'], 'codex sandbox'],
    ['codex', ['sandbox', '-P', 'p', '--', 'npx', 'pkg'], 'codex sandbox'],
    ['mise', ['exec', 'node@20', 'python@3', '--', 'npx', 'pkg'], 'mise exec'],
    ['mise', ['x', '--', 'npx', 'pkg'], 'mise exec'],
    ['fnm', ['exec', '--using', '20', 'npx', 'pkg'], 'fnm exec'],
    ['volta', ['run', '--node', '20', 'npx', 'pkg'], 'volta run'],
    ['nvm', ['exec', '20', 'npx', 'pkg'], 'nvm exec'],
    ['direnv', ['exec', '.', 'npx', 'pkg'], 'direnv exec'],
    ['conda', ['run', '-n', 'e', '--no-capture-output', 'npx', 'pkg'], 'conda run'],
    ['poetry', ['-C', '/x', 'run', 'npx', 'pkg'], 'poetry run'],
    ['nix', ['develop', '.#x', '-c', 'npx', 'pkg'], 'nix develop'],
    ['nix-shell', ['-p', 'nodejs', '--run', 'npx pkg'], 'nix-shell'],
    ['thv', ['run', '--name', 'x', 'uvx://pkg'], 'thv run'],
    ['pipelock', ['mcp', 'proxy', '--config', 'x', '--', 'npx', 'pkg'], 'pipelock mcp proxy'],
    ['mcp-context-protector', ['--command-args', 'npx', 'pkg'], 'mcp-context-protector'],
    ['supergateway', ['--stdio', 'npx pkg', '--port', '1'], 'supergateway'],
    ['mcp-proxy', ['-e', 'A', 'b', '--port=1', '--', 'npx', 'pkg'], 'mcp-proxy'],
    ['mcpo', ['--port', '1', '--', 'npx', 'pkg'], 'mcpo'],
    ['mcpo', ['-n', 'x', '-t', 'cert.pem', '--', 'npx', 'pkg'], 'mcpo'],
  ])('%s %j', (program, args, name) => {
    expect(unwrap(program, args)?.name).toBe(name);
    expect(innerOf(program, args)).toMatch(/^(?:npx|uvx) pkg$/);
    expect(unwrap(program, args)?.result).not.toHaveProperty('open');
  });

  it.each<[string, string[]]>([
    ['mise', ['mcp']],
    ['codex', ['mcp-server']],
    ['op', ['item', 'list']],
    ['poetry', ['mcp']],
    ['agent-bom', ['mcp', 'server']],
    ['nix', ['run', 'nixpkgs#x']],
    ['smithery', ['install', 'x']],
    ['mcp', ['serve']],
  ])('are the server themselves in %s %j', (program, args) => expect(unwrap(program, args)).toBeNull());

  it.each<[string, string[]]>([
    ['env', ['--unknown', 'npx', 'pkg']],
    ['env', []],
    ['sudo', ['-u']],
    ['timeout', ['30']],
    ['bwrap', ['--bind', '/a', 'npx']],
    ['mise', ['exec', 'npx', 'pkg']],
    ['nix-shell', ['-p', 'x']],
    ['mcp-remote', ['--debug']],
    ['supergateway', ['--stdio', 'npx a', '--sse', 'https://mcp.example']],
    ['supergateway', ['--header', 'https://mcp.example']],
    ['mcp-proxy', ['--named-server', 'a', 'npx a']],
    ['mcpo', ['--config', 'x.json']],
  ])('are not guessed at in %s %j', (program, args) => expect(innerOf(program, args)).toBe('problem'));

  it('run a task, which is not followed', () => {
    expect(unwrap('mise', ['-C', '/x', 'run', 'serve'])).toMatchObject({
      name: null,
      result: { kind: 'end', launch: { launcher: 'binary', entryCommand: 'serve' }, open: expect.any(String) },
    });
  });

  it('keep names of variables and no values', () => {
    expect(unwrap('env', ['TOKEN=hunter2', 'npx', 'pkg'])?.result).toMatchObject({ environment: ['TOKEN'] });
    expect(unwrap('dotenv', ['-v', 'TOKEN=hunter2', '--', 'npx', 'pkg'])?.result).toMatchObject({
      environment: ['TOKEN'],
    });
    expect(JSON.stringify(unwrap('mcp-proxy', ['-e', 'TOKEN', 'hunter2', 'npx']))).not.toContain('hunter2');
    expect(JSON.stringify(unwrap('sudo', ['TOKEN=hunter2', 'npx']))).not.toContain('hunter2');
  });

  it('find the command behind -- and say that an option is unknown', () => {
    expect(unwrap('op', ['run', '--new-option', 'x', '--', 'npx', 'pkg'])?.result).toMatchObject({
      inner: ['npx', 'pkg'],
      open: expect.any(String),
    });
  });

  it('say where what they start is not read', () => {
    for (const [program, args] of [
      ['wsl', ['npx', 'pkg']],
      ['conda', ['run', 'npx', 'pkg']],
      ['nix', ['shell', 'x', '-c', 'npx', 'pkg']],
      ['thv', ['run', 'npx://pkg']],
    ] as const) {
      expect(unwrap(program, args)?.result).toHaveProperty('elsewhere');
    }
  });
});

describe('bridges to a URL', () => {
  it.each<[string, string[]]>([
    ['mcp-remote', ['https://mcp.example/sse', '--header', 'A: b', '--transport', 'sse-only']],
    ['mcp-remote', ['--header', 'A: b', 'https://mcp.example/sse']],
    ['supergateway', ['--sse', 'https://mcp.example/sse', '--header', 'A: b']],
    ['supergateway', ['--port', '1', '--streamableHttp=https://mcp.example/sse']],
    ['mcp-proxy', ['-H', 'X-Key', 'https://other.example', 'https://mcp.example/sse']],
    ['mcp-proxy', ['--transport=streamablehttp', 'https://mcp.example/sse', '--no-verify-ssl']],
    ['smithery', ['connect', 'http', '--url', 'https://mcp.example/sse']],
    ['fastmcp', ['run', 'https://mcp.example/sse']],
  ])('%s %j', (program, args) => {
    expect(unwrap(program, args)?.result).toEqual({ kind: 'remote', url: 'https://mcp.example/sse' });
  });

  it('that find an option where the URL should stand are open', () => {
    expect(unwrap('mcp-remote', ['--debug', 'https://mcp.example/sse'])?.result).toMatchObject({
      kind: 'remote',
      open: expect.any(String),
    });
  });
});

describe('runners of scripts', () => {
  it.each<[string, string[], string]>([
    ['tsx', ['watch', '--tsconfig', 't.json', 'src/a.ts', '--x'], 'src/a.ts'],
    ['ts-node', ['-P', 't.json', '--esm', 'a.ts'], 'a.ts'],
    ['nodemon', ['--watch', 'src', '-e', 'ts', 'a.js'], 'a.js'],
    ['mcp', ['run', 'a.py', '-t', 'stdio'], 'a.py'],
    ['fastmcp', ['run', '--with', 'x', 'a.py:app'], 'a.py:app'],
    ['uvicorn', ['--port', '1', 'a:app'], 'a:app'],
  ])('%s %j', (program, args, script) => {
    expect(unwrap(program, args)).toMatchObject({ name: null, result: { kind: 'script', script } });
  });

  it.each<[string, string[]]>([
    ['tsx', ['-e', 'code']],
    ['nodemon', ['--exec', 'tsx', 'a.ts']],
    ['tsx', ['--unknown', 'a.ts']],
    ['ts-node', []],
  ])('do not guess at %s %j', (program, args) => expect(innerOf(program, args)).toBe('problem'));

  it('that load other code first say so', () => {
    expect(unwrap('tsx', ['-r', './x.js', 'a.ts'])?.result).toHaveProperty('open');
  });
});
