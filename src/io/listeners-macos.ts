import type { ListeningSocket } from './listeners.ts';

/** `127.0.0.1:80`, `[::1]:80`, `*:80`; the star is every address of its family. */
function readName(name: string, family: string): Omit<ListeningSocket, 'pid'> | null {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(name) ?? [];
  if (port === undefined) return null;
  const every = family === 'IPv6' ? '::' : '0.0.0.0';
  const address = host === '*' ? every : host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return { address, port: Number(port) };
}

/** The output of `lsof -nP -iTCP -sTCP:LISTEN -Fpctn`: a line per field, a process by `p`, a socket by `n`. Source: lsof(8), "OUTPUT FOR OTHER PROGRAMS". */
export function parseLsof(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  let pid: number | null = null;
  let family = '';
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = /^\d+$/.test(value) ? Number(value) : null;
    else if (line.startsWith('t')) family = value;
    else if (line.startsWith('n')) {
      const socket = readName(value, family);
      if (socket !== null) sockets.push({ ...socket, pid });
    }
  }
  return sockets;
}

/** The output of `ps -axo pid=,ppid=`. */
export function parsePs(text: string): Map<number, number> {
  const rows = [...text.matchAll(/^ *(\d+) +(\d+) *$/gm)];
  return new Map(rows.map(([, pid, parent]) => [Number(pid), Number(parent)]));
}
