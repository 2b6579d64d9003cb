import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const PROJECT = resolve(import.meta.dirname, '../..');

/** A folder with mcp-audit as it is installed: compiled now, so that no test is about an older `dist`; gone after the file's tests. */
export function buildProject(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-')));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
  spawnSync(process.execPath, [tsc, '-p', join(PROJECT, 'src'), '--outDir', join(root, 'dist')]);
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('mcp-audit could not be built');
  for (const name of ['src', 'node_modules']) symlinkSync(join(PROJECT, name), join(root, name), 'junction');
  mkdirSync(join(root, 'bin'));
  for (const name of ['package.json', 'bin/mcp-audit.js']) copyFileSync(join(PROJECT, name), join(root, name));
  return root;
}
