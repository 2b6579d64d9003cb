import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, inject, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { processesWith } from '../stand-ins/live.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/mcp-audit.js');
const SPECS: ReadonlyArray<readonly [name: string, spec: string, ...args: string[]]> = [
  ['files', '@modelcontextprotocol/server-filesystem', tmpdir()],
  ['everything', '@modelcontextprotocol/server-everything'],
  ['memory', '@modelcontextprotocol/server-memory'],
  ['browser', '@playwright/mcp'],
  ['docs', '@upstash/context7-mcp'],
  ['notes', '@notionhq/notion-mcp-server'],
  ['crawl', 'firecrawl-mcp'],
  ['cluster', 'mcp-server-kubernetes'],
];

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-enumerate-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a scan with consent lists the tools of real servers as they are installed, without a network, and leaves nothing', async () => {
  const home = inject('home');
  const specs = SPECS.filter(([, spec]) => !inject('missing').includes(spec));
  const env = { NOTION_TOKEN: 'none', FIRECRAWL_API_KEY: 'none' };
  const mcpServers = Object.fromEntries(
    specs.map(([name, spec, ...args]) => [name, { command: 'npx', args: ['-y', spec, ...args], env }]),
  );
  const config = join(folder, 'mcp.json');
  const saved = join(folder, 'inventory.json');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  writeFileSync(config, JSON.stringify({ mcpServers }));
  const argv = ['scan', '--config', config, '--offline', '--no-cache', '--enumerate=all', '--save', saved];
  const started = performance.now();
  await promisify(execFile)(process.execPath, [PROGRAM, ...argv], {
    // What npm sets for its scripts says where other packages are.
    env: { PATH: process.env['PATH'], HOME: home, TMPDIR: temporary },
    maxBuffer: 1e9,
  }).catch(() => {});
  process.stderr.write(`\n${specs.length} servers, each listed twice: ${Math.round(performance.now() - started)} ms\n`);
  const { servers, gaps } = JSON.parse(readFileSync(saved, 'utf8')) as Inventory;
  const unknown = gaps.filter(({ item }) => item === 'high-risk-tools-reviewed');
  expect(unknown).toEqual([]);
  for (const { id, offering } of servers) {
    expect(offering, id).toMatchObject({ source: 'server', isComplete: true, shift: null });
    expect(offering?.tools.length, id).toBeGreaterThan(0);
    expect(offering?.containment[0], id).toMatch(/sandbox/);
  }
  expect(processesWith(home)).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});
