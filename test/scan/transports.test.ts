import { describe, expect, it, onTestFinished } from 'vitest';
import { startLab, type LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import { realAccepts, realExchange } from '../../src/io/index.ts';
import { classesIn, probeTransports, type Probing } from '../../src/scan/transports.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';

const OPEN = { host: 'any', origin: 'any', cors: 'none', auth: 'none', contentType: 'any', session: 'none' } as const;
const quiet = { progress: () => {} };

async function lab(settings: Partial<LabConfig> = {}): Promise<string> {
  const started = await startLab({ ...OPEN, ...settings });
  onTestFinished(() => started.close());
  return started.url;
}

/** Counts the requests that it lets through. */
function probing(isActive = false): Probing & { sent: string[] } {
  const sent: string[] = [];
  const io = {
    exchange: (request: Parameters<typeof realExchange>[0]) => {
      sent.push(`${request.method} ${request.url.href}`);
      return realExchange(request);
    },
    accepts: realAccepts,
    listeners: async () => null,
    ownAddresses: () => [],
    now: () => new Date(),
    random: () => 0.5,
  };
  return { io, isActive, asksProjects: true, sent };
}

const look = (entries: Record<string, unknown>, how: Probing) => {
  const { servers, candidates } = candidatesOf(entries);
  return probeTransports(servers, candidates, how, quiet);
};

describe('probing in a scan', () => {
  it('asks each address of this machine once, and no other', async () => {
    const url = await lab();
    const how = probing();
    const { servers, gaps } = await look(
      {
        one: { url },
        two: { url, headers: { 'X-Other': '1' } },
        bridge: { command: 'npx', args: ['-y', 'mcp-remote@0.1.29', url] },
        far: { url: 'https://example.com/mcp' },
        stdio: { command: 'node', args: ['x.js'] },
        off: { url: 'http://127.0.0.1:9/mcp', disabled: true },
      },
      how,
    );
    const byId = Object.fromEntries(servers.map((server) => [server.id, server.probed]));
    expect(byId['one']).toMatchObject({ mode: 'gentle', isListening: true });
    expect(byId['two']).toEqual(byId['one']);
    expect(byId['bridge']).toEqual(byId['one']);
    expect(byId).toMatchObject({ far: null, stdio: null, off: null });
    expect(gaps).toEqual([]);
    expect(how.sent).toHaveLength(byId['one']?.requests ?? 0);
    expect(new Set(how.sent.map((line) => line.split(' ')[1]?.replace(/(:\d+)\/.*/, '$1')))).toEqual(
      new Set([new URL(url).origin.replace('localhost', '127.0.0.1')]),
    );
  });

  it('asks no address that only a project’s own files, or a named one, declare, unless it is told to', async () => {
    const { servers, candidates } = candidatesOf({ one: { url: await lab() } });
    const scoped = (scope: 'project' | 'user') =>
      servers.map((server) => ({ ...server, declarations: server.declarations.map((one) => ({ ...one, scope })) }));
    const ofProject = scoped('project');
    const how = { ...probing(), asksProjects: false };
    const { servers: unasked, gaps } = await probeTransports(ofProject, candidates, how, quiet);
    expect({ probed: unasked[0]?.probed, gaps, sent: how.sent }).toEqual({ probed: null, gaps: [], sent: [] });
    const named = { ...probing(), asksProjects: false };
    expect((await probeTransports(servers, candidates, named, quiet)).servers[0]?.probed).toBeNull();
    const own = await probeTransports(scoped('user'), candidates, { ...probing(), asksProjects: false }, quiet);
    expect(own.servers[0]?.probed).toMatchObject({ isListening: true });
    const told = await probeTransports(ofProject, candidates, probing(), quiet);
    expect(told.servers[0]?.probed).toMatchObject({ isListening: true });
  });

  it('gives each verdict with its words', async () => {
    const { servers } = await look({ one: { url: await lab() } }, probing());
    const rebinding = servers[0]?.probed?.verdicts.find(({ check }) => check === 'rebinding');
    expect(rebinding).toMatchObject({
      verdict: 'fail',
      title: expect.stringMatching(/\w/),
      remediation: expect.stringMatching(/\w/),
    });
    expect(rebinding?.evidence.exchanges.length).toBeGreaterThan(0);
  });

  it('takes the tools that a server lists to anybody, where none are known', async () => {
    const { servers } = await look({ one: { url: await lab() } }, probing());
    expect(servers[0]?.offering).toMatchObject({ source: 'server', isComplete: true });
    expect(servers[0]?.offering?.tools.length).toBeGreaterThan(0);
    const walled = await look({ one: { url: await lab({ auth: 'bearer' }) } }, probing());
    expect(walled.servers[0]).toMatchObject({ offering: null, probed: { isListening: true } });
  });

  it('says of a server that is not there that it is not known', async () => {
    const { servers, gaps } = await look({ one: { url: 'http://127.0.0.1:9/mcp' } }, probing());
    expect(servers[0]?.probed).toBeNull();
    expect(gaps).toMatchObject([{ kind: 'transport-unknown', item: 'local-transports-checked', server: 'one' }]);
  });

  it('actively opens sessions and ends them', async () => {
    const how = probing(true);
    const { servers } = await look({ one: { url: await lab({ session: 'uuid' }) } }, how);
    expect(servers[0]?.probed).toMatchObject({ mode: 'active' });
    const opened = how.sent.filter((line) => line.startsWith('DELETE'));
    expect(opened.length).toBeGreaterThan(0);
    expect(servers[0]?.probed?.notes.join(' ')).not.toMatch(/could not be ended/);
  });
});

describe('the classes in an answer', () => {
  it.each([
    ['all read', { tools: [{ name: 'get_note', description: 'Gets a note.' }] }, ['read']],
    ['two kinds', { tools: [{ name: 'get_note' }, { name: 'delete_note' }] }, ['read', 'write']],
    ['a first page', { tools: [{ name: 'get_note' }], nextCursor: '2' }, null],
    ['an entry that is none', { tools: [{ name: 'get_note' }, 7] }, null],
    ['no list', { ok: true }, null],
    ['nothing', null, null],
  ])('%s', (_, answer, expected) => {
    const classes = classesIn(answer);
    expect(classes === null ? null : [...classes].sort()).toEqual(expected);
  });
});
