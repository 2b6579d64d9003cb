import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  realExchange,
  realFiles,
  realProcesses,
  realRun,
  realScratch,
  realStart,
  thisMachine,
  type Exchange,
} from '../../src/io/index.ts';
import type { Limits } from '../../src/mcp/index.ts';
import { chooseContainment, type Bounds, type Containment, type StartIo } from '../../src/sandbox/index.ts';
import { listTools, type ServerListing } from '../../src/scan/list-tools.ts';

const SERVERS = resolve(import.meta.dirname, '../../fixtures/servers');

export const fixture = (name: string): string => join(SERVERS, name);

export const CLIENT = { name: 'test-client', version: '0.0.0' };

/** The real machine. */
export const liveIo = (): StartIo & { exchange: Exchange } => ({
  files: realFiles,
  machine: thisMachine(),
  start: realStart,
  run: realRun,
  processes: realProcesses(),
  makeScratch: realScratch,
  exchange: realExchange,
});

/** Lines of every process of this machine that hold a word; those of `ps` itself do not count. */
export function processesWith(word: string): string[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,stat=,command='], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  }).split('\n');
  return lines.filter((line) => line.includes(word) && !/^\s*\d+\s+Z/.test(line));
}

/** A temporary folder for the tests of a file, which stays empty between them but for the tests' own folders: `folder` is where it is. */
export function ownTemporaryFolder(): { folder(): string; expectEmpty(): void } {
  let folder = '';
  const before = process.env['TMPDIR'];
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'live-')));
    process.env['TMPDIR'] = folder;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder: () => folder,
    expectEmpty: () => expect(readdirSync(folder).filter((name) => !name.startsWith('mcp-audit-'))).toEqual([]),
  };
}

export async function containmentFor(
  sandbox: 'auto' | 'require' | 'none',
  bounds: Partial<Bounds> = {},
): Promise<Containment> {
  const options = { sandbox, network: false, realHome: false, bounds };
  const containment = await chooseContainment(options, liveIo());
  if (typeof containment === 'string') throw new Error(containment);
  return containment;
}

/** What became of a hostile server, and what it left. */
export interface Outcome extends ServerListing {
  /** Processes that bear its mark, after it was ended. */
  remaining: string[];
  ms: number;
}

/** Lists a server of the fixtures under limits, with a mark of its own among its arguments by which its processes are found. */
export async function listFixture(
  file: string,
  args: readonly string[],
  {
    sandbox = 'none',
    bounds = {},
    limits = {},
    env = {},
  }: {
    sandbox?: 'auto' | 'none';
    bounds?: Partial<Bounds>;
    limits?: Partial<Limits>;
    env?: Record<string, string>;
  } = {},
): Promise<Outcome> {
  const mark = `mark-${randomUUID()}`;
  const launchable = { command: process.execPath, args: [fixture(file), ...args, mark], env, cwd: null, reads: [] };
  const containment = await containmentFor(sandbox, { graceMs: 300, ...bounds });
  const started = performance.now();
  const listing = await listTools(
    { transport: 'stdio', launchable },
    { containment, mayLeaveMachine: false, clientInfo: CLIENT, limits },
    liveIo(),
  );
  return { ...listing, remaining: processesWith(mark), ms: performance.now() - started };
}
