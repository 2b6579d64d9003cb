import type { Server } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HONEST_KINDS, startHonest } from '../../fixtures/servers/honest-http.ts';
import { startHostile, type HostileMode } from '../../fixtures/servers/hostile-http.ts';
import { realExchange } from '../../src/io/index.ts';
import { listOverHttp, type Limits, type Listing } from '../../src/mcp/index.ts';
import { CLIENT } from '../stand-ins/live.ts';

const list = (url: URL, options: { transport?: 'http' | 'sse'; limits?: Partial<Limits> } = {}): Promise<Listing> =>
  listOverHttp({ url, headers: {} }, realExchange, {
    clientInfo: CLIENT,
    transport: 'http',
    mayLeaveMachine: false,
    ...options,
  });

/** Resolves when no connection is open any more; fails after two seconds. */
async function expectNoConnection(server: Server): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    if (open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect.fail('a connection is still open');
}

async function hostile(
  mode: HostileMode,
  options: Parameters<typeof list>[1] = {},
): Promise<Listing & { asked: string[]; ms: number }> {
  const { url, server, asked, askedElsewhere, close } = await startHostile(mode);
  onTestFinished(close);
  const started = performance.now();
  const listing = await list(url, options);
  const ms = performance.now() - started;
  await expectNoConnection(server);
  expect(askedElsewhere).toEqual([]);
  return { ...listing, asked, ms };
}

describe('an honest server', () => {
  it.each([
    ['streamable-json', 'http', 'http', 'legacy', '2025-11-25'],
    ['streamable-events', 'http', 'http', 'legacy', '2025-11-25'],
    ['sse', 'sse', 'sse', 'legacy', '2025-11-25'],
    // The entry says http, and the server knows only what came before it.
    ['sse', 'http', 'sse', 'legacy', '2025-11-25'],
    ['modern', 'http', 'http', 'modern', '2026-07-28'],
    ['both-eras', 'http', 'http', 'legacy', '2025-11-25'],
  ] as const)(
    '%s, declared as %s, is listed over %s in the %s era',
    async (kind, declared, transport, era, protocolVersion) => {
      const { url, sessions, server } = await startHonest(kind);
      onTestFinished(() => {
        server.closeAllConnections();
        server.close();
      });
      const listing = await list(url, { transport: declared });
      expect(listing).toMatchObject({
        era,
        transport,
        protocolVersion,
        serverInfo: { name: 'honest-http' },
        tools: [{ name: 'read_note', description: 'Reads a note.' }],
        isComplete: true,
        notes: [],
        problem: null,
      });
      await expectNoConnection(server);
      expect([...sessions.keys()]).toEqual([]);
    },
  );

  it('is every kind that there is', () =>
    expect(HONEST_KINDS).toEqual(['streamable-json', 'streamable-events', 'sse', 'modern', 'both-eras']));
});

describe('a hostile server', () => {
  it.each([
    ['plain', []],
    ['gzip-honest', []],
    ['stays-open', []],
    ['redirect-slash', [/at another path of the same server/]],
    ['odd-session', [/session id holds characters/]],
    ['session-stays', [/answered 500 when its session was closed/]],
    ['polling', []],
  ] as const)('%s: its tools are listed', async (mode, notes) => {
    const listing = await hostile(mode);
    expect(listing).toMatchObject({ tools: [{ name: 'only' }], isComplete: true, problem: null });
    expect(listing.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
  });

  it.each([
    ['gzip-bomb', {}, 'no-answer', /^It gave no answer/],
    ['gzip-bomb-events', {}, 'limit', /more than 201326592 bytes/],
    ['endless-json', {}, 'no-answer', /^It gave no answer/],
    ['endless-json', { messageBytes: 2 ** 40 }, 'limit', /more than 201326592 bytes/],
    ['odd-packing', {}, 'connection', /packed in a way that is not read/],
    ['broken-packing', {}, 'connection', /cannot be unpacked/],
    ['endless-comments', { requestMs: 500 }, 'no-answer', /did not answer tools\/list within 0.5 s/],
    ['endless-events', {}, 'limit', /more than 20000 messages/],
    ['silent', { requestMs: 500 }, 'no-answer', /did not answer tools\/list within 0.5 s/],
    ['polling-forever', {}, 'no-answer', /^It gave no answer/],
    ['cut', {}, 'connection', /The connection failed/],
    [
      'redirect-elsewhere',
      {},
      'redirect',
      /answered 307 and points to http:\/\/127.0.0.1:\d+\/mcp, which is not followed/,
    ],
    ['redirect-loop', {}, 'redirect', /answered 308/],
    ['unauthorized', {}, 'unauthorized', /wants credentials \(HTTP 401\): no token/],
    ['rate-limited', {}, 'rate-limited', /HTTP 429/],
    ['broken', {}, 'status', /HTTP 500/],
    ['web-page', {}, 'not-mcp', /answered with text\/html, which is no message/],
    ['not-found', {}, 'status', /HTTP 404/],
    ['sse-elsewhere', {}, 'status', /HTTP 405/],
  ] as const)('%s %j: %s', async (mode, limits, kind, message) => {
    const before = process.memoryUsage().rss;
    const listing = await hostile(mode, { limits });
    expect(listing.problem).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(listing).toMatchObject({ tools: [], isComplete: false });
    expect(listing.problem?.message).not.toContain('secret');
    expect(listing.ms).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });

  it.each([
    ['sse-elsewhere', 'redirect', /stream points to http:\/\/127.0.0.1:\d+, which is not followed/],
    ['sse-no-endpoint', 'no-answer', /did not answer initialize within 0.5 s/],
    ['plain', 'status', /HTTP 202/],
  ] as const)('%s, asked as HTTP+SSE: %s', async (mode, kind, message) => {
    const listing = await hostile(mode, { transport: 'sse', limits: { initializeMs: 500 } });
    expect(listing.problem).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it('is asked no more than is needed', async () => {
    const { asked } = await hostile('plain');
    expect(asked).toEqual(['POST /mcp initialize', 'POST /mcp notifications/initialized', 'POST /mcp tools/list']);
  });
});

describe('an address', () => {
  it.each([
    ['http://192.0.2.1/mcp', 'not-allowed', 'Its address is not on this machine.'],
    ['https://mcp.example/mcp', 'not-allowed', 'Its address is not on this machine.'],
    ['file:///etc/passwd', 'not-allowed', 'Its address is no HTTP address.'],
    ['http://127.0.0.1:1/mcp', 'connection', 'The connection failed: ECONNREFUSED.'],
  ])('%s: %s', async (address, kind, message) => {
    const refuse = (): never => {
      throw new Error('asked');
    };
    const exchange = kind === 'not-allowed' ? refuse : realExchange;
    const options = { clientInfo: CLIENT, transport: 'http', mayLeaveMachine: false } as const;
    const listing = await listOverHttp({ url: new URL(address), headers: {} }, exchange, options);
    expect(listing.problem).toEqual({ kind, message });
  });

  it('that names this machine needs no name server', async () => {
    const { url, close } = await startHostile('plain');
    onTestFinished(close);
    for (const name of ['localhost', 'any.localhost']) {
      url.hostname = name;
      expect(await list(url)).toMatchObject({ problem: null, tools: [{ name: 'only' }] });
    }
  });
});
