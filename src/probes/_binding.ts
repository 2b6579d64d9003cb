import type { Accepts, Listeners, ListeningSocket } from '../io/index.ts';

/** Where a server takes connections, as the machine's own tables and connections to its own addresses show it. */
export interface Binding {
  /** Sockets at the URL's port that are the server's; empty where the table does not show them. */
  own: ListeningSocket[];
  /** Other sockets of its process and of the processes that this one started. */
  others: ListeningSocket[];
  /** Addresses of this machine, no loopback ones, that take a connection at the URL's port. */
  reachable: string[];
  /** Whether the table could be read. */
  isTableRead: boolean;
}

export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);

const isEvery = (address: string): boolean => address === '0.0.0.0' || address === '::';

const CONNECT_MS = 1_000;
const MOST_ADDRESSES = 8;

/** Whether a socket takes connections to an address. One at `::` usually takes IPv4 too (Linux, ip(7), bindv6only). */
const takes = (socket: ListeningSocket, address: string): boolean =>
  socket.address === address || socket.address === '::' || (isEvery(socket.address) && !address.includes(':'));

/** A process and all that it started. */
function treeOf(root: number, parents: ReadonlyMap<number, number>): Set<number> {
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  return tree;
}

/** `address` is the loopback address that is connected to. Only a TCP connection is made, nothing is sent. */
export async function findBinding(
  address: string,
  port: number,
  listeners: Listeners | null,
  ownAddresses: readonly string[],
  accepts: Accepts,
): Promise<Binding> {
  const asked = ownAddresses.slice(0, MOST_ADDRESSES);
  const answers = await Promise.all(asked.map((own) => accepts(own, port, CONNECT_MS)));
  const atPort = (listeners?.sockets ?? []).filter((socket) => socket.port === port);
  // The most exact socket gets the connection.
  const serving =
    atPort.find((socket) => socket.address === address) ?? atPort.find((socket) => takes(socket, address));
  const tree =
    serving === undefined || serving.pid === null || listeners === null
      ? new Set<number | null>()
      : (treeOf(serving.pid, listeners.parents) as Set<number | null>);
  const isOwn = (socket: ListeningSocket): boolean =>
    socket === serving || tree.has(socket.pid) || (socket.port === port && socket.pid === null);
  const own = atPort.filter((socket) => serving !== undefined && isOwn(socket));
  const foreign = atPort.filter((socket) => !own.includes(socket));
  return {
    own,
    others: (listeners?.sockets ?? []).filter((socket) => socket.port !== port && tree.has(socket.pid)),
    // Another program may hold the same port at another address.
    reachable: asked.filter((one, at) => answers[at] === true && !foreign.some((socket) => socket.address === one)),
    isTableRead: listeners !== null,
  };
}
