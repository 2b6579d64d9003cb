import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FAULTS, RAW_FAULTS, startFaulty, type Faulty } from '../../fixtures/servers/lab/faulty.mjs';
import type { ProbeId } from '../../src/model/observation.ts';
import type { Probed } from '../../src/probes/index.ts';
import { machine, probed, verdictsOf } from './_lab.ts';

const LIMITS = { requestMs: 200, totalMs: 5_000 };

interface Outcome {
  server: Faulty & { state: { session?: string } };
  report: Probed;
  verdicts: ReturnType<typeof verdictsOf>;
  notes: string;
  reasonOf(id: ProbeId): string;
}

async function run(name: string, isActive = false, elsewhere?: string): Promise<Outcome> {
  const server = await startFaulty(name, elsewhere);
  onTestFinished(() => server.close());
  const report = await probed(server.url, { isActive, limits: LIMITS });
  const reasonOf = (id: ProbeId): string => report.verdicts.find(({ check }) => check === id)?.evidence.reason ?? '';
  return { server, report, verdicts: verdictsOf(report), notes: report.notes.join('\n'), reasonOf };
}

/** No answer of an MCP server ever comes: nothing but the socket table tells anything. */
const USELESS = [
  'silent',
  'huge',
  'endless',
  'trickles',
  'bomb',
  'is-a-web-site',
  'promises-more',
  ...Object.keys(RAW_FAULTS),
];

const ABOUT_REQUESTS = ['host', 'origin', 'rebinding', 'cors', 'simple-request', 'auth'] as const;

describe('a server that gives no usable answer', () => {
  it.each(USELESS.flatMap((name) => [false, true].map((isActive) => [name, isActive] as const)))(
    '%s (active: %s) is asked no more than once, in bounded time and memory, and nothing is claimed',
    async (name, isActive) => {
      const before = process.memoryUsage();
      const start = Date.now();
      const { report, verdicts, server } = await run(name, isActive);
      expect(Date.now() - start).toBeLessThan(3_000);
      expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(32 * 1024 * 1024);
      expect(server.isAlive()).toBe(true);
      const { bind, ...others } = verdicts;
      expect(bind).toBe('pass');
      expect([...new Set(Object.values(others))]).toEqual(['inconclusive']);
      expect(report.requests).toBe(1);
      expect(JSON.stringify(report).length).toBeLessThan(200_000);
    },
  );
});

describe('a server that comes to harm', () => {
  it.each([
    ['dies-of-origin', 'it was gone after the request “send a foreign Origin”', 'fail'],
    ['loses-its-child', 'it was no longer well after the request “send a foreign Origin”', 'fail'],
    ['locks-up', 'it was no longer well after the request “send a foreign Host”', 'inconclusive'],
  ])('%s: the first request that did it is named, and nothing more is asked', async (name, note, host) => {
    const { report, notes, verdicts, reasonOf } = await run(name, true);
    expect(notes).toContain(note);
    expect(verdicts).toMatchObject({
      host,
      origin: 'inconclusive',
      rebinding: 'inconclusive',
      session: 'inconclusive',
    });
    expect(reasonOf('cors')).toContain(note);
    expect(report.requests).toBeLessThanOrEqual(4);
  });

  it('is asked nothing that opens a session or a stream by gentle probes, so that it lives', async () => {
    for (const name of ['dies-of-chosen-session', 'dies-of-leaving', 'one-session']) {
      const { server, notes } = await run(name);
      expect(notes, name).not.toContain('stopped');
      expect(server.isAlive(), name).toBe(true);
      expect(server.state.session, name).toBeUndefined();
    }
  });

  it('from an id of our own keeps what was learned before', async () => {
    const { server, notes, verdicts } = await run('dies-of-chosen-session', true);
    expect(server.isAlive()).toBe(false);
    expect(notes).toContain('it was gone after the request “open a session with an id of our own”');
    expect(verdicts).toMatchObject({
      host: 'fail',
      auth: 'fail',
      session: 'inconclusive',
      'legacy-sse': 'inconclusive',
    });
  });

  it('from a client that leaves its stream is found out', async () => {
    const { server, notes, verdicts } = await run('dies-of-leaving', true);
    expect(server.isAlive()).toBe(false);
    expect(notes).toContain('gone after the request “let go of the event stream”');
    expect(verdicts['legacy-sse']).toBe('fail');
  });

  it('in its session alone is not said to refuse what is asked in it', async () => {
    const { verdicts } = await run('ends-its-session', true);
    const lost = { host: 'inconclusive', origin: 'inconclusive', 'protocol-version': 'inconclusive' };
    expect(verdicts).toMatchObject({ ...lost, 'simple-request': 'inconclusive', rebinding: 'fail' });
  });

  it('with one session for its whole life is not said to refuse rebinding', async () => {
    const { verdicts, notes } = await run('one-session', true);
    expect(verdicts).toMatchObject({ host: 'fail', origin: 'fail', rebinding: 'inconclusive' });
    expect(notes).not.toContain('stopped');
    expect(notes).toContain('A session that was opened could not be ended (HTTP 405).');
  });
});

describe('a server that limits rates', () => {
  it('is left alone at its first 429, which proves nothing', async () => {
    const { report, notes, verdicts } = await run('limits-rates');
    expect(report.requests).toBe(4);
    expect(notes).toContain('HTTP 429) after the request “ask as a rebound page”');
    expect(verdicts).toMatchObject({ host: 'fail', origin: 'fail', rebinding: 'inconclusive', cors: 'inconclusive' });
  });

  it('at once leaves everything open', async () => {
    const { report, verdicts } = await run('limits-every-request');
    expect(report.requests).toBe(1);
    expect(new Set(ABOUT_REQUESTS.map((id) => verdicts[id]))).toEqual(new Set(['inconclusive']));
  });
});

describe('other odd servers', () => {
  it('that are slow are judged like others', async () => {
    const { verdicts } = await run('slow');
    expect(verdicts).toMatchObject({ host: 'fail', origin: 'fail', rebinding: 'fail', auth: 'fail' });
  });

  it('that go on after the answer are read up to it', async () => {
    const start = Date.now();
    const { verdicts } = await run('answers-then-goes-on');
    expect(verdicts).toMatchObject({ host: 'fail', rebinding: 'fail' });
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  it('that redirect are not followed, and the way is told without what is secret', async () => {
    let visits = 0;
    const elsewhere = createServer((_, response) => void (visits++, response.end()));
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    const { report, verdicts, notes } = await run('redirects', true, url);
    expect(visits).toBe(0);
    expect(notes).toContain(`It redirects to ${url}`);
    expect(JSON.stringify(report)).not.toContain('token=secret');
    expect(new Set(ABOUT_REQUESTS.map((id) => verdicts[id]))).toEqual(new Set(['not-reached']));
  });

  it('that refuse with HTTP 200 are neither passed nor failed', async () => {
    const { verdicts } = await run('refuses-with-200');
    expect(verdicts).toMatchObject({ host: 'inconclusive', rebinding: 'inconclusive' });
  });

  it('are all in this table', () => {
    const elsewhere = [
      'dies-of-origin',
      'loses-its-child',
      'locks-up',
      'dies-of-chosen-session',
      'dies-of-leaving',
      'one-session',
      'ends-its-session',
    ];
    const others = [
      'limits-rates',
      'limits-every-request',
      'slow',
      'answers-then-goes-on',
      'redirects',
      'refuses-with-200',
    ];
    const shown = ['has-hostile-text'];
    expect(Object.keys({ ...FAULTS, ...RAW_FAULTS }).sort()).toEqual(
      [...USELESS, ...elsewhere, ...others, ...shown].sort(),
    );
  });

  it('that are not there leave every question open', async () => {
    const report = await probed('http://127.0.0.1:1/mcp');
    expect(new Set(Object.values(verdictsOf(report)))).toEqual(new Set(['not-reached']));
    expect(report.requests).toBe(0);
  });

  it('use up the time that there is, and no more', async () => {
    const server = await startFaulty('slow');
    onTestFinished(() => server.close());
    const report = await probed(server.url, { limits: { requestMs: 1_000, totalMs: 250 } }, machine());
    expect(report.notes.join()).toContain('the time was used up');
    expect(verdictsOf(report)['simple-request']).toBe('inconclusive');
  });
});
