import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditError } from '../../src/errors.ts';
import { realFiles, type Machine } from '../../src/io/index.ts';
import { discover, type Discovered, type Selection } from '../../src/scan/discover.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const HOME = '/home/ada';
const LINUX: Machine = { platform: 'linux', home: HOME, env: {}, nodePrefixes: [] };

const server = (command: string): object => ({ command });
const servers = (...names: string[]): object => ({
  mcpServers: Object.fromEntries(names.map((name) => [name, server(name)])),
});

/** Discovers in a folder that stands for the whole file system. */
function look(root: string, selection: Partial<Selection> = { home: true }, machine = LINUX): Discovered {
  return discover({ home: false, managed: true, project: null, files: [], ...selection }, machine, rootedFiles(root));
}
const names = ({ declared }: Discovered): string[] => declared.map(({ entry }) => entry.name).toSorted();
const gaps = (found: Discovered): string[] => found.gaps.map(({ kind, location }) => `${kind} ${location?.file}`);

describe('what is selected', () => {
  const files = {
    'home/ada/.cursor/mcp.json': servers('home'),
    'home/ada/.claude.json': { projects: { '/home/ada/opened': {}, '/home/ada/gone': {}, relative: {} } },
    'home/ada/opened/.mcp.json': servers('opened'),
    'home/ada/shop/.mcp.json': servers('shop'),
    'home/ada/.mcp.json': servers('above'),
    'etc/claude-code/managed-mcp.json': servers('managed'),
    '.mcp.json': servers('outside'),
  };

  it.each<[string, Partial<Selection>, string[]]>([
    ['nothing', {}, []],
    ['the home: with what its clients opened', { home: true }, ['above', 'home', 'managed', 'opened']],
    ['a project: and nothing else', { project: '/home/ada/shop' }, ['shop']],
    ['a home without what the administrator set', { home: true, managed: false }, ['above', 'home', 'opened']],
    ['both', { home: true, project: '/home/ada/shop' }, ['above', 'home', 'managed', 'opened', 'shop']],
    ['a file', { files: [{ path: '/home/ada/.cursor/mcp.json', client: null }] }, ['home']],
  ])('is %s', (_what, selection, expected) => {
    const found = look(folderWith(files), selection);
    expect(names(found)).toEqual(expected);
    expect(found.gaps).toEqual([]);
  });

  it('is the same every time', () => {
    const root = folderWith(files);
    expect(look(root, { home: true })).toEqual(look(root, { home: true }));
  });

  it('may be a Windows machine', () => {
    const root = folderWith({
      'C/Users/ada/AppData/Roaming/Claude/claude_desktop_config.json': servers('desktop'),
      'C/Users/ada/.claude.json': { projects: { 'D:/work/shop': servers('local') } },
      'D/work/shop/.vscode/mcp.json': { servers: { code: server('x') } },
      'C/Program Files/ClaudeCode/managed-mcp.json': servers('managed'),
    });
    const found = look(root, { home: true }, { ...LINUX, platform: 'win32', home: 'C:\\Users\\ada' });
    expect(found.declared.map(({ scope, location, project }) => [scope, location.file, project])).toEqual([
      ['managed', 'C:\\Program Files\\ClaudeCode\\managed-mcp.json', null],
      ['local', 'C:\\Users\\ada\\.claude.json', 'D:/work/shop'],
      ['user', 'C:\\Users\\ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json', null],
      ['project', 'D:\\work\\shop\\.vscode\\mcp.json', 'D:\\work\\shop'],
    ]);
  });

  it('is bounded to 300 opened projects, and says so', () => {
    const folders = Array.from({ length: 305 }, (_, at) => `home/ada/p${at}`);
    const root = folderWith(Object.fromEntries(folders.map((folder) => [`${folder}/.mcp.json`, servers('p')])));
    writeFiles(root, {
      'home/ada/.claude.json': { projects: Object.fromEntries(folders.map((folder) => [`/${folder}`, {}])) },
    });
    const found = look(root);
    expect(found.declared).toHaveLength(300);
    expect(found.gaps).toMatchObject([
      { kind: 'limit-reached', message: expect.stringContaining(' 5 were not looked at') },
    ]);
  });

  it('does not follow projects that a project names', () => {
    const root = folderWith({
      'home/ada/shop/.codex/config.toml': '[projects."/home/ada/other"]\ntrust_level = "trusted"\n',
      'home/ada/other/.mcp.json': servers('other'),
    });
    expect(names(look(root, { home: true, project: '/home/ada/shop' }))).toEqual([]);
  });
});

describe('a switch', () => {
  it('of one project leaves a server of the user on', () => {
    const root = folderWith({
      'home/ada/.gemini/settings.json': servers('user'),
      'home/ada/shop/.gemini/settings.json': { ...servers('own'), mcp: { excluded: ['user', 'own'] } },
    });
    const { declared } = look(root, { home: true, project: '/home/ada/shop' });
    expect(declared.map(({ entry, enabled }) => [entry.name, enabled])).toEqual([
      ['user', true],
      ['own', false],
    ]);
  });

  it('finds its project through a link, and off wins over on', () => {
    const root = folderWith({
      'home/ada/.claude.json': {
        projects: { '/home/ada/link': { disabledMcpjsonServers: ['a'], enabledMcpjsonServers: ['a', 'b'] } },
      },
      'home/ada/shop/.mcp.json': { a: server('a'), b: { command: 'b', disabled: true } },
    });
    symlinkSync(join(root, 'home/ada/shop'), join(root, 'home/ada/link'));
    const { declared } = look(root, { home: true, project: '/home/ada/shop' });
    expect(declared.map(({ entry, enabled }) => [entry.name, enabled])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('of one client does not touch another', () => {
    const root = folderWith({
      'home/ada/.gemini/settings.json': { mcp: { excluded: ['a'] } },
      'home/ada/.cursor/mcp.json': servers('a'),
    });
    expect(look(root).declared).toMatchObject([{ client: 'cursor', enabled: true }]);
  });
});

describe('a link', () => {
  it("may lead a user's config anywhere", () => {
    const root = folderWith({
      'dotfiles/cursor.json': servers('linked'),
      'dotfiles/zed/settings.json': '{"context_servers": {"z": {"command": "z"}}}',
    });
    mkdirSync(join(root, 'home/ada/.cursor'), { recursive: true });
    mkdirSync(join(root, 'home/ada/.config'), { recursive: true });
    symlinkSync(join(root, 'dotfiles/cursor.json'), join(root, 'home/ada/.cursor/mcp.json'));
    symlinkSync(join(root, 'dotfiles/zed'), join(root, 'home/ada/.config/zed'));
    const found = look(root);
    expect(names(found)).toEqual(['linked', 'z']);
    expect(found.gaps).toEqual([]);
  });

  it('may not lead a project config out of the project', () => {
    const root = folderWith({
      'home/ada/secret.json': servers('secret'),
      'home/ada/shop/inside.json': servers('inside'),
      'home/ada/out/mcp.json': servers('out'),
    });
    symlinkSync(join(root, 'home/ada/secret.json'), join(root, 'home/ada/shop/.mcp.json'));
    symlinkSync(join(root, 'home/ada/out'), join(root, 'home/ada/shop/.cursor'));
    mkdirSync(join(root, 'home/ada/shop/.gemini'));
    symlinkSync(join(root, 'home/ada/shop/inside.json'), join(root, 'home/ada/shop/.gemini/settings.json'));
    const found = look(root, { project: '/home/ada/shop' });
    expect(names(found)).toEqual(['inside']);
    expect(gaps(found)).toEqual([
      'config-unreadable /home/ada/shop/.cursor/mcp.json',
      'config-unreadable /home/ada/shop/.mcp.json',
    ]);
  });

  it('to the same file is not read twice for a client', () => {
    const root = folderWith({
      'home/ada/.cursor/mcp.json': servers('a'),
      'home/ada/.claude.json': { projects: { '/home/ada': {}, '/home/me': {} } },
    });
    symlinkSync(join(root, 'home/ada'), join(root, 'home/me'));
    const found = look(root, { home: true, files: [{ path: '/home/ada/.cursor/mcp.json', client: 'cursor' }] });
    expect(found.declared).toMatchObject([{ scope: 'user', project: null }]);
  });
});

describe('the search below a folder', () => {
  const CACHE = 'home/ada/.claude/plugins/cache';

  it('goes eight levels down and skips node_modules and .git', () => {
    const root = folderWith({
      [`${CACHE}/1/2/3/4/5/6/7/8/.mcp.json`]: servers('eight'),
      [`${CACHE}/1/2/3/4/5/6/7/8/9/.mcp.json`]: servers('nine'),
      [`${CACHE}/a/node_modules/b/.mcp.json`]: servers('module'),
      [`${CACHE}/a/.git/.mcp.json`]: servers('git'),
    });
    const found = look(root);
    expect(names(found)).toEqual(['eight']);
    expect(found.gaps).toEqual([]);
  });

  it('does not follow links to folders, and says so when they lead out', () => {
    const root = folderWith({ [`${CACHE}/a/.mcp.json`]: servers('a'), 'elsewhere/.mcp.json': servers('b') });
    symlinkSync(join(root, CACHE), join(root, CACHE, 'a/loop'));
    symlinkSync(join(root, 'elsewhere'), join(root, CACHE, 'out'));
    symlinkSync(join(root, 'nowhere'), join(root, CACHE, 'broken'));
    const found = look(root);
    expect(names(found)).toEqual(['a']);
    expect(gaps(found)).toEqual([`limit-reached /${CACHE}/out`]);
  });

  it('follows the link of a plugin under development', () => {
    const root = folderWith({ 'src/mine/mcp.json': servers('mine'), 'home/ada/.cursor/plugins/local/x': '' });
    symlinkSync(join(root, 'src/mine'), join(root, 'home/ada/.cursor/plugins/local/mine'));
    expect(names(look(root))).toEqual(['mine']);
  });

  it('stops at 5,000 folders, nearest first, and says so', () => {
    const root = folderWith({ [`${CACHE}/near/.mcp.json`]: servers('near') });
    for (let at = 0; at < 5001; at += 1) mkdirSync(join(root, CACHE, 'near', `${at}`));
    const found = look(root);
    expect(names(found)).toEqual(['near']);
    expect(gaps(found)).toEqual([`limit-reached /${CACHE}`]);
  });

  it('reads the file that a plugin names, and misses one that is not there', () => {
    const root = folderWith({
      [`${CACHE}/a/.claude-plugin/plugin.json`]: { mcpServers: ['./a.json', './b.json'] },
      [`${CACHE}/a/a.json`]: servers('a'),
    });
    const found = look(root);
    expect(names(found)).toEqual(['a']);
    expect(gaps(found)).toEqual([`config-unreadable /${CACHE}/a/.claude-plugin/plugin.json`]);
  });
});

describe('a file that is named', () => {
  const one = (path: string, content: unknown, client: string | null = null): Discovered =>
    look(folderWith({ [path.slice(1)]: content }), { files: [{ path, client }] });

  it.each<[string, unknown, string]>([
    ['/x/.cursor/mcp.json', servers('a'), 'cursor'],
    ['/x/.vscode/mcp.json', { servers: { a: server('a') } }, 'vscode'],
    ['/x/mcp.json', { servers: { a: server('a') } }, 'vscode'],
    ['/x/settings.json', { context_servers: { a: server('a') } }, 'zed'],
    ['/x/.gemini/settings.json', servers('a'), 'gemini-cli'],
    ['/x/User/settings.json', { 'mcp.servers': { a: server('a') } }, 'vscode'],
    ['/x/claude_desktop_config.json', servers('a'), 'claude-desktop'],
    ['/x/.claude.json', { projects: { '/p': servers('a') } }, 'claude-code'],
    ['/x/.mcp.json', { a: server('a') }, 'claude-code'],
    ['/x/.claude-plugin/plugin.json', servers('a'), 'claude-code'],
    ['/x/my.code-workspace', { settings: { mcp: { servers: { a: server('a') } } } }, 'vscode'],
    ['/x/config.toml', '[mcp_servers.a]\ncommand = "a"\n', 'codex'],
    ['/x/other.toml', '[mcp_servers.a]\ncommand = "a"\n', 'codex'],
    ['/x/windsurf/mcp_config.json', servers('a'), 'windsurf'],
    ['/x/anything.json', servers('a'), 'claude-desktop'],
    ['/x/anything.json', { servers: { a: server('a') } }, 'vscode'],
    ['/x/anything', { context_servers: { a: server('a') } }, 'zed'],
    ['/x/anything.json', { a: server('a') }, 'claude-code'],
    ['/x/anything.json', { mcpServers: { a: { baseUrl: 'https://mcp.example' } } }, 'mcporter'],
    ['/x/anything.yaml', 'mcpServers:\n  a:\n    command: a\n', 'claude-desktop'],
  ])('%s with %j is read as %4$s', (path, content, client) => {
    const found = one(path, content);
    expect(found.declared).toMatchObject([{ client, scope: 'file', entry: { name: 'a' }, location: { file: path } }]);
    expect(found.configs).toEqual([{ client, scope: 'file', file: path, servers: 1 }]);
    expect(found.gaps).toEqual([]);
  });

  it.each(['claude-plugin', 'Claude Code', 'claudecode', 'claude'])('may be of a client called %s', (client) => {
    expect(one('/x/any.json', servers('a'), client).declared).toMatchObject([{ client: 'claude-code' }]);
  });

  it('is read by the client that understands all of it', () => {
    const found = one('/x/any.json', { mcpServers: { a: server('a'), b: { baseUrl: 'https://mcp.example' } } });
    expect(names(found)).toEqual(['a', 'b']);
    expect(found.gaps).toEqual([]);
  });

  it('is no map of servers beside the name and the author of a plugin', () => {
    const plugin = { name: 'p', version: '1.0.0', author: { name: 'Ada', url: 'https://ada.example' } };
    expect(one('/x/any.json', plugin).declared).toEqual([]);
    expect(one('/x/any.json', plugin, 'claude-plugin').declared).toEqual([]);
  });

  it('is read as the client that was given', () => {
    const found = one('/x/settings.json', { mcpServers: { a: { url: 'https://h' } } }, 'gemini-cli');
    expect(found.declared).toMatchObject([{ client: 'gemini-cli', entry: { transport: 'sse' } }]);
  });

  it.each(['', ' \n', '{}', '{"mcpServers": {}}'])('may be empty: %j', (content) => {
    expect(one('/x/mcp.json', content)).toMatchObject({ declared: [], gaps: [] });
  });

  it.each(['{"mcp": {"a": {"type": "local"}}}', '{"lsp": {}}', '[]', '5', '{"servers": 5}'])(
    'of no known shape is a gap: %s',
    (content) => {
      expect(one('/x/unknown.json', content)).toMatchObject({ declared: [], gaps: [{ item: 'inventory-complete' }] });
    },
  );

  it.each<[string, unknown, string, string]>([
    ['/x/.cursor/mcp.json', servers('a'), 'vscode', 'cursor'],
    ['/x/mcp.json', { servers: { a: server('a') } }, 'cursor', 'vscode'],
    ['/x/any.json', { context_servers: { a: server('a') } }, 'claude-desktop', 'zed'],
    ['/x/User/settings.json', { servers: { a: server('a') } }, 'vscode', 'vscode'],
  ])('%s with %j, read as one of %s, is a gap that names %s', (path, content, client, other) => {
    const found = one(path, content, client);
    expect(found.declared).toEqual([]);
    expect(found.gaps).toMatchObject([
      {
        kind: 'config-invalid',
        item: 'inventory-complete',
        message: expect.stringContaining(`(${client})`),
        hint: expect.stringContaining(`(${other})`),
        location: { file: path },
      },
    ]);
  });

  it('that no client would find a server in is a gap too, when its client was given', () => {
    expect(one('/x/any.json', { theme: 'dark' }, 'zed').gaps).toMatchObject([
      { kind: 'config-invalid', message: expect.stringContaining('(zed)') },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['/x/any.json', {}, 'vscode'],
    ['/x/any.json', { mcpServers: {} }, 'vscode'],
    ['/home/ada/.config/zed/settings.json', { theme: 'dark' }, 'zed'],
    ['/home/ada/.claude.json', { projects: { '/home/ada/p': {} }, numStartups: 1 }, 'claude-code'],
  ])('%s with %j may have no server for %s', (path, content, client) => {
    expect(one(path, content, client)).toMatchObject({ declared: [], gaps: [] });
  });

  it('that does not exist stops the scan', () => {
    const scan = (): Discovered => look(folderWith({}), { files: [{ path: '/x/mcp.json', client: null }] });
    expect(scan).toThrow(AuditError);
    expect(scan).toThrow(
      expect.objectContaining({ code: 'file-unreadable', hint: expect.stringContaining('--config') }),
    );
  });

  it('with a client that does not exist stops the scan', () => {
    expect(() => one('/x/mcp.json', servers('a'), 'emacs')).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('cursor') }),
    );
  });

  it('that is a folder is refused', () => {
    const root = folderWith({ 'x/mcp.json/a': '' });
    const files = [{ path: '/x/mcp.json', client: null }];
    expect(() => look(root, { files })).toThrow('/x/mcp.json is a folder');
  });
});

describe('a repeated key', () => {
  const remarks = (text: string): unknown[] =>
    look(folderWith({ 'home/ada/.cursor/mcp.json': text })).remarks.map(({ kind, location, servers: touched }) => [
      kind,
      location.line,
      location.pointer,
      touched,
    ]);

  it.each<[string, unknown[]]>([
    [
      '{"mcpServers": {"a": {"command": "1"},\n"b": {"command": "b"}, "a": {"command": "2"}}}',
      [['duplicate-key', 2, '/mcpServers/a', ['a']]],
    ],
    [
      '{"mcpServers": {"a": {"command": "1",\n"command": "2"}}}',
      [['duplicate-key', 2, '/mcpServers/a/command', ['a']]],
    ],
    [
      '{"mcpServers": {"a": {"command": "1", "env": {"A": 1,\n"A": 2}}}}',
      [['duplicate-key', 2, '/mcpServers/a/env/A', ['a']]],
    ],
    [
      '{"mcpServers": {"a": {"command": "1"}},\n"mcpServers": {"b": {"command": "2"}}}',
      [['duplicate-key', 2, '/mcpServers', ['b']]],
    ],
    ['{"other": 1, "other": 2, "more": {"x": 1, "x": 2}, "mcpServers": {"a": {"command": "1"}}}', []],
  ])('in %s is remarked where it matters', (text, expected) => {
    expect(remarks(text)).toEqual(expected);
  });
});

describe('a real home', () => {
  it('is read with the real file system', () => {
    const home = folderWith({ '.cursor/mcp.json': servers('a'), 'shop/.mcp.json': servers('b') });
    const machine = { ...LINUX, home };
    const found = discover({ home: true, managed: true, project: join(home, 'shop'), files: [] }, machine, realFiles);
    expect(
      found.declared.filter(({ location }) => location.file.startsWith(home)).map(({ entry }) => entry.name),
    ).toEqual(['b', 'a']);
  });
});
