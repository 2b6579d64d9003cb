import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeAt } from '../../src/io/index.ts';
import { resolve } from '../../src/scan/resolve.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { serverWith } from '../stand-ins/inventory.ts';
import { offlineIo } from '../stand-ins/io.ts';

describe('resolve', () => {
  it('tells a program that runs whatever it is told to, also behind a link of another name', async () => {
    const home = folderWith({
      'pre/lib/node_modules/tsx/package.json': { name: 'tsx', version: '4.0.0', bin: { tsx: 'cli.js' } },
      'pre/lib/node_modules/tsx/cli.js': '',
      'pre/lib/node_modules/server/package.json': { name: 'server', version: '1.0.0', bin: { server: 'cli.js' } },
      'pre/lib/node_modules/server/cli.js': '',
    });
    mkdirSync(join(home, 'pre/bin'));
    symlinkSync('../lib/node_modules/tsx/cli.js', join(home, 'pre/bin/run'));
    symlinkSync('../lib/node_modules/server/cli.js', join(home, 'pre/bin/server'));
    const kindsOf = async (command: string): Promise<string[]> => {
      const target = { kind: 'executable' as const, path: join(home, 'pre/bin', command) };
      const candidate = { server: serverWith({}), target, companions: [], cwd: null, env: {} };
      const { gaps } = await resolve([candidate], { io: offlineIo(), machine: homeAt(home), cache: null });
      return gaps.map(({ kind }) => kind);
    };
    expect(await kindsOf('run')).toEqual(['tree-unsupported']);
    expect(await kindsOf('server')).toEqual([]);
  });

  it.each([
    ['\\\\host\\share\\x.js', true],
    ['//host/share/x.js', true],
    ['\\\\?\\UNC\\host\\share\\x.js', true],
    ['\\\\?\\C:\\x.js', false],
    ['C:\\x.js', false],
  ])('opens no share of another machine: %s', async (path, isRefused) => {
    const target = { kind: 'script' as const, path };
    const candidate = { server: serverWith({}), target, companions: [], cwd: null, env: {} };
    const machine = { ...homeAt('/nowhere'), platform: 'win32' as const };
    const { gaps } = await resolve([candidate], { io: offlineIo(), machine, cache: null });
    expect(gaps.some(({ message }) => message.includes('network share'))).toBe(isRefused);
  });

  it('loses no other server to one that cannot be read for a fault of its own', async () => {
    const home = folderWith({ 'app/package.json': { name: 'app', version: '1.0.0' }, 'app/x.js': '' });
    const io = offlineIo();
    const kind = (path: string): ReturnType<typeof io.files.kind> => {
      if (path.includes('unforeseen')) throw new TypeError('secret words');
      return io.files.kind(path);
    };
    const candidateAt = (path: string) => {
      const target = { kind: 'script' as const, path: join(home, path) };
      return { server: serverWith({}), target, companions: [], cwd: null, env: {} };
    };
    const { servers, gaps } = await resolve([candidateAt('unforeseen/x.js'), candidateAt('app/x.js')], {
      io: { ...io, files: { ...io.files, kind } },
      machine: homeAt(home),
      cache: null,
    });
    expect(gaps.map(({ message }) => message)).toEqual([
      'it could not be read for a fault in mcp-audit itself (TypeError)',
    ]);
    expect(servers.map(({ installation }) => installation?.path ?? null)).toEqual([null, join(home, 'app')]);
  });
});
