import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { EXIT } from '../../src/errors.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { terminalAt } from '../stand-ins/terminal.ts';
import { setUpTools, type Toolbox } from './_python.ts';

let box: Toolbox;
beforeAll(async () => {
  box = await setUpTools();
});
afterAll(() => box?.remove());

const scratches = (): string[] => readdirSync(tmpdir()).filter((name) => /^mcp-audit-[A-Za-z0-9]{6}$/.test(name));

async function inventoryOf(...packages: string[]): Promise<{ code: number; inventory: Inventory }> {
  const terminal = terminalAt(box.home, { env: box.env });
  const code = await main(['inventory', ...packages, '--format', 'json', '--no-cache'], terminal);
  return { code, inventory: JSON.parse(terminal.out) as Inventory };
}

describe('a package that is named', () => {
  it('is fetched from its registry, read whole, and leaves nothing behind', async () => {
    const before = scratches();
    const { inventory } = await inventoryOf(
      'npm:@modelcontextprotocol/server-filesystem@2025.8.21',
      'pypi:mcp-server-time',
    );
    const [npm, pypi] = inventory.servers;
    expect(npm?.declarations[0]?.file).toBe('npm:@modelcontextprotocol/server-filesystem@2025.8.21');
    expect(npm).toMatchObject({
      launch: { pinned: true },
      installation: { version: '2025.8.21', fidelity: 'installed' },
    });
    expect(npm?.installation?.components.length).toBeGreaterThan(50);
    expect(pypi).toMatchObject({ launch: { ecosystem: 'PyPI' }, installation: { fidelity: 'installed' } });
    expect(pypi?.installation?.components.map(({ name }) => name)).toContain('mcp');
    expect(scratches()).toEqual(before);
  });

  it('runs no script of what it brings', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-subject-')));
    const proof = join(folder, 'ran');
    mkdirSync(join(folder, 'evil'));
    const scripts = Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare'].map((name) => [name, `touch ${proof}`]),
    );
    writeFileSync(join(folder, 'evil/package.json'), JSON.stringify({ name: 'evil', version: '1.0.0', scripts }));
    execFileSync('npm', ['pack', '--ignore-scripts', './evil'], { cwd: folder, stdio: 'ignore' });
    // A package of the registry cannot be made here; npm's own setting is what keeps its scripts from running.
    const { npm } = await import('../../src/subjects/npm.ts');
    const { realFiles, realRun } = await import('../../src/io/index.ts');
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    writeFileSync(join(scratch, 'package.json'), '{}');
    const env = { ...box.env, npm_config_ignore_scripts: 'false' };
    const subject = { name: 'evil', spec: join(folder, 'evil-1.0.0.tgz') };
    const fetched = await npm.fetch(subject, { folder: scratch, env, run: realRun, files: realFiles });
    expect(fetched).toMatchObject({ command: 'npx' });
    expect(existsSync(join(scratch, 'node_modules/evil/package.json'))).toBe(true);
    expect(existsSync(proof)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs nothing of a dependency that is a git repository', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-subject-')));
    const proof = join(folder, 'ran');
    const git = (cwd: string, ...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd,
        stdio: 'ignore',
      });
    const repository = (name: string, files: Record<string, string>): string => {
      const path = join(folder, name);
      mkdirSync(path);
      for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
      git(path, 'init');
      git(path, 'add', '-A');
      git(path, 'commit', '-m', 'first');
      return `git+file://${path}`;
    };
    writeFileSync(join(folder, 'git.sh'), `#!/bin/sh\ntouch ${proof}\nexec git "$@"\n`, { mode: 0o755 });
    const inner = repository('inner', { 'package.json': '{"name":"inner","version":"1.0.0"}' });
    const outer = repository('outer', {
      '.npmrc': `ignore-scripts=false\ngit=${join(folder, 'git.sh')}\n`,
      'package.json': JSON.stringify({
        name: 'outer',
        version: '1.0.0',
        dependencies: { inner },
        scripts: { prepare: `touch ${proof}` },
      }),
    });
    mkdirSync(join(folder, 'server'));
    const manifest = { name: 'server', version: '1.0.0', dependencies: { outer } };
    writeFileSync(join(folder, 'server/package.json'), JSON.stringify(manifest));
    execFileSync('npm', ['pack', '--ignore-scripts', './server'], { cwd: folder, stdio: 'ignore' });
    const { npm } = await import('../../src/subjects/npm.ts');
    const { realFiles, realRun } = await import('../../src/io/index.ts');
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    writeFileSync(join(scratch, 'package.json'), '{}');
    const subject = { name: 'server', spec: join(folder, 'server-1.0.0.tgz') };
    const fetched = await npm.fetch(subject, { folder: scratch, env: box.env, run: realRun, files: realFiles });
    expect(fetched).toMatchObject({ problem: expect.stringContaining('is a git repository or a folder') });
    expect(existsSync(proof)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('that does not exist is an error', async () => {
    const terminal = terminalAt(box.home, { env: box.env });
    expect(await main(['inventory', 'npm:@modelcontextprotocol/server-filesystem@0.0.0-none'], terminal)).toBe(
      EXIT.usage,
    );
    expect(terminal.err).toContain('could not be fetched: npm ended with 1');
  });
});
