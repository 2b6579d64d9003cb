import { lookup, type Node } from '../syntax/index.ts';
import { bring, folderOf, nameOf, separatorOf } from './_bring.ts';
import type { Dialect } from './_entry.ts';
import { Fields, names } from './_fields.ts';
import { merge, readBelow } from './_servers.ts';
import type { Platform } from '../io/index.ts';
import type { Place, Reading, Toggle, Where } from './index.ts';

/** `url` is SSE and `httpUrl` streamable HTTP; both win over a command. */
const DIALECT: Dialect = {
  url: 'sse',
  urlFirst: true,
  settings: ['trust', 'headersHelper'],
  filters: ['includeTools', 'excludeTools'],
};

/** `mcp.allowed` and `mcp.excluded`, and the names that the first settings format had for them. */
function readLists(root: Node): Reading {
  const fields = new Fields(root, '');
  const mcp = fields.below('mcp');
  const listOf = (nested: string, first: string): string[] | null =>
    mcp?.read(nested, names, 'a list of names') ?? fields.read(first, names, 'a list of names') ?? null;
  const allowed = listOf('allowed', 'allowMCPServers');
  const excluded = listOf('excluded', 'excludeMCPServers') ?? [];
  const toggles = excluded.map((server): Toggle => ({ server, enabled: false, project: null }));
  if (allowed) toggles.push({ server: '*', enabled: false, project: null, but: allowed });
  return { entries: [], problems: fields.problems, toggles };
}

/** `mcp-server-enablement.json`: a switch for each server, by its name in lower case; `ext:` marks an extension's. */
function readEnablement(root: Node): Reading {
  const members = root.kind === 'object' ? root.members : [];
  const toggles = members.flatMap(({ key, value }): Toggle[] => {
    const enabled = lookup(value, 'enabled')?.value;
    if (enabled?.kind !== 'boolean') return [];
    return [{ server: key.replace(/^ext:/, ''), enabled: enabled.value, project: null, anyCase: true }];
  });
  return { entries: [], problems: [], toggles };
}

/**
 * `extension-enablement.json`: rules of folders in which an extension is on, or with `!` off; without rules it is on
 * everywhere. Rules that are not all about everything leave it open.
 */
function readExtensionEnablement(root: Node): Reading {
  const members = root.kind === 'object' ? root.members : [];
  const toggles = members.map(({ key: plugin, value }): Toggle => {
    const overrides = lookup(value, 'overrides')?.value;
    const rules = (overrides?.kind === 'array' ? overrides.items : []).map((rule) =>
      rule.kind === 'string' ? rule.value : '',
    );
    const last = rules.at(-1);
    const isOpen = rules.some((rule) => rule.startsWith('!')) && last !== '!*' && last !== '*';
    return { server: '*', enabled: isOpen ? null : last !== '!*', project: null, plugin };
  });
  return { entries: [], problems: [], toggles };
}

/** An extension's manifest; it is on unless a rule says otherwise. */
function readExtension(root: Node, where?: Where): Reading {
  const reading = readBelow(root, 'mcpServers', DIALECT);
  if (where === undefined) return reading;
  const folder = folderOf(where.file);
  const separator = separatorOf(folder);
  const values = new Map([
    ['extensionPath', folder],
    ['/', separator],
    ['pathSeparator', separator],
  ]);
  const brought = bring(reading, values, nameOf(folder));
  return {
    ...brought,
    entries: brought.entries.map((entry, index) => ({ ...entry, enabled: reading.entries[index]?.enabled ?? null })),
  };
}

/** How a client made of Gemini CLI keeps its servers: its folder in the home, its variables and its system folders. */
export interface GeminiLike {
  folder: string;
  extension: string;
  variables: string;
  system: Readonly<Record<Platform, string>>;
}

export function geminiPlaces({ folder, extension, variables, system }: GeminiLike): Place[] {
  const managed = (variable: string, name: string): Place => ({
    scope: 'managed',
    path: {
      darwin: `\${${variable}:-${system.darwin}/${name}}`,
      linux: `\${${variable}:-${system.linux}/${name}}`,
      win32: `\${${variable}:-${system.win32}/${name}}`,
    },
    format: 'json',
  });
  const index = (path: string, shape: string): Place => ({ scope: 'user', path, format: 'json', shape, index: true });
  return [
    { scope: 'user', path: `~/${folder}/settings.json`, format: 'json' },
    { scope: 'project', path: `<project>/${folder}/settings.json`, format: 'json' },
    managed(`${variables}_SYSTEM_SETTINGS_PATH`, 'settings.json'),
    managed(`${variables}_SYSTEM_DEFAULTS_PATH`, 'system-defaults.json'),
    { scope: 'plugin', path: `~/${folder}/extensions/*/${extension}`, format: 'json', shape: 'extension' },
    index(`~/${folder}/mcp-server-enablement.json`, 'enablement'),
    index(`~/${folder}/extensions/extension-enablement.json`, 'extension-enablement'),
  ];
}

export function readGemini(root: Node, shape: string | undefined, where?: Where): Reading {
  if (shape === 'enablement') return readEnablement(root);
  if (shape === 'extension-enablement') return readExtensionEnablement(root);
  if (shape === 'extension') return readExtension(root, where);
  return merge(readBelow(root, 'mcpServers', DIALECT), readLists(root));
}
