import { lookup, pointer, type Member, type Node } from '../syntax/index.ts';
import { Fields, names } from './_fields.ts';
import { readPlugin } from './_plugin.ts';
import { merge, readMcpJson, readServers } from './_servers.ts';
import type { Client, Place, Reading } from './index.ts';

const HOME = '${CLAUDE_CONFIG_DIR:-~/.claude}';
/** The variable names the folder above the cache, whatever it is called. */
const PLUGINS = `\${CLAUDE_CODE_PLUGIN_CACHE_DIR:-${HOME}/plugins}`;
const SYSTEM = {
  darwin: '/Library/Application Support/ClaudeCode',
  linux: '/etc/claude-code',
  win32: 'C:/Program Files/ClaudeCode',
};

const managed = (name: string, shape: string): Place => ({
  scope: 'managed',
  path: {
    darwin: `${SYSTEM.darwin}/${name}`,
    linux: `${SYSTEM.linux}/${name}`,
    win32: `${SYSTEM.win32}/${name}`,
  },
  format: 'json',
  shape,
});

/** Installed plugins; `marketplaces` beside them is a catalogue of what could be installed. */
const plugins = [`${PLUGINS}/cache`, `${PLUGINS}/repos`, '${CLAUDE_CODE_PLUGIN_SEED_DIR:-}/cache'].flatMap(
  (folder): Place[] => [
    { scope: 'plugin', path: `${folder}/**/.mcp.json`, format: 'json', shape: 'servers' },
    { scope: 'plugin', path: `${folder}/**/.claude-plugin/plugin.json`, format: 'json', shape: 'plugin' },
  ],
);

/** Lists of names that switch servers on or off. `where` is the pointer of the node, `project` whom it is about. */
function readSwitches(node: Node, where: string, project: string | null): Reading {
  const fields = new Fields(node, where);
  const toggles = (key: string, enabled: boolean, scopes: Place['scope'][]): NonNullable<Reading['toggles']> =>
    (fields.read(key, names, 'a list of names') ?? []).map((server) => ({ server, enabled, project, scopes }));
  const all = [
    ...toggles('disabledMcpjsonServers', false, ['project']),
    ...toggles('enabledMcpjsonServers', true, ['project']),
    ...toggles('disabledMcpServers', false, project === null ? ['user'] : ['local']),
  ];
  return { entries: [], problems: fields.problems, toggles: all };
}

/** `deniedMcpServers` of the settings, as far as it goes by name. */
function readDenied(root: Node): Reading {
  const denied = lookup(root, 'deniedMcpServers')?.value;
  const servers = (denied?.kind === 'array' ? denied.items : []).flatMap((item) => {
    const name = lookup(item, 'serverName')?.value;
    return name?.kind === 'string' ? [name.value] : [];
  });
  return {
    entries: [],
    problems: [],
    toggles: servers.map((server) => ({ server, enabled: false, project: null })),
  };
}

function readProject({ key: project, value }: Member): Reading {
  const path = ['projects', project];
  const { entries, problems, toggles = [] } = readServers(lookup(value, 'mcpServers'), [...path, 'mcpServers']);
  const local = {
    entries: entries.map((entry) => ({ ...entry, project })),
    problems,
    toggles: toggles.map((toggle) => ({ ...toggle, project })),
  };
  return merge(local, readSwitches(value, pointer(path), project));
}

/** `~/.claude.json`: the user's servers, and those of one person in one project. */
function readState(root: Node): Reading {
  const fields = new Fields(root, '');
  const projects = fields.members('projects', 'a map of folders');
  return merge(
    readServers(lookup(root, 'mcpServers'), ['mcpServers']),
    readSwitches(root, '', null),
    ...[...new Map(projects.map((member) => [member.key, member])).values()].map(readProject),
    { entries: [], problems: fields.problems, projects: projects.map(({ key }) => key) },
  );
}

export const claudeCode: Client = {
  id: 'claude-code',
  name: 'Claude Code',
  docs: 'https://code.claude.com/docs/en/mcp',
  places: [
    { scope: 'user', path: '${CLAUDE_CONFIG_DIR:-~}/.claude.json', format: 'json', shape: 'state' },
    { scope: 'user', path: `${HOME}/settings.json`, format: 'json', shape: 'settings' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', shape: 'servers' },
    { scope: 'project', path: '<above>/.mcp.json', format: 'json', shape: 'servers' },
    { scope: 'project', path: '<project>/.claude/settings.json', format: 'json', shape: 'settings' },
    { scope: 'local', path: '<project>/.claude/settings.local.json', format: 'json', shape: 'settings' },
    managed('managed-mcp.json', 'servers'),
    managed('managed-settings.json', 'settings'),
    ...plugins,
  ],
  read(root, { shape }) {
    if (shape === 'state') return readState(root);
    if (shape === 'settings') return merge(readSwitches(root, '', null), readDenied(root));
    return shape === 'plugin' ? readPlugin(root) : readMcpJson(root);
  },
};
