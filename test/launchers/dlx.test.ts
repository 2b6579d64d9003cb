import { describe, expect, it } from 'vitest';
import { bun } from '../../src/launchers/bun.ts';
import { bunx } from '../../src/launchers/bunx.ts';
import type { Launcher } from '../../src/launchers/index.ts';
import { pnpm } from '../../src/launchers/pnpm.ts';
import { pnpx } from '../../src/launchers/pnpx.ts';
import { yarn } from '../../src/launchers/yarn.ts';
import { follows, identified } from './_identify.ts';

/** Launcher, arguments, package, version, and the command when it is named apart. */
const PACKAGES: Array<[Launcher, string[], string, string | null, string | null]> = [
  [pnpm, ['dlx', '@a/pkg@1.0.0', '--package', 'x'], '@a/pkg', '1.0.0', null],
  [pnpm, ['dlx', '-y', 'pkg'], 'pkg', null, null],
  [pnpm, ['--silent', 'dlx', '--reporter', 'append-only', 'pkg', 'shown'], 'pkg', null, null],
  [pnpm, ['dlx', '--allow-build', 'shown', 'pkg'], 'pkg', null, null],
  [pnpm, ['--package=pkg@2.0.0', 'dlx', 'bin'], 'pkg', '2.0.0', 'bin'],
  [pnpm, ['dlx', '--package', 'pkg', 'bin', '--stdio'], 'pkg', null, 'bin'],
  // pnpm's `-p` is no package.
  [pnpm, ['dlx', '-p', 'pkg', 'shown'], 'pkg', null, null],
  [pnpm, ['-C', '/p', 'dlx', '--', 'pkg'], 'pkg', null, null],
  [pnpx, ['pkg@latest', 'x'], 'pkg', 'latest', null],
  [pnpx, ['--package=pkg', 'bin'], 'pkg', null, 'bin'],
  [yarn, ['dlx', '-q', '@a/pkg@2.0.0'], '@a/pkg', '2.0.0', null],
  [yarn, ['dlx', '-p', 'pkg', 'bin', '-p', 'other'], 'pkg', null, 'bin'],
  [yarn, ['dlx', '--package=pkg@npm:real@3.0.0', 'bin'], 'real', '3.0.0', 'bin'],
  [yarn, ['--cwd', '/p', 'dlx', 'pkg'], 'pkg', null, null],
  [yarn, ['./packages/a', 'dlx', 'pkg'], 'pkg', null, null],
  [bunx, ['-y', 'pkg@1.0.0', '--package', 'x'], 'pkg', '1.0.0', null],
  [bunx, ['--bun', '-p', 'pkg', 'bin'], 'pkg', null, 'bin'],
  [bunx, ['-p=pkg', 'bin'], 'pkg', null, 'bin'],
  [bunx, ['-c', 'pkg', 'shown'], 'pkg', null, null],
  [bunx, ['--cwd', '/p', 'pkg', 'shown'], 'pkg', null, null],
  [bun, ['x', '-y', 'pkg'], 'pkg', null, null],
  [bun, ['--bun', 'x', 'pkg@1.0.0'], 'pkg', '1.0.0', null],
];

const LAUNCHER = { pnpm: 'pnpm-dlx', pnpx: 'pnpm-dlx', yarn: 'yarn-dlx', bunx: 'bunx', bun: 'bunx' };

describe('packages fetched for one run', () => {
  it.each(PACKAGES.map((row) => ({ id: row[0].id, row })))('$id: $row.1', ({ id, row }) => {
    const [launcher, args, name, version, entryCommand] = row;
    const { launch, target, runs } = identified(launcher, args);
    expect(launch).toMatchObject({
      launcher: LAUNCHER[id as keyof typeof LAUNCHER],
      ecosystem: 'npm',
      package: name,
      version,
      entryCommand,
    });
    expect(target).toMatchObject({ kind: 'dlx', command: entryCommand });
    expect(runs?.names).toContain(name);
  });

  it.each<[Launcher, string[]]>([
    [pnpm, ['dlx']],
    [pnpm, ['dlx', '--packag', 'hidden', 'shown']],
    [pnpm, ['dlx', '--parseable', 'true', 'hidden']],
    [pnpm, ['dlx', '--color', 'always', 'hidden']],
    [pnpm, ['dlx', '--use-stderr=hidden', 'shown']],
    [pnpm, ['dlx', '--package', 'shown', 'bin', '--package', 'hidden']],
    [pnpm, ['--package=shown', 'dlx', '--package=hidden', 'bin']],
    [pnpm, ['--registry', 'dlx', 'hidden']],
    [pnpm, ['dlx', '${PKG}']],
    [pnpm, ['install', 'pkg']],
    [yarn, ['dlx']],
    [yarn, ['dlx', '-qp', 'hidden', 'shown']],
    [yarn, ['dlx', '--quiet=hidden', 'shown']],
    [yarn, ['add', 'pkg']],
    [bunx, ['--package=shown', '--package=hidden', 'bin']],
    [bunx, ['--unknown', 'hidden', 'shown']],
    [bunx, ['-phidden', 'shown']],
    // bun reads the first word without a dash as its command.
    [bun, ['--env-file', 'x', 'hidden']],
    [bun, ['--title', 'x', 'shown.js']],
    [bun, ['--cwd', '/p', 'x', 'pkg']],
    [bun, ['add', 'pkg']],
    [bun, ['-e', 'code']],
    [bun, ['--smol=hidden', 'shown.js']],
  ])('does not guess: %o %j', (launcher, args) => {
    expect(follows(launcher, args)).toBe(false);
  });

  it('keeps registry, folder and further packages', () => {
    expect(identified(bunx, ['--registry', 'https://registry.example/', 'pkg']).launch).toMatchObject({
      registry: 'https://registry.example/',
    });
    expect(identified(pnpm, ['-C', '/p', 'dlx', 'pkg']).launch.cwd).toBe('/p');
    expect(identified(yarn, ['dlx', '-p', 'a@1.0.0', '-p', 'b', 'bin']).launch).toMatchObject({
      package: 'a',
      pinned: false,
      extraPackages: [{ ecosystem: 'npm', name: 'b', version: null }],
    });
  });
});

describe('what a project runs', () => {
  it.each<[Launcher, string[], string, string, string | null]>([
    [pnpm, ['run', 'dev'], 'pnpm-run', 'dev', null],
    [pnpm, ['--prefix', '/p', 'dev', '--port'], 'pnpm-run', 'dev', '/p'],
    [pnpm, ['--filter', '@a/b', 'start'], 'pnpm-run', 'start', null],
    [pnpm, ['run', '--if-present', '-C', '/p', 'dev'], 'pnpm-run', 'dev', '/p'],
    [yarn, ['dev'], 'yarn-run', 'dev', null],
    [yarn, ['workspace', '@a/b', 'start'], 'yarn-run', 'start', null],
    [yarn, ['workspace', '@a/b', 'run', 'start'], 'yarn-run', 'start', null],
    [pnpm, ['--if-present', 'run', 'dev'], 'pnpm-run', 'dev', null],
    [yarn, ['--cwd', '/p', 'run', '--inspect', 'dev'], 'yarn-run', 'dev', '/p'],
    [bun, ['run', 'dev'], 'bun-run', 'dev', null],
    [bun, ['--cwd=/p', 'dev'], 'bun-run', 'dev', '/p'],
  ])('%o %j is a script', (launcher, args, variant, entryCommand, cwd) => {
    expect(identified(launcher, args)).toMatchObject({
      launch: { launcher: 'binary', variant, ecosystem: 'local', entryCommand, cwd },
      target: { kind: 'unread' },
      open: expect.any(String),
    });
  });

  it.each<[Launcher, string[], string, string | null]>([
    [pnpm, ['exec', 'tool', '--x'], 'tool', null],
    [pnpm, ['-C', '/p', 'exec', '--', 'tool'], 'tool', '/p'],
    [yarn, ['exec', 'tool'], 'tool', null],
  ])('%o %j is a command of its packages', (launcher, args, command, directory) => {
    expect(identified(launcher, args)).toMatchObject({
      launch: { launcher: 'binary', ecosystem: 'local', entryCommand: command, cwd: directory },
      target: { kind: 'project-command', command, directory },
      runs: { names: [command] },
    });
  });

  it.each<[Launcher, string[]]>([
    [pnpm, ['exec', '-c', 'tool | x']],
    [pnpm, ['-c', 'exec', 'tool | x']],
    [pnpm, ['--resume-from', 'dlx', 'pkg']],
    [yarn, ['workspace', 'a', 'exec', 'tool']],
    [yarn, ['exec', 'tool && x']],
    [pnpm, ['run']],
  ])('%o %j is not followed', (launcher, args) => expect(follows(launcher, args)).toBe(false));

  it('bun runs files', () => {
    expect(identified(bun, ['run', 'src/server.ts', '--port'])).toMatchObject({
      launch: { launcher: 'binary', variant: 'bun-run', localEntry: 'src/server.ts' },
      target: { kind: 'script', path: 'src/server.ts' },
    });
    expect(identified(bun, ['server.ts'])).not.toHaveProperty('open');
    expect(identified(bun, ['--preload', './first.ts', './server.ts']).open).toBeDefined();
    expect(identified(bun, ['--config', './server.ts', 'x']).launch.localEntry).toBe('./server.ts');
    expect(identified(bun, ['node_modules/.bin/tsx', 'a.ts']).runs).toEqual({ names: ['tsx'], args: ['a.ts'] });
  });
});
