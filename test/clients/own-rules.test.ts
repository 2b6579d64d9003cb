import { describe, expect, it } from 'vitest';
import { CLIENTS, type Reading, type Where } from '../../src/clients/index.ts';
import { parse, type Format } from '../../src/syntax/index.ts';

interface Options {
  format?: Format;
  shape?: string;
  where?: Where;
}

/** Reads a text as one client's file. */
function read(id: string, text: string, { format = 'json', shape, where }: Options = {}): Reading {
  const { root } = parse(text, format);
  const client = CLIENTS.find((one) => one.id === id);
  if (!root || !client) throw new Error('no root or no client');
  return client.read(root, { scope: 'user', ...(shape === undefined ? {} : { shape }) }, where);
}

const names = ({ entries }: Reading): string[] => entries.map(({ name }) => name);

describe('opencode', () => {
  it('reads servers below mcp and below mcp.servers, and no settings of mcp', () => {
    const reading = read(
      'opencode',
      `{"mcp": {
        "timeout": 5000, "a": {"type": "local", "command": ["bun", "a.ts"], "environment": {"T": "{env:SECRET}"}},
        "servers": {"b": {"type": "remote", "url": "https://h/mcp", "headers": {"H": "secret"}}}
      }}`,
    );
    expect(reading.entries).toMatchObject([
      { name: 'a', transport: 'stdio', command: 'bun', args: ['a.ts'], env: [{ name: 'T', value: null }] },
      { name: 'b', transport: 'http', url: 'https://h/mcp', headers: ['H'], pointer: '/mcp/servers/b' },
    ]);
    expect(reading.problems).toEqual([]);
    expect(JSON.stringify(reading)).not.toMatch(/secret/i);
  });

  it('may have a server called servers', () => {
    expect(
      names(read('opencode', '{"mcp": {"servers": {"type": "local", "command": ["x"]}, "b": {"command": ["y"]}}}')),
    ).toEqual(['servers', 'b']);
  });

  it('has servers of any name below mcp.servers', () => {
    const text =
      '{"mcp": {"servers": {"command": {"type": "local", "command": ["x"]}, "timeout": {"command": ["y"]}}}}';
    expect(names(read('opencode', text))).toEqual(['command', 'timeout']);
  });

  it('takes switches of tools and permissions for the server whose name they begin with', () => {
    const { filters, problems } = read(
      'opencode',
      `{"mcp": {"my": {"command": ["x"]}, "my_db": {"enabled": false}},
        "tools": {"my_db_drop": false, "my_*": false, "other_*": false, "bash": false, "my_read": true},
        "permission": {"my_db_read": "allow", "edit": "deny", "bash": {"*": "ask"}}}`,
    );
    expect(filters).toEqual([
      { server: 'my_db', settings: { disabledTools: ['drop'] } },
      { server: 'my', settings: { disabledTools: ['*'] } },
      { server: 'other', settings: { disabledTools: ['*'] } },
      { server: 'my_db', settings: { approvedTools: ['read'] } },
    ]);
    expect(problems).toEqual([]);
  });

  it('switches a server of another file', () => {
    expect(read('opencode', '{"mcp": {"a": {"enabled": false}}}')).toMatchObject({
      entries: [],
      problems: [],
      toggles: [{ server: 'a', enabled: false }],
    });
  });
});

describe('Kilo Code', () => {
  it('reads the shape of opencode, and that of its extension', () => {
    expect(read('kilo-code', '{"mcp": {"a": {"type": "local", "command": ["x", "y"]}}}').entries).toMatchObject([
      { command: 'x', args: ['y'] },
    ]);
    const older = read('kilo-code', '{"mcpServers": {"a": {"command": "x", "alwaysAllow": ["t"]}}}', {
      shape: 'extension',
    });
    expect(older.entries).toMatchObject([{ command: 'x', settings: { approvedTools: ['t'] } }]);
  });
});

describe('goose', () => {
  it('starts only extensions of some types', () => {
    const reading = read(
      'goose',
      ['builtin', 'platform', 'frontend', 'inline_python', 'stdio', 'sse', 'streamable_http']
        .map((type) => `  ${type}:\n    type: ${type}\n    cmd: x\n    uri: https://h`)
        .join('\n')
        .replace(/^/, 'extensions:\n'),
      { format: 'yaml' },
    );
    expect(reading.entries.map(({ name, transport }) => [name, transport])).toEqual([
      ['stdio', 'stdio'],
      ['sse', 'sse'],
      ['streamable_http', 'http'],
    ]);
  });

  it('offers every tool when its list is empty', () => {
    const text =
      'extensions:\n  a: {type: stdio, cmd: x, available_tools: []}\n  b: {type: stdio, cmd: x, available_tools: [t]}';
    const { entries } = read('goose', text, { format: 'yaml' });
    expect(entries.map(({ settings }) => settings.enabledTools)).toEqual([null, ['t']]);
  });

  it('keeps what is allowed in a file of its own', () => {
    const text =
      'user:\n  always_allow: [a__one, a__two__three, noserver, __x]\n  ask_before: [a__four]\n  never_allow: [b__five]';
    expect(read('goose', text, { format: 'yaml', shape: 'permissions' }).filters).toEqual([
      { server: 'a', settings: { approvedTools: ['one'] } },
      { server: 'a', settings: { approvedTools: ['two__three'] } },
      { server: 'b', settings: { disabledTools: ['five'] } },
    ]);
  });
});

describe('an agent of Amazon Q or Kiro', () => {
  const agent = (more: string): Reading =>
    read('kiro', `{"mcpServers": {"a": {"command": "x", "autoApprove": ["old"]}, "ab": {"command": "y"}}, ${more}}`, {
      shape: 'agent',
    });

  it.each([
    ['"tools": ["*"]', [null, null]],
    ['"tools": ["@a", "@ab/one", "@ab/two", "fs_read"]', [null, ['one', 'two']]],
    ['"tools": ["fs_read"]', [[], []]],
    ['"name": "without tools"', [null, null]],
  ])('with %s offers tools', (more, expected) => {
    expect(agent(more).entries.map(({ settings }) => settings.enabledTools)).toEqual(expected);
  });

  it.each([
    ['"allowedTools": ["@a", "@ab/one"]', [['*'], ['one']]],
    ['"allowedTools": ["@a/new", "fs_read"]', [['new', 'old'], []]],
    ['"allowedTools": []', [['old'], []]],
  ])('with %s approves tools', (more, expected) => {
    expect(agent(more).entries.map(({ settings }) => settings.approvedTools)).toEqual(expected);
  });

  it('with tools of another shape keeps its servers', () => {
    const { entries, problems } = agent('"tools": "all", "allowedTools": {"a": 1}');
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([{ pointer: '/tools' }, { pointer: '/allowedTools' }]);
  });
});

describe('Continue', () => {
  it('calls a server after its file when the file holds nothing else', () => {
    const where: Where = { file: '/p/.continue/mcpServers/my.db.json', platform: 'linux', home: '/h' };
    expect(read('continue', '{"command": "x"}', { shape: 'block', where }).entries).toMatchObject([
      { name: 'my.db', command: 'x', pointer: '' },
    ]);
    expect(names(read('continue', '{"mcpServers": {"a": {"command": "x"}}}', { shape: 'block', where }))).toEqual([
      'a',
    ]);
  });

  it('numbers the servers of its first format', () => {
    const text = `{"experimental": {"modelContextProtocolServers": [
      {"transport": {"type": "stdio", "command": "x", "env": {"T": "secret"}}}, {"name": "n", "transport": {"type": "sse", "url": "https://h"}}, 5
    ]}}`;
    const reading = read('continue', text, { shape: 'legacy' });
    expect(reading.entries).toMatchObject([
      { name: 'MCP server 1', transport: 'stdio' },
      { name: 'n', transport: 'sse' },
    ]);
    expect(reading.problems).toMatchObject([{ pointer: '/experimental/modelContextProtocolServers/2' }]);
    expect(JSON.stringify(reading)).not.toContain('secret');
  });
});

describe('a URL without a type', () => {
  it.each([
    ['cline', 'sse'],
    ['bob', 'sse'],
    ['anythingllm', 'sse'],
    ['roo', 'http'],
    ['junie', 'http'],
  ])('means for %s %s', (id, transport) => {
    expect(read(id, '{"mcpServers": {"a": {"url": "https://h/mcp"}}}').entries).toMatchObject([{ transport }]);
  });
});

describe('MCPorter', () => {
  it.each([
    ['{"baseUrl": "https://h/a", "url": "https://h/b"}', { url: 'https://h/a' }],
    ['{"server_url": "https://h/a"}', { url: 'https://h/a' }],
    ['{"url": "https://h/a", "command": "x"}', { url: 'https://h/a', command: null }],
    ['{"executable": "x", "args": ["y"]}', { command: 'x', args: ['y'] }],
  ])('reads %s', (entry, expected) => {
    expect(read('mcporter', `{"mcpServers": {"a": ${entry}}}`).entries).toMatchObject([expected]);
  });
});

describe('fast-agent', () => {
  it.each([
    ['target: npx -y a', { command: 'npx -y a', transport: 'stdio' }],
    ['target: HTTPS://h/sse', { url: 'HTTPS://h/sse', transport: 'sse' }],
    ['{transport: http, url: https://h}', { url: 'https://h', transport: 'http' }],
  ])('reads %s', (entry, expected) => {
    const body = entry.startsWith('{') ? entry : `{${entry}}`;
    expect(read('fast-agent', `mcp: {servers: {a: ${body}}}`, { format: 'yaml' }).entries).toMatchObject([expected]);
  });
});

describe('switches and settings of other files', () => {
  it('Rovo Dev switches servers off, and moves its file', () => {
    const text = 'mcp:\n  mcpConfigPath: ~/elsewhere/mcp.json\n  disabledMcpServers: [a, b]';
    expect(read('rovo-dev', text, { format: 'yaml', shape: 'config' })).toMatchObject({
      toggles: [
        { server: 'a', enabled: false },
        { server: 'b', enabled: false },
      ],
      files: [{ path: '../elsewhere/mcp.json' }],
    });
  });

  it('CodeBuddy switches servers off, and knows projects', () => {
    const text = '{"disabledMcpServers": ["a"], "projects": {"/p": {"mcpServers": {"b": {"command": "x"}}}}}';
    expect(read('codebuddy', text)).toMatchObject({
      entries: [{ name: 'b', project: '/p' }],
      toggles: [{ server: 'a', enabled: false, project: null }],
      projects: ['/p'],
    });
  });

  it('Factory approves the tools that need little autonomy', () => {
    const text = `{"mcpAutonomyOverrides": {
      "a": {"defaultLevel": "low"}, "b": {"tools": {"two": "low", "one": "low", "three": "high"}}, "c": {"defaultLevel": "high"}, "d": 5
    }}`;
    expect(read('factory', text, { shape: 'settings' }).filters).toEqual([
      { server: 'a', settings: { approvedTools: ['*'] } },
      { server: 'b', settings: { approvedTools: ['one', 'two'] } },
    ]);
  });

  it('Docker has the tools of its servers in a file of their own', () => {
    const options = { format: 'yaml', shape: 'tools' } as const;
    expect(read('docker-mcp-toolkit', 'a: [two, one]\nb: 5', options)).toMatchObject({
      filters: [{ server: 'a', settings: { enabledTools: ['one', 'two'] } }],
      problems: [{ pointer: '/b' }],
    });
  });

  it('Firebender gives all servers of a file its variables', () => {
    const text =
      '{"mcpEnvFile": ".env", "mcpServers": {"a": {"command": "x"}, "b": {"command": "x", "envFile": "b.env"}}}';
    expect(read('firebender', text).entries.map(({ settings }) => settings.envFile)).toEqual(['.env', 'b.env']);
  });

  it.each([
    ['5ire', '{"command": "x", "isActive": false}', false],
    ['jan', '{"command": "x", "active": false}', false],
    ['jan', '{"command": "x", "active": true}', true],
    ['zcode', '{"command": "x", "enable": false}', false],
    ['anythingllm', '{"command": "x", "anythingllm": {"autoStart": false}}', false],
    ['anythingllm', '{"command": "x", "anythingllm": {"autoStart": true}}', true],
  ])('%s takes %s for enabled: %s', (id, entry, enabled) => {
    expect(read(id, `{"mcpServers": {"a": ${entry}}}`).entries).toMatchObject([{ enabled }]);
  });
});

describe('any client', () => {
  const SHAPES = CLIENTS.flatMap(({ id, places }) =>
    [...new Set(places.map(({ shape }) => shape))].map((shape) => [id, shape] as const),
  );
  const KEYS = [
    'mcpServers',
    'servers',
    'mcp',
    'mcp_servers',
    'context_servers',
    'extensions',
    'amp.mcpServers',
    'plugins',
    'tools',
    'augment.advanced',
    'permission',
    'experimental',
    'projects',
    'user',
    'registry',
    'mcpAutonomyOverrides',
    'powers',
  ];
  const HOSTILE = [
    '5',
    '"x"',
    'null',
    'true',
    '[]',
    '[null, 5, []]',
    '{"a": null}',
    '{"a": 5}',
    '{"a": [[]]}',
    '{"a": {"command": {}}}',
    '{"servers": 5, "sse_servers": [5, null]}',
  ];

  it.each(SHAPES)('%s (%s) survives values of any other kind', (id, shape) => {
    for (const value of HOSTILE) {
      for (const key of KEYS) {
        const options = shape === undefined ? {} : { shape };
        expect(() => read(id, `{"${key}": ${value}}`, options)).not.toThrow();
      }
    }
  });
});

it('names of clients and their other words are told apart', () => {
  const words = CLIENTS.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(new Set(words.map((word) => word.replaceAll('-', ''))).size).toBe(words.length);
});
