import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/io/index.ts';
import { NO_SETTINGS } from '../../src/model/server.ts';
import { discover, type Discovered } from '../../src/scan/discover.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const LINUX: Machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] };

function look(files: Record<string, unknown>, project: string | null = null): Discovered {
  const selection = { home: true, managed: true, project, files: [] };
  return discover(selection, LINUX, rootedFiles(folderWith(files)));
}

/** Each server with its switch. */
function switches(files: Record<string, unknown>, project: string | null = null): Record<string, boolean | null> {
  return Object.fromEntries(look(files, project).declared.map(({ entry, enabled }) => [entry.name, enabled]));
}

const map = (entries: Record<string, object>): object => ({ mcpServers: entries });
const a = { command: 'a' };

describe('the policy of Claude Code', () => {
  const state = map({
    named: a,
    exact: { command: 'npx', args: ['-y', 'pkg'] },
    longer: { command: 'npx', args: ['-y', 'pkg', '--more'] },
    web: { type: 'http', url: 'https://mcp.bad.example/mcp' },
    other: { type: 'http', url: 'https://good.example/mcp' },
  });
  const withSettings = (settings: object): Record<string, unknown> => ({
    'home/ada/.claude.json': state,
    'etc/claude-code/managed-settings.json': settings,
  });

  it('denies by name, by the whole command line and by URL', () => {
    const deniedMcpServers = [
      { serverName: 'named' },
      { serverCommand: ['npx', '-y', 'pkg'] },
      { serverUrl: 'https://*.bad.example/*' },
      {},
    ];
    expect(switches(withSettings({ deniedMcpServers }))).toEqual({
      named: false,
      exact: false,
      longer: true,
      web: false,
      other: true,
    });
  });

  it('allows by name only those that are named', () => {
    const found = switches(withSettings({ allowedMcpServers: [{ serverName: 'named' }] }));
    expect(found).toEqual({ named: true, exact: false, longer: false, web: false, other: false });
  });

  it('leaves open what is not named when it allows by command or URL too', () => {
    const allowedMcpServers = [{ serverName: 'named' }, { serverUrl: 'https://good.example/*' }];
    expect(switches(withSettings({ allowedMcpServers }))).toMatchObject({ named: true, exact: null, other: null });
  });
});

describe('plugins', () => {
  const plugin = (name: string): string => `home/ada/.claude/plugins/cache/acme/${name}/1.0.0/.mcp.json`;
  const files = {
    [plugin('on')]: map({ on: { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/on.js'] } }),
    [plugin('off')]: map({ off: a }),
    [plugin('left')]: map({ left: a, dead: { ...a, disabled: true } }),
    'home/ada/.claude/settings.json': { enabledPlugins: { 'on@acme': true, 'off@acme': false } },
  };

  it('of Claude Code are as its settings say, and open when those say nothing', () => {
    expect(switches(files)).toEqual({ on: true, off: false, left: null, dead: false });
  });

  it('start in their own folder', () => {
    const { declared } = look(files);
    expect(declared.find(({ entry }) => entry.name === 'on')?.entry).toMatchObject({
      args: ['/home/ada/.claude/plugins/cache/acme/on/1.0.0/on.js'],
      plugin: 'on@acme',
    });
  });

  it('of Codex are as its config says', () => {
    const found = switches({
      'home/ada/.codex/plugins/cache/acme/on/1.0.0/.mcp.json': map({ on: a }),
      'home/ada/.codex/plugins/cache/acme/off/1.0.0/.mcp.json': map({ off: a }),
      'home/ada/.codex/config.toml': '[plugins."off@acme"]\nenabled = false\n[plugins."on@acme"]\nenabled = true\n',
    });
    expect(found).toEqual({ on: true, off: false });
  });
});

describe('switches of other files', () => {
  it('of Codex requirements leave only the listed servers, whose identity is not compared', () => {
    const found = switches({
      'home/ada/.codex/config.toml': '[mcp_servers.docs]\ncommand = "docs"\n[mcp_servers.own]\ncommand = "own"\n',
      'etc/codex/requirements.toml': '[mcp_servers.docs.identity]\ncommand = "docs"\n',
    });
    expect(found).toEqual({ docs: null, own: false });
  });

  it('of Gemini CLI go by lists, by names in any letter case, and by rules for extensions', () => {
    const found = switches({
      'home/ada/.gemini/settings.json': {
        ...map({ Kept: a, Muted: a, Unlisted: a, Excluded: a }),
        mcp: { allowed: ['Kept', 'Muted', 'Excluded', 'everywhere', 'nowhere', 'somewhere'], excluded: ['Excluded'] },
      },
      'home/ada/.gemini/mcp-server-enablement.json': { muted: { enabled: false }, kept: { enabled: true } },
      'home/ada/.gemini/extensions/e/gemini-extension.json': map({ everywhere: a }),
      'home/ada/.gemini/extensions/n/gemini-extension.json': map({ nowhere: a }),
      'home/ada/.gemini/extensions/s/gemini-extension.json': map({ somewhere: a }),
      'home/ada/.gemini/extensions/extension-enablement.json': {
        e: { overrides: ['/home/ada/*'] },
        n: { overrides: ['!*'] },
        s: { overrides: ['!/home/ada/*', '/home/ada/shop/*'] },
      },
    });
    expect(found).toEqual({
      Kept: true,
      Muted: false,
      Unlisted: false,
      Excluded: false,
      everywhere: true,
      nowhere: false,
      somewhere: null,
    });
  });

  it('of a list reach servers of every name but the listed ones', () => {
    const found = switches({
      'home/ada/.claude.json': map({ '*': a, __proto__: a }),
      'etc/claude-code/managed-settings.json': { allowedMcpServers: [] },
    });
    expect(Object.values(found)).toEqual([false, false].slice(0, Object.keys(found).length));
  });
});

describe('filters of other files', () => {
  it('are added to what the entry says', () => {
    const { declared } = look(
      {
        'home/ada/.claude.json': map({
          db: { type: 'http', url: 'https://db.example', headersHelper: 'helper' },
          web: a,
        }),
        'home/ada/.claude/settings.json': {
          permissions: { allow: ['mcp__db__read', 'Bash(ls)', 'mcp__web'], deny: ['mcp__db__drop'] },
        },
        'home/ada/shop/.mcp.json': map({ db: a }),
        'home/ada/shop/.claude/settings.json': { permissions: { allow: ['mcp__db__write'] } },
      },
      '/home/ada/shop',
    );
    const settings = declared.map(({ scope, entry }) => [scope, entry.name, entry.settings]);
    expect(settings).toEqual([
      ['user', 'db', { ...NO_SETTINGS, headersHelper: 'helper', approvedTools: ['read'], disabledTools: ['drop'] }],
      ['user', 'web', { ...NO_SETTINGS, approvedTools: ['*'] }],
      ['project', 'db', { ...NO_SETTINGS, approvedTools: ['read', 'write'], disabledTools: ['drop'] }],
    ]);
  });
});

describe('a server of the user that is off', () => {
  const project = '/home/ada/work';
  const plugin = {
    'home/ada/.claude/plugins/cache/market/tool/1.0.0/.mcp.json': map({ brought: a }),
    'home/ada/.claude/settings.json': { enabledPlugins: { 'tool@market': false } },
  };

  it('is open as soon as one project switches it on, where it starts', () => {
    const settings = { 'home/ada/work/.claude/settings.json': { enabledPlugins: { 'tool@market': true } } };
    expect(switches({ ...plugin, ...settings }, project)).toEqual({ brought: null });
  });

  it('stays off when a project says the same, or speaks of another', () => {
    const enabledPlugins = { 'tool@market': false, 'other@market': true };
    const settings = { 'home/ada/work/.claude/settings.json': { enabledPlugins } };
    expect(switches({ ...plugin, ...settings }, project)).toEqual({ brought: false });
  });
});
