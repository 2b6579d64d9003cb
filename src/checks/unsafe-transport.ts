import type { Finding } from '../model/finding.ts';
import type { Probed, ShownExchange } from '../model/observation.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { named } from './_tools.ts';
import { shorten } from './_words.ts';
import type { Check } from './index.ts';

type Verdict = Probed['verdicts'][number];

/** Headers by which a page, a stranger or a rebound name shows itself. */
const TELLING = /^(?:host|origin|content-type|authorization): /i;

/** The request that decided, and what came back: one line each. */
function exchangeOf({ request, answer, problem }: ShownExchange): string[] {
  const sent = [request.line, ...request.headers.filter((header) => TELLING.test(header))].join(', ');
  const got = answer === null ? (problem ?? 'no answer') : `HTTP ${answer.status}`;
  return [`Sent: ${shorten(sent, 400)}`, `Got: ${shorten(got, 200)}`];
}

function judge(server: Server, { url }: Probed, verdict: Verdict): Finding {
  const { check, severity, title, remediation, evidence } = verdict;
  const { reason, exchanges, source } = evidence;
  const deciding = exchanges.at(-1);
  return makeFinding(unsafeTransport, server, {
    subject: check,
    severity,
    confidence: 'high',
    title: `${named(server.name)} fails “${title}” (${check})`,
    evidence: [
      `At ${shorten(url, 200)}: ${reason}`,
      ...(deciding === undefined ? [] : exchangeOf(deciding)),
      `${source.says} (${source.section}, ${source.url})`,
    ],
    fix: remediation,
  });
}

export const unsafeTransport: Check = {
  id: 'unsafe-transport',
  kind: 'unsafe-transport',
  item: 'local-transports-checked',
  title: 'Unsafe transport',
  why: 'A server that listens on this machine can be reached by every page in a browser and every program, unless it defends itself. It was asked, and does not.',
  remediation:
    'Bind to loopback, check Host and Origin, want a token, or use stdio; `mcp-audit probe URL` shows what is still open.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning'],
  run: (inventory) =>
    inventory.servers.flatMap((server) => {
      const { probed } = server;
      if (probed === null) return [];
      return probed.verdicts
        .filter(({ verdict }) => verdict === 'fail')
        .map((verdict) => judge(server, probed, verdict));
    }),
};
