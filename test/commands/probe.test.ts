import { describe, expect, it, onTestFinished } from 'vitest';
import { startFaulty } from '../../fixtures/servers/lab/faulty.mjs';
import { startLab, type Lab, type LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import { main } from '../../src/cli.ts';
import { EXIT } from '../../src/errors.ts';
import { PROBE_IDS, type ProbeReport, type ShownExchange } from '../../src/model/observation.ts';
import { terminalAt, type RememberingTerminal } from '../stand-ins/terminal.ts';

async function lab(settings: Partial<LabConfig>): Promise<Lab> {
  const server = await startLab(settings);
  onTestFinished(() => server.close());
  return server;
}

async function run(...args: string[]): Promise<RememberingTerminal & { code: number }> {
  const terminal = terminalAt('/');
  const code = await main(['probe', ...args], terminal);
  return Object.assign(terminal, { code });
}

const OPEN = { host: 'any', origin: 'any', auth: 'none', contentType: 'any', cors: 'every' } as const;

describe('probe', () => {
  it('says as JSON what was asked and answered', async () => {
    const { url, state } = await lab({ ...OPEN, session: 'none' });
    const { out, err, code } = await run(url, '--format', 'json');
    expect({ err, code }).toEqual({ err: '', code: EXIT.fail });
    const report = JSON.parse(out) as ProbeReport;
    expect(Object.keys(report)).toEqual(['url', 'era', 'verdicts', 'requests', 'notes']);
    expect(report).toMatchObject({ url, era: 'legacy', requests: state.requests });
    expect(report.verdicts.map(({ check }) => check)).toEqual([...PROBE_IDS]);
    for (const { evidence } of report.verdicts) {
      expect(evidence.reason).toMatch(/\.$/);
      expect(evidence.source.url).toMatch(/^https:/);
    }
    const rebinding = report.verdicts.find(({ check }) => check === 'rebinding');
    expect(rebinding).toMatchObject({ verdict: 'fail', severity: 'high' });
    const [good, forged] = rebinding?.evidence.exchanges ?? [];
    expect(good).toMatchObject({ request: { line: 'POST /mcp HTTP/1.1' }, answer: { status: 200 }, problem: null });
    expect(forged?.request.headers.join('\n')).toMatch(/^host: 127\.0\.0\.1\.r[0-9a-f]{6}\.example:\d+$/m);
    expect(forged?.answer?.body).toContain('"tools"');
  });

  it('opens sessions only with --active, and ends them', async () => {
    const { url, state } = await lab({ ...OPEN, session: 'uuid' });
    expect((await run(url)).code).toBe(EXIT.fail);
    expect(state.opened).toBe(0);
    const { out, code } = await run(url, '--active', '--format', 'json');
    expect(code).toBe(EXIT.fail);
    expect(state.opened).toBeGreaterThan(1);
    expect(state.sessions.size).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ requests: expect.any(Number) as number });
  });

  it('logs every request and body on demand, without what is secret', async () => {
    const { url, state } = await lab({ ...OPEN, session: 'uuid' });
    const { out } = await run(`${url}?key=SECRET`, '--active', '--json');
    const { log, requests } = JSON.parse(out) as ProbeReport & { log: ShownExchange[] };
    expect(log).toHaveLength(requests);
    expect(requests).toBe(state.requests);
    expect(log.map(({ request }) => request.line)).toContain('DELETE /mcp?key=<redacted> HTTP/1.1');
    expect(out).not.toContain('SECRET');
    expect(out).not.toMatch(/mcp-session-id: [0-9a-f]{8}-(?!0000)/);
    expect(log.some(({ answer }) => answer?.body.includes('"protocolVersion"') === true)).toBe(true);
  });

  it('is incomplete, not passed, where credentials come first', async () => {
    const { url } = await lab({});
    const { code, out } = await run(url, '--active');
    expect(code).toBe(EXIT.incomplete);
    expect(out).toContain('Passes');
    expect(out).toContain('Not asked');
    expect(out).not.toContain('Fails');
  });

  it('fits 80 columns and says how to mend what fails', async () => {
    const { url } = await lab({ ...OPEN, bind: 'every', session: 'guessable', sse: true });
    const { out } = await run(url, '--active');
    const lines = out.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(out).toMatch(/^Fails \(9\)$/m);
    expect(out).toMatch(/✗ bind {14}high/);
    expect(out).toContain('Fix: Bind the server to 127.0.0.1');
    expect(lines.filter((line) => /^\S/.test(line))).toEqual(
      expect.arrayContaining(['Probed', 'Fails (9)', 'Notes']) as string[],
    );
  });

  it('shows hostile text and does not obey it', async () => {
    const server = await startFaulty('has-hostile-text');
    onTestFinished(() => server.close());
    for (const args of [[], ['--format', 'json'], ['--json']]) {
      const { out } = await run(server.url, ...args);
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    }
  });

  it.each([
    ['http://example.com/mcp', 'is not on this machine'],
    ['http://192.168.1.10:3000/mcp', 'is not on this machine'],
    ['http://localhost.example.com/', 'is not on this machine'],
    ['http://2130706434.example/', 'is not on this machine'],
    ['ftp://localhost/', 'is no http or https URL'],
    ['localhost', 'is no http or https URL'],
    ['', 'is no http or https URL'],
  ])('refuses %s', async (url, message) => {
    const { code, out, err } = await run(url);
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('loopback');
  });

  it('finds a server at any loopback name', async () => {
    const { port } = await lab({ ...OPEN, session: 'none' });
    for (const name of ['localhost', '127.0.0.1', '0.0.0.0', 'x.localhost']) {
      const { out } = await run(`http://${name}:${port}/mcp`, '--format', 'json');
      expect((JSON.parse(out) as ProbeReport).requests, name).toBeGreaterThan(1);
    }
  });

  it('says so where nothing listens', async () => {
    const { code, out } = await run('http://127.0.0.1:1/mcp');
    expect(code).toBe(EXIT.incomplete);
    expect(out).toContain('Nothing takes a connection there.');
  });
});
