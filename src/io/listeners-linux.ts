/** A listening socket and its inode, which names it in `/proc/PID/fd`. */
export interface ProcSocket {
  address: string;
  port: number;
  inode: string;
}

/** The bytes of an address: 32-bit words in the machine's byte order. */
function bytesOf(hex: string, order: 'LE' | 'BE'): number[] {
  const words = hex.match(/.{8}/g) ?? [];
  return words.flatMap((word) => {
    const bytes = (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
    return order === 'LE' ? bytes.toReversed() : bytes;
  });
}

/** As RFC 5952 writes it; an IPv4 address in an IPv6 socket is that IPv4 address. */
function written(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

const ROW = /^ *\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \S+ 0A \S+ \S+ \S+ +\d+ +\d+ (\d+)/gm;

/** The listening sockets in `/proc/net/tcp` or `tcp6`. Source: Linux, Documentation/networking/proc_net_tcp; state 0A is TCP_LISTEN. */
export function parseProcNet(text: string, order: 'LE' | 'BE' = 'LE'): ProcSocket[] {
  return [...text.matchAll(ROW)].map(([, address = '', port = '', inode = '']) => ({
    address: written(bytesOf(address, order)),
    port: Number.parseInt(port, 16),
    inode,
  }));
}
