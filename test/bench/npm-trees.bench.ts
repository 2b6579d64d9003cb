import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describe as describeTree } from '../../src/ecosystems/npm/describe.ts';
import { homeAt } from '../../src/io/index.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { LAYOUTS } from './_trees.ts';

const SIZES = [2500, 5000, 10_000];
const ROUNDS = 7;

/** Time to read a tree, in milliseconds: the best of some rounds, for whatever else runs only adds to it. */
async function timeOf(root: string, count: number): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { installation, gaps } = await describeTree(
      { root, entry: '', rootIsPackage: false, method: 'project' },
      { io: offlineIo(), machine: homeAt(root), cache: null },
    );
    best = Math.min(best, performance.now() - start);
    expect(gaps).toEqual([]);
    expect(installation?.components).toHaveLength(count);
  }
  return best;
}

it('trees of npm packages: time by size', async () => {
  const lines = [['layout', ...SIZES.map((size) => `${size} packages`), '10,000 to 5,000'].join('  ')];
  for (const [layout, write] of Object.entries(LAYOUTS)) {
    const times: number[] = [];
    for (const size of SIZES) {
      const root = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-bench-')));
      write(root, size);
      times.push(await timeOf(root, size));
      rmSync(root, { recursive: true, force: true });
    }
    const [, half = Number.NaN, whole = Number.NaN] = times;
    lines.push([layout, ...times.map((ms) => `${ms.toFixed(0)} ms`), `${(whole / half).toFixed(2)}x`].join('  '));
  }
  expect(lines).toHaveLength(1 + Object.keys(LAYOUTS).length);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
});
