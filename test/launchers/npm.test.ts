import { describe, expect, it } from 'vitest';
import { npm } from '../../src/launchers/npm.ts';
import { follows, identified } from './_identify.ts';

describe('npm exec', () => {
  it.each([
    [['exec', '--yes', 'pkg@1.0.0', '--', '--port']],
    [['x', '--', 'pkg@1.0.0']],
    [['--silent', 'exec', '--package=pkg@1.0.0', 'bin']],
    [['exec', 'pkg@1.0.0', '--loglevel', 'silent']],
  ])('reads options on both sides of the package in %j', (args) => {
    expect(identified(npm, args).launch).toMatchObject({
      launcher: 'npx',
      variant: 'npm-exec',
      package: 'pkg',
      version: '1.0.0',
      pinned: true,
    });
  });

  it.each([
    [['exec', '--packag', 'hidden', 'shown']],
    [['exec', 'shown', '--packag', 'hidden']],
    [['exec', 'shown', '--unknown', '--package=hidden']],
    [['exec']],
    [[]],
    [['install', 'pkg']],
    [['exe', 'pkg']],
  ])('does not guess what %j runs', (args) => {
    expect(follows(npm, args)).toBe(false);
  });

  it('takes the package that is named behind the command', () => {
    expect(identified(npm, ['exec', 'shown', '--package=real']).launch).toMatchObject({
      package: 'real',
      entryCommand: 'shown',
    });
  });
});

describe('npm init', () => {
  it.each([
    ['tool', 'create-tool', null],
    ['tool@1.2.3', 'create-tool', '1.2.3'],
    ['@scope', '@scope/create', null],
    ['@scope@2.0.0', '@scope/create', '2.0.0'],
    ['@scope/tool@latest', '@scope/create-tool', 'latest'],
  ])('%s runs %s', (name, created, version) => {
    expect(identified(npm, ['create', name, '--', 'x']).launch).toMatchObject({
      variant: 'npm-init',
      ecosystem: 'npm',
      package: created,
      version,
    });
  });

  it('runs a repository of that name', () => {
    expect(identified(npm, ['init', 'owner/tool']).target).toMatchObject({ specs: ['owner/create-tool'] });
  });

  it.each([[['init']], [['init', '${NAME}']], [['init', './folder']], [['init', '--unknown', 'x']]])(
    'does not guess what %j runs',
    (args) => expect(follows(npm, args)).toBe(false),
  );
});

describe('scripts of a project', () => {
  it.each([
    [['run', 'dev'], 'dev', null],
    [['--prefix', '/p', 'run', 'dev', '--', '--port', '1'], 'dev', '/p'],
    [['run-script', 'dev', '--prefix=/p'], 'dev', '/p'],
    [['run', 'dev', '--unknown', 'x'], 'dev', null],
    [['start'], 'start', null],
    [['t'], 'test', null],
  ])('are named in %j and not followed', (args, entryCommand, cwd) => {
    expect(identified(npm, args)).toMatchObject({
      launch: { launcher: 'binary', variant: 'npm-run', ecosystem: 'local', entryCommand, cwd },
      target: { kind: 'unread' },
      open: expect.any(String),
    });
  });

  it('need a name', () => {
    expect(follows(npm, ['run'])).toBe(false);
    expect(follows(npm, ['run', '--unknown', 'dev'])).toBe(false);
  });
});
