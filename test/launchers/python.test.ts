import { describe, expect, it } from 'vitest';
import { LAUNCHERS } from '../../src/launchers/index.ts';
import { py } from '../../src/launchers/py.ts';
import { python } from '../../src/launchers/python.ts';
import { follows, identified } from './_identify.ts';

describe('python', () => {
  it.each([
    [['-m', 'pkg.server', '--port', '1'], 'pkg.server'],
    [['-mpkg.server', '-m', 'shown'], 'pkg.server'],
    [['-um', 'pkg.server'], 'pkg.server'],
    [['-u', '-X', 'utf8', '-m', 'pkg.server'], 'pkg.server'],
    [['-W', '-m', '-m', 'pkg.server'], 'pkg.server'],
    [['-Wignore', '-IBm', 'pkg.server'], 'pkg.server'],
  ])('finds the module in %j', (args, module) => {
    expect(identified(python, args, '/venv/bin/python')).toMatchObject({
      launch: { launcher: 'python', ecosystem: 'local', localEntry: null, entryCommand: module },
      target: { kind: 'python', interpreter: '/venv/bin/python', script: null, module },
    });
  });

  it.each([
    [['server.py', '-m', 'shown'], 'server.py'],
    [['-u', '/a/server.py'], '/a/server.py'],
    [['-W', 'shown.py', 'server.py'], 'server.py'],
    [['-X', '-m', 'server.py'], 'server.py'],
    [['-uW', 'ignore', 'server.py'], 'server.py'],
    [['--check-hash-based-pycs', 'always', 'server.py'], 'server.py'],
    [['--', 'server.py'], 'server.py'],
    [['-u', '--', '-m', 'shown'], '-m'],
  ])('finds the script in %j', (args, script) => {
    expect(identified(python, args)).toMatchObject({
      launch: { localEntry: script, entryCommand: null },
      target: { kind: 'python', interpreter: 'python', script, module: null },
    });
  });

  it('hands on a command of its environment', () => {
    expect(identified(python, ['/venv/bin/fastmcp', 'run', 'x.py']).runs).toEqual({
      names: ['fastmcp'],
      args: ['run', 'x.py'],
    });
    expect(identified(python, ['-m', 'fastmcp', 'run']).runs).toEqual({ names: ['fastmcp'], args: ['run'] });
    expect(identified(python, ['/venv/bin/server.py'])).not.toHaveProperty('runs');
  });

  it('follows uv and pipx as modules', () => {
    expect(identified(python, ['-m', 'uv', 'tool', 'run', 'pkg==1.0']).launch).toMatchObject({
      launcher: 'uvx',
      package: 'pkg',
    });
    expect(identified(python, ['-m', 'pipx', 'run', 'pkg==1.0']).launch).toMatchObject({
      launcher: 'pipx',
      package: 'pkg',
      pinned: true,
    });
  });

  it.each([
    [[]],
    [['-c', 'code']],
    [['-uc', 'code', 'shown.py']],
    [['-']],
    [['-', 'shown.py']],
    [['-m']],
    [['-V']],
    [['--unknown', 'shown.py']],
    [['--check-hash-based-pycs=always', 'shown.py']],
    [['-m', 'pip', 'install'].slice(0, 1)],
  ])('does not take %j for a server', (args) => expect(follows(python, args)).toBe(false));

  it('may lie anywhere, and answers to its versions only', () => {
    expect(python.anywhere).toBe(true);
    const answers = (name: string) =>
      LAUNCHERS.some(({ programs }) =>
        programs.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name)),
      );
    expect(['python3.12', 'python', 'pythonw', 'pypy3.10'].filter(answers)).toHaveLength(4);
    expect(['pythonista', 'python-server', 'pypyserver'].filter(answers)).toEqual([]);
  });
});

describe('py', () => {
  it.each([
    [['-3.11', '-m', 'pkg']],
    [['-3', '-u', '-m', 'pkg']],
    [['-V:3.12', '-m', 'pkg']],
    [['-3.11-64', '-m', 'pkg']],
    [['-m', 'pkg']],
  ])('%j', (args) => expect(identified(py, args).target).toMatchObject({ module: 'pkg' }));

  it.each([[['--list']], [['-0']], [['-3.11', '-3.12', 'x.py']]])('does not follow %j', (args) =>
    expect(follows(py, args)).toBe(false),
  );
});
