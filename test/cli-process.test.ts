import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { buildProject, bundle } from './stand-ins/built.ts';
import { folderWith } from './stand-ins/folder.ts';
import { fixture, processesWith } from './stand-ins/live.ts';

const built = buildProject();
const CLI = join(built, 'bin/mcp-audit.js');
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/** A home with so many servers; its report is larger than a pipe holds. */
function homeWith(count: number): string {
  const server = { command: 'npx', args: ['-y', 'some-server@1.0.0'] };
  const mcpServers = Object.fromEntries(Array.from({ length: count }, (_, at) => [`server-${at}`, server]));
  return folderWith({ '.cursor/mcp.json': { mcpServers } });
}

const scanOf = (home: string): string[] => ['scan', '--offline', '--no-cache', '--home', home, '--format', 'json'];

function start(argv: readonly string[], stdout: 'pipe' | number = 'pipe'): { child: ChildProcess; err: () => string } {
  const child = spawn(process.execPath, [CLI, ...argv], { cwd: built, stdio: ['ignore', stdout, 'pipe'] });
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return { child, err: () => err };
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

describe('a reader', () => {
  it('that has gone away changes no exit code and is not spoken of', async () => {
    const home = homeWith(500);
    for (const [argv, expected] of [
      [['--help'], EXIT.pass],
      [['demo'], EXIT.fail],
      [scanOf(home), EXIT.incomplete],
    ] as const) {
      const { child, err } = start(argv);
      child.stdout?.destroy();
      expect([await codeOf(child), err()], argv[0]).toEqual([expected, '']);
    }
  });

  it('that goes away after a first piece of much changes none either', async () => {
    const { child, err } = start(scanOf(homeWith(500)));
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect([await codeOf(child), err()]).toEqual([EXIT.incomplete, '']);
  });

  it('that is slow gets the whole of it', async () => {
    const { child } = start(scanOf(homeWith(500)));
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout ?? []) {
      chunks.push(chunk as Buffer);
      await new Promise(setImmediate);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    expect(text.length).toBeGreaterThan(200_000);
    expect(JSON.parse(text)).toMatchObject({ verdict: 'incomplete' });
  });
});

it.each([
  ['100', 81, 100],
  ['200', 101, 200],
  ['wide', 60, 80],
  ['', 60, 80],
])('where stdout is no terminal COLUMNS=%j says how wide it is: %i to %i', async (COLUMNS, least, most) => {
  const child = spawn(process.execPath, [CLI, 'scan', '--help'], { env: { ...process.env, COLUMNS } });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await codeOf(child);
  const widest = Math.max(...out.split('\n').map((line) => line.length));
  expect(widest).toBeGreaterThanOrEqual(least);
  expect(widest).toBeLessThanOrEqual(most);
});

it.skipIf(!existsSync('/dev/full'))('a full disk below stdout is an error, whatever the verdict', async () => {
  for (const argv of [['--help'], ['demo'], ['explain']]) {
    const full = openSync('/dev/full', 'w');
    const { child, err } = start(argv, full);
    closeSync(full);
    expect(await codeOf(child), argv[0]).toBe(EXIT.internal);
    expect(err()).toMatch(/^mcp-audit: could not write to stdout: ENOSPC[^\n]*\n$/);
  }
});

it.skipIf(process.platform === 'win32').each(SIGNALS)('%s cleans up and ends with %i', async (signal, expected) => {
  const folder = folderWith({ 'home/file': '' });
  const source = join(folder, 'source.ts');
  const driver = join(folder, 'driver.mjs');
  writeFileSync(
    source,
    `import { rmSync } from 'node:fs';
     import { cleanWhenKilled } from ${JSON.stringify(resolve(import.meta.dirname, '../src/commands/_killed.ts'))};
     cleanWhenKilled(() => rmSync(${JSON.stringify(join(folder, 'home'))}, { recursive: true }));
     setInterval(() => {}, 60_000);
     process.stdout.write('ready');`,
  );
  bundle([source, '--platform', 'node', '--file', driver]);
  const child = spawn(process.execPath, [driver], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill(signal);
  expect(await codeOf(child)).toBe(expected);
  expect(existsSync(join(folder, 'home'))).toBe(false);
});

describe.skipIf(process.platform === 'win32')('an interrupt', () => {
  /** Opens a session for whoever asks and then answers no more, until it is ended. */
  async function startSlow(): Promise<{ url: string; opened: Promise<void>; ended: string[] }> {
    const ended: string[] = [];
    let tell = (): void => {};
    const opened = new Promise<void>((settle) => {
      tell = settle;
    });
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (request.method === 'DELETE') {
          ended.push(String(request.headers['mcp-session-id']));
          response.writeHead(204).end();
        } else if (body.includes('"initialize"')) {
          const result = { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: { name: 's', version: '1' } };
          response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'session-0123456789' });
          response.end(JSON.stringify({ jsonrpc: '2.0', id: (JSON.parse(body) as { id: unknown }).id, result }));
        } else if (request.headers['mcp-session-id'] === 'session-0123456789') tell();
        else response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"no session"}');
      });
    });
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, opened, ended };
  }

  it.each([
    ['probe --active', (url: string) => ['probe', '--active', url]],
    ['tools list --url', (url: string) => ['tools', 'list', '--url', url]],
  ])('of `%s` ends the sessions that it opened', async (_, argv) => {
    const { url, opened, ended } = await startSlow();
    const { child } = start(argv(url));
    await opened;
    child.kill('SIGINT');
    expect(await codeOf(child)).toBe(130);
    expect(ended).toContain('session-0123456789');
  });

  it('of a scan ends the servers that it started, and what they left', async () => {
    const mark = `interrupted-${process.pid}`;
    const server = { command: process.execPath, args: [fixture('hostile-stdio.mjs'), 'daemon', mark] };
    const folder = folderWith({
      'mcp.json': {
        mcpServers: { one: server, two: { ...server, args: [fixture('hostile-stdio.mjs'), 'never-answers', mark] } },
      },
      'tmp/x': '',
    });
    const argv = ['scan', '--offline', '--no-cache', '--config', join(folder, 'mcp.json'), '--enumerate=all'];
    const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
    const child = spawn(process.execPath, [CLI, ...argv], { cwd: built, env, stdio: 'ignore' });
    for (let tries = 0; tries < 100 && processesWith(mark).length < 2; tries++)
      await new Promise((later) => setTimeout(later, 50));
    expect(processesWith(mark).length).toBeGreaterThan(1);
    child.kill('SIGINT');
    expect(await codeOf(child)).toBe(130);
    expect(processesWith(mark)).toEqual([]);
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['x']);
  });
});
