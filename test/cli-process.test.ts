import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../src/errors.ts';
import { buildProject, bundle } from './stand-ins/built.ts';
import { folderWith } from './stand-ins/folder.ts';

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
