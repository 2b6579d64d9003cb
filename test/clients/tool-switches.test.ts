import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILTERS } from '../../src/clients/_settings.ts';
import { CLIENTS, type Client, type Entry } from '../../src/clients/index.ts';
import { NO_SETTINGS, type Settings } from '../../src/model/server.ts';
import { accessOf } from '../../src/model/tool-access.ts';
import { discover } from '../../src/scan/discover.ts';
import { identify } from '../../src/scan/identify.ts';
import { parse } from '../../src/syntax/index.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

/** Everything that a client may read servers from, each with this entry. */
function fileWith(entry: object): string {
  const map = { one: entry };
  return JSON.stringify({
    mcpServers: map,
    servers: map,
    mcp_servers: map,
    context_servers: map,
    extensions: map,
    'amp.mcpServers': map,
    'augment.advanced': { mcpServers: [{ name: 'one', ...entry }] },
    plugins: [{ name: 'one', ...entry }],
    mcp: { ...map, servers: map },
  });
}

function entriesOf({ places, read }: Client, entry: object): Entry[] {
  const { root } = parse(fileWith(entry), 'json');
  if (root === null) throw new Error('no root');
  const shapes = [...new Set(places.map(({ shape }) => shape))];
  return shapes.flatMap((shape) => read(root, { scope: 'user', ...(shape === undefined ? {} : { shape }) }).entries);
}

const ENTRY = { type: 'stdio', command: 'server' };
const filters = ({ settings }: Entry): boolean => settings.enabledTools !== null || settings.disabledTools.length > 0;

/** The keys of an entry by which a client lets tools be offered or not. */
function honoured(client: Client): string[] {
  const forms = (key: string): unknown[] => (key === 'tools' ? [['t'], { exclude: ['t'] }] : [['t']]);
  return FILTERS.filter((key) => forms(key).some((form) => entriesOf(client, { ...ENTRY, [key]: form }).some(filters)));
}

const named = (text: string): string[] => [...text.matchAll(/`([\w.]+)`/g)].map(([, key = '']) => key);

describe('toolSwitch', () => {
  it.each(CLIENTS.map((client) => [client.id, client] as const))('of %s names the keys that are read', (_, client) => {
    const { toolSwitch = '' } = client;
    const known = new Set(named(toolSwitch).map((key) => key.split('.')[0]));
    for (const key of honoured(client)) expect(known, `${client.id} reads ${key}`).toContain(key);
    if (/^`\w+`[^:]* of its entry/.test(toolSwitch)) {
      const told = named(toolSwitch.replace(/`tools` of an agent.*/, '')).filter((key) => FILTERS.includes(key));
      expect(
        honoured(client)
          .filter((key) => told.includes(key))
          .sort(),
      ).toEqual([...new Set(told)].sort());
    }
  });

  it.each(CLIENTS.flatMap(({ id, toolSwitch }) => (toolSwitch === undefined ? [] : [[id, toolSwitch]])))(
    'of %s is a few words',
    (_, toolSwitch) => {
      expect(toolSwitch?.length).toBeLessThan(150);
      expect(toolSwitch).not.toMatch(/[.]$|^by |\n/);
    },
  );

  it.each([
    'claude-code',
    'codex',
    'cursor',
    'gemini-cli',
    'goose',
    'kiro',
    'opencode',
    'roo',
    'vscode',
    'windsurf',
    'zed',
  ])('is known of %s', (id) => expect(CLIENTS.find((client) => client.id === id)?.toolSwitch).toBeDefined());

  it('is told of each declaration, or that it is not known', () => {
    const found = (client: string): Array<string | null> => {
      const files = rootedFiles(join(import.meta.dirname, '../../fixtures/clients', client));
      const machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] } as const;
      const { declared } = discover(
        { home: true, managed: true, project: '/home/ada/shop', files: [] },
        machine,
        files,
      );
      const all = identify(declared).candidates.flatMap(({ server }) => server.declarations);
      return [...new Set(all.filter((one) => one.client === client).map(({ toolSwitch }) => toolSwitch))];
    };
    expect(found('kiro')).toEqual([expect.stringContaining('`disabledTools`')]);
    expect(found('cline')).toEqual([null]);
  });
});

describe('a filter', () => {
  const settingsFor = (id: string, more: object): Settings => {
    const client = CLIENTS.find((one) => one.id === id);
    const [entry] = client === undefined ? [] : entriesOf(client, { ...ENTRY, ...more });
    return entry?.settings ?? NO_SETTINGS;
  };

  it.each(['cline', 'lm-studio', 'boltai', 'claude-desktop', 'cursor', 'zed'])(
    'that %s does not know leaves a tool on',
    (id) => {
      const more = { disabledTools: ['drop'], enabledTools: ['list'], excludeTools: ['drop'], tools: ['list'] };
      expect(accessOf(settingsFor(id, more), 'drop').isOffered).toBe(true);
    },
  );

  it('that approves is taken also where the client is not known to honour it', () => {
    expect(settingsFor('boltai', { autoApprove: ['drop'] }).approvedTools).toEqual(['drop']);
    expect(settingsFor('boltai', { tools: { drop: { approval_mode: 'approve' } } }).approvedTools).toEqual(['drop']);
  });

  it('with a star switches nothing off where names are compared', () => {
    expect(settingsFor('roo', { disabledTools: ['dr*', '*', 'cut'] }).disabledTools).toEqual(['cut']);
    expect(settingsFor('pool', { deny: ['dr*'] }).disabledTools).toEqual(['dr*']);
  });

  it('is a list of those that are on, or of those that are off', () => {
    const codex = settingsFor('codex', { enabled_tools: ['list', 'drop'], disabled_tools: ['drop'] });
    expect(['list', 'drop', 'cut'].map((tool) => accessOf(codex, tool).isOffered)).toEqual([true, false, false]);
    expect(settingsFor('codex', { tools: ['list'] }).enabledTools).toBeNull();
    expect(settingsFor('codex', { tools: { list: { approval_mode: 'approve' } } }).approvedTools).toEqual(['list']);
    const hermes = settingsFor('hermes', { tools: { include: ['list'], exclude: ['drop'], cut: false } });
    expect(hermes).toMatchObject({ enabledTools: ['list'], disabledTools: ['cut', 'drop'] });
  });
});

describe('Claude Code', () => {
  const read = (settings: object): unknown => {
    const client = CLIENTS.find(({ id }) => id === 'claude-code');
    const { root } = parse(JSON.stringify(settings), 'json');
    return root && client?.read(root, { scope: 'user', shape: 'settings' }).filters;
  };

  it('denies the tools of every server by a star, and allows none by one', () => {
    expect(
      read({ permissions: { allow: ['mcp__*', 'mcp__*__read'], deny: ['mcp__*', 'mcp__*__drop', 'mcp__a*__x'] } }),
    ).toEqual([
      { server: '*', settings: { disabledTools: ['*'] } },
      { server: '*', settings: { disabledTools: ['drop'] } },
    ]);
  });

  it('approves every tool in the mode that asks nothing', () => {
    const all = [{ server: '*', settings: { approvedTools: ['*'] } }];
    expect(read({ permissions: { defaultMode: 'bypassPermissions' } })).toEqual(all);
    expect(read({ permissions: { defaultMode: 'acceptEdits' } })).toEqual([]);
    expect(read({ permissions: { defaultMode: true } })).toEqual([]);
  });
});
