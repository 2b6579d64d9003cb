import { lookup, type Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { readPlugin, readPluginServers } from './_plugin.ts';
import { merge, readBelow } from './_servers.ts';
import type { Client, Place, Reading, Toggle } from './index.ts';

const HOME = '${CODEX_HOME:-~/.codex}';
const SYSTEM = {
  darwin: '/etc/codex',
  linux: '/etc/codex',
  win32: '${ProgramData:-C:/ProgramData}/OpenAI/Codex',
};

/** Source: RawMcpServerConfig of codex-rs/config/src/mcp_types.rs; there is no `type` and no SSE. */
const DIALECT: Dialect = {
  url: 'http',
  settings: ['default_tools_approval_mode', 'tools'],
  filters: ['enabled_tools', 'disabled_tools'],
};

const managed = (name: string, shape?: string): Place => ({
  scope: 'managed',
  path: {
    darwin: `${SYSTEM.darwin}/${name}`,
    linux: `${SYSTEM.linux}/${name}`,
    win32: `${SYSTEM.win32}/${name}`,
  },
  format: 'toml',
  ...(shape === undefined ? {} : { shape }),
});

/** The folders whose trust was decided: every project that was opened. */
function readProjects(root: Node): string[] {
  const projects = lookup(root, 'projects')?.value;
  return projects?.kind === 'object' ? projects.members.map(({ key }) => key) : [];
}

/** `[plugins."name@marketplace"]` with its switch. */
function readPlugins(root: Node): Reading {
  const plugins = lookup(root, 'plugins')?.value;
  const members = plugins?.kind === 'object' ? plugins.members : [];
  const toggles = members.flatMap(({ key: plugin, value }): Toggle[] => {
    const enabled = lookup(value, 'enabled')?.value;
    return enabled?.kind === 'boolean' ? [{ server: '*', enabled: enabled.value, project: null, plugin }] : [];
  });
  return { entries: [], problems: [], toggles };
}

/**
 * `requirements.toml`: with a table `mcp_servers` only the servers in it start, and those only when they run the command or
 * URL that stands there, which is not compared here.
 */
function readRequirements(root: Node): Reading {
  const servers = lookup(root, 'mcp_servers')?.value;
  if (servers?.kind !== 'object') return { entries: [], problems: [] };
  const allowed = servers.members.map(({ key }) => key);
  const named = allowed.map((server): Toggle => ({ server, enabled: null, project: null }));
  return {
    entries: [],
    problems: [],
    toggles: [...named, { server: '*', enabled: false, project: null, but: allowed }],
  };
}

export const codex: Client = {
  id: 'codex',
  name: 'Codex CLI',
  aliases: ['openai-codex'],
  docs: 'https://developers.openai.com/codex/mcp',
  toolSwitch: '`disabled_tools` of its entry, or `enabled_tools`, which names those that are offered',
  places: [
    { scope: 'user', path: `${HOME}/config.toml`, format: 'toml' },
    { scope: 'profile', path: `${HOME}/*.config.toml`, format: 'toml' },
    { scope: 'project', path: '<project>/.codex/config.toml', format: 'toml' },
    managed('config.toml'),
    managed('managed_config.toml'),
    managed('requirements.toml', 'requirements'),
    { scope: 'plugin', path: `${HOME}/plugins/**/.mcp.json`, format: 'json', shape: 'plugin-servers' },
    { scope: 'plugin', path: `${HOME}/plugins/**/.codex-plugin/plugin.json`, format: 'json', shape: 'plugin' },
  ],
  read(root, { shape }, where) {
    if (shape === 'plugin-servers') return readPluginServers(root, where);
    if (shape === 'plugin') return readPlugin(root, where);
    if (shape === 'requirements') return readRequirements(root);
    const own = { entries: [], problems: [], projects: readProjects(root) };
    return merge(readBelow(root, 'mcp_servers', DIALECT), readPlugins(root), own);
  },
};
