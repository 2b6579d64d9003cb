import { lookup, pointer, type Member, type Node } from '../syntax/index.ts';
import { CLAUDE_CODE, readSettings, readSwitches } from './_claude-settings.ts';
import { Fields } from './_fields.ts';
import { readPlugin, readPluginServers } from './_plugin.ts';
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
    { scope: 'plugin', path: `${folder}/**/.mcp.json`, format: 'json', shape: 'plugin-servers' },
    { scope: 'plugin', path: `${folder}/**/.claude-plugin/plugin.json`, format: 'json', shape: 'plugin' },
  ],
);

function readProject({ key: project, value }: Member): Reading {
  const path = ['projects', project];
  const {
    entries,
    problems,
    toggles = [],
  } = readServers(lookup(value, 'mcpServers'), [...path, 'mcpServers'], CLAUDE_CODE);
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
    readServers(lookup(root, 'mcpServers'), ['mcpServers'], CLAUDE_CODE),
    readSwitches(root, '', null),
    ...[...new Map(projects.map((member) => [member.key, member])).values()].map(readProject),
    { entries: [], problems: fields.problems, projects: projects.map(({ key }) => key) },
  );
}

export const claudeCode: Client = {
  id: 'claude-code',
  name: 'Claude Code',
  aliases: ['claude', 'claude-plugin'],
  docs: 'https://code.claude.com/docs/en/mcp',
  toolSwitch: '`permissions.deny` of the settings: `mcp__SERVER__TOOL`',
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
  read(root, { scope, shape }, where) {
    if (shape === 'state') return readState(root);
    if (shape === 'settings') return readSettings(root, scope);
    if (shape === 'plugin-servers') return readPluginServers(root, where);
    return shape === 'plugin' ? readPlugin(root, where) : readMcpJson(root, CLAUDE_CODE);
  },
};
