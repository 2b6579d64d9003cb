import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { binary } from '../../src/ecosystems/binary/index.ts';
import type { Question, Resolved } from '../../src/ecosystems/index.ts';
import { homeAt, realFiles, type Machine } from '../../src/io/index.ts';
import type { Target } from '../../src/launchers/index.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import { elf, goRecord } from '../stand-ins/executables.ts';
import { folderWith } from '../stand-ins/folder.ts';

const RECORD = goRecord('go1.26.1', ['mod\texample.org/server\tv1.2.3', 'dep\texample.org/left\tv0.1.0']);

const io = {
  files: realFiles,
  http: null,
  now: () => new Date(0),
  random: () => 0,
  sleep: () => Promise.resolve(),
  progress: () => {},
};

function ask(
  target: Target,
  home: string,
  more: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Resolved | null> {
  const machine: Machine = { ...homeAt(home), platform: 'linux', env: { PATH: join(home, 'bin') } };
  const question: Question = { target, launch: UNKNOWN_LAUNCH, cwd: more.cwd ?? null, env: more.env ?? {} };
  return binary.resolve(question, { io, machine, cache: null });
}

function writeProgram(file: string, content: Buffer | string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
}

const labels = (resolved: Resolved | null): string[] =>
  (resolved?.installation?.components ?? []).map(({ name, version }) => `${name}@${version}`);

describe('an executable', () => {
  it('is found by its name, behind links, and read', async () => {
    const home = folderWith({});
    const file = writeProgram(join(home, 'opt/server-1'), elf({ '.go.buildinfo': RECORD }));
    mkdirSync(join(home, 'bin'));
    symlinkSync(file, join(home, 'bin/server'));
    const resolved = await ask({ kind: 'executable', path: 'server' }, home);
    expect(resolved).toMatchObject({
      installation: {
        path: file,
        method: 'file',
        fidelity: 'installed',
        version: 'v1.2.3',
        root: 'server-1!example.org/server',
      },
      gaps: [],
    });
    expect(labels(resolved)).toEqual(['example.org/left@v0.1.0', 'example.org/server@v1.2.3', 'stdlib@1.26.1']);
  });

  it.each([
    ['its default folder', 'go/bin/server', {}],
    ['a GOPATH of the entry', 'code/bin/server', { GOPATH: 'code' }],
    ['a GOBIN of the entry', 'tools/server', { GOBIN: 'tools' }],
  ])('that go install wrote to %s is told by it', async (_, place, env) => {
    const home = folderWith({});
    const path = writeProgram(join(home, place), elf({ '.go.buildinfo': RECORD }));
    const absolute = Object.fromEntries(Object.entries(env).map(([key, folder]) => [key, join(home, folder)]));
    const resolved = await ask({ kind: 'executable', path }, home, { env: absolute });
    expect(resolved?.installation?.method).toBe('go-bin');
  });

  it('is where go env -w says', async () => {
    const home = folderWith({});
    writeProgram(join(home, '.config/go/env'), `GOBIN=${join(home, 'mine')}\n`);
    const path = writeProgram(join(home, 'mine/server'), elf({ '.go.buildinfo': RECORD }));
    expect((await ask({ kind: 'executable', path }, home))?.installation?.method).toBe('go-bin');
  });

  it('without a record is placed, and its content a gap', async () => {
    const home = folderWith({});
    const path = writeProgram(join(home, 'server'), '#!/bin/bash\nexec other\n');
    expect(await ask({ kind: 'executable', path }, home)).toMatchObject({
      installation: { path, method: 'file', fidelity: 'declared', components: [], root: null },
      gaps: [{ kind: 'tree-unsupported', message: 'server is a script for bash, which is not followed' }],
    });
  });

  it.each(['#!/usr/bin/env node\n', '#!/usr/bin/python3.12\n'])(
    'that begins %j is for another reader',
    async (text) => {
      const home = folderWith({});
      const path = writeProgram(join(home, 'server'), text);
      expect(await ask({ kind: 'executable', path }, home)).toBeNull();
    },
  );

  it('that is not there, or is a folder, is not installed', async () => {
    const home = folderWith({ 'bin/folder/file': '' });
    symlinkSync(join(home, 'gone'), join(home, 'bin/link'));
    for (const path of ['server', 'folder', 'link']) {
      const resolved = await ask({ kind: 'executable', path }, home);
      expect(resolved).toMatchObject({ installation: null, gaps: [{ kind: 'not-installed' }] });
    }
  });
});

describe('go run', () => {
  const remote = (version: string | null): Target => ({
    kind: 'go-run',
    package: 'example.org/Team/server/cmd/server',
    version,
    local: false,
  });
  const download = 'go/pkg/mod/cache/download';
  const MOD = [
    'module example.org/Team/server',
    'go 1.22 // as tidied',
    'require (',
    '\texample.org/left v1.0.0',
    '\t"example.org/right" v1.1.0 // indirect',
    ')',
  ].join('\n');
  const CACHE = {
    'go/pkg/mod/example.org/!team/server@v1.2.3/cmd/server/main.go': 'package main',
    [`${download}/example.org/!team/server/@v/v1.2.3.mod`]: MOD,
    [`${download}/example.org/left/@v/v1.0.0.mod`]:
      'module example.org/left\ngo 1.20\nrequire example.org/right v1.2.0\nrequire example.org/far v0.1.0\n',
    [`${download}/example.org/right/@v/v1.1.0.mod`]: 'module example.org/right\n\ngo 1.20\n',
  };

  it('of an exact version is what the cached go.mod files come to', async () => {
    const home = folderWith(CACHE);
    const resolved = await ask(remote('v1.2.3'), home);
    expect(resolved).toMatchObject({ installation: { fidelity: 'locked', version: 'v1.2.3', root: '.' }, gaps: [] });
    expect(labels(resolved)).toEqual([
      'example.org/Team/server@v1.2.3',
      'example.org/left@v1.0.0',
      'example.org/right@v1.2.0',
      'stdlib@',
    ]);
  });

  it.each(['latest', 'v1', 'main', 'v9.9.9'])('at %s is not installed', async (version) => {
    const resolved = await ask(remote(version), folderWith(CACHE));
    expect(resolved).toMatchObject({ installation: null, gaps: [{ kind: 'not-installed' }] });
  });

  it('of a project follows graphs before Go 1.17 to their end, and replaces', async () => {
    const home = folderWith({
      ...CACHE,
      'project/go.mod':
        'module example.org/project\nrequire example.org/left v1.0.0\nreplace example.org/far v0.1.0 => example.org/fork v0.1.9\n',
      'project/cmd/main.go': 'package main',
    });
    const cwd = join(home, 'project');
    const target: Target = { kind: 'go-run', package: './cmd', version: null, local: true };
    const resolved = await ask(target, home, { cwd });
    expect(labels(resolved)).toEqual([
      'example.org/fork@v0.1.9',
      'example.org/left@v1.0.0',
      'example.org/right@v1.2.0',
      'stdlib@',
    ]);
    expect(resolved?.installation).toMatchObject({ path: cwd, method: 'project', root: null, fidelity: 'locked' });
  });

  it('of a project says what it cannot know', async () => {
    const home = folderWith({
      'go.work': 'go 1.22\nuse ./project\n',
      'project/go.mod':
        'module p\ngo 1.22\nrequire example.org/a v1.0.0\nrequire example.org/b v1.0.0\nreplace example.org/b => ../b\n',
    });
    const target: Target = { kind: 'go-run', package: '.', version: null, local: true };
    const resolved = await ask(target, home, { cwd: join(home, 'project') });
    expect(labels(resolved)).toEqual(['example.org/a@v1.0.0', 'example.org/b@', 'stdlib@']);
    expect(resolved?.installation?.fidelity).toBe('declared');
    expect(resolved?.gaps.map(({ kind }) => kind)).toEqual(['not-installed', 'tree-unsupported', 'tree-unsupported']);
    expect(await ask(target, home)).toMatchObject({ installation: null, gaps: [{ kind: 'tree-unreadable' }] });
  });

  it('takes the standard library of the toolchain in the path, unless the module asks for a newer one', async () => {
    const home = folderWith({ ...CACHE, 'goroot/VERSION': 'go1.24.2\ntime 2025\n' });
    writeProgram(join(home, 'goroot/bin/go'), '');
    mkdirSync(join(home, 'bin'));
    symlinkSync(join(home, 'goroot/bin/go'), join(home, 'bin/go'));
    expect(labels(await ask(remote('v1.2.3'), home))).toContain('stdlib@1.24.2');
    writeProgram(join(home, download, 'example.org/!team/server/@v/v1.2.3.mod'), 'module m\ngo 1.25\n');
    expect(labels(await ask(remote('v1.2.3'), home))).toContain('stdlib@');
  });
});
