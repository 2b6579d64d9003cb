import { describe, expect, it } from 'vitest';
import { realFiles, thisMachine } from '../../src/io/index.ts';
import type { ServerLaunch } from '../../src/scan/list-tools.ts';
import { startFacts, startLine } from '../../src/scan/start-line.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';

const SECRET = 'hush-hush-0123456789';

function lineOf(entry: Record<string, unknown>, mayFetch = false): ServerLaunch | string {
  const { servers, candidates } = candidatesOf({ one: entry });
  const [server] = servers;
  const candidate = candidates.get('one');
  if (server === undefined || candidate === undefined) throw new Error('no server');
  return startLine(candidate, server, { machine: thisMachine({}), files: realFiles, mayFetch });
}

describe('how a server is started', () => {
  it('is its line with the values of its variables, which nothing else has', () => {
    const entry = { command: 'node', args: ['server.js', '--port', '1'], env: { KEY: SECRET, FLAG: true, N: 3 } };
    expect(lineOf(entry)).toMatchObject({
      transport: 'stdio',
      launchable: { command: 'node', args: ['server.js', '--port', '1'], env: { KEY: SECRET, FLAG: 'true', N: '3' } },
    });
    const { servers, candidates } = candidatesOf({ one: entry });
    expect(JSON.stringify([servers, [...candidates]])).not.toContain(SECRET);
  });

  it('takes a variable called __proto__ as any other', () => {
    const launch = lineOf(
      JSON.parse('{"command": "node", "env": {"__proto__": "x", "A": "y"}}') as Record<string, unknown>,
    );
    if (typeof launch === 'string' || launch.transport !== 'stdio') throw new Error('not started');
    expect(Object.getPrototypeOf(launch.launchable.env)).toBe(Object.prototype);
    expect(Object.keys(launch.launchable.env).sort()).toEqual(['A', '__proto__']);
  });

  it('is its address with its headers, where it runs on this machine', () => {
    const entry = { url: 'http://localhost:3000/mcp?k=v', headers: { Authorization: `Bearer ${SECRET}` } };
    expect(lineOf(entry)).toEqual({
      transport: 'http',
      url: 'http://localhost:3000/mcp?k=v',
      headers: { authorization: `Bearer ${SECRET}` },
    });
    expect(lineOf({ url: 'http://localhost:3000/sse', type: 'sse' })).toMatchObject({ transport: 'sse' });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['another machine', { url: 'https://example.com/mcp' }, /another machine/],
    ['an address that its client makes', { url: 'http://${HOST}/mcp' }, /placeholder/],
    ['a line that its client makes', { command: 'node', args: ['${workspaceFolder}/server.js'] }, /placeholder/],
    ['a package that is not here', { command: 'npx', args: ['-y', 'not-installed-anywhere@1.0.0'] }, /not installed/],
    ['a Python package that is not here', { command: 'uvx', args: ['not-installed-anywhere'] }, /not installed/],
  ])('is not known: %s', (_, entry, why) => {
    expect(lineOf(entry)).toEqual(expect.stringMatching(why));
  });

  it('fetches what is not installed only where it may', () => {
    expect(lineOf({ command: 'npx', args: ['-y', 'not-installed-anywhere@1.0.0'] }, true)).toMatchObject({
      launchable: { command: 'npx', args: ['-y', 'not-installed-anywhere@1.0.0'] },
    });
  });

  it('leaves the variables of a shell to the shell', () => {
    expect(lineOf({ command: 'sh', args: ['-c', 'exec node "${HOME}/x.js"'] })).toMatchObject({ transport: 'stdio' });
  });
});

it('what a person is told has names and no values', () => {
  const { servers, candidates } = candidatesOf({
    one: { command: 'node', args: ['x.js'], env: { KEY: SECRET } },
    two: { url: 'http://127.0.0.1:1/mcp', headers: { 'X-Key': SECRET } },
  });
  const facts = servers.map((server) => {
    const candidate = candidates.get(server.id);
    if (candidate === undefined) throw new Error('no candidate');
    const launch = startLine(candidate, server, { machine: thisMachine({}), files: realFiles, mayFetch: false });
    if (typeof launch === 'string') throw new Error(launch);
    return startFacts(candidate, server, launch, null);
  });
  expect(facts).toMatchObject([
    { name: 'one', command: 'node', args: ['x.js'], variables: ['KEY'] },
    { name: 'two', command: 'http://127.0.0.1:1/mcp', args: [], variables: ['x-key'] },
  ]);
  expect(JSON.stringify(facts)).not.toContain(SECRET);
  expect(facts.every(({ declaredAt }) => declaredAt.endsWith('mcp.json:1'))).toBe(true);
});

it.each([
  [{ url: 'http://127.0.0.1:99999/mcp' }, 'where its address leads is not known'],
  [{ url: 'http://example.com/mcp' }, 'it runs on another machine, which is not asked'],
])('%j is not asked, and says why', (entry, why) => {
  expect(lineOf(entry)).toBe(why);
});

it('no header of an entry says where a message ends', () => {
  const headers = { 'Content-Length': '5', 'transfer-encoding': 'chunked', Connection: 'upgrade', 'X-Key': SECRET };
  expect(lineOf({ url: 'http://127.0.0.1:1/mcp', headers })).toMatchObject({ headers: { 'x-key': SECRET } });
  expect(Object.keys((lineOf({ url: 'http://127.0.0.1:1/mcp', headers }) as { headers: object }).headers)).toEqual([
    'x-key',
  ]);
});
