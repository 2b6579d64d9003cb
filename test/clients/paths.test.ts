import { describe, expect, it } from 'vitest';
import { CLIENTS, expandPath, onDrive } from '../../src/clients/index.ts';
import type { Machine, Platform } from '../../src/io/index.ts';
import { MORE_PLACES, type Row } from './_places.ts';

const MACHINES: Record<Platform, Machine> = {
  darwin: { platform: 'darwin', home: '/Users/ada', env: {}, nodePrefixes: [] },
  linux: { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] },
  win32: { platform: 'win32', home: 'C:\\Users\\ada', env: {}, nodePrefixes: [] },
};
const PROJECTS: Record<Platform, string> = { darwin: '/Users/ada/shop', linux: '/home/ada/shop', win32: 'D:\\shop' };

/** Every place of a client as `scope path`, in order. */
function placesOf(id: string, platform: Platform, env: Machine['env'] = {}): string[] {
  const machine = { ...MACHINES[platform], env };
  const places = CLIENTS.find((client) => client.id === id)?.places ?? [];
  return places.flatMap(({ scope, path }) => {
    const target = expandPath(path, machine, PROJECTS[platform]);
    const separator = platform === 'win32' ? '\\' : '/';
    return target ? [`${scope} ${[target.base, ...target.patterns].join(separator)}`] : [];
  });
}

/** For one system: what stands for the home, the settings and the project there. */
type Shorthand = Record<'~' | 'A' | 'P' | 'M', string>;
const SHORT: Record<Platform, Shorthand> = {
  darwin: { '~': '/Users/ada', A: '/Users/ada/Library/Application Support', P: '/Users/ada/shop', M: '/' },
  linux: { '~': '/home/ada', A: '/home/ada/.config', P: '/home/ada/shop', M: '/' },
  win32: { '~': 'C:\\Users\\ada', A: 'C:\\Users\\ada\\AppData\\Roaming', P: 'D:\\shop', M: 'C:\\' },
};

function spell(rows: readonly string[], platform: Platform): string[] {
  return rows.map((row) => {
    const [scope = '', root = '', ...rest] = row.split(/ ([~AP]|(?=\/|C:))(.*)/s);
    const path = root === '' ? rest.join('') : SHORT[platform][root as keyof Shorthand] + rest.join('');
    return `${scope} ${platform === 'win32' ? path.replaceAll('/', '\\') : path}`;
  });
}

/** A client's rows with some that only one system has. */
function withMore(row: Row, more: Partial<Record<Platform, string[]>>): Row {
  const added = Object.entries(more).map(([platform, rows]) => [
    platform,
    [...(row[platform as Platform] ?? []), ...rows],
  ]);
  return { ...row, ...Object.fromEntries(added) };
}

/** The same rows for each folder of Claude Desktop's settings. */
function inClaudeFolders(rows: (folder: string) => string[]): Row {
  const local = '~/AppData/Local';
  return {
    all: rows('A/Claude'),
    darwin: rows('A/Claude-3p'),
    linux: rows('A/Claude-3p'),
    win32: [
      `${local}/Packages/Claude_*/LocalCache/Roaming/Claude`,
      `${local}/Claude-Data/claude*`,
      `${local}/Claude-3p`,
    ].flatMap(rows),
  };
}

/** `~` home, `A` application settings, `P` project; else absolute. The same on every system, unless a system is named. */
const TABLE: Record<string, Row> = {
  ...MORE_PLACES,
  'claude-desktop': withMore(
    inClaudeFolders((folder) => [`user ${folder}/claude_desktop_config.json`, `user ${folder}/configLibrary/*.json`]),
    { linux: ['managed /etc/claude-desktop/managed-settings.json'] },
  ),
  'claude-desktop-extensions': inClaudeFolders((folder) => [
    `plugin ${folder}/Claude Extensions/*/manifest.json`,
    `plugin ${folder}/extensions-installations.json`,
    `user ${folder}/Claude Extensions Settings/*.json`,
    `user ${folder}/extensions-blocklist.json`,
  ]),
  'copilot-cli': {
    all: ['user ~/.copilot/mcp-config.json', 'project P/.github/mcp.json', 'project P/.mcp.json'],
  },
  'copilot-jetbrains': {
    all: [],
    darwin: ['user ~/.config/github-copilot/intellij/mcp.json', 'user A/github-copilot/intellij/mcp.json'],
    linux: ['user ~/.config/github-copilot/intellij/mcp.json'],
    win32: ['user ~/AppData/Local/github-copilot/intellij/mcp.json'],
  },
  'visual-studio': {
    all: ['local P/.vs/mcp.json', 'project P/.mcp.json', 'project P/.vscode/mcp.json', 'project P/.cursor/mcp.json'],
    win32: ['user ~/.mcp.json'],
  },
  'mcp-registry': { all: [] },
  'qwen-code': {
    all: [
      'user ~/.qwen/settings.json',
      'project P/.qwen/settings.json',
      'plugin ~/.qwen/extensions/*/qwen-extension.json',
      'user ~/.qwen/mcp-server-enablement.json',
      'user ~/.qwen/extensions/extension-enablement.json',
    ],
    darwin: [
      'managed /Library/Application Support/QwenCode/settings.json',
      'managed /Library/Application Support/QwenCode/system-defaults.json',
    ],
    linux: ['managed /etc/qwen-code/settings.json', 'managed /etc/qwen-code/system-defaults.json'],
    win32: ['managed C:/ProgramData/qwen-code/settings.json', 'managed C:/ProgramData/qwen-code/system-defaults.json'],
  },
  'claude-code': {
    all: [
      'user ~/.claude.json',
      'user ~/.claude/settings.json',
      'project P/.mcp.json',
      // Above the project: here the test's own project stands for the folder above.
      'project P/.mcp.json',
      'project P/.claude/settings.json',
      'local P/.claude/settings.local.json',
      'plugin ~/.claude/plugins/cache/**/.mcp.json',
      'plugin ~/.claude/plugins/cache/**/.claude-plugin/plugin.json',
      'plugin ~/.claude/plugins/repos/**/.mcp.json',
      'plugin ~/.claude/plugins/repos/**/.claude-plugin/plugin.json',
    ],
    darwin: [
      'managed /Library/Application Support/ClaudeCode/managed-mcp.json',
      'managed /Library/Application Support/ClaudeCode/managed-settings.json',
    ],
    linux: ['managed /etc/claude-code/managed-mcp.json', 'managed /etc/claude-code/managed-settings.json'],
    win32: [
      'managed C:/Program Files/ClaudeCode/managed-mcp.json',
      'managed C:/Program Files/ClaudeCode/managed-settings.json',
    ],
  },
  codex: {
    all: [
      'user ~/.codex/config.toml',
      'profile ~/.codex/*.config.toml',
      'project P/.codex/config.toml',
      'plugin ~/.codex/plugins/**/.mcp.json',
      'plugin ~/.codex/plugins/**/.codex-plugin/plugin.json',
    ],
    darwin: ['config.toml', 'managed_config.toml', 'requirements.toml'].map((name) => `managed /etc/codex/${name}`),
    linux: ['config.toml', 'managed_config.toml', 'requirements.toml'].map((name) => `managed /etc/codex/${name}`),
    win32: ['config.toml', 'managed_config.toml', 'requirements.toml'].map(
      (name) => `managed C:/ProgramData/OpenAI/Codex/${name}`,
    ),
  },
  cursor: {
    all: [
      'user ~/.cursor/mcp.json',
      'project P/.cursor/mcp.json',
      'plugin ~/.cursor/plugins/cache/**/.mcp.json',
      'plugin ~/.cursor/plugins/cache/**/mcp.json',
      'plugin ~/.cursor/plugins/cache/**/.cursor-plugin/plugin.json',
      'plugin ~/.cursor/plugins/local/*/.mcp.json',
      'plugin ~/.cursor/plugins/local/*/mcp.json',
      'plugin ~/.cursor/plugins/local/*/.cursor-plugin/plugin.json',
      'plugin ~/.cursor/plugins/local/**/.mcp.json',
      'plugin ~/.cursor/plugins/local/**/mcp.json',
      'plugin ~/.cursor/plugins/local/**/.cursor-plugin/plugin.json',
      'user A/Cursor/User/workspaceStorage/*/workspace.json',
    ],
  },
  'gemini-cli': {
    all: [
      'user ~/.gemini/settings.json',
      'project P/.gemini/settings.json',
      'plugin ~/.gemini/extensions/*/gemini-extension.json',
      'user ~/.gemini/mcp-server-enablement.json',
      'user ~/.gemini/extensions/extension-enablement.json',
    ],
    darwin: [
      'managed /Library/Application Support/GeminiCli/settings.json',
      'managed /Library/Application Support/GeminiCli/system-defaults.json',
    ],
    linux: ['managed /etc/gemini-cli/settings.json', 'managed /etc/gemini-cli/system-defaults.json'],
    win32: [
      'managed C:/ProgramData/gemini-cli/settings.json',
      'managed C:/ProgramData/gemini-cli/system-defaults.json',
    ],
  },
  vscode: {
    all: [
      ...[
        'A/Code/User',
        'A/Code - Insiders/User',
        '~/.vscode-server/data/User',
        '~/.vscode-server-insiders/data/User',
      ].flatMap((folder) => [
        `user ${folder}/mcp.json`,
        `profile ${folder}/profiles/*/mcp.json`,
        `user ${folder}/settings.json`,
        `profile ${folder}/profiles/*/settings.json`,
        `user ${folder}/workspaceStorage/*/workspace.json`,
      ]),
      'project P/.vscode/mcp.json',
      'project P/.vscode/settings.json',
      'project P/*.code-workspace',
      'project P/.devcontainer/devcontainer.json',
      'project P/.devcontainer.json',
      'project P/.devcontainer/*/devcontainer.json',
    ],
  },
  windsurf: {
    all: [
      'user ~/.codeium/windsurf/mcp_config.json',
      'user ~/.codeium/windsurf-next/mcp_config.json',
      'user ~/.codeium/mcp_config.json',
    ],
  },
  devin: {
    all: [
      'project P/.devin/mcp_config.json',
      'local P/.devin/mcp_config.local.json',
      'project P/.devin/config.json',
      'local P/.devin/config.local.json',
    ],
    darwin: ['user ~/.config/devin/mcp_config.json', 'user ~/.config/devin/config.json'],
    linux: ['user ~/.config/devin/mcp_config.json', 'user ~/.config/devin/config.json'],
    win32: ['user A/devin/mcp_config.json', 'user A/devin/config.json'],
  },
  zed: {
    all: ['project P/.zed/settings.json'],
    darwin: ['user ~/.config/zed/settings.json'],
    linux: ['user ~/.config/zed/settings.json'],
    win32: ['user A/Zed/settings.json'],
  },
};

describe('the places of', () => {
  it.each(
    CLIENTS.flatMap(({ id }) => (['darwin', 'linux', 'win32'] as const).map((platform) => [id, platform] as const)),
  )('%s on %s are the documented ones', (id, platform) => {
    const { all = [], [platform]: own = [] } = TABLE[id] ?? {};
    expect(placesOf(id, platform).toSorted()).toEqual(spell([...all, ...own], platform).toSorted());
  });
});

describe('an environment variable', () => {
  it.each<[string, Platform, Machine['env'], string]>([
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/cfg' }, 'user /cfg/.claude.json'],
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/cfg' }, 'user /cfg/settings.json'],
    ['claude-code', 'linux', { CLAUDE_CONFIG_DIR: '/cfg' }, 'plugin /cfg/plugins/cache/**/.mcp.json'],
    ['claude-code', 'linux', { CLAUDE_CODE_PLUGIN_CACHE_DIR: '/pl' }, 'plugin /pl/cache/**/.mcp.json'],
    ['claude-code', 'linux', { CLAUDE_CODE_PLUGIN_SEED_DIR: '/seed' }, 'plugin /seed/cache/**/.mcp.json'],
    ['claude-desktop', 'linux', { XDG_CONFIG_HOME: '/xdg' }, 'user /xdg/Claude/claude_desktop_config.json'],
    ['claude-desktop', 'win32', { APPDATA: 'E:\\Roaming' }, 'user E:\\Roaming\\Claude\\claude_desktop_config.json'],
    ['codex', 'darwin', { CODEX_HOME: '/codex' }, 'user /codex/config.toml'],
    ['codex', 'win32', { ProgramData: 'E:\\Data' }, 'managed E:\\Data\\OpenAI\\Codex\\config.toml'],
    ['gemini-cli', 'linux', { GEMINI_CLI_SYSTEM_SETTINGS_PATH: '/g/s.json' }, 'managed /g/s.json'],
    ['vscode', 'linux', { VSCODE_PORTABLE: '/vsc' }, 'user /vsc/user-data/User/mcp.json'],
    ['copilot-cli', 'linux', { COPILOT_HOME: '/cop' }, 'user /cop/mcp-config.json'],
    ['copilot-jetbrains', 'win32', { LOCALAPPDATA: 'E:\\L' }, 'user E:\\L\\github-copilot\\intellij\\mcp.json'],
    ['devin', 'linux', { XDG_CONFIG_HOME: '/xdg' }, 'user /xdg/devin/mcp_config.json'],
    ['qwen-code', 'linux', { QWEN_CODE_SYSTEM_SETTINGS_PATH: '/q/s.json' }, 'managed /q/s.json'],
    ['zed', 'linux', { XDG_CONFIG_HOME: '/xdg' }, 'user /xdg/zed/settings.json'],
    ['zed', 'linux', { XDG_CONFIG_HOME: '/xdg', FLATPAK_XDG_CONFIG_HOME: '/fp' }, 'user /fp/zed/settings.json'],
  ])('moves a place of %s on %s (%o)', (id, platform, env, expected) => {
    expect(placesOf(id, platform)).not.toContain(expected);
    expect(placesOf(id, platform, env)).toContain(expected);
  });

  it('that is relative or empty counts as unset', () => {
    expect(placesOf('codex', 'linux', { CODEX_HOME: 'codex' })).toEqual(placesOf('codex', 'linux'));
    expect(placesOf('codex', 'linux', { CODEX_HOME: '' })).toEqual(placesOf('codex', 'linux'));
  });
});

describe('a path template', () => {
  const { linux } = MACHINES;

  it('takes wildcards from itself only', () => {
    expect(expandPath('<project>/*.x/y', linux, '/w/[a]*b')).toEqual({ base: '/w/[a]*b', patterns: ['*.x', 'y'] });
    expect(expandPath('~/a', { ...linux, home: '/home/**' }, null)).toEqual({ base: '/home/**/a', patterns: [] });
  });

  it('of Windows is one of its mounted drives, when it is looked at from its Linux side', () => {
    const windows: Machine = { platform: 'win32', home: '/mnt/c/Users/ada', env: {}, nodePrefixes: [], drives: '/mnt' };
    expect(expandPath('<appdata>/Claude/a.json', windows, null)?.base).toBe(
      '/mnt/c/Users/ada/AppData/Roaming/Claude/a.json',
    );
    expect(expandPath({ win32: 'C:/Program Files/a' }, windows, null)?.base).toBe('/mnt/c/Program Files/a');
    expect(onDrive('d:\\work\\shop', '/mnt')).toBe('/mnt/d/work/shop');
    expect(onDrive('/home/ada', '/mnt')).toBe('/home/ada');
  });

  it('has no target without its project, its variable or on another system', () => {
    expect(expandPath('<project>/a', linux, null)).toBeNull();
    expect(expandPath('${NOT_SET:-}/a', linux, null)).toBeNull();
    expect(expandPath({ win32: '~/a' }, linux, null)).toBeNull();
  });
});
