import { lookup, pointer, toData, type Member, type Node, type Position } from '../syntax/index.ts';
import { bring, folderOf, nameOf, separatorOf } from './_bring.ts';
import { CLAUDE_FOLDERS } from './_claude-folders.ts';
import { readEntry } from './_entry.ts';
import { Fields, text } from './_fields.ts';
import { merge } from './_servers.ts';
import type { Client, Outline, Place, Reading, Toggle, Where } from './index.ts';

const NOTHING: Reading = { entries: [], problems: [] };

/** The fields of an entry as one system starts it: those of `platform_overrides` count where they are given. */
function forPlatform(config: Node & { kind: 'object' }, platform: string | undefined): Node {
  const own = platform === undefined ? undefined : lookup(lookup(config, 'platform_overrides')?.value, platform)?.value;
  return { ...config, members: [...config.members, ...(own?.kind === 'object' ? own.members : [])] };
}

/** `uv` extensions may leave their command out: the app then runs the entry point in the extension's own project. */
function uvConfig(at: Position, entryPoint: string): Node {
  const words = ['run', '--directory', '${__dirname}', entryPoint];
  const args: Node = { kind: 'array', at, items: words.map((value) => ({ kind: 'string', at, value })) };
  const command: Node = { kind: 'string', at, value: 'uv' };
  return {
    kind: 'object',
    at,
    members: [
      { key: 'command', at, value: command },
      { key: 'args', at, value: args },
    ],
  };
}

/** What the variables of a manifest stand for; `${user_config.…}` is the user's own and stays as written. */
function variables(folder: string, { home }: Where): Map<string, string> {
  const separator = separatorOf(folder);
  const own = (name: string): [string, string] => [name.toUpperCase(), `${home}${separator}${name}`];
  return new Map([
    ['__dirname', folder],
    ['HOME', home],
    ['/', separator],
    ['pathSeparator', separator],
    ...['Desktop', 'Documents', 'Downloads'].map(own),
  ]);
}

/**
 * What a manifest says that the extension offers. `tools_generated` and `prompts_generated` say that there are others, which it
 * makes as it runs.
 */
function outlineOf(manifest: Node): Outline {
  const value = (key: string): Node | undefined => lookup(manifest, key)?.value;
  const isSet = (key: string): boolean => {
    const found = value(key);
    return found !== undefined && found.kind !== 'null' && !(found.kind === 'boolean' && !found.value);
  };
  const [tools, prompts] = [value('tools'), value('prompts')];
  const hasTools = tools?.kind === 'array';
  return {
    list: { tools: hasTools ? toData(tools) : [], ...(prompts === undefined ? {} : { prompts: toData(prompts) }) },
    isWhole: hasTools && !isSet('tools_generated') && !isSet('prompts_generated'),
  };
}

/** Reads an extension's manifest as the one server that it is. Source: MANIFEST.md of MCPB, versions 0.1 to 0.4. */
function readManifest(manifest: Node, path: readonly string[], id: string, where?: Where, folder?: string): Reading {
  const server = lookup(manifest, 'server');
  if (server?.value.kind !== 'object') {
    const message = 'its manifest does not say what it starts';
    return { entries: [], problems: [{ message, at: manifest.at, pointer: pointer(path) }] };
  }
  const fields = new Fields(server.value, pointer([...path, 'server']));
  const given = fields.get('mcp_config');
  const isUv = fields.read('type', text, 'text') === 'uv';
  const entryPoint = isUv && !given ? fields.read('entry_point', text, 'a path') : null;
  const config = given?.value ?? (entryPoint ? uvConfig(server.at, entryPoint) : undefined);
  if (config?.kind !== 'object') {
    fields.add('it does not say which command starts it', server.at);
    return { entries: [], problems: fields.problems };
  }
  const member: Member = { key: id, at: given?.at ?? server.at, value: forPlatform(config, where?.platform) };
  const at = pointer([...path, 'server', ...(given ? ['mcp_config'] : [])]);
  const { entry, problems } = readEntry(member, at, { settings: [] });
  const reading = {
    entries: entry ? [{ ...entry, outline: outlineOf(manifest) }] : [],
    problems: [...fields.problems, ...problems],
  };
  return bring(reading, where && folder !== undefined ? variables(folder, where) : new Map(), id);
}

/** `extensions-installations.json`: every installed extension with its whole manifest. */
function readInstallations(root: Node, where?: Where): Reading {
  const fields = new Fields(root, '');
  const base = where && folderOf(where.file);
  return merge(
    { entries: [], problems: fields.problems },
    ...fields.members('extensions', 'a map of extensions').map(({ key: id, value }) => {
      const manifest = lookup(value, 'manifest')?.value;
      if (manifest === undefined) return NOTHING;
      const folder = base && [base, 'Claude Extensions', id].join(separatorOf(base));
      return readManifest(manifest, ['extensions', id, 'manifest'], id, where, folder);
    }),
  );
}

/** An extension's own settings: of its user's values nothing is read. */
function readSettings(root: Node, where?: Where): Reading {
  if (where === undefined) return NOTHING;
  const fields = new Fields(root, '');
  const switched = fields.get('isEnabled')?.value;
  const isBlocked = fields.get('orgBlockedReason') !== undefined;
  const enabled = isBlocked ? false : switched?.kind === 'boolean' ? switched.value : null;
  const id = nameOf(where.file, '.json');
  return { entries: [], problems: [], toggles: [{ server: '*', enabled, project: null, plugin: id }] };
}

/** Ids in an entry of the blocklist, whose form is not documented: a text, or a map with an id. */
function idOf(entry: Node): string | undefined {
  if (entry.kind === 'string') return entry.value;
  const id = ['id', 'extensionId', 'extension_id', 'name'].map((key) => lookup(entry, key)?.value);
  return id.find((value) => value?.kind === 'string')?.value;
}

/** `extensions-blocklist.json`: lists of extensions that the app does not start. */
function readBlocklist(root: Node): Reading {
  const lists = root.kind === 'array' ? root.items : [root];
  const entries = lists.flatMap((list) => {
    const found = lookup(list, 'entries')?.value;
    return found?.kind === 'array' ? found.items : [];
  });
  const unknown = entries.filter((entry) => idOf(entry) === undefined);
  return {
    entries: [],
    problems: unknown.map(({ at }) => ({ message: 'an entry of the blocklist names no extension', at, pointer: '' })),
    toggles: entries.flatMap((entry): Toggle[] => {
      const plugin = idOf(entry);
      return plugin === undefined ? [] : [{ server: '*', enabled: false, project: null, plugin }];
    }),
  };
}

/**
 * Extensions of Claude Desktop (`.mcpb`, once `.dxt`), unpacked with all their packages. One without settings may be on or
 * off: sources disagree.
 */
export const claudeDesktopExtensions: Client = {
  id: 'claude-desktop-extensions',
  name: 'Claude Desktop extensions',
  aliases: ['mcpb', 'dxt'],
  docs: 'https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md',
  places: CLAUDE_FOLDERS.flatMap((folder): Place[] => [
    { scope: 'plugin', path: folder('Claude Extensions/*/manifest.json'), format: 'json', shape: 'manifest' },
    { scope: 'plugin', path: folder('extensions-installations.json'), format: 'json', shape: 'installations' },
    {
      scope: 'user',
      path: folder('Claude Extensions Settings/*.json'),
      format: 'json',
      shape: 'settings',
      index: true,
    },
    { scope: 'user', path: folder('extensions-blocklist.json'), format: 'json', shape: 'blocklist', index: true },
  ]),
  read(root, { shape }, where) {
    if (shape === 'settings') return readSettings(root, where);
    if (shape === 'blocklist') return readBlocklist(root);
    if (shape === 'installations') return readInstallations(root, where);
    const folder = where && folderOf(where.file);
    const name = lookup(root, 'name')?.value;
    const id = folder === undefined ? (name?.kind === 'string' ? name.value : '') : nameOf(folder);
    return readManifest(root, [], id, where, folder);
  },
};
