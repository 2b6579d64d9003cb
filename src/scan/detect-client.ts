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

function fit(path: string, client: Client, place: Place): Fit[] {
  const names = namesOf(path);
  const templates = typeof place.path === 'string' ? [place.path] : Object.values(place.path);
  return templates.map((template) => {
    const patterns = namesOf(splitHead(template)[1]);
    const miss = patterns.findIndex(
      (pattern, index) => /^\*+$/.test(pattern) || !matchesName(pattern, names[index] ?? ''),
    );
    return { client, place, names: miss === -1 ? patterns.length : miss, whole: miss === -1 };
  });
}

/** The places that fit the path best. */
function byPath(path: string, clients: readonly Client[]): Fit[] {
  const fits = clients
    .flatMap((client) => client.places.flatMap((place) => fit(path, client, place)))
    .filter(({ names, place }) => names > (place.scope === 'plugin' ? 1 : 0) && place.format === formatOf(path));
  const best = Math.max(...fits.map(({ names }) => names));
  return fits.filter(({ names }) => names === best);
}

/** Where servers stand, and whose shape that is. */
const SHAPES: ReadonlyArray<readonly [path: readonly string[], client: string, shape?: string]> = [
  [['mcpServers'], 'claude-desktop'],
  [['context_servers'], 'zed'],
  [['mcp_servers'], 'codex'],
  [['mcp', 'servers'], 'vscode', 'settings'],
  [['mcp.servers'], 'vscode', 'settings'],
  [['customizations', 'vscode', 'mcp'], 'vscode', 'devcontainer'],
  [['servers'], 'vscode'],
];

function readerFor(id: string, shape?: string): Reader[] {
  const place = { format: 'json', ...(shape === undefined ? {} : { shape }) } as const;
  return CLIENTS.filter((client) => client.id === id).map((client) => ({ client, place }));
}

function byShape(root: Node): Reader | undefined {
  const row = SHAPES.find(([path]) => find(root, path).depth === path.length);
  if (row) return readerFor(row[1], row[2])[0];
  // A root that is itself the map of servers.
  return readerFor('claude-code', 'servers').find((reader) => tells(reader, root, 'entries'));
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
  const telling = (what: 'entries' | 'problems'): Reader | undefined =>
    fitting.find((reader) => tells(reader, root, what));
  const silent = fitting.find(({ names, whole }) => names > 1 || whole);
  return telling('entries') ?? telling('problems') ?? byShape(root) ?? silent;
}

/** How a client reads a file: as at the place of its own that fits best, else as its first of that format. */
export function readerOf(client: Client, path: string): Reader {
  const [fitting] = byPath(path, [client]);
  const format = formatOf(path);
  return { client, place: fitting?.place ?? client.places.find((place) => place.format === format) ?? { format } };
}
