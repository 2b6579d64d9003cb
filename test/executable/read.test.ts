import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf, listComponents, readExecutable, type Listed } from '../../src/executable/index.ts';
import { crateRecord, elf, goPointerRecord, goRecord, machO, pe, universal } from '../stand-ins/executables.ts';

const list = (file: Buffer): Listed =>
  listComponents(readExecutable(bytesOf(file)), 'server', (part) => `server!${part}`);
const labels = ({ components }: Listed): string[] => components.map(({ name, version }) => `${name}@${version}`);
const messages = ({ gaps }: Listed): string[] => gaps.map(({ message }) => message);

const LINES = [
  'path\texample.org/server/cmd/server',
  'mod\texample.org/server\tv1.2.3\th1:a=',
  'dep\texample.org/left\tv0.1.0\th1:b=',
  'dep\texample.org/right\tv2.0.0+incompatible\th1:c=',
  'build\t-compiler=gc',
];
const MODULES = [
  'example.org/left@v0.1.0',
  'example.org/right@v2.0.0+incompatible',
  'example.org/server@v1.2.3',
  'stdlib@1.26.1',
];

describe('a Go executable', () => {
  const record = goRecord('go1.26.1', LINES);
  it.each([
    ['ELF', elf({ '.text': Buffer.alloc(40), '.go.buildinfo': record })],
    ['ELF without the section', elf({ '.data': Buffer.concat([Buffer.alloc(48), record]) })],
    ['PE', pe({ '.data': Buffer.concat([Buffer.alloc(32), record]) })],
    ['Mach-O', machO({ __go_buildinfo: record })],
    ['universal Mach-O', universal(machO({ __go_buildinfo: record }))],
    ['ELF before 1.18', elf({ '.go.buildinfo': goPointerRecord('go1.26.1', LINES, 128) })],
  ])('is read from %s', (_, file) => {
    const listed = list(file);
    expect(labels(listed)).toEqual(MODULES);
    expect(listed.root).toBe('server!example.org/server');
    expect(listed.gaps).toEqual([]);
  });

  it('names what its main module holds, as Go knows no finer edges', () => {
    const own = list(elf({ '.go.buildinfo': record })).components.find(({ name }) => name === 'example.org/server');
    expect(own).toMatchObject({ purl: 'pkg:golang/example.org/server@v1.2.3', ecosystem: 'Go' });
    expect(own?.dependsOn).toEqual(['server!example.org/left', 'server!example.org/right', 'server!stdlib']);
  });

  it('lists what was built in the place of a module, and a folder as no known version', () => {
    const lines = [
      'mod\texample.org/server\t(devel)\t',
      'dep\texample.org/left\tv0.1.0',
      '=>\texample.org/fork\tv0.1.1\th1:d=',
      'dep\texample.org/right\tv2.0.0',
      '=>\t../right\t(devel)\t',
    ];
    const listed = list(elf({ '.go.buildinfo': goRecord('go1.26.1', lines) }));
    expect(labels(listed)).toEqual([
      'example.org/fork@v0.1.1',
      'example.org/right@',
      'example.org/server@',
      'stdlib@1.26.1',
    ]);
    expect(messages(listed)).toEqual([
      'server was built with folders in place of example.org/right: their versions are not known',
    ]);
  });

  it.each([
    ['go1.22.3 X:boringcrypto', '1.22.3'],
    ['go1.22.3-vendor', '1.22.3'],
    ['go1.21rc2', '1.21rc2'],
    ['go1.18', '1.18'],
    ['devel go1.27-abcdef Mon', ''],
  ])('of %s has the standard library of %s', (version, expected) => {
    expect(labels(list(elf({ '.go.buildinfo': goRecord(version, LINES) })))).toContain(`stdlib@${expected}`);
  });

  it('without modules is a gap beside the standard library', () => {
    const listed = list(elf({ '.go.buildinfo': goRecord('go1.25.0', []) }));
    expect(labels(listed)).toEqual(['stdlib@1.25.0']);
    expect(messages(listed)).toEqual([
      'server is a Go program built without modules: which packages are in it is not known',
    ]);
  });

  it.each([
    ['a module twice', [...LINES, 'dep\texample.org/left\tv9.9.9\th1:z='], 'names a module twice'],
    ['the standard library as a module', [...LINES, 'dep\tstdlib\tv9.9.9\th1:z='], 'names a module twice'],
    [
      'more modules than any program has',
      Array.from({ length: 20_001 }, (_, index) => `dep\texample.org/m${index}\tv1.0.0`),
      'more modules than are read',
    ],
  ])('with a record that names %s is damaged', (_, lines, why) => {
    const listed = list(elf({ '.go.buildinfo': goRecord('go1.26.1', lines) }));
    expect(listed.components).toEqual([]);
    expect(messages(listed)).toEqual([expect.stringContaining(why)]);
  });

  it('is not told by a record off its place', () => {
    const listed = list(elf({ '.go.buildinfo': Buffer.concat([Buffer.alloc(8), record]) }));
    expect(listed.components).toEqual([]);
    expect(messages(listed)).toEqual(['server is an ELF executable with no record of what it was built from']);
  });
});

describe('a Rust executable', () => {
  const crates = [
    { name: 'server', version: '0.1.0', source: 'local', root: true, dependencies: [1, 2, 3] },
    { name: 'left', version: '1.0.0', source: 'crates.io', dependencies: [4] },
    { name: 'maker', version: '1.0.0', source: 'crates.io', kind: 'build', dependencies: [5] },
    { name: 'right', version: '2.0.0', source: 'git' },
    { name: 'left', version: '0.9.0', source: 'crates.io' },
    { name: 'helper', version: '3.0.0', source: 'crates.io' },
  ];
  const record = crateRecord(crates);

  it.each([
    ['ELF', elf({ '.dep-v0': record })],
    ['PE', pe({ '.dep-v0': record })],
    ['Mach-O', machO({ '.dep-v0': record })],
  ])('is read from %s, without what only the build uses', (_, file) => {
    const listed = list(file);
    expect(labels(listed)).toEqual(['left@0.9.0', 'left@1.0.0', 'right@2.0.0', 'server@0.1.0']);
    expect(listed.components.map(({ ecosystem }) => ecosystem)).toEqual(['crates.io', 'crates.io', '', '']);
    expect(listed.root).toBe('server!server@0.1.0+local');
    expect(listed.components[1]?.dependsOn).toEqual(['server!left@0.9.0']);
    expect(messages(listed)).toEqual([
      '1 crates of server do not come from crates.io: no advisories can be asked about them',
    ]);
  });

  it('without a record says so', () => {
    const path = Buffer.from(`\0/rustc/${'0a'.repeat(20)}/library/std/src/io.rs\0`);
    const listed = list(elf({ '.rodata': path }));
    expect(listed.gaps).toEqual([
      {
        kind: 'tree-unsupported',
        message: 'server is a Rust program with no record of its crates',
        hint: 'Build it with cargo auditable.',
      },
    ]);
  });

  it.each([
    ['is no compressed text', Buffer.from('nothing')],
    ['never ends', deflateSync(Buffer.alloc(9 * 1024 * 1024))],
    ['is of another form', crateRecord('many')],
  ])('with a record that %s is a gap', (_, bytes) => {
    const listed = list(elf({ '.dep-v0': bytes }));
    expect(listed.components).toEqual([]);
    expect(listed.gaps[0]).toMatchObject({ kind: 'tree-unreadable' });
  });
});

describe('any other file', () => {
  it.each([
    ['#!/bin/sh\nexec server', 'server is a script for sh, which is not followed'],
    ['#!/usr/bin/env -S FOO=1 perl -w\n', 'server is a script for perl, which is not followed'],
    ['', 'server is a file of an unknown format: what it runs is not known'],
    ['\xca\xfe\xba\xbe\0\0\0\x3d', 'server is a file of an unknown format: what it runs is not known'],
    ['\x7fELF\x02\x01', 'server is a damaged ELF executable: it ends before what its header announces'],
    [`MZ${'\0'.repeat(80)}`, 'server is a damaged PE executable: it is a program for DOS, or damaged'],
    ['\xcf\xfa\xed\xfe', 'server is a damaged Mach-O executable: it ends before what its header announces'],
  ])('%j is a gap that says what it is', (text, expected) => {
    const listed = list(Buffer.from(text, 'latin1'));
    expect(listed.components).toEqual([]);
    expect(messages(listed)).toEqual([expected]);
  });

  it('of a million commands that share their sections is damaged, at once', () => {
    const commands = Buffer.alloc(16 * 1024 * 1024);
    for (let at = 0; at < commands.length; at += 8) {
      commands.writeUInt32LE(0x19, at);
      commands.writeUInt32LE(8, at + 4);
    }
    const header = Buffer.alloc(32);
    header.writeUInt32LE(0xfeedfacf, 0);
    header.writeUInt32LE(commands.length, 20);
    expect(messages(list(Buffer.concat([header, commands])))).toEqual([
      'server is a damaged Mach-O executable: its header is damaged',
    ]);
  });

  it('never stops the reader, wherever it is cut or changed', () => {
    const whole = elf({ '.go.buildinfo': goRecord('go1.26.1', LINES), '.dep-v0': crateRecord([]) });
    for (const file of [
      whole,
      pe({ '.data': goRecord('go1.26.1', LINES) }),
      machO({ x: goRecord('go1.26.1', LINES) }),
    ]) {
      for (let at = 0; at < file.length; at += 3) {
        const changed = Buffer.from(file);
        changed[at] = 0xff;
        expect(() => list(file.subarray(0, at))).not.toThrow();
        expect(() => list(changed)).not.toThrow();
      }
    }
  });
});
