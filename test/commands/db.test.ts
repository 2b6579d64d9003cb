import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli.ts';
import type { Terminal } from '../../src/commands/terminal.ts';
import { EXIT } from '../../src/errors.ts';
import { tryLock } from '../../src/io/index.ts';
import { recordOf } from '../database/_database.ts';
import { startDumps, type DumpStandIn, type Published } from '../stand-ins/dumps.ts';
import { folderWith } from '../stand-ins/folder.ts';
import type { ServedRecord } from '../stand-ins/osv.ts';
import { terminalAt } from '../stand-ins/terminal.ts';

async function serve(published: Record<string, Published>): Promise<DumpStandIn> {
  const dumps = await startDumps(published);
  onTestFinished(() => dumps.close());
  return dumps;
}

interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs `db` in a folder, which holds the database too. */
async function db(folder: string, argv: readonly string[], rest: Partial<Terminal> = {}): Promise<Said> {
  const terminal = terminalAt(folder, rest);
  const code = await main(['db', ...argv, '--cache-dir', 'cache'], terminal);
  return { code, out: terminal.out, err: terminal.err };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

const rated = (id: string, severity: string): ServedRecord =>
  recordOf(id, 'bad', '2026-10-01T00:00:00Z', { database_specific: { severity } });

const RECORDS = [rated('GHSA-aaaa', 'LOW'), rated('GHSA-bbbb', 'CRITICAL'), rated('MAL-2026-1', 'HIGH')];

/** A folder with a database that is complete. */
async function updated(): Promise<string> {
  const folder = folderWith({});
  const { url } = await serve({ npm: { records: RECORDS } });
  expect(await db(folder, ['update', '-e', 'npm', '--mirror', url])).toMatchObject({ code: EXIT.pass, err: '' });
  return folder;
}

/** A folder with a database of which nobody knows whether it is complete. */
async function imported(): Promise<string> {
  const folder = folderWith(Object.fromEntries(RECORDS.map((record) => [`records/${record.id}.json`, record])));
  expect(await db(folder, ['import', 'records'])).toMatchObject({ code: EXIT.pass, err: '' });
  return folder;
}

describe('db update', () => {
  it('says once that nothing answers, and tries no further', async () => {
    const dumps = await startDumps({});
    await dumps.close();
    const { code, out, err } = await db(folderWith({}), ['update', '--mirror', dumps.url]);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toBe('');
    expect(err).toBe(
      [
        'mcp-audit: npm: the connection is refused (ECONNREFUSED)',
        `  Nothing answers at ${dumps.url}/; PyPI, Go and crates.io were not tried.`,
        '  Check the network and the address (--mirror), then run the update again.',
        '  Without a network, take in a file: mcp-audit db import',
        '',
      ].join('\n'),
    );
  });

  it('goes on where one ecosystem is not to be had, and says what to do once', async () => {
    const dumps = await serve({ Go: { records: [] }, npm: { records: RECORDS } });
    const { code, out, err } = await db(folderWith({}), ['update', '-e', 'Maven,Wolfi,npm', '--mirror', dumps.url]);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toMatch(/^npm: 3 advisories from a dump of \d kB; \d+ days old\n$/);
    expect(err.match(/^mcp-audit: (?:Maven|Wolfi): .*/gm)).toHaveLength(2);
    expect(err.match(/Check the network/g)).toHaveLength(1);
    expect(err).not.toContain('Nothing answers');
  });

  it('ends in the same way for one ecosystem as for several', async () => {
    const { url } = await serve({});
    const { code, err } = await db(folderWith({}), ['update', '-e', 'npm', '--mirror', url]);
    expect(code).toBe(EXIT.incomplete);
    expect(err).toMatch(/^mcp-audit: npm: .* has no npm\/all\.zip\n {2}Check the network/);
  });

  it('updates what is named twice once', async () => {
    const { url } = await serve({ npm: { records: RECORDS } });
    const { out } = await db(folderWith({}), ['update', '-e', 'npm,NPM', '-e', 'npm', '--mirror', url]);
    expect(out.match(/^npm: /gm)).toHaveLength(1);
  });

  it.each([[''], [',']])('takes no list without a name: %j', async (list) => {
    const { code, err } = await db(folderWith({}), ['update', '-e', list]);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('--ecosystem names no ecosystem\n  One of npm, PyPI,');
  });

  it('says in a log that it waits for another, and then goes on', async () => {
    const folder = await imported();
    const lock = tryLock(join(folder, 'cache/osv/lock'));
    let waits = 0;
    const sleep = async (): Promise<void> => {
      waits += 1;
      if (waits === 100) lock?.release();
    };
    const { code, err } = await db(folder, ['import', 'records'], { sleep });
    expect(code).toBe(EXIT.pass);
    expect(err).toBe(`mcp-audit: waiting for another update of ${join(folder, 'cache/osv')} to end\n`);
  });

  it('takes its progress away before it says anything', async () => {
    const { url } = await serve({ npm: { records: RECORDS }, Go: { records: [] } });
    let screen = '';
    const write = (text: string): void => void (screen += text);
    await db(folderWith({}), ['update', '-e', 'npm,Maven', '--mirror', url], {
      isInteractive: true,
      stdout: write,
      stderr: write,
    });
    expect(screen).toContain('npm: reading the dump…');
    // What follows the last erasure of a line is what stays on it.
    const lines = screen.split('\n').map((line) => line.split('\r\u001B[2K').at(-1));
    expect(lines.filter((line) => line?.includes('…'))).toEqual([]);
    expect(lines[0]).toMatch(/^npm: 3 advisories/);
  });
});

describe('db status', () => {
  it('says what is kept, of when, and whether it is all', async () => {
    const folder = await updated();
    const { code, out } = await db(folder, ['status']);
    expect(code).toBe(EXIT.pass);
    expect(out).toMatch(
      new RegExp(
        [
          `^${join(folder, 'cache/osv')}`,
          'from http://127\\.0\\.0\\.1:\\d+/',
          '',
          'npm        3 advisories, \\d kB',
          '           of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC, [\\w ]+ old',
          '           complete: held against the list of its source less than a minute ago',
          '$',
        ].join('\n'),
      ),
    );
  });

  it('names what is not complete, what cannot be used, and what to do', async () => {
    const folder = await imported();
    mkdirSync(join(folder, 'cache/osv/Go'), { recursive: true });
    writeFileSync(join(folder, 'cache/osv/Go/state.json'), '{');
    const { code, out } = await db(folder, ['status']);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toMatch(/^imported \d{4}-\d\d-\d\d \d\d:\d\d UTC$/m);
    expect(out).toContain('           not known to be complete\n');
    expect(out).toContain('Go         cannot be used: ');
    expect(out).toContain('\nMade anew by: mcp-audit db update --ecosystem Go\n');
    expect(out).toContain('does not take the rest\nfor clean.\n');
  });

  it.each([
    [['--mirror', 'http://127.0.0.1:1'], '--mirror says where to --check'],
    [['--check', '--mirror', 'nowhere'], 'its address is not a URL'],
  ])('takes no %j', async (argv, words) => {
    const { code, err } = await db(await updated(), ['status', ...argv]);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(words);
  });
});

describe('db query', () => {
  it('tells a person the worst first, in lines that fit', async () => {
    const { code, out } = await db(await updated(), ['query', 'NPM', 'bad', '1.0.0'], { isTerminal: true });
    expect(code).toBe(EXIT.pass);
    expect(out.replace(/data \d+ \w+ old/, 'data 3 days old')).toBe(
      [
        'bad@1.0.0: 3 advisories (npm, data 3 days old)',
        '  malware      MAL-2026-1, fixed in 2.0.0',
        '  critical     GHSA-bbbb, fixed in 2.0.0',
        '  low          GHSA-aaaa, fixed in 2.0.0',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['a clean package', ['npm', 'good', '1.0.0'], EXIT.pass, /^good@1\.0\.0: no advisory \(npm, data/],
    [
      'no version',
      ['npm', 'bad', 'latest'],
      EXIT.incomplete,
      /^bad@latest: not known \(npm, [^]*\n {2}not known {4}lat/,
    ],
    ['nothing kept', ['Go', 'a', '1.0.0'], EXIT.incomplete, /\n {2}next {9}mcp-audit db update --ecosystem Go\n$/],
  ])('tells of %s', async (_, question, expected, words) => {
    const { code, out } = await db(await updated(), ['query', ...question, '--format', 'text']);
    expect(code).toBe(expected);
    expect(out).toMatch(words);
  });

  it.each([
    [['npm', 'bad'], 'wanted: an ecosystem, a name and a version'],
    [['npm', '', '1.0.0'], 'wanted: an ecosystem, a name and a version'],
    [['nowhere', 'bad', '1.0.0'], 'there is no ecosystem `nowhere`'],
    [['-', 'bad'], 'a name cannot be given with it'],
    [['-', '--format', 'text'], '--format text cannot be given with it'],
  ])('takes no %j', async (question, words) => {
    const { code, out, err } = await db(folderWith({}), ['query', ...question]);
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
    expect(err).toContain(words);
  });

  it('answers line for line, and says what is no question', async () => {
    const lines = [
      '{"ecosystem":"npm","name":"bad","version":"2.0.0"}',
      '',
      'garbage',
      '[]',
      '{"ecosystem":"npm","name":"","version":"1.0.0"}',
      '{"ecosystem":"NPM","name":"bad","version":"1.0.0"}',
      '{"ecosystem":"npm","name":"b\\u202ed","version":"1.0.0"}',
    ];
    const { code, out } = await db(await updated(), ['query', '-'], { stdin: bytesOf(lines.join('\n')) });
    expect(code).toBe(EXIT.incomplete);
    expect(out).not.toContain('\u202E');
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const wanted = 'wanted: an object with the texts ecosystem, name and version';
    expect(answers).toEqual([
      { ecosystem: 'npm', name: 'bad', version: '2.0.0', vulns: [] },
      { ecosystem: null, name: null, version: null, vulns: [], gap: 'the line is not JSON' },
      { ecosystem: null, name: null, version: null, vulns: [], gap: wanted },
      { ecosystem: 'npm', name: '', version: '1.0.0', vulns: [], gap: wanted },
      { ecosystem: 'NPM', name: 'bad', version: '1.0.0', vulns: [], gap: 'the ecosystem `NPM` is written npm' },
      { ecosystem: 'npm', name: 'b\u202Ed', version: '1.0.0', vulns: [] },
    ]);
  });

  it('loses no answer to a line that is too long, and says where it is', async () => {
    const question = '{"ecosystem":"npm","name":"bad","version":"2.0.0"}\n';
    const stdin = bytesOf(question + 'x'.repeat(200_000));
    const { code, out, err } = await db(await updated(), ['query', '-'], { stdin });
    expect(code).toBe(EXIT.usage);
    expect(JSON.parse(out)).toMatchObject({ name: 'bad', vulns: [] });
    expect(err).toContain('standard input, behind line 1: a line is longer than');
  });

  it.each(['json', 'text'])('is sure of nothing where the database is not known to be complete: %s', async (format) => {
    const folder = await imported();
    const { code, out, err } = await db(folder, ['query', 'npm', 'good', '1.0.0', '--format', format]);
    expect({ code, err }).toEqual({ code: EXIT.incomplete, err: '' });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('advisories of npm that are kept are not known to be complete');
  });
});

describe('db import', () => {
  it.each([
    ['an empty folder', {}],
    ['a folder of other files', { 'from/package.json': { name: 'x' } }],
  ])('says that %s holds no record', async (_, files) => {
    const folder = folderWith(files);
    mkdirSync(join(folder, 'from'), { recursive: true });
    const { code, out, err } = await db(folder, ['import', 'from']);
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
    expect(err).toContain(`${join(folder, 'from')} holds no OSV record\n  Wanted: `);
  });

  it('says that nothing was taken in, and why', async () => {
    const folder = folderWith({ 'from/GHSA-aaaa.json': RECORDS[0] });
    const { code, out } = await db(folder, ['import', 'from', '-e', 'PyPI']);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toBe(
      '1 record read, 1 of them about no ecosystem that was asked for, 0 rejected\nNothing was taken in.\n',
    );
  });

  it('warns in lines that fit', async () => {
    const folder = folderWith({ 'from/GHSA-aaaa.json': RECORDS[0] });
    const { out } = await db(folder, ['import', 'from']);
    expect(out).toContain('  Not known to be complete (see --complete): a scan takes what is found here,\n  and ');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('db export', () => {
  it('says how large the file is and how it is taken in', async () => {
    const folder = await updated();
    const { code, out } = await db(folder, ['export', 'x.gz']);
    expect(code).toBe(EXIT.pass);
    expect(out).toMatch(/x\.gz: 3 advisories of npm, \d kB\nTake it in with: mcp-audit db import x\.gz\n$/);
    expect(existsSync(join(folder, 'x.gz'))).toBe(true);
  });

  it('is written behind a link, and in the place of nothing but a file', async () => {
    const folder = await updated();
    writeFileSync(join(folder, 'there.gz'), 'old');
    symlinkSync('there.gz', join(folder, 'link.gz'));
    expect(await db(folder, ['export', 'link.gz'])).toMatchObject({ code: EXIT.pass });
    expect(lstatSync(join(folder, 'link.gz')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'there.gz')).readUInt16BE(0)).toBe(0x1f8b);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await db(folder, ['export', 'pipe'])).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('is not a regular file') as string,
    });
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
  });

  it('says why it cannot write', async () => {
    const { code, err } = await db(await updated(), ['export', '.']);
    expect(code).toBe(EXIT.usage);
    expect(err).toMatch(/^mcp-audit: could not write .*: it is a folder, not a file\n/);
  });
});
