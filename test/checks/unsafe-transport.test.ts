import { describe, expect, it } from 'vitest';
import { unsafeTransport } from '../../src/checks/unsafe-transport.ts';
import type { Probed } from '../../src/model/observation.ts';
import { inventoryOf, remoteServerWith } from '../stand-ins/inventory.ts';
import { probedWith, verdictWith } from '../stand-ins/tools.ts';

const run = (probed: Probed | null) =>
  unsafeTransport.run(inventoryOf([remoteServerWith('http://localhost:3000/mcp', { name: 'notes', probed })]));

describe('unsafe-transport', () => {
  it('is silent about a server that was not probed, and one that keeps everything out', () => {
    expect(run(null)).toEqual([]);
    expect(run(probedWith())).toEqual([]);
    expect(run(probedWith({ cors: 'inconclusive', token: 'not-reached', session: 'not-applicable' }))).toEqual([]);
  });

  it('finds each question that a server fails', () => {
    const findings = run(probedWith({ origin: 'fail', auth: { verdict: 'fail', severity: 'medium' } }));
    expect(findings).toMatchObject([
      { severity: 'high', confidence: 'high', server: 'notes', item: 'local-transports-checked' },
      { severity: 'medium' },
    ]);
    expect(findings[0]?.title).toBe('`notes` fails “Refuses a foreign Origin” (origin)');
    expect(findings[0]?.fix).toContain('Answer 403');
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  });

  it('shows the request that decided, what came back, and what is asked for', () => {
    const exchange = {
      purpose: 'send a foreign Origin',
      request: {
        line: 'POST /mcp HTTP/1.1',
        headers: ['host: localhost:3000', 'origin: http://r1.example', 'mcp-session-id: [redacted]', 'accept: */*'],
      },
      answer: { status: 200, headers: ['content-type: application/json'], body: '{"jsonrpc":"2.0"}' },
      problem: null,
    };
    const { evidence } = verdictWith('origin');
    const shown = { ...evidence, exchanges: [{ ...exchange, answer: null }, exchange] };
    const [finding] = run(probedWith({ origin: { verdict: 'fail', evidence: shown } }));
    expect(finding?.evidence.slice(0, 3)).toEqual([
      'At http://localhost:3000/mcp: The reason of origin.',
      'Sent: POST /mcp HTTP/1.1, host: localhost:3000, origin: http://r1.example',
      'Got: HTTP 200',
    ]);
    expect(finding?.evidence[3]).toContain('(Transports, Streamable HTTP, Security Warning, https://');
    const silent = { ...evidence, exchanges: [{ ...exchange, answer: null, problem: 'no answer in 6 s' }] };
    expect(run(probedWith({ origin: { verdict: 'fail', evidence: silent } }))[0]?.evidence).toContain(
      'Got: no answer in 6 s',
    );
  });
});
