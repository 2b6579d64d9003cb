import type { Member, Node } from '../syntax/index.ts';

type Names = Readonly<Record<string, string>>;

/** An entry with some of its fields under the names that the reader of entries knows. */
export function renameIn(entry: Node, names: Names): Node {
  if (entry.kind !== 'object') return entry;
  const isOwn = ({ key }: Member): boolean => Object.hasOwn(names, key);
  const renamed = entry.members.filter(isOwn).map((member) => ({ ...member, key: names[member.key] ?? member.key }));
  // The last of two equal keys counts: the client's own name wins over the common one.
  return { ...entry, members: [...entry.members.filter((member) => !isOwn(member)), ...renamed] };
}

/** The same for every entry of a map. */
export function renameFields(servers: Member | undefined, names: Names): Member | undefined {
  if (servers?.value.kind !== 'object') return servers;
  const members = servers.value.members.map((member) => ({ ...member, value: renameIn(member.value, names) }));
  return { ...servers, value: { ...servers.value, members } };
}
