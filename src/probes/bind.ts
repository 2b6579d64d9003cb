import { isLoopbackAddress } from './_binding.ts';
import { judgement } from './_guard.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';

const listed = (sockets: ReadonlyArray<{ address: string; port: number }>): string =>
  sockets
    .map(({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`))
    .join(', ');

export const bind: Probe = {
  id: 'bind',
  title: 'Listens on loopback only',
  why: 'What listens on every address can be called by every machine of the network, a café’s included.',
  remediation:
    'Bind the server to 127.0.0.1, most take `--host 127.0.0.1` or `HOST=127.0.0.1`; publish a container’s port as `127.0.0.1:PORT:PORT`.',
  source: {
    says: 'A server that runs locally should bind to 127.0.0.1 only, not to all interfaces.',
    section: 'Transports, Streamable HTTP, Security Warning',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  ask: async () => {},
  judge({ binding: { own, others, reachable, isTableRead } }) {
    const open = own.filter(({ address }) => !isLoopbackAddress(address));
    const beside = others.filter(({ address }) => !isLoopbackAddress(address));
    const at = reachable.length === 0 ? '' : ` It takes connections at ${reachable.join(', ')}.`;
    if (open.length > 0) return judgement('fail', `It listens at ${listed(open)}.${at}`);
    if (reachable.length > 0) {
      return judgement(
        'fail',
        `It takes connections at ${reachable.join(', ')}, which is no loopback address; who passes them on does not show.`,
      );
    }
    if (beside.length > 0) {
      return { ...judgement('fail', `Its process also listens at ${listed(beside)}.`), severity: 'medium' };
    }
    if (own.length > 0) {
      const more = others.length === 0 ? '' : `; its process also at ${listed(others)}`;
      return judgement('pass', `It listens at ${listed(own)}${more}, and no other address takes connections.`);
    }
    const table = isTableRead ? 'The socket table does not show who listens there' : 'The socket table cannot be read';
    return judgement('inconclusive', `${table}, though no other address of this machine takes a connection.`);
  },
  severity: ({ verdictOf, onlyReads }) => lowered(verdictOf('auth') === 'fail' ? 'high' : 'medium', onlyReads),
};
