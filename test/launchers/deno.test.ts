import { describe, expect, it } from 'vitest';
import { deno } from '../../src/launchers/deno.ts';
import { follows, identified } from './_identify.ts';

describe('deno', () => {
  it.each([
    [['run', '-A', 'npm:@a/pkg@1.2.3', '--stdio'], 'npm', '@a/pkg', '1.2.3', true],
    [['run', 'npm:/pkg@^1/sub/path.js'], 'npm', 'pkg', '^1', false],
    [['-A', 'npm:pkg'], 'npm', 'pkg', null, false],
    [['run', '--allow-net', 'npm:pkg', 'npm:shown'], 'npm', 'pkg', null, false],
    [['run', '--lock', 'npm:shown', 'npm:pkg'], 'npm', 'pkg', null, false],
    [['run', '-Rnpm:shown', 'npm:pkg'], 'npm', 'pkg', null, false],
    [['-q', 'run', 'npm:pkg@${V}'], 'npm', 'pkg', '${V}', false],
    [['run', 'jsr:@a/pkg@1.0.0/sub'], 'jsr', '@a/pkg', '1.0.0', true],
    [['run', 'jsr:@a/pkg@1'], 'jsr', '@a/pkg', '1', false],
    [['x', '-y', 'pkg@1.0.0'], 'npm', 'pkg', '1.0.0', true],
    [['x', '-p', 'pkg', 'shown'], 'npm', 'pkg', null, false],
    [['x', 'jsr:@a/pkg'], 'jsr', '@a/pkg', null, false],
  ])('%j', (args, ecosystem, name, version, pinned) => {
    expect(identified(deno, args).launch).toMatchObject({
      launcher: 'deno',
      ecosystem,
      package: name,
      version,
      pinned,
    });
  });

  it('runs files and URLs', () => {
    expect(identified(deno, ['run', '--allow-net=x', './main.ts', 'npm:shown'])).toMatchObject({
      launch: { ecosystem: 'local', localEntry: './main.ts' },
      target: { kind: 'script', path: './main.ts' },
    });
    expect(identified(deno, ['run', 'https://user:hunter2@host.example/m.ts']).launch).toMatchObject({
      ecosystem: 'url',
      sourceUrl: 'https://host.example/m.ts',
    });
  });

  it('names tasks and does not follow them', () => {
    expect(identified(deno, ['task', '--cwd', '/p', 'dev'])).toMatchObject({
      launch: { launcher: 'deno', variant: 'deno-task', entryCommand: 'dev', cwd: '/p' },
      open: expect.any(String),
    });
    expect(identified(deno, ['-A', 'dev'])).toMatchObject({
      launch: { entryCommand: 'dev' },
      open: expect.any(String),
    });
  });

  it.each([[['run', '--preload', './a.ts', 'npm:pkg']], [['run', '--import-map=./m.json', 'npm:pkg']]])(
    'says that %j loads other code',
    (args) => expect(identified(deno, args).open).toBeDefined(),
  );

  it.each([
    [['run']],
    [['run', '-']],
    [['run', '--', 'npm:pkg']],
    [['run', '--unknown', 'npm:hidden', 'npm:shown']],
    [['run', '--no-remote=npm:hidden', 'npm:shown']],
    [['run', '--seed', '--lock', 'npm:shown']],
    [['run', 'npm:${PKG}']],
    [['run', 'https://${HOST}/m.ts']],
    [['run', 'data:text/javascript,code']],
    [['-A', 'run', 'npm:pkg']],
    [['eval', 'code']],
    [['task', '--eval', 'code']],
    [['x', '-p', 'a', '-p', 'b', 'c']],
    [[]],
  ])('does not guess what %j runs', (args) => expect(follows(deno, args)).toBe(false));
});
