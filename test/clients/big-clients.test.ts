import { describe, expect, it } from 'vitest';
import { CLIENTS, type Reading, type Where } from '../../src/clients/index.ts';
import { NO_SETTINGS, type Settings } from '../../src/model/server.ts';
import { discover } from '../../src/scan/discover.ts';
import { parse } from '../../src/syntax/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

/** Reads a text as one client's file. */
function read(id: string, text: string, shape?: string, where?: Where): Reading {
  const { root } = parse(text, text.startsWith('[') && id === 'codex' ? 'toml' : 'json');
  const client = CLIENTS.find((one) => one.id === id);
  if (!root || !client) throw new Error('no root or no client');
  return client.read(root, { scope: 'user', ...(shape === undefined ? {} : { shape }) }, where);
}

describe('the settings of an entry of', () => {
  it.each<[string, string, Partial<Settings>]>([
    ['copilot-cli', '{"mcpServers": {"s": {"command": "x", "tools": ["*"]}}}', {}],
    ['copilot-cli', '{"mcpServers": {"s": {"command": "x", "tools": ["b", "a", "b"]}}}', { enabledTools: ['a', 'b'] }],
    ['copilot-cli', '{"mcpServers": {"s": {"command": "x", "tools": []}}}', { enabledTools: [] }],
    ['devin', '{"mcpServers": {"s": {"command": "x", "disabledTools": ["a"]}}}', { disabledTools: ['a'] }],
    ['gemini-cli', '{"mcpServers": {"s": {"command": "x", "trust": true}}}', { approvedTools: ['*'] }],
    ['gemini-cli', '{"mcpServers": {"s": {"command": "x", "trust": false}}}', {}],
    [
      'qwen-code',
      '{"mcpServers": {"s": {"command": "x", "includeTools": ["a"], "excludeTools": ["b"]}}}',
      { enabledTools: ['a'], disabledTools: ['b'] },
    ],
    [
      'vscode',
      '{"servers": {"s": {"command": "x", "envFile": "${workspaceFolder}/.env"}}}',
      { envFile: '${workspaceFolder}/.env' },
    ],
    ['vscode', '{"servers": {"s": {"command": "x", "sandboxEnabled": true}}}', { sandboxed: true }],
    ['vscode', '{"servers": {"s": {"command": "x", "sandboxEnabled": false}}}', { sandboxed: false }],
    ['claude-code', '{"mcpServers": {"s": {"url": "https://h", "headersHelper": "get"}}}', { headersHelper: 'get' }],
    [
      'codex',
      '[mcp_servers.s]\ncommand = "x"\nenabled_tools = ["a"]\ndisabled_tools = ["b"]',
      { enabledTools: ['a'], disabledTools: ['b'] },
    ],
    ['codex', '[mcp_servers.s]\ncommand = "x"\ndefault_tools_approval_mode = "approve"', { approvedTools: ['*'] }],
    [
      'codex',
      '[mcp_servers.s]\ncommand = "x"\n[mcp_servers.s.tools.a]\napproval_mode = "approve"\n[mcp_servers.s.tools.b]\napproval_mode = "prompt"',
      { approvedTools: ['a'] },
    ],
    // What the client does not know has no effect, whoever wrote it there.
    [
      'claude-desktop',
      '{"mcpServers": {"s": {"command": "x", "autoApprove": ["a"], "tools": ["a"], "trust": true}}}',
      {},
    ],
    ['cursor', '{"mcpServers": {"s": {"command": "x", "alwaysAllow": ["a"], "disabledTools": ["a"]}}}', {}],
  ])('%s: %s', (id, text, settings) => {
    const { entries, problems } = read(id, text, id === 'claude-code' ? 'state' : undefined);
    expect(entries[0]?.settings).toEqual({ ...NO_SETTINGS, ...settings });
    expect(problems).toEqual([]);
  });
});

describe('a setup of Claude Desktop with another provider', () => {
  const list = [
    {
      name: 'web',
      url: 'https://web.example/mcp',
      headersHelper: '/bin/token',
      toolPolicy: { a: 'allow', b: 'blocked' },
    },
    { name: 'own', command: 'own', transport: 'stdio' },
  ];

  it.each([
    ['a list', list],
    ['JSON text', JSON.stringify(list)],
  ])('has managed servers as %s', (_what, managedMcpServers) => {
    const { entries, filters, problems } = read('claude-desktop', JSON.stringify({ managedMcpServers }));
    expect(entries).toMatchObject([
      { name: 'web', transport: 'http', at: { line: 1 } },
      { name: 'own', transport: 'stdio' },
    ]);
    expect(filters).toEqual([{ server: 'web', settings: { approvedTools: ['a'], disabledTools: ['b'] } }]);
    expect(problems).toEqual([]);
  });
});

describe('an extension of Claude Desktop', () => {
  const manifest = JSON.stringify({
    name: 'notes',
    server: {
      type: 'node',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}${/}index.js', '${HOME}', '${DESKTOP}', '${user_config.folders}'],
        platform_overrides: { win32: { args: ['${__dirname}\\win.js'] } },
      },
    },
  });

  it('is known by its folder, and starts from there', () => {
    const where: Where = { file: '/c/Claude Extensions/an.id/manifest.json', platform: 'darwin', home: '/Users/ada' };
    expect(read('claude-desktop-extensions', manifest, 'manifest', where).entries).toMatchObject([
      {
        name: 'an.id',
        args: ['/c/Claude Extensions/an.id/index.js', '/Users/ada', '/Users/ada/Desktop', '${user_config.folders}'],
        enabled: null,
        plugin: 'an.id',
      },
    ]);
  });

  it('has its own line on another system', () => {
    const where: Where = { file: 'C:\\E\\an.id\\manifest.json', platform: 'win32', home: 'C:\\Users\\ada' };
    expect(read('claude-desktop-extensions', manifest, 'manifest', where).entries).toMatchObject([
      { name: 'an.id', command: 'node', args: ['C:\\E\\an.id\\win.js'] },
    ]);
  });

  it.each(['{}', '{"server": 5}', '{"server": {"mcp_config": []}}', '{"server": {"type": "uv"}}'])(
    'that says nothing of its start is a problem: %s',
    (text) => {
      const { entries, problems } = read('claude-desktop-extensions', text, 'manifest');
      expect(entries).toEqual([]);
      expect(problems).toHaveLength(1);
    },
  );
});

describe('a server.json', () => {
  const packages = [{ registryType: 'npm', identifier: 'weather-mcp', version: '1.0.0' }];
  const named = (name: string, content: unknown): Reading['entries'] => {
    const path = `/x/${name}`;
    const files = rootedFiles(folderWith({ [path.slice(1)]: content }));
    const machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] } as const;
    const selection = { home: false, managed: false, project: null, files: [{ path, client: null }] };
    return discover(selection, machine, files).declared.map(({ entry }) => entry);
  };

  it.each([
    ['its own fields', { name: 'io.github.ada/weather', packages }],
    ["the registry's wrapping", { server: { name: 'io.github.ada/weather', packages }, _meta: {} }],
  ])('is known by %s, without its client being named', (_what, content) => {
    expect(named('server.json', content)).toMatchObject([
      { name: 'io.github.ada/weather', command: 'npx', args: ['-y', 'weather-mcp@1.0.0'], transport: 'stdio' },
    ]);
  });

  it('takes only programs for hints that start such packages', () => {
    const hinted = ['npx', 'bunx', 'bash', '/tmp/x'].map((runtimeHint) => ({ ...packages[0], runtimeHint }));
    const entries = read('mcp-registry', JSON.stringify({ name: 'a/b', packages: hinted })).entries;
    expect(entries.map(({ command }) => command)).toEqual(['npx', 'bunx', 'npx', 'npx']);
  });

  it.each(['mcpb', 'constructor', '__proto__'])(
    'with a package of kind %s has a server with nothing to start',
    (kind) => {
      const text = JSON.stringify({
        name: 'a/b',
        packages: [{ registryType: kind, identifier: 'x', transport: { type: 'toString' } }],
      });
      expect(read('mcp-registry', text).entries).toMatchObject([{ command: null, url: null, transport: 'unknown' }]);
    },
  );

  it.each(['{"name": "no-slash", "packages": []}', '{"name": "a/b", "packages": [{"identifier": 5}]}'])(
    'of another shape is a problem: %s',
    (text) => {
      const { entries, problems } = read('mcp-registry', text);
      expect(entries).toEqual([]);
      expect(problems).toHaveLength(1);
    },
  );
});
