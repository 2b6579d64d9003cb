import { describe, expect, it } from 'vitest';
import { followLine } from '../../src/scan/follow-line.ts';

const follow = (words: string[], project: string | null = null) => followLine(words[0] ?? '', words.slice(1), project);

describe('chains', () => {
  it('are followed to their end, outermost wrapper first', () => {
    const followed = follow(['wsl.exe', '-d', 'Ubuntu', '--', 'bash', '-lc', 'exec env A=b npx -y pkg@1.0.0']);
    expect(followed).toMatchObject({
      launch: {
        launcher: 'npx',
        package: 'pkg',
        pinned: true,
        wrappers: ['wsl', 'bash -lc', 'env'],
        environment: ['A'],
      },
      target: { kind: 'unread' },
      open: [],
    });
  });

  it('end with a gap where they are too long', () => {
    const words = [...Array.from({ length: 40 }, () => 'nohup'), 'npx', 'pkg'];
    expect(follow(words)).toMatchObject({ launch: { launcher: 'none' }, target: null, open: [expect.any(String)] });
  });

  it('end at a shell line of several commands', () => {
    expect(follow(['op', 'run', '--', 'bash', '-c', 'cd /x && npx pkg'])).toMatchObject({
      launch: { launcher: 'shell', ecosystem: 'unknown', wrappers: ['op run', 'bash -c'] },
      open: [expect.any(String)],
    });
  });

  it('join the folders that wrappers change to', () => {
    expect(follow(['env', '-C', '/x', 'env', '-C', 'y', 'node', 'a.js']).cwd).toBe('/x/y');
    expect(follow(['env', '-C', '/x', 'env', '-C', '/y', 'node', 'a.js']).cwd).toBe('/y');
  });
});

describe('wrappers that are packages', () => {
  it('become companions and extra packages of what they start', () => {
    const followed = follow(['npx', 'dotenv-cli@1.0.0', '-e', '.env', '--', 'npx', 'server']);
    expect(followed).toMatchObject({
      launch: {
        package: 'server',
        wrappers: ['dotenv'],
        extraPackages: [{ ecosystem: 'npm', name: 'dotenv-cli', version: '1.0.0' }],
      },
      target: { kind: 'npx', operand: 'server' },
      open: [],
    });
    expect(followed.companions).toMatchObject([{ launch: { package: 'dotenv-cli' }, target: { kind: 'npx' } }]);
  });

  it('stay what runs when they are bridges to a URL', () => {
    expect(follow(['npx', '-y', 'mcp-remote@0.1.0', 'https://mcp.example/sse'])).toMatchObject({
      launch: { package: 'mcp-remote', wrappers: ['mcp-remote'], remoteUrl: 'https://mcp.example/sse' },
      companions: [],
      open: [],
    });
  });

  it('stay what runs when they are given a script, which runs beside them', () => {
    const followed = follow(['npx', 'tsx', 'server.ts']);
    expect(followed).toMatchObject({ launch: { package: 'tsx', localEntry: 'server.ts', wrappers: [] }, open: [] });
    expect(followed.companions).toMatchObject([{ target: { kind: 'script', path: 'server.ts' } }]);
  });

  it('run beside the script when they are on the machine already', () => {
    const followed = follow(['tsx', 'server.ts']);
    expect(followed).toMatchObject({
      launch: { launcher: 'binary', variant: 'tsx', localEntry: 'server.ts' },
      target: { kind: 'script', path: 'server.ts' },
    });
    expect(followed.companions).toMatchObject([{ target: { kind: 'executable', path: 'tsx' } }]);
  });

  it('stay what runs when they look at a server', () => {
    const followed = follow(['npx', '@modelcontextprotocol/inspector', 'uvx', 'server==1.0']);
    expect(followed.launch.package).toBe('@modelcontextprotocol/inspector');
    expect(followed.companions).toMatchObject([{ launch: { launcher: 'uvx', package: 'server' } }]);
  });

  it('stay what runs when they are given the URL that their namesake takes', () => {
    expect(follow(['npx', '-y', 'mcp-proxy', 'https://mcp.example/sse']).launch).toMatchObject({
      package: 'mcp-proxy',
      wrappers: ['mcp-proxy'],
      remoteUrl: 'https://mcp.example/sse',
    });
  });

  it('stay what runs when they answer for a command, which runs beside them', () => {
    const inner = [{ launch: { launcher: 'npx', package: 'server', version: '1.0.0' } }];
    const packaged = follow(['npx', '-y', 'supergateway', '--stdio', 'npx -y server@1.0.0', '--port', '1']);
    expect(packaged.launch).toMatchObject({ package: 'supergateway', wrappers: ['supergateway'] });
    expect(packaged.launch.extraPackages).toEqual([{ ecosystem: 'npm', name: 'server', version: '1.0.0' }]);
    expect(packaged.companions).toMatchObject(inner);
    const installed = follow(['mcp-proxy', '--port=1', 'npx', '-y', 'server@1.0.0']);
    expect(installed.launch).toMatchObject({ launcher: 'binary', localEntry: 'mcp-proxy', wrappers: ['mcp-proxy'] });
    expect(installed.companions).toMatchObject(inner);
  });

  it('are told by their registry: two programs are named mcp-proxy', () => {
    const rest = ['--port', '1', '--', 'node', 'a.js'];
    for (const fetched of ['npx', 'uvx']) {
      const { launch, companions } = follow([fetched, 'mcp-proxy', ...rest]);
      expect(launch).toMatchObject({ launcher: fetched, package: 'mcp-proxy', wrappers: ['mcp-proxy'] });
      expect(companions).toMatchObject([{ launch: { launcher: 'node', localEntry: 'a.js' } }]);
    }
    expect(follow(['uvx', 'mcp-proxy', 'https://mcp.example']).launch.remoteUrl).toBe('https://mcp.example');
    expect(follow(['npx', 'mcp-proxy', '-H', 'a', 'b', 'https://mcp.example']).open).toHaveLength(1);
  });

  it.each([
    [['npx', '-p', 'mcp-remote', 'other', 'https://mcp.example']],
    [['npx', '-p', 'other', 'mcp-remote', 'https://mcp.example']],
    [['npx', '-p', 'good', '-p', 'tsx', 'tsx', 'server.ts']],
    [['npx', '-p', 'other', 'dotenv', '--', 'npx', 'pkg']],
    [['npx', 'concurrently', 'npx a', 'npx b']],
    [['npx', '-y', '@smithery/cli', 'run', 'server']],
    [['pm2', 'start', 'x']],
  ])('are not looked through in %j, where a name is not theirs', (words) => {
    const followed = follow(words);
    expect(followed.open).toHaveLength(1);
    expect(followed.companions).toEqual([]);
  });
});

describe('programs in odd places', () => {
  it('are identified with a gap, in a project they are only a file', () => {
    expect(follow(['/opt/x/env', 'npx', 'pkg'])).toMatchObject({
      launch: { package: 'pkg' },
      open: [expect.any(String)],
    });
    expect(follow(['/repo/bin/env', 'npx', 'pkg'], '/repo')).toMatchObject({
      launch: { launcher: 'binary', localEntry: '/repo/bin/env' },
      open: [expect.any(String)],
    });
  });

  it('are servers, if only a wrapper has their name', () => {
    expect(follow(['/repo/bin/mcp'], '/repo')).toMatchObject({ launch: { launcher: 'binary' }, open: [] });
  });
});

describe('a line that cannot be followed', () => {
  it.each<[string[], string]>([
    [['npx', '--userconfig', 'x', 'pkg'], 'npx'],
    [['python3', '-c', 'run()'], 'python'],
    [['node', '-e', 'run()'], 'node'],
    [['uv', 'run', 'python', '-c', 'run()'], 'uv-run'],
    [['uv', 'tool', 'run', '--new-option', 'pkg'], 'uvx'],
    [['bun', 'x', '-p', 'a', '-p', 'b', 'run'], 'bunx'],
    [['pnpm', 'dlx', '--new-option', 'pkg'], 'pnpm-dlx'],
    [['docker', 'pull', 'image'], 'docker'],
    [['dotnet', '--new-option'], 'dotnet'],
  ])('%j still says what starts it', (words, launcher) => {
    expect(follow(words)).toMatchObject({
      launch: { launcher, ecosystem: 'unknown' },
      target: null,
      open: [expect.any(String)],
    });
  });

  it.each([[['keeper', 'run', '--', 'npx', 'pkg']], [['keeper', 'uvx', 'pkg']], [['keeper', '--', 'node', 'a.js']]])(
    'is open in %j, where an unknown program seems to start another',
    (words) => {
      expect(follow(words)).toMatchObject({ launch: { launcher: 'binary' }, open: [expect.any(String)] });
    },
  );

  it('is none where a word only looks like a program', () => {
    expect(follow(['server', '--runtime', 'node', '--', 'x']).open).toEqual([]);
  });

  it('may name a folder', () => {
    expect(follow(['./bin/'])).toMatchObject({ launch: { launcher: 'binary', localEntry: './bin/' } });
  });
});

describe('a whole line in the command', () => {
  it.each([
    ['npx -y pkg@1.0.0', 'pkg', []],
    ['/usr/bin/npx -y pkg@1.0.0', 'pkg', []],
    ['"C:\\Program Files\\nodejs\\npx.cmd" -y pkg@1.0.0', 'pkg', []],
    ['A=b C="d" npx -y pkg@1.0.0', 'pkg', ['A', 'C']],
  ])('%s', (line, name, environment) => {
    expect(follow([line])).toMatchObject({ launch: { package: name, environment }, open: [] });
  });

  it('joins its arguments', () => expect(follow(['npx -y', 'pkg']).launch.package).toBe('pkg'));

  it('that only a shell could read is a gap', () => {
    expect(follow(['npx pkg && evil'])).toMatchObject({
      launch: { launcher: 'shell' },
      target: null,
      open: [expect.any(String)],
    });
  });

  it('is not made of a path with spaces', () => {
    const path = '/Users/ada/My Servers/run';
    expect(follow([path])).toMatchObject({ launch: { launcher: 'binary', localEntry: path } });
  });
});

describe('hostile lines', () => {
  const many = (word: string) => Array.from({ length: 200_000 }, () => word);

  it.each([
    ['variables', ['env', ...many('A=b'), 'npx', 'pkg']],
    ['options', ['docker', 'run', ...many('-eA'), 'x']],
    ['words', ['wsl', '--', 'npx', 'pkg', ...many('x')]],
    ['assignments of a shell', ['sh', '-c', `${many('A=b').join(' ')} npx pkg`]],
    ['quotes', ['powershell', '-Command', `npx pkg ${many('"\'').join('')}`]],
    ['quotes of cmd', ['cmd', '/c', `npx pkg ${many('" ').join('')}"`]],
  ])('of many %s are read to their end', (_, words) => {
    expect(follow(words).launch.launcher).toMatch(/^(?:npx|docker|shell)$/);
  });
});
