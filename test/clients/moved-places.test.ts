import { describe, expect, it } from 'vitest';
import { CLIENTS, expandPath } from '../../src/clients/index.ts';
import type { Machine } from '../../src/io/index.ts';

/** The places of a client on a machine with these variables. */
function pathsOf(id: string, platform: Machine['platform'], env: Machine['env']): string[] {
  const home = platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada';
  const machine: Machine = { platform, home, env, nodePrefixes: [] };
  const places = CLIENTS.find((client) => client.id === id)?.places ?? [];
  return places.flatMap(({ path }) => expandPath(path, machine, null)?.base ?? []);
}

describe('an environment variable', () => {
  it.each<[string, Machine['platform'], Machine['env'], string]>([
    ['cline', 'linux', { CLINE_DIR: '/c' }, '/c/data/settings/cline_mcp_settings.json'],
    ['cline', 'linux', { CLINE_DIR: '/c', CLINE_DATA_DIR: '/d' }, '/d/settings/cline_mcp_settings.json'],
    ['cline', 'linux', { CLINE_MCP_SETTINGS_PATH: '/s.json' }, '/s.json'],
    [
      'cline',
      'linux',
      { VSCODE_PORTABLE: '/v' },
      '/v/user-data/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    ],
    ['continue', 'darwin', { CONTINUE_GLOBAL_DIR: '/c' }, '/c/config.yaml'],
    ['cortex-code', 'linux', { SNOWFLAKE_HOME: '/s' }, '/s/cortex/mcp.json'],
    ['crush', 'linux', { CRUSH_GLOBAL_CONFIG: '/c' }, '/c/crushrc'],
    ['crush', 'linux', { XDG_DATA_HOME: '/d' }, '/d/crush/crush.json'],
    ['fast-agent', 'linux', { FAST_AGENT_HOME: '/f' }, '/f/fast-agent.yaml'],
    ['goose', 'linux', { GOOSE_PATH_ROOT: '/g' }, '/g/config/config.yaml'],
    ['grok-build', 'linux', { GROK_HOME: '/g' }, '/g/config.toml'],
    ['hermes', 'win32', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\hermes\\config.yaml'],
    ['hermes', 'win32', { HERMES_HOME: 'D:\\h' }, 'D:\\h\\config.yaml'],
    ['kilo-code', 'linux', { KILO_CONFIG_DIR: '/k' }, '/k/kilo.json'],
    ['kimi-code', 'linux', { KIMI_CODE_HOME: '/k' }, '/k/mcp.json'],
    ['mcporter', 'linux', { MCPORTER_CONFIG: '/m.json' }, '/m.json'],
    ['opencode', 'linux', { OPENCODE_CONFIG: '/o.json' }, '/o.json'],
    ['opencode', 'darwin', { OPENCODE_CONFIG_DIR: '/o' }, '/o/opencode.jsonc'],
    ['opencode', 'win32', { XDG_CONFIG_HOME: 'D:\\x' }, 'D:\\x\\opencode\\opencode.json'],
    ['openclaw', 'linux', { OPENCLAW_STATE_DIR: '/o' }, '/o/openclaw.json'],
    ['openclaw', 'linux', { OPENCLAW_CONFIG_PATH: '/c.json' }, '/c.json'],
    ['pi', 'linux', { PI_CODING_AGENT_DIR: '/p' }, '/p/mcp.json'],
  ])('moves a place of %s on %s (%o)', (id, platform, env, expected) => {
    expect(pathsOf(id, platform, {})).not.toContain(expected);
    expect(pathsOf(id, platform, env)).toContain(expected);
  });
});
