import { whereIs } from '../model/host.ts';
import { makeFinding } from './_finding.ts';
import { listed, placesOf } from './_words.ts';
import type { Check } from './index.ts';

const PLAIN = /^(http|ws):\/\//i;

export const plaintextTransport: Check = {
  id: 'plaintext-transport',
  kind: 'plaintext-transport',
  item: 'critical-findings-handled',
  title: 'Transport without encryption',
  why: 'Calls, results and credentials cross the network in clear. Whoever is on the way can read them, and can answer in the name of the server.',
  remediation: 'Use https or wss, or a server on this machine.',
  references: ['https://www.rfc-editor.org/rfc/rfc6750#section-5.3'],
  run: (inventory) =>
    inventory.servers.flatMap((server) => {
      const url = server.launch.remoteUrl ?? '';
      const scheme = PLAIN.exec(url)?.[1]?.toLowerCase();
      const where = whereIs(url);
      if (scheme === undefined || where === 'loopback') return [];
      return makeFinding(plaintextTransport, server, {
        subject: url,
        severity: server.headers.length > 0 ? 'high' : 'medium',
        confidence: where === 'elsewhere' ? 'high' : 'low',
        title: `\`${server.name}\` is reached over ${scheme}, in clear: ${url}`,
        evidence: [
          ...(where === 'unknown' ? ['The host is only known when the server starts; it may be this machine.'] : []),
          ...(server.headers.length > 0 ? [`Its entry sends the headers ${listed(server.headers, 20)}.`] : []),
        ],
        fix: `In ${placesOf(server)} change \`${scheme}://\` to \`${scheme}s://\` if the host answers there, or disable the server.`,
      });
    }),
};
