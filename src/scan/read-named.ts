import { CLIENTS, type Client } from '../clients/index.ts';
import { AuditError } from '../errors.ts';
import type { Files } from '../io/index.ts';
import type { Node } from '../syntax/index.ts';
import { configGap } from './config-gap.ts';
import { detectReader, formatOf, readerOf, type Reader } from './detect-client.ts';
import type { Selection } from './discover.ts';
import type { ConfigReader } from './read-config.ts';

type NamedFile = Selection['files'][number];

/** A word for a client without what people write differently: letter case, spaces, hyphens. */
function wordFor(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function clientCalled(id: string | null): Client | undefined {
  if (id === null) return undefined;
  const client = CLIENTS.find(({ id: own, name, aliases = [] }) =>
    [own, name, ...aliases].some((word) => wordFor(word) === wordFor(id)),
  );
  if (client) return client;
  const hint = `The clients are ${CLIENTS.map((one) => one.id).join(', ')}.`;
  throw new AuditError('usage', `there is no client called ${JSON.stringify(id)}`, { hint });
}

function exists(path: string, files: Files): boolean {
  try {
    return files.kind(path) !== null;
  } catch {
    // What keeps it from being seen is found again, and told, when it is read.
    return true;
  }
}

function isFolder(path: string, files: Files): boolean {
  try {
    return files.kind(files.realPath(path)) === 'folder';
  } catch {
    return false;
  }
}

/** Whether a tree holds nothing but empty maps and lists. */
function isHollow(node: Node): boolean {
  if (node.kind === 'object') return node.members.every(({ value }) => isHollow(value));
  return node.kind === 'array' ? node.items.every(isHollow) : node.kind === 'null';
}

function findsServers({ client, place }: Reader, root: Node): boolean {
  return client.read(root, { scope: 'file', ...place }).entries.length > 0;
}

/** Tells when the client that the user named sees no server in a file: another one may see some there. */
function tellWrongClient(path: string, root: Node, client: Client, reader: ConfigReader): void {
  if (isHollow(root)) return;
  const detected = detectReader(path, root);
  const other = detected && findsServers(detected, root) ? detected.client : null;
  // A file of the client's own that has no servers.
  if (other === null && detected?.client === client) return;
  const hint =
    other === null
      ? 'Name the client whose format it has, or leave --client out.'
      : `Leave --client out: it looks like a file of ${other.name} (${other.id}).`;
  const message = `read as a file of ${client.name} (${client.id}), it declares no server`;
  reader.gaps.push(configGap('config-invalid', message, path, { at: root.at, hint }));
}

/**
 * Reads a file that was named on the command line. A file in which no server is found, though it is not empty, is a gap.
 * Throws `file-unreadable` when it does not exist.
 */
export function readNamed({ path, client: id }: NamedFile, files: Files, reader: ConfigReader): void {
  const client = clientCalled(id);
  if (!exists(path, files)) {
    throw new AuditError('file-unreadable', `${path} does not exist`, {
      hint: 'Give --config the path of a config file.',
    });
  }
  if (isFolder(path, files)) {
    throw new AuditError('file-unreadable', `${path} is a folder`, {
      hint: 'Give --config a file; folders are looked at with --home or --project.',
    });
  }
  const real = reader.locate({ path, project: null });
  const root = real === null ? null : reader.parse(path, formatOf(path));
  if (real === null || root === null) return;
  const found = client ? readerOf(client, path, root) : detectReader(path, root);
  if (found) {
    if (!reader.claim(found.client, real)) return;
    const before = reader.declared.length + reader.gaps.length;
    reader.take({ path, ...found, scope: 'file', project: null }, root);
    const isSilent = reader.declared.length + reader.gaps.length === before;
    if (isSilent && client) tellWrongClient(path, root, client, reader);
  } else if (root.kind !== 'object' || root.members.length > 0) {
    const hint = 'Say whose format it has with --client.';
    reader.gaps.push(
      configGap('config-invalid', 'no map of servers was found in this file', path, { at: root.at, hint }),
    );
  }
}
