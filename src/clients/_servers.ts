import { lookup, pointer, type Member, type Node } from '../syntax/index.ts';
import { readEntry, type Dialect } from './_entry.ts';
import { URL_NAMES } from './_transport.ts';
import type { Reading } from './index.ts';

/** Most servers that are read from one map. */
const MAX_SERVERS = 1000;

type Path = readonly (string | number)[];

function readMembers(members: readonly Member[], pointers: readonly string[], dialect: Dialect): Reading {
  const reading: Reading = { entries: [], problems: [], toggles: [] };
  for (const [index, member] of members.entries()) {
    const { entry, toggle, problems } = readEntry(member, pointers[index] ?? '', dialect);
    if (entry) reading.entries.push(entry);
    if (toggle) reading.toggles?.push(toggle);
    reading.problems.push(...problems);
  }
  return reading;
}

/** Of members with the same name the last: the clients' parsers keep that one. */
function effective(members: readonly Member[]): Member[] {
  return [...new Map(members.map((member) => [member.key, member])).values()];
}

/** Reads a list of entries that name themselves. */
function readList(items: readonly Node[], path: Path, dialect: Dialect): Reading {
  const named: Member[] = [];
  const pointers: string[] = [];
  const problems: Reading['problems'] = [];
  for (const [index, item] of items.entries()) {
    const name = lookup(item, dialect.nameKey ?? 'name')?.value;
    const where = pointer([...path, index]);
    if (name?.kind !== 'string') problems.push({ message: 'a server without a name', at: item.at, pointer: where });
    else {
      named.push({ key: name.value, at: item.at, value: item });
      pointers.push(where);
    }
  }
  return merge({ entries: [], problems }, readMembers(named, pointers, dialect));
}

/** Reads the server map that `member` holds; `path` leads to it. No member and a null are no servers. */
export function readServers(member: Member | undefined, path: Path, dialect: Dialect = {}): Reading {
  if (!member || member.value.kind === 'null') return { entries: [], problems: [] };
  const { at, value } = member;
  const problem = (message: string): Reading => ({
    entries: [],
    problems: [{ message, at, pointer: pointer(path) }],
  });
  const wanted = dialect.list
    ? 'the servers should be a list of entries'
    : 'the servers should be a map of names to entries';
  if (value.kind !== 'object' && value.kind !== 'array') return problem(wanted);
  // Neither form is lost where the other is documented: people write both.
  const other = value.kind === 'array' && !dialect.list ? [problem(wanted)] : [];
  const all = value.kind === 'array' ? value.items.length : effective(value.members).length;
  const tooMany = all > MAX_SERVERS ? [problem(`more than ${MAX_SERVERS} servers: the rest was not read`)] : [];
  if (value.kind === 'array') {
    return merge(...other, ...tooMany, readList(value.items.slice(0, MAX_SERVERS), path, dialect));
  }
  const members = effective(value.members)
    .slice(0, MAX_SERVERS)
    .filter(({ key }) => !dialect.reserved?.includes(key));
  const pointers = members.map(({ key }) => pointer([...path, key]));
  return merge(...tooMany, readMembers(members, pointers, dialect));
}

/** Several readings of one file as one. */
export function merge(...readings: readonly Reading[]): Reading {
  return {
    entries: readings.flatMap(({ entries }) => entries),
    problems: readings.flatMap(({ problems }) => problems),
    projects: readings.flatMap(({ projects }) => projects ?? []),
    files: readings.flatMap(({ files }) => files ?? []),
    toggles: readings.flatMap(({ toggles }) => toggles ?? []),
    filters: readings.flatMap(({ filters }) => filters ?? []),
  };
}

/** Reads the server map below a key of the root, or at the end of several. A key may hold dots. */
export function readBelow(root: Node, keys: string | readonly string[], dialect: Dialect = {}): Reading {
  const path = typeof keys === 'string' ? [keys] : keys;
  const parent = path.slice(0, -1).reduce<Node | undefined>((node, key) => lookup(node, key)?.value, root);
  return readServers(lookup(parent, path.at(-1) ?? ''), path, dialect);
}

function isEntry(node: Node | undefined): boolean {
  return ['command', 'cmd', ...URL_NAMES].some((key) => {
    const kind = lookup(node, key)?.value.kind;
    return kind === 'string' || kind === 'array';
  });
}

/** A map of which every member is an entry; a server may itself be called `servers` or `mcpServers`. */
function isServerMap(node: Node | undefined): boolean {
  return node?.kind === 'object' && !isEntry(node) && node.members.every(({ value }) => isEntry(value));
}

/**
 * Reads a `.mcp.json`: servers below `mcpServers`, below `servers`, or the root itself as the map. Told apart by shape,
 * since a server may have any name. Source: design fact 1.3, rule 2.
 */
export function readMcpJson(root: Node, dialect: Dialect = {}): Reading {
  if (root.kind !== 'object' || root.members.length === 0) return { entries: [], problems: [] };
  const wrapped = lookup(root, 'mcpServers');
  if (wrapped && !isEntry(wrapped.value)) return readBelow(root, 'mcpServers', dialect);
  if (isServerMap(lookup(root, 'servers')?.value)) return readBelow(root, 'servers', dialect);
  const own = root.members.filter(({ key }) => !/^(?:[$_#]|\/\/)/.test(key));
  const members = own.filter(({ value }) => value.kind === 'object');
  // Beside plain values stand settings or a manifest, whose author has a URL too.
  if (members.length === own.length && members.some(({ value }) => isEntry(value))) {
    return readServers({ key: '', at: root.at, value: { ...root, members } }, [], dialect);
  }
  const message = 'holds neither mcpServers nor a map of servers';
  return { entries: [], problems: [{ message, at: root.at, pointer: '' }] };
}
