import { CLIENTS, splitHead, type Client, type Place } from '../clients/index.ts';
import { find, type Format, type Node } from '../syntax/index.ts';
import { matchesName } from './find-files.ts';

/** How a named file is read. */
export interface Reader {
  client: Client;
  place: Pick<Place, 'format' | 'shape'>;
}

/** The format that a file's name stands for; JSON when it stands for none. */
export function formatOf(path: string): Format {
  if (/\.toml$/i.test(path)) return 'toml';
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'json';
}

/** Names along a path, the file's first. */
function namesOf(path: string): string[] {
  return path
    .split(/[\\/]/)
    .filter((name) => name !== '')
    .toReversed();
}

interface Fit {
  client: Client;
  place: Place;
  /** How many names at the end of the path fit the place's template, and whether that is the whole of it. */
  names: number;
  whole: boolean;
}

/** The names of a template from its end on, and whether they are all that is known of where it lies. */
function patternsOf(template: string): { patterns: string[]; whole: boolean } {
  const [head, tail] = splitHead(template);
  const [, usual] = /^\$\{\w+:-(.*)\}$/.exec(head) ?? [];
  if (usual === undefined) return { patterns: namesOf(tail), whole: true };
  return usual === '' ? { patterns: namesOf(tail), whole: false } : patternsOf(usual + tail);
}

/** A name that says no more than the format. */
const ANY_NAME = /^\*\.(?:jsonc?|toml|ya?ml)$/;

function fit(path: string, client: Client, place: Place): Fit[] {
  const names = namesOf(path);
  const templates = typeof place.path === 'string' ? [place.path] : Object.values(place.path);
  return templates.map((template) => {
    const { patterns, whole } = patternsOf(template);
    const miss = patterns.findIndex(
      (pattern, index) => /^\*+$/.test(pattern) || !matchesName(pattern, names[index] ?? ''),
    );
    const fitting = miss === -1 ? patterns.length : miss;
    const told = fitting === 1 && ANY_NAME.test(patterns[0] ?? '') ? 0 : fitting;
    return { client, place, names: told, whole: whole && miss === -1 };
  });
}

/** The places that fit the path best. */
function byPath(path: string, clients: readonly Client[]): Fit[] {
  const fits = clients
    .flatMap((client) => client.places.flatMap((place) => fit(path, client, place)))
    .filter(({ names, place }) => names > (place.scope === 'plugin' ? 1 : 0) && place.format === formatOf(path));
  const best = Math.max(...fits.map(({ names }) => names));
  // A file that several clients read is first of all its owner's.
  return fits
    .filter(({ names }) => names === best)
    .sort((a, b) => Number(a.place.onlyIf !== undefined) - Number(b.place.onlyIf !== undefined));
}

/** Keys that lead to servers, and whose shape that is; the first that finds a server counts. */
const SHAPES: ReadonlyArray<readonly [path: readonly string[], client: string, shape?: string]> = [
  [['server', 'mcp_config'], 'claude-desktop-extensions', 'manifest'],
  [['server', 'entry_point'], 'claude-desktop-extensions', 'manifest'],
  [['packages'], 'mcp-registry'],
  [['remotes'], 'mcp-registry'],
  [['server', 'packages'], 'mcp-registry'],
  [['server', 'remotes'], 'mcp-registry'],
  [['context_servers'], 'zed'],
  [['amp.mcpServers'], 'amp'],
  [['mcp.servers'], 'vscode', 'settings'],
  [['customizations', 'vscode', 'mcp'], 'vscode', 'devcontainer'],
  [['mcp', 'servers'], 'vscode', 'settings'],
  [['mcp', 'servers'], 'fast-agent'],
  [['mcp'], 'opencode'],
  [['extensions'], 'goose'],
  [['experimental', 'modelContextProtocolServers'], 'continue', 'legacy'],
  [['plugins'], 'reasonix'],
  [['mcpServers'], 'claude-desktop'],
  [['mcpServers'], 'mcporter'],
  [['servers'], 'vscode'],
];

/** The same for keys that hold a map with one client and a list with another. */
const LIST_SHAPES: typeof SHAPES = [
  [['mcpServers'], 'continue'],
  [['mcp_servers'], 'mistral-vibe'],
];
const MAP_SHAPES: typeof SHAPES = [
  [['mcp_servers'], 'codex'],
  [['mcp_servers'], 'hermes'],
];

function readerFor(id: string, shape?: string): Reader[] {
  const place = { format: 'json', ...(shape === undefined ? {} : { shape }) } as const;
  return CLIENTS.filter((client) => client.id === id).map((client) => ({ client, place }));
}

function byShape(root: Node, format: Format): Reader | undefined {
  const isAt = (path: readonly string[], kind?: Node['kind']): boolean => {
    const { depth, node } = find(root, path);
    return depth === path.length && (kind === undefined || node.kind === kind);
  };
  const rows = [
    ...LIST_SHAPES.filter(([path]) => isAt(path, 'array')),
    ...MAP_SHAPES.filter(([path]) => isAt(path, 'object')),
    ...SHAPES.filter(([path]) => isAt(path)),
  ];
  const hasFormat = ({ client }: Reader): boolean => client.places.some((place) => place.format === format);
  const readers = rows
    .flatMap(([, client, shape]) => readerFor(client, shape))
    .sort((a, b) => Number(hasFormat(b)) - Number(hasFormat(a)));
  // A root that is itself the map of servers.
  const all = [...readers, ...readerFor('claude-code', 'servers')];
  // One that reads all of it first: another client may have another name for a field.
  return (
    all.find((reader) => tells(reader, root, 'entries') && !tells(reader, root, 'problems')) ??
    all.find((reader) => tells(reader, root, 'entries')) ??
    readers.find((reader) => tells(reader, root, 'problems')) ??
    readers[0]
  );
}

function tells({ client, place }: Reader, root: Node, what: 'entries' | 'problems'): boolean {
  return client.read(root, { scope: 'file', ...place })[what].length > 0;
}

/**
 * How to read a file that was named without its client: by the place it lies in, and where that fits several clients or
 * says nothing, by its shape. Undefined when neither tells.
 */
export function detectReader(path: string, root: Node): Reader | undefined {
  const fitting = byPath(path, CLIENTS);
  // A name that several clients have, as `mcp.json`, does not tell them apart.
  const clear = fitting.filter(({ names, whole }) => names > 1 || whole);
  const telling = (readers: readonly Reader[], what: 'entries' | 'problems'): Reader | undefined =>
    readers.find((reader) => tells(reader, root, what));
  return (
    telling(clear, 'entries') ??
    telling(clear, 'problems') ??
    alone(fitting.filter((reader) => tells(reader, root, 'entries'))) ??
    byShape(root, formatOf(path)) ??
    telling(fitting, 'entries') ??
    telling(fitting, 'problems') ??
    clear[0]
  );
}

/** The first of readers that are all of one client. */
function alone(readers: readonly Reader[]): Reader | undefined {
  return new Set(readers.map(({ client }) => client)).size === 1 ? readers[0] : undefined;
}

/**
 * How a client reads a file: as at the place of its own that fits best, else by the first of its shapes that finds a server
 * there, else as its first file of that format.
 */
export function readerOf(client: Client, path: string, root: Node): Reader {
  const [fitting] = byPath(path, [client]);
  if (fitting) return { client, place: fitting.place };
  const format = formatOf(path);
  const places = client.places.filter((place) => place.format === format);
  const readers = (places.length > 0 ? places : [{ format }]).map((place): Reader => ({ client, place }));
  return readers.find((reader) => tells(reader, root, 'entries')) ?? readers[0] ?? { client, place: { format } };
}
