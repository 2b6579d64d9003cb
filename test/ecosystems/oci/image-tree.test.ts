import { describe, expect, it } from 'vitest';
import { imageFiles } from '../../../src/ecosystems/oci/image-files.ts';
import {
  applyLayer,
  emptyFolder,
  type FolderNode,
  type LayerEntry,
  type Oddities,
} from '../../../src/ecosystems/oci/image-tree.ts';
import { FileError } from '../../../src/io/index.ts';

/** `path` is a file, `path/` a folder, `path -> target` a link, `path = target` a hard link. */
function entryOf(line: string, layer: number): LayerEntry {
  const [, link, target = ''] = /^(.*) -> (.*)$/.exec(line) ?? [];
  if (link !== undefined) return { path: link, node: { kind: 'link', target } };
  const [, hard, same = ''] = /^(.*) = (.*)$/.exec(line) ?? [];
  if (hard !== undefined) return { path: hard, node: { kind: 'hard-link', target: same } };
  if (line.endsWith('/')) return { path: line, node: emptyFolder() };
  const content = Buffer.from(`${layer}`);
  return { path: line, node: { kind: 'file', layer, entry: 0, size: 1, executable: false, modified: 0, content } };
}

function build(...layers: string[][]): { root: FolderNode; oddities: Oddities; all: string[] } {
  const root = emptyFolder();
  const oddities: Oddities = new Map();
  const taken = { steps: 0 };
  for (const [index, lines] of layers.entries()) {
    applyLayer(
      root,
      lines.map((line) => entryOf(line, index)),
      oddities,
      taken,
    );
  }
  return { root, oddities, all: pathsOf(root, '') };
}

function pathsOf(folder: FolderNode, above: string): string[] {
  return [...folder.children].flatMap(([name, node]) => {
    const path = `${above}/${name}`;
    if (node.kind === 'folder') return [`${path}/`, ...pathsOf(node, path)];
    return node.kind === 'file' ? [`${path} ${node.layer}`] : [path];
  });
}

describe('applyLayer', () => {
  it('lets the later layer win and keeps what it does not name', () => {
    expect(build(['a/', 'a/x', 'a/y'], ['a/y', 'b/z']).all).toEqual(['/a/', '/a/x 0', '/a/y 1', '/b/', '/b/z 1']);
  });

  it('hides what whiteouts name, and only that of the layers below', () => {
    expect(build(['a/x', 'a/y', 'b/c/d'], ['a/.wh.x', '.wh.b']).all).toEqual(['/a/', '/a/y 0']);
    expect(build(['a/x'], ['a/x', 'a/.wh.x']).all).toEqual(['/a/', '/a/x 1']);
    expect(build(['a/x', 'a/y/z'], ['a/new', 'a/.wh..wh..opq', 'a/y/']).all).toEqual(['/a/', '/a/new 1', '/a/y/']);
    expect(build(['a/x'], ['.wh.nothing', 'no/.wh.thing', '.wh.', '.wh..wh.plnk']).all).toEqual(['/a/', '/a/x 0']);
  });

  it('says where a layer hides what it brought before, which engines take in two ways', () => {
    const late = build(['a/x'], ['a/x', 'a/.wh.x', 'b', '.wh.b']);
    expect([...late.oddities]).toEqual([['a file after which it hides the same name (kept; engines differ)', 2]]);
    expect(build(['a/x', 'b'], ['a/.wh.x', 'a/x', '.wh.b', 'c/y', 'c/.wh..wh..opq']).oddities.size).toBe(0);
  });

  it('lays a layer that an image has twice as it is written, not as others changed it', () => {
    const root = emptyFolder();
    const twice = ['d/'].map((line) => entryOf(line, 0));
    for (const entries of [twice, [entryOf('d/other', 1)], [entryOf('.wh.d', 2)], twice]) {
      applyLayer(root, entries, new Map(), { steps: 0 });
    }
    expect(pathsOf(root, '')).toEqual(['/d/']);
  });

  it('puts a folder, a file or a link in the place of another kind', () => {
    expect(build(['a'], ['a/']).all).toEqual(['/a/']);
    expect(build(['a/x'], ['a']).all).toEqual(['/a 1']);
    expect(build(['a -> b'], ['a']).all).toEqual(['/a 1']);
    expect(build(['b/x', 'a -> b'], ['a/']).all).toEqual(['/b/', '/b/x 0', '/a/']);
  });

  it('writes through a folder that is a link, inside the image', () => {
    expect(build(['usr/lib/', 'lib -> usr/lib'], ['lib/new']).all).toEqual([
      '/usr/',
      '/usr/lib/',
      '/usr/lib/new 1',
      '/lib',
    ]);
    expect(build(['etc/', 'out -> ../../etc'], ['out/new']).all).toEqual(['/etc/', '/etc/new 1', '/out']);
  });

  it('follows hard links to files of any layer', () => {
    const { root } = build(['a/x'], ['b = a/x', 'a/x']);
    const files = imageFiles(root);
    expect([files.readText('/b', 9), files.readText('/a/x', 9)]).toEqual(['0', '1']);
  });

  it('takes an entry that comes twice once, as it is last', () => {
    expect(build(['a', 'a/', 'a/x']).all).toEqual(['/a/', '/a/x 0']);
  });

  it.each([
    ['../../etc/passwd', 'a name that leads out of the image (refused)', []],
    ['a/../../b', 'a name that leads out of the image (refused)', []],
    ['x = ../../etc/passwd', 'a hard link to no file of the image (refused)', []],
    ['x = nothing', 'a hard link to no file of the image (refused)', []],
    ['/abs', 'an absolute name (taken as one inside the image)', ['/abs 0']],
    ['x -> ../../../etc/passwd', 'a link that leads out of the image (kept inside)', ['/x']],
    [`${'d/'.repeat(300)}x`, 'a name below something that is no folder, or too deep (refused)', null],
  ])('tells of %s', (line, oddity, paths) => {
    const { oddities, all } = build([line]);
    expect([...oddities]).toEqual([[oddity, 1]]);
    if (paths !== null) expect(all).toEqual(paths);
  });

  it('takes no thousands of steps for every entry', () => {
    const deep = 'd/'.repeat(200);
    const links = Array.from({ length: 30 }, (_, index) => `l${index + 1} -> ${'d/../'.repeat(900)}l${index}`);
    const entries = Array.from({ length: 3000 }, (_, index) => `l30/x${index}`);
    expect(() => build([`${deep}x`, 'l0 -> d', ...links], entries)).toThrow(/too many steps/);
  });
});

describe('imageFiles', () => {
  const problemOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof FileError) return error.problem;
      throw error;
    }
    return 'none';
  };
  const { root } = build([
    'app/index.js',
    'app/current -> /app/index.js',
    'bin -> usr/bin',
    'usr/bin/node',
    'out -> ../../../usr',
    'loop -> loop',
    'gone -> nowhere',
  ]);
  const files = imageFiles(root);

  it('reads through links, which end inside', () => {
    expect(files.readText('/app/current', 9)).toBe('0');
    expect(files.realPath('/app/current')).toBe('/app/index.js');
    // As in a kernel: `..` after a link leaves the folder that it leads to.
    expect(files.realPath('/bin/../../app')).toBe('/app');
  });

  it('says what is wrong, as the real file system does', () => {
    expect(problemOf(() => files.readText('/none', 9))).toBe('not-found');
    expect(problemOf(() => files.readText('/app', 9))).toBe('not-a-file');
    expect(problemOf(() => files.readText('/app/index.js', 0))).toBe('too-large');
    expect(problemOf(() => files.readText('/loop', 9))).toBe('link-loop');
    expect(problemOf(() => files.readText('/gone', 9))).toBe('not-found');
    expect(problemOf(() => files.list('/app/index.js'))).toBe('not-found');
    expect(problemOf(() => files.writeAtomic('/app/x', ''))).toBe('denied');
    expect(problemOf(() => files.remove('/app'))).toBe('denied');
    expect([files.kind('/none'), files.kind('/app/index.js/x'), files.kind('/loop')]).toEqual([null, null, 'link']);
  });

  it('lists by name', () => {
    expect(files.list('/').map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'app folder',
      'bin link',
      'gone link',
      'loop link',
      'out link',
      'usr folder',
    ]);
    expect(files.realPath('/out/bin/node')).toBe('/usr/bin/node');
  });
});
