import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withParts } from '../../src/ecosystems/npm/parts.ts';
import type { Resolved } from '../../src/ecosystems/index.ts';
import { realFiles } from '../../src/io/index.ts';
import { NO_INSTALLATION, componentOf, type Component } from '../../src/model/installation.ts';
import { elf, goRecord } from '../stand-ins/executables.ts';
import { folderWith } from '../stand-ins/folder.ts';

const OWN = 'node_modules/server';

function component(name: string, more: Partial<Component> = {}): Component {
  return componentOf({ id: `node_modules/${name}`, ecosystem: 'npm', name, version: '1.0.0' }, more);
}

/** The tree of a server that needs these packages. */
function treeIn(path: string, needs: readonly Component[] = []): Resolved {
  const own = component('server', { dependsOn: needs.map(({ id }) => id) });
  const components = [...needs, own];
  return { installation: { ...NO_INSTALLATION, path, fidelity: 'installed', root: OWN, components }, gaps: [] };
}

/** Looks into a server made of these files. */
function look(files: Record<string, unknown>): { bundled: string[]; says: string[]; gaps: string[] } {
  const path = folderWith(Object.fromEntries(Object.entries(files).map(([file, text]) => [`${OWN}/${file}`, text])));
  const { installation, gaps } = withParts(realFiles, treeIn(path));
  const bundled = (installation?.components ?? []).filter(({ scope }) => scope === 'bundled');
  return {
    bundled: bundled.map(({ name, version }) => `${name}@${version}`),
    says: bundled.flatMap(({ evidence }) => evidence),
    gaps: gaps.map(({ message }) => message),
  };
}

/** A script so large that its author cannot have written all of it. */
const large = (text: string, line = 'let a = 1;\n'): string =>
  text + line.repeat(Math.ceil((140 * 1024) / line.length));

describe('a bundle', () => {
  it.each([
    ['// node_modules/left/index.js\nvar a;', 'left@'],
    ['// ../../node_modules/@scope/left/lib/index.mjs\nvar a;', '@scope/left@'],
    ['// node_modules/.pnpm/left@1.2.3/node_modules/left/index.js\n', 'left@1.2.3'],
    ['// node_modules/.pnpm/@scope+left@1.2.3_peer@4.0.0/node_modules/@scope/left/index.js\n', '@scope/left@1.2.3'],
    ['// node_modules/.pnpm/left@1.2.3(peer@4.0.0)/node_modules/left/index.js\n', 'left@1.2.3'],
    ['// node_modules/.bun/left@1.2.3+0a1b/node_modules/left/index.js\n', 'left@1.2.3+0a1b'],
    ['// .yarn/cache/@scope-left-npm-1.2.3-0123456789-8.zip/node_modules/@scope/left/index.js\n', '@scope/left@1.2.3'],
    ['// node_modules/.pnpm/right@1.2.3/node_modules/left/index.js\n', 'left@'],
    ['// node_modules/right/node_modules/left/index.js\n', 'left@'],
    ['//#region node_modules/left/index.js\n', 'left@'],
    ['  //#region ../node_modules/.pnpm/left@1.2.3/node_modules/left/index.js\r\n', 'left@1.2.3'],
    ['var a = __commonJS({\n  "node_modules/left/index.js"(exports) {}\n});', 'left@'],
    ['/***/ "./node_modules/left/index.js":\n/***/ (module) => {}', 'left@'],
    ['/***/ "./node_modules/left/index.js"\n/*!**!*\\\n(module) {}', 'left@'],
  ])('is told by %j', (script, expected) => {
    expect(look({ 'dist/index.js': script })).toMatchObject({ bundled: [expected], gaps: [] });
  });

  it.each([
    '// see node_modules/left/index.js\n',
    '// node_modules/left/index.js is read first\n',
    '// (disabled):node_modules/left/index.js\n',
    '// my_node_modules/left/index.js\n',
    '// node_modules/left\n',
    '// node_modules/.bin/left.js\n',
    '// node_modules/__proto__/index.js\n',
    '// node_modules/left right/index.js\n',
    'read("node_modules/left/index.js");',
    '({ "./node_modules/left/index.js": 1 });',
    '({ "node_modules/left/index.js": 1 });',
    '// node_modules/server/index.js\n',
  ])('is not told by %j', (script) => {
    expect(look({ 'index.js': script })).toMatchObject({ bundled: [], gaps: [] });
  });

  it('of several copies has each known version, and one entry for the rest', () => {
    const script = [
      '// node_modules/.pnpm/left@1.0.0/node_modules/left/a.js',
      '// node_modules/.pnpm/left@2.0.0/node_modules/left/a.js',
      '// node_modules/left/a.js',
      '// node_modules/left/b.js',
      '',
    ].join('\n');
    expect(look({ 'index.js': script }).bundled).toEqual(['left@', 'left@1.0.0', 'left@2.0.0']);
    const files = {
      'a.js': '// node_modules/.pnpm/left@1.0.0/node_modules/left/a.js\n',
      'b.js': '// ../node_modules/left/a.js\n',
    };
    expect(look(files).bundled).toEqual(['left@1.0.0']);
  });

  it('takes versions from a package.json in it, a lockfile beside it, and an exact development dependency', () => {
    const manifest = '// node_modules/left/package.json\nvar a = {\n  name: "left",\n  version: "1.2.3"\n};\n';
    const others = '// node_modules/right/a.js\n// node_modules/up/a.js\n// node_modules/down/a.js\n';
    const files = {
      'index.js': manifest + others,
      'package.json': { name: 'server', devDependencies: { right: '4.0.0', up: '^5.0.0' } },
      'npm-shrinkwrap.json': { packages: { '': { version: '9.9.9' }, 'node_modules/down': { version: '6.0.0' } } },
    };
    expect(look(files).bundled).toEqual(['down@6.0.0', 'left@1.2.3', 'right@4.0.0', 'up@']);
  });

  it('does not take a version from the text of another package', () => {
    const script =
      '// node_modules/left/package.json\nvar a = {};\n// node_modules/right/a.js\nvar b = { version: "1.2.3" };\n';
    expect(look({ 'index.js': script }).bundled).toEqual(['left@', 'right@']);
  });

  it('is told by source maps, also inline ones', () => {
    const map = JSON.stringify({
      version: 3,
      sources: ['../src/a[1].ts', '../node_modules/left/index.js'],
      mappings: '',
    });
    expect(look({ 'dist/index.js.map': map })).toMatchObject({
      bundled: ['left@'],
      says: ['The source map in dist/index.js.map names it.'],
    });
    const inline = `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(map).toString('base64')}`;
    expect(look({ 'dist/index.js': `let a;\n${inline}\n` }).bundled).toEqual(['left@']);
    for (const broken of ['{"sources":["a', '{"sources":3}', '{"sources":[1,null]}', '']) {
      expect(look({ 'dist/index.js.map': broken })).toMatchObject({ bundled: [], gaps: [] });
    }
  });
});

describe('a licence notice', () => {
  it.each([
    ['- left@1.2.3 (https://example.org/left)', ['left@1.2.3']],
    ['@scope/left@1.2.3', ['@scope/left@1.2.3']],
    ['12. left version 1.2.3 (https://example.org/left)', ['left@1.2.3']],
    ['left 1.2.3 (https://example.org/left)', ['left@1.2.3']],
    [
      'Name: left\nURL: https://example.org\nVersion: 1.2.3\nName: right\nLicense: MIT\nVersion: 2.0.0',
      ['left@1.2.3', 'right@2.0.0'],
    ],
    ['Name: Left Pad\nVersion: 1.2.3', []],
    ['GNU Lesser General Public License, version 2.1.0', []],
    ['write to someone@1.2.3.4 or use left 1.2.3', []],
  ])('%j', (notice, expected) => {
    expect(look({ 'index.js': large('__webpack_require__;'), THIRD_PARTY_NOTICES: notice }).bundled).toEqual(expected);
  });

  it('says every version of what it lists, and closes the gap of its script', () => {
    const files = {
      'a.js': large(
        '// node_modules/left/a.js\n// node_modules/x/node_modules/left/a.js\n// node_modules/alias/a.js\n',
      ),
      'a.js.LICENSE': '- left@1.2.3 (https://example.org)\n',
      'b.js': large('var __commonJS;\n'),
    };
    expect(look(files)).toMatchObject({
      bundled: ['left@1.2.3'],
      gaps: [`${OWN} holds bundled code; which packages is not known: b.js`],
    });
  });

  it('of comments alone names them and closes nothing', () => {
    const files = {
      'index.js': large('__webpack_require__;'),
      'index.js.LICENSE.txt': '/*! left 1.2.3 https://github.com/someone/left @license MIT */\n',
    };
    expect(look(files)).toMatchObject({
      bundled: ['left@1.2.3'],
      gaps: [`${OWN} holds bundled code; which packages is not known: index.js`],
    });
  });

  it('counts only beside a bundle', () => {
    expect(
      look({ 'index.js': 'let a;', 'ThirdPartyNotices.txt': '- left@1.2.3 (https://example.org)' }).bundled,
    ).toEqual([]);
  });
});

describe('a licence comment', () => {
  it('names a package that something else names too, or whose repository has its name', () => {
    const comments = [
      '/*! left v1.2.3 */',
      '/*! up 2.0.0 https://github.com/someone/up @license MIT */',
      '/*! engine v4.12.1\n * Copyright */',
    ].join('\n');
    expect(look({ 'index.js': `${comments}\n// node_modules/left/a.js\n` }).bundled).toEqual([
      'left@1.2.3',
      'up@2.0.0',
    ]);
  });

  it('yields to a path with a version', () => {
    const script = '/*! left v9.9.9 */\n// node_modules/.pnpm/left@1.2.3/node_modules/left/a.js\n';
    expect(look({ 'index.js': script }).bundled).toEqual(['left@1.2.3']);
  });
});

describe('bundled code that nothing names', () => {
  it.each([
    ['esbuild', large('var a = __commonJS({});\n'), true],
    ['esbuild, minified', large('var a=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports);\n'), true],
    ['webpack', large('__webpack_require__(1);\n'), true],
    ['long lines', large('', `${'a+'.repeat(2000)}\n`), true],
    ['one line', 'a+'.repeat(80_000), true],
    ['the author alone', large(''), false],
    ['a bundler that names its modules', large('// src/index.ts\nvar a = __commonJS({});\n'), false],
    ['little code', 'var a = __commonJS({});', false],
  ])('by %s', (_, script, isGap) => {
    const expected = isGap ? [`${OWN} holds bundled code; which packages is not known: index.js`] : [];
    expect(look({ 'index.js': script })).toMatchObject({ bundled: [], gaps: expected });
  });

  it('is bounded in names and size', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `// node_modules/p${index}/a.js\n`).join('');
    expect(look({ 'index.js': many }).bundled).toHaveLength(500);
    const path = folderWith({});
    writeHuge(join(path, OWN, 'a.js'));
    expect(withParts(realFiles, treeIn(path)).gaps).toMatchObject([{ kind: 'limit-reached' }]);
  });
});

/** A file of 40 MiB that takes no place. */
function writeHuge(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  truncateSync(file, 40 * 1024 * 1024);
}

describe('the parts of a server', () => {
  const RECORD = goRecord('go1.26.1', ['mod\texample.org/engine\tv1.2.3']);

  it('are its package, its packages for one platform, and those that keep notices', () => {
    const notice = '- deep@1.0.0 (https://example.org)\n';
    const path = folderWith({
      [`${OWN}/index.js`]: '// node_modules/left/a.js\n',
      'node_modules/engine/package.json': { name: 'engine', os: ['linux'], cpu: ['x64'] },
      'node_modules/engine/index.js': '// node_modules/right/a.js\n',
      'node_modules/kept/index.js': '// node_modules/deep/a.js\n',
      'node_modules/kept/ThirdPartyNotices.txt': notice,
      'node_modules/packed/package.json': { exports: { '.': { import: './dist/index.mjs' } } },
      'node_modules/packed/dist/chunk.mjs': '//#region ../node_modules/within/a.js\n',
      'node_modules/plain/index.js': 'let a;\n',
    });
    mkdirSync(join(path, 'node_modules/engine/bin'));
    writeFileSync(join(path, 'node_modules/engine/bin/engine'), elf({ '.go.buildinfo': RECORD }));
    writeFileSync(join(path, 'node_modules/engine/bin/other.exe'), 'MZ\0\0');
    symlinkSync('engine', join(path, 'node_modules/engine/bin/link'));
    const needs = [
      component('engine', { scope: 'optional' }),
      component('kept'),
      component('packed'),
      component('plain'),
    ];
    const { installation, gaps } = withParts(realFiles, treeIn(path, needs));
    const bundled = (installation?.components ?? []).filter(({ scope }) => scope === 'bundled');
    expect(bundled.map(({ id }) => id)).toEqual([
      'node_modules/engine!right@',
      'node_modules/engine/bin/engine!example.org/engine',
      'node_modules/engine/bin/engine!stdlib',
      'node_modules/kept!deep@1.0.0',
      'node_modules/packed!within@',
      'node_modules/server!left@',
    ]);
    expect(installation?.components.find(({ name }) => name === 'engine')?.dependsOn).toEqual([
      'node_modules/engine!right@',
      'node_modules/engine/bin/engine!example.org/engine',
      'node_modules/engine/bin/engine!stdlib',
    ]);
    expect(bundled[1]).toMatchObject({
      ecosystem: 'Go',
      evidence: ['node_modules/engine/bin/engine names it in its build record.'],
    });
    expect(gaps.map(({ message }) => message)).toEqual([
      'node_modules/engine/bin/other.exe is a damaged PE executable: it ends before what its header announces',
    ]);
  });

  it('of a tree that is only declared are not looked for', () => {
    const declared: Resolved = { installation: NO_INSTALLATION, gaps: [] };
    expect(withParts(realFiles, declared)).toEqual(declared);
  });

  it('that are gone are a gap', () => {
    expect(withParts(realFiles, treeIn(folderWith({}))).gaps).toMatchObject([{ kind: 'tree-unreadable' }]);
  });
});
