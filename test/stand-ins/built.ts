import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Runs the project's own bundler in the project. */
export function bundle(args: readonly string[]): void {
  const rolldown = join(PROJECT, 'node_modules/rolldown/bin/cli.mjs');
  const { status, stderr } = spawnSync(process.execPath, [rolldown, ...args, '--log-level', 'warn'], { cwd: PROJECT });
  if (status !== 0) throw new Error(`rolldown ended with ${status}: ${stderr.toString()}`);
}

/** A folder with mcp-audit as it is installed: compiled now, so that no test is about an older `dist`; gone after the file's tests. */
export function buildProject(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-')));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  bundle(['-c', '.rolldown.js', '--dir', join(root, 'dist')]);
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('mcp-audit could not be built');
  for (const name of ['src', 'node_modules']) symlinkSync(join(PROJECT, name), join(root, name), 'junction');
  mkdirSync(join(root, 'bin'));
  for (const name of ['package.json', 'bin/mcp-audit.js']) copyFileSync(join(PROJECT, name), join(root, name));
  return root;
}
