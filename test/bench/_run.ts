import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const PROGRAM = resolve(import.meta.dirname, '../../bin/mcp-audit.js');

/**
 * Node by way of a shell: on Linux a process begins with the peak of the one that it was forked from, and this one's is large.
 */
const SHELL = ['-c', '"$@"', 'sh', process.execPath] as const;

/** Prints a child's own peak memory when it ends. */
const PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('PEAK='+process.resourceUsage().maxRSS))`;

export interface Run {
  ms: number;
  megabytes: number;
  code: number | null;
  out: string;
}

/** One run of mcp-audit with its time and its peak; the event loop goes on, so that a server of this process can answer. */
export function measured(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Run> {
  const start = performance.now();
  const child = spawn('sh', [...SHELL, '--import', PEAK, PROGRAM, ...argv], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((done) => {
    child.on('close', (code) =>
      done({
        ms: performance.now() - start,
        megabytes: Number(/PEAK=(\d+)/.exec(err)?.[1] ?? Number.NaN) / 1024,
        code,
        out: out + err.replace(/PEAK=\d+/, ''),
      }),
    );
  });
}

/** Time of a plain run, and the peak of a second one: the preload that prints it costs time itself. */
export function timed(args: readonly string[]): { ms: number; megabytes: number } {
  const start = performance.now();
  spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
  const ms = performance.now() - start;
  const { stderr } = spawnSync('sh', [...SHELL, '--import', PEAK, ...args], { encoding: 'utf8', maxBuffer: 1e9 });
  return { ms, megabytes: Number(/PEAK=(\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024 };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
