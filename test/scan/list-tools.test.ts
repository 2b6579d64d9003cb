import { describe, expect, it, onTestFinished } from 'vitest';
import { startHostile } from '../../fixtures/servers/hostile-http.ts';
import { listTools, type ServerLaunch } from '../../src/scan/list-tools.ts';
import { CLIENT, liveIo } from '../stand-ins/live.ts';

const options = { containment: null, mayLeaveMachine: false, clientInfo: CLIENT };
const noStart = {
  ...liveIo(),
  start: () => {
    throw new Error('started');
  },
};
const at = (url: string, headers = {}): ServerLaunch => ({ transport: 'http', url, headers });

describe('a server that answers on this machine', () => {
  it('is listed without anything being started', async () => {
    const { url, close } = await startHostile('plain');
    onTestFinished(close);
    const listing = await listTools(at(url.href), options, noStart);
    expect(listing).toMatchObject({ problem: null, tools: [{ name: 'only' }], containment: [], isGone: true });
  });

  it('is not quoted with what it was told', async () => {
    const { url, close } = await startHostile('tells-secrets');
    onTestFinished(close);
    const headers = { authorization: 'Bearer very-secret-token', 'x-key': 'other-key' };
    const { problem } = await listTools(at(`${url.href}?key=query-key`, headers), options, noStart);
    expect(problem?.message).toMatch(
      /^It wants credentials \(HTTP 401\): <redacted> \/mcp\?key=<redacted> <redacted>\.$/,
    );
  });
});

describe('a server elsewhere', () => {
  it.each([
    ['http://192.0.2.7/mcp', 'Its address is not on this machine.'],
    ['${URL}/mcp', 'Its address is no URL.'],
  ])('%s is not asked', async (url, message) => {
    const exchange = (): never => {
      throw new Error('asked');
    };
    const listing = await listTools(at(url), options, { ...noStart, exchange });
    expect(listing.problem).toEqual({ kind: 'not-allowed', message });
  });
});
