import { describe, expect, it, onTestFinished } from 'vitest';
import { startHostile } from '../../fixtures/servers/hostile-http.ts';
import type { Gap } from '../../src/model/gap.ts';
import type { Offering } from '../../src/model/offering.ts';
import { realFiles, thisMachine } from '../../src/io/index.ts';
import { findOfferings, type Enumeration } from '../../src/scan/offerings.ts';
import type { StartFacts } from '../../src/scan/start-line.ts';
import { readToolList } from '../../src/tool/read-list.ts';
import type { ToolList } from '../../src/tool/tool.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { containmentFor, fixture, liveIo, ownTemporaryFolder } from '../stand-ins/live.ts';

const temporary = ownTemporaryFolder();
const quiet = { files: realFiles, progress: () => {} };

const hostile = (mode: string, env: Record<string, string> = {}) => ({
  command: process.execPath,
  args: [fixture('hostile-stdio.mjs'), mode],
  env,
});

const saying = (yes: boolean, more: Partial<Enumeration> = {}): Enumeration => ({
  io: liveIo(),
  containment: 'nothing may be started in this test',
  consents: async () => yes,
  isThorough: false,
  startsOpen: false,
  asksProjects: true,
  only: [],
  version: '0',
  ...more,
});

async function started(more: Partial<Enumeration> = {}): Promise<Enumeration> {
  return saying(true, { containment: await containmentFor('none', { graceMs: 300 }), ...more });
}

async function find(
  entries: Record<string, unknown>,
  enumeration: Enumeration | null,
  saved: Record<string, ToolList> = {},
): Promise<{ offerings: Record<string, Offering | null>; gaps: Gap[] }> {
  const { servers, candidates } = candidatesOf(entries);
  const lists = new Map(Object.entries(saved).map(([name, list]) => [name, { file: `/${name}.json`, list }]));
  const found = await findOfferings(servers, candidates, { machine: thisMachine(), saved: lists, enumeration }, quiet);
  temporary.expectEmpty();
  return { offerings: Object.fromEntries(found.servers.map(({ id, offering }) => [id, offering])), gaps: found.gaps };
}

/** Servers of one name that start different things. */
function sameNamed(folders: readonly string[]): Pick<ReturnType<typeof candidatesOf>, 'servers' | 'candidates'> {
  const all = folders.map((cwd) => candidatesOf({ one: { ...hostile('plain'), cwd: `/${cwd}` } }));
  const servers = all.flatMap(({ servers: [server] }, index) =>
    server === undefined ? [] : [{ ...server, id: `one#${index}` }],
  );
  const found = all.flatMap(({ candidates }) => [...candidates.values()]);
  return { servers, candidates: new Map(found.map((candidate, index) => [`one#${index}`, candidate])) };
}

describe('servers that may be started', () => {
  it('are listed, each by itself: what fails is a gap, and no value is told', async () => {
    const secret = 'value-that-nobody-may-see';
    const { offerings, gaps } = await find(
      { good: hostile('plain'), bad: hostile('exits-at-once'), tells: hostile('tells-secrets', { API_TOKEN: secret }) },
      await started(),
    );
    expect(offerings['good']).toMatchObject({
      source: 'server',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      serverName: 'hostile',
      isComplete: true,
      shift: null,
      tools: [{ name: 'only', class: 'write', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(offerings).toMatchObject({ bad: null, tells: null });
    expect(gaps.map(({ server, kind, item }) => [server, kind, item])).toEqual([
      ['bad', 'tools-unknown', 'high-risk-tools-reviewed'],
      ['tells', 'tools-unknown', 'high-risk-tools-reviewed'],
    ]);
    expect(gaps[0]?.message).toContain('It ended with code 7.');
    expect(JSON.stringify({ offerings, gaps })).not.toContain(secret);
  });

  it('that repeat what they were given are not quoted with it', async () => {
    const [secret, other] = ['a "quoted" secret-0123456789', 'another-secret-9876543210'];
    const entry = { ...hostile('plain', { API_KEY: secret, LOG_LEVEL: 'arguments' }) };
    entry.args.push('--token', other, `--password=${other}x`);
    const { offerings } = await find({ one: entry }, await started());
    const text = JSON.stringify(offerings);
    // Its instructions hold its arguments and the names of its variables.
    expect(offerings['one']?.instructions).toContain('"arguments":');
    expect(text).toContain('<redacted>');
    for (const part of [secret, JSON.stringify(secret).slice(1, -1), other]) expect(text).not.toContain(part);
  });

  it('that show another list to whoever looks are found out', async () => {
    const { offerings } = await find({ bait: hostile('bait'), odd: hostile('unstable') }, await started());
    expect(offerings['bait']).toMatchObject({ shift: { kind: 'by-client', tools: ['a'] } });
    // The list that is kept is the one that the client would get.
    expect(offerings['bait']?.tools[0]?.description).toBe('Deletes.');
    expect(offerings['odd']).toMatchObject({ shift: { kind: 'unstable', tools: ['a'] } });
  });

  it('whose resources alone cannot be listed have told all their tools', async () => {
    const { offerings, gaps } = await find({ one: hostile('no-resources') }, await started());
    expect(offerings['one']).toMatchObject({ isComplete: true, tools: [{ name: 'only' }], shift: null });
    expect(offerings['one']?.notes.join(' ')).toContain('resources/list could not be had');
    expect(gaps).toEqual([]);
  });

  it('that give whoever looks no list have shown nothing for sure', async () => {
    const { offerings, gaps } = await find({ shy: hostile('shy') }, await started());
    expect(offerings['shy']).toMatchObject({ tools: [{ name: 'a' }], shift: null });
    expect(gaps).toMatchObject([
      {
        kind: 'tools-partial',
        server: 'shy',
        message: expect.stringContaining('shows the same tools to others is not known'),
      },
    ]);
  });

  it('with a list that is cut off are known in part', async () => {
    const { offerings, gaps } = await find({ part: hostile('no-name') }, await started());
    expect(offerings['part']).toMatchObject({ isComplete: false, tools: [{ name: 'a' }, { name: 'c' }] });
    expect(gaps).toMatchObject([{ kind: 'tools-partial', server: 'part' }]);
  });
});

describe('without consent', () => {
  const entries = {
    one: hostile('plain'),
    two: { url: 'http://127.0.0.1:9/mcp' },
    far: { url: 'https://example.com/mcp' },
  };
  const noStart = { ...liveIo(), start: () => expect.fail('started'), exchange: () => expect.fail('asked') };

  it('nothing is started or asked, and nothing is missing that was asked for', async () => {
    expect(await find(entries, null)).toEqual({ offerings: { one: null, two: null, far: null }, gaps: [] });
    const refused = await find(entries, await started({ io: noStart, consents: async () => false }));
    expect(refused.offerings).toEqual({ one: null, two: null, far: null });
    // What could not be asked even with consent is said.
    expect(refused.gaps).toMatchObject([{ server: 'far', kind: 'tools-unknown' }]);
  });

  it('each server is asked about once, with its line and the names of its variables', async () => {
    const seen: Array<[StartFacts, boolean]> = [];
    const consents = async (facts: StartFacts, isStarted: boolean): Promise<boolean> => {
      seen.push([facts, isStarted]);
      return false;
    };
    await find({ one: hostile('plain', { KEY: 'v' }), two: entries.two }, await started({ io: noStart, consents }));
    expect(seen).toMatchObject([
      [{ name: 'one', command: process.execPath, variables: ['KEY'] }, true],
      [{ name: 'two', command: 'http://127.0.0.1:9/mcp' }, false],
    ]);
  });

  it('what is said of how it is kept in holds for its own line, and of its program for its own PATH', async () => {
    const folder = folderWith({ docker: '', node: '' });
    const seen: StartFacts[] = [];
    const consents = async (facts: StartFacts): Promise<boolean> => {
      seen.push(facts);
      return false;
    };
    const machine = { ...thisMachine(), env: { PATH: folder } };
    const enumeration = await started({ io: { ...noStart, machine }, consents, startsOpen: true });
    const other = folderWith({ node: '' });
    const mcpServers = {
      one: { command: 'docker', args: ['run', '-itv', '/:/host', 'an-image'] },
      two: { command: 'node', args: ['x.js'], env: { PATH: other } },
      three: { command: 'docker', args: ['run', '--no-such', 'an-image'] },
    };
    const { gaps } = await find(mcpServers, enumeration);
    expect(seen).toMatchObject([
      { name: 'one', program: `${folder}/docker` },
      { name: 'two', program: `${other}/node`, diverting: ['PATH'] },
    ]);
    expect(seen[0]?.containment).toContain('Its line opens the container to this machine: --volume.');
    expect(seen[1]?.containment[0]).toBe('It runs outside of any sandbox, as you: it can read and write what you can.');
    expect(gaps).toMatchObject([{ server: 'three', message: expect.stringContaining('is not known here') }]);
  });

  it('a server that is off is not asked about, unless it is named', async () => {
    const off = { off: { ...hostile('plain'), disabled: true } };
    expect(await find(off, await started({ io: noStart }))).toEqual({ offerings: { off: null }, gaps: [] });
    const { offerings } = await find(off, await started({ only: ['off'] }));
    expect(offerings['off']).toMatchObject({ tools: [{ name: 'only' }] });
  });

  it('where no sandbox works and one is required, it says so and starts nothing', async () => {
    const { offerings, gaps } = await find({ one: hostile('plain') }, saying(true, { io: noStart }));
    expect(offerings).toEqual({ one: null });
    expect(gaps).toMatchObject([{ message: expect.stringContaining('nothing may be started in this test') }]);
  });
});

describe('a server that runs on this machine', () => {
  it('is asked once, without anything being started', async () => {
    const { url, close } = await startHostile('plain');
    onTestFinished(close);
    const io = { ...liveIo(), start: () => expect.fail('started') };
    const { offerings } = await find({ http: { url: url.href } }, saying(true, { io }));
    expect(offerings['http']).toMatchObject({ source: 'server', tools: [{ name: 'only' }], containment: [] });
  });

  it('and does not answer is a gap', async () => {
    const { gaps } = await find({ http: { url: 'http://127.0.0.1:9/mcp' } }, saying(true));
    expect(gaps).toMatchObject([{ kind: 'tools-unknown', hint: 'Start it, and scan again.' }]);
  });
});

describe('what nobody sees before it is started or asked', () => {
  it('is no container that its line opens, unless its user wants no sandbox', async () => {
    const open = { command: 'docker', args: ['run', '--rm', '-i', '--privileged', 'image:1'] };
    const machine = { ...thisMachine(), env: { PATH: folderWith({ docker: '' }) } };
    const io = { ...liveIo(), machine, start: () => expect.fail('started') };
    const consents = async (): Promise<boolean> => expect.fail('asked');
    const { gaps } = await find({ open }, await started({ io, consents }));
    expect(gaps).toMatchObject([
      { message: expect.stringContaining('opens its container to this machine (--privileged)') },
    ]);
  });

  it('is no address that a named file alone declares', async () => {
    const io = { ...liveIo(), exchange: () => expect.fail('asked') };
    const { gaps } = await find(
      { http: { url: 'http://127.0.0.1:9/admin' } },
      saying(true, { io, asksProjects: false }),
    );
    expect(gaps).toMatchObject([{ message: expect.stringContaining('--probe=gentle') }]);
  });
});

describe('a list that was saved', () => {
  const list = readToolList({ tools: [{ name: 'delete_all', description: 'Deletes all.' }, 7] });

  it('is taken in the place of the server, by its name', async () => {
    const io = { ...liveIo(), start: () => expect.fail('started') };
    if (list === null) throw new Error('no list');
    const { offerings, gaps } = await find({ one: hostile('plain') }, await started({ io }), { one: list });
    expect(offerings['one']).toMatchObject({
      source: 'file',
      file: '/one.json',
      isComplete: false,
      tools: [{ name: 'delete_all', class: 'write' }],
    });
    expect(gaps).toMatchObject([{ kind: 'tools-partial', server: 'one' }]);
  });

  it.each([
    ['another of its name', ['user', 'project'], 'one', 'several servers are called so'],
    ['none of its name', ['user'], 'two', 'there is no server two'],
  ])('is not taken for %s', async (_, folders, word, why) => {
    if (list === null) throw new Error('no list');
    const { servers, candidates } = sameNamed(folders);
    const saved = new Map([[word, { file: '/saved.json', list }]]);
    const options = { machine: thisMachine(), saved, enumeration: null };
    await expect(findOfferings(servers, candidates, options, quiet)).rejects.toThrow(why);
    // By its id it is one server's alone, also where another is called as that.
    const [first, ...others] = servers.map((server) => ({ ...server }));
    if (first === undefined) throw new Error('no server');
    for (const other of others) other.name = first.id;
    const byId = { ...options, saved: new Map([[first.id, { file: '/saved.json', list }]]) };
    const found = await findOfferings([first, ...others], candidates, byId, quiet);
    expect(found.servers.map(({ offering }) => offering !== null)).toEqual(folders.map((__, index) => index === 0));
  });
});

it('a name that several servers have starts none of them', async () => {
  const { servers, candidates } = sameNamed(['user', 'project']);
  const io = { ...liveIo(), start: () => expect.fail('started') };
  const options = { machine: thisMachine(), saved: new Map(), enumeration: await started({ io, only: ['one'] }) };
  await expect(findOfferings(servers, candidates, options, quiet)).rejects.toThrow('several servers are called so');
});

it('the hint of a gap can be pasted, whatever a server is called', async () => {
  const names = ['plain', '$(id)', "it's", 'a;b'];
  const { gaps } = await find(
    Object.fromEntries(names.map((name) => [name, { command: 'node', args: ['${x}'] }])),
    saying(true),
  );
  const hints = Object.fromEntries(gaps.map(({ server, hint }) => [server, hint.split('--tools ')[1]]));
  expect(hints).toEqual({
    plain: 'plain=FILE',
    '$(id)': "'$(id)'=FILE",
    "it's": "'it'\\''s'=FILE",
    'a;b': "'a;b'=FILE",
  });
});
