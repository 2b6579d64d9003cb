import { describe, expect, it } from 'vitest';
import { CLIENTS, type Reading } from '../../src/clients/index.ts';
import { parse } from '../../src/syntax/index.ts';

/** Reads a text as one client's file. */
function read(id: string, text: string, shape?: string): Reading {
  const { root } = parse(text, id === 'codex' ? 'toml' : 'json');
  const client = CLIENTS.find((one) => one.id === id);
  if (!root || !client) throw new Error('no root or no client');
  return client.read(root, { scope: 'user', ...(shape === undefined ? {} : { shape }) });
}

/** Reads one entry, given as JSON text, as Cursor's `mcpServers.s`. */
const entry = (text: string): Reading => read('cursor', `{"mcpServers": {\n"s": ${text}\n}}`);

describe('an entry', () => {
  it.each([
    ['{"command": "npx -y pkg"}', { command: 'npx -y pkg', args: [], transport: 'stdio' }],
    ['{"command": ["npx", "-y"], "args": ["pkg"]}', { command: 'npx', args: ['-y', 'pkg'] }],
    ['{"command": {"path": "node", "args": ["a.js"]}}', { command: 'node', args: ['a.js'] }],
    ['{"command": "x", "args": ["a", 1, true, 1.5]}', { args: ['a', '1', 'true', '1.5'] }],
    ['{"command": "x", "args": null, "env": null, "headers": null, "cwd": null}', { args: [], env: [], cwd: null }],
    ['{"command": ""}', { command: '', transport: 'stdio' }],
    ['{"url": "https://h/mcp"}', { url: 'https://h/mcp', command: null, transport: 'http' }],
    ['{"url": "https://h/x/sse/?key=1#f"}', { transport: 'sse' }],
    ['{"url": "https://h/mcp?next=/sse"}', { transport: 'http' }],
    ['{"url": "${env:URL}"}', { transport: 'http' }],
    ['{"serverUrl": "https://h/sse"}', { transport: 'sse' }],
    ['{"httpUrl": "https://h/sse"}', { transport: 'http' }],
    ['{"type": "streamable-http", "url": "https://h/sse"}', { transport: 'http' }],
    ['{"type": "streamableHttp", "url": "https://h"}', { transport: 'http' }],
    ['{"transport": "sse", "url": "https://h"}', { transport: 'sse' }],
    ['{"type": "ws", "url": "wss://h"}', { transport: 'websocket' }],
    ['{"type": "url", "url": "https://h/mcp"}', { transport: 'http' }],
    ['{"type": "httpStream", "url": "https://h/mcp"}', { transport: 'http' }],
    ['{"type": "command", "command": "x"}', { transport: 'stdio' }],
    ['{"cmd": "npx", "args": ["pkg"]}', { command: 'npx', args: ['pkg'], transport: 'stdio' }],
    ['{"command": {"path": "node", "env": {"A": "1"}}}', { command: 'node', env: [{ name: 'A', value: null }] }],
    ['{"httpURL": "https://h/sse"}', { transport: 'http' }],
    ['{"uri": "https://h/sse", "type": "streamable_http"}', { url: 'https://h/sse', transport: 'http' }],
    ['{"type": "remote", "url": "https://h/sse"}', { transport: 'sse' }],
    ['{"type": "local", "command": ["a", "b"]}', { command: 'a', args: ['b'], transport: 'stdio' }],
    ['{"command": "x", "url": ""}', { command: 'x', url: null, transport: 'stdio' }],
    ['{"command": "", "url": "https://h", "type": "http"}', { command: null, url: 'https://h', transport: 'http' }],
    ['{"transport": {"type": "sse", "url": "https://h", "headers": ["N: v"]}}', { transport: 'sse', headers: ['N'] }],
    ['{"url": "https://h", "requestOptions": {"headers": {"A": "v"}}}', { headers: ['A'] }],
    ['{"command": "x", "working_directory": "/w"}', { cwd: '/w' }],
    ['{"command": "x", "envs": {"A": 1}, "env_keys": ["B"]}', { env: [{ name: 'A' }, { name: 'B' }] }],
    ['{"command": "x", "envVars": {"A": "v"}, "environment": {"B": "v"}}', { env: [{ name: 'B' }, { name: 'A' }] }],
    ['{"url": "https://h", "api_key_env": "K", "api_key_header": "X-Key"}', { headers: ['X-Key'] }],
    ['{"url": "https://h", "bearer_token_env": "K"}', { env: [{ name: 'K' }], headers: ['Authorization'] }],
    ['{"command": "x", "enable": false}', { enabled: false }],
    ['{"command": "x", "isActive": false}', { enabled: false }],
    ['{"command": "x", "isActive": true, "disabled": true}', { enabled: false }],
    ['{"command": "x", "disabled": true}', { enabled: false }],
    ['{"command": "x", "enabled": false}', { enabled: false }],
    ['{"command": "x", "disabled": false, "enabled": true}', { enabled: true }],
    ['{"command": "x", "headers": {"A": "secret", "B": 1}}', { headers: ['A', 'B'] }],
  ])('%s is read', (text, expected) => {
    const { entries, problems } = entry(text);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([{ name: 's', at: { line: 2, column: 1 }, pointer: '/mcpServers/s', ...expected }]);
  });

  it('keeps no value of a variable but paths that say where packages live', () => {
    const { entries } = entry(`{"command": "x", "env": {
      "TOKEN": "secret", "npm_config_cache": "/c@1/a=b", "NPM_CONFIG_PREFIX": "~/p", "Npm_Config_UserConfig": "C:\\\\n",
      "UV_CACHE_DIR": "/uv", "GOBIN": "$HOME/go/bin", "VIRTUAL_ENV": "secret", "UV_INDEX": "/secret",
      "npm_config_prefix": "https://u:secret@h/", "NPM_CONFIG_CACHE": "//h/_authToken=secret", "npm_config_registry": "/r"
    }}`);
    expect(Object.fromEntries(entries[0]?.env.map(({ name, value }) => [name, value]) ?? [])).toEqual({
      TOKEN: null,
      npm_config_cache: '/c@1/a=b',
      NPM_CONFIG_PREFIX: '~/p',
      Npm_Config_UserConfig: 'C:\\n',
      UV_CACHE_DIR: '/uv',
      GOBIN: '$HOME/go/bin',
      VIRTUAL_ENV: null,
      UV_INDEX: null,
      npm_config_prefix: null,
      NPM_CONFIG_CACHE: null,
      npm_config_registry: null,
    });
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it.each([
    ['{"command": "x", "url": "https://h"}', { command: 'x', url: null, transport: 'stdio' }, 'the command is taken'],
    [
      '{"type": "http", "command": "x", "url": "https://h"}',
      { command: null, url: 'https://h', transport: 'http' },
      'the URL is taken',
    ],
  ])('%s has a problem that says what is taken', (text, expected, message) => {
    const { entries, problems } = entry(text);
    expect(entries).toMatchObject([expected]);
    expect(problems).toMatchObject([{ pointer: '/mcpServers/s', message: expect.stringContaining(message) }]);
  });

  it.each([
    ['{"command": "x", "env": ["A=secret"]}', '/mcpServers/s/env', 'env should be'],
    ['{"command": "x", "headers": "secret"}', '/mcpServers/s/headers', 'headers should be'],
    ['{"command": "x", "disabled": "secret"}', '/mcpServers/s/disabled', 'disabled should be'],
    ['{"command": "x", "type": "secret"}', '/mcpServers/s/type', 'type should be'],
    ['{"url": "https://h", "type": "stdio"}', '/mcpServers/s/type', 'type should be'],
    ['{"command": "x", "type": "sse"}', '/mcpServers/s/type', 'type should be'],
  ])('%s has a problem and is kept', (text, pointer, message) => {
    const { entries, problems } = entry(text);
    expect(entries).toMatchObject([{ name: 's', enabled: text.includes('disabled') ? null : true }]);
    expect(problems).toEqual([
      { message: expect.stringContaining(message), pointer, at: expect.objectContaining({ line: 2 }) },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it.each([
    ['{"command": 5}', '/mcpServers/s/command'],
    ['{"command": []}', '/mcpServers/s/command'],
    ['{"command": "x", "args": "-y secret"}', '/mcpServers/s/args'],
    ['{"command": "x", "args": ["a", {"b": "secret"}]}', '/mcpServers/s/args/1'],
    ['{"command": "x", "cwd": 7}', '/mcpServers/s/cwd'],
    ['{"url": ["secret"]}', '/mcpServers/s/url'],
    ['{"args": ["secret"]}', '/mcpServers/s'],
    ['{}', '/mcpServers/s'],
    ['null', '/mcpServers/s'],
    ['"npx secret"', '/mcpServers/s'],
    ['["npx", "secret"]', '/mcpServers/s'],
  ])('%s is a problem in place of an entry', (text, pointer) => {
    const { entries, problems, toggles = [] } = entry(text);
    expect([entries, toggles]).toEqual([[], []]);
    expect(problems).toMatchObject([{ pointer, at: { line: 2 } }]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('that only has a switch is one for another file', () => {
    expect(entry('{"enabled": false}')).toMatchObject({
      entries: [],
      problems: [],
      toggles: [{ server: 's', enabled: false, project: null }],
    });
  });

  it('that is repeated counts once: the last', () => {
    const { entries } = read(
      'cursor',
      '{"mcpServers": {"a": {"command": "1"}, "b": {"command": "2"}, "a": {"command": "3"}}}',
    );
    expect(entries.map(({ name, command }) => `${name}${command}`)).toEqual(['a3', 'b2']);
  });
});

describe('a server map', () => {
  it.each([
    '__proto__',
    'constructor',
    'toString',
    '',
    'servers',
    'mcpServers',
    'command',
    'a/b~c',
    '\u202Eevil',
    '\ud800',
  ])('may hold a server called %j', (name) => {
    const servers = JSON.stringify({ x: { command: 'a' } }).replace('"x"', JSON.stringify(name));
    for (const [id, key] of [
      ['cursor', 'mcpServers'],
      ['vscode', 'servers'],
      ['zed', 'context_servers'],
    ] as const) {
      expect(read(id, `{"${key}": ${servers}}`).entries).toMatchObject([{ name, command: 'a' }]);
    }
  });

  it('that is a list is a problem, and its named entries are read', () => {
    const { entries, problems } = read('vscode', '{"servers": [{"name": "a", "command": "x"}, {"command": "y"}]}');
    expect(entries).toMatchObject([{ name: 'a', pointer: '/servers/0' }]);
    expect(problems).toMatchObject([{ pointer: '/servers' }, { pointer: '/servers/1' }]);
  });

  it('is bounded', () => {
    const many = Array.from({ length: 1500 }, (_, at) => `"s${at}": {"command": "x"}`).join();
    const { entries, problems } = read('cursor', `{"mcpServers": {${many}}}`);
    expect(entries).toHaveLength(1000);
    expect(problems).toMatchObject([{ pointer: '/mcpServers', message: expect.stringContaining('more than 1000') }]);
  });

  it.each(['5', '"x"', 'true'])('that is %s is a problem', (value) => {
    expect(read('cursor', `{"mcpServers": ${value}}`)).toMatchObject({
      entries: [],
      problems: [{ pointer: '/mcpServers' }],
    });
  });
});

describe('.mcp.json', () => {
  const names = (text: string): string[] => read('claude-code', text, 'servers').entries.map(({ name }) => name);

  it.each([
    ['{"mcpServers": {"a": {"command": "x"}}}', ['a']],
    ['{"a": {"command": "x"}, "b": {"url": "https://h"}}', ['a', 'b']],
    ['{"$schema": "s", "a": {"command": "x"}}', ['a']],
    ['{"servers": {"a": {"command": "x"}}, "inputs": []}', ['a']],
    ['{"servers": {"command": "x"}}', ['servers']],
    ['{"mcpServers": {"command": "x"}, "b": {"command": "y"}}', ['mcpServers', 'b']],
    ['{"servers": {"command": "x"}, "b": {"command": "y"}}', ['servers', 'b']],
    ['{"mcpServers": {"servers": {"command": "x"}}}', ['servers']],
    ['{"mcpServers": {"command": {"command": "x"}}}', ['command']],
    ['{"mcpServers": {}}', []],
    ['{}', []],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
    expect(read('claude-code', text, 'servers').problems).toEqual([]);
  });

  it('of no known shape is a problem', () => {
    expect(read('claude-code', '{"other": {"a": 1}}', 'servers').problems).toMatchObject([{ pointer: '' }]);
  });

  it('of a flat map still tells which entry is bad', () => {
    const { entries, problems } = read('claude-code', '{"a": {"command": "x"},\n"b": {"run": "y"}}', 'servers');
    expect(entries).toMatchObject([{ name: 'a' }]);
    expect(problems).toMatchObject([{ pointer: '/b', at: { line: 2, column: 1 } }]);
  });
});

describe("a client's own rules", () => {
  it('Gemini CLI reads a bare url as SSE, and prefers a URL to a command', () => {
    const text =
      '{"mcpServers": {"a": {"url": "https://h/mcp"}, "b": {"httpUrl": "https://h", "command": "x"}, "c": {"command": "x"}}}';
    expect(read('gemini-cli', text).entries.map(({ transport }) => transport)).toEqual(['sse', 'http', 'stdio']);
  });

  it('Zed has entries that an extension starts', () => {
    const text = '{"context_servers": {"a": {"settings": {"key": "secret"}}, "b": {}}}';
    const { entries, problems } = read('zed', text);
    expect(entries).toMatchObject([{ name: 'a', command: null, url: null, transport: 'unknown' }]);
    expect(problems).toMatchObject([{ pointer: '/context_servers/b' }]);
  });

  it('Codex takes the names of forwarded variables and of the headers they fill', () => {
    const text = `[mcp_servers.a]
url = "https://h"
bearer_token_env_var = "T"
env_http_headers = { X = "Y" }
[mcp_servers.b]
command = "b"
env_vars = ["E", { name = "F" }]
[projects."/p"]
trust_level = "trusted"`;
    const { entries, projects } = read('codex', text);
    expect(entries).toMatchObject([
      { env: [{ name: 'T', value: null }], headers: ['X', 'Authorization'] },
      { env: [{ name: 'E' }, { name: 'F' }] },
    ]);
    expect(projects).toEqual(['/p']);
  });

  it('VS Code reads opened folders from its storage, on every system', () => {
    const folders = [
      'file:///home/a%20b/p',
      'file:///c%3A/Users/p',
      'file:///D:/p',
      'vscode-remote://ssh/p',
      'file://host/p',
      'file:///%zz',
    ];
    const found = folders.map((folder) => read('vscode', JSON.stringify({ folder }), 'workspace-storage').projects);
    expect(found).toEqual([['/home/a b/p'], ['c:/Users/p'], ['D:/p'], [], [], []]);
  });

  it.each([
    ['"./a.json"', '../a.json'],
    ['"a/../b.json"', '../b.json'],
    ['"${CLAUDE_PLUGIN_ROOT}/x/a.json"', '../x/a.json'],
  ])('a plugin manifest may name a file: %s', (value, path) => {
    expect(read('claude-code', `{"mcpServers": ${value}}`, 'plugin').files).toMatchObject([{ path }]);
  });

  it.each(['"../a.json"', '"/etc/passwd"', '"C:\\\\a.json"', '"a/../../b.json"', '"${CLAUDE_PLUGIN_ROOT}/../b.json"'])(
    'a plugin manifest may not name a file elsewhere: %s',
    (value) => {
      const { files = [], problems } = read('claude-code', `{"mcpServers": ${value}}`, 'plugin');
      expect(files).toEqual([]);
      expect(problems).toMatchObject([{ pointer: '/mcpServers' }]);
    },
  );
});
