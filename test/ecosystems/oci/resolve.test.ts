import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src/ecosystems/index.ts';
import { engineAt, homeAt } from '../../../src/io/index.ts';
import type { Target } from '../../../src/launchers/index.ts';
import type { Installation } from '../../../src/model/installation.ts';
import { resolve } from '../../../src/scan/resolve.ts';
import {
  archiveFile,
  dockerArchive,
  engineWith,
  imageOf,
  layoutFiles,
  layoutFolder,
  tarOfMap,
  type BuiltImage,
  type ImageParts,
} from '../../stand-ins/image.ts';
import { serverWith } from '../../stand-ins/inventory.ts';
import { offlineIo } from '../../stand-ins/io.ts';
import { tarOf, tarOfFiles } from '../../stand-ins/tar.ts';

type ImageTarget = Extract<Target, { kind: 'image' }>;

/** What the stage finds for one server that runs an image. */
async function look(
  target: Partial<ImageTarget>,
  { images = [], io = offlineIo(), architecture = 'x64' }: Partial<Surroundings> & { architecture?: string },
): Promise<{ installation: Installation | null; gaps: string[]; hints: string[] }> {
  const whole: ImageTarget = {
    kind: 'image',
    engine: 'docker',
    reference: 'mcp/fetch',
    entrypoint: null,
    workingDirectory: null,
    mounts: [],
    args: [],
    ...target,
  };
  const candidate = { server: serverWith({}), target: whole, companions: [], cwd: null, env: {} };
  const machine = { ...homeAt('/nobody'), architecture };
  const { servers, gaps } = await resolve([candidate], { io, machine, cache: null, images });
  return {
    installation: servers[0]?.installation ?? null,
    gaps: gaps.map(({ kind, message }) => `${kind}: ${message}`),
    hints: gaps.map(({ hint }) => hint),
  };
}

const labels = (list: Installation['components'] = []): string[] =>
  list.map(({ id, name, version }) => `${id} ${name} ${version}`);

const manifest = (name: string, version: string, dependencies: Record<string, string> = {}) => ({
  name,
  version,
  dependencies,
});

/** Debian below, a server of npm above, whose layers replace and hide some of it. */
function serverImage(more: Partial<ImageParts> = {}): BuiltImage {
  const base = tarOfFiles({
    'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
    'var/lib/dpkg/status':
      'Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nSource: zlib\nVersion: 1:1.2.13\n',
    'usr/local/bin/node': '\x7fELF and so on',
    'usr/local/lib/node_modules/npm/package.json': manifest('npm', '10.9.0'),
    'app/node_modules/left/package.json': manifest('left', '1.0.0'),
    'app/node_modules/hidden/package.json': manifest('hidden', '1.0.0'),
  });
  const application = tarOfFiles({
    'app/package.json': manifest('server', '3.1.0', { left: '^2.0.0', '@org/right': '*' }),
    'app/dist/index.js': 'require("left")',
    'app/node_modules/.wh.hidden': '',
    'app/node_modules/left/package.json': manifest('left', '2.0.0'),
    'app/node_modules/@org/right/package.json': manifest('@org/right', '1.0.0'),
    'app/node_modules/extra/package.json': manifest('extra', '9.0.0'),
    'opt/venv/lib/python3.12/site-packages/Other_Tool-4.0.dist-info/METADATA':
      'Name: Other_Tool\nVersion: 4.0\n\nName: no\n',
  });
  return imageOf({
    layers: [base, gzipSync(application)],
    config: {
      User: 'node',
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'API_TOKEN=hunter2'],
      Entrypoint: ['node', 'dist/index.js'],
      WorkingDir: '/app',
      ExposedPorts: { '8080/tcp': {} },
    },
    annotations: { 'io.containerd.image.name': 'docker.io/mcp/fetch:latest' },
    ...more,
  });
}

const CLOSURE = [
  'app/node_modules/@org/right @org/right 1.0.0',
  'app/node_modules/extra extra 9.0.0',
  'app/node_modules/left left 2.0.0',
  'deb:zlib1g:amd64 zlib 1:1.2.13',
];
const BESIDE = [
  'opt/venv/lib/python3.12/site-packages/Other_Tool-4.0.dist-info other-tool 4.0',
  'usr/local/lib/node_modules/npm npm 10.9.0',
];

describe('an image that the user supplies', () => {
  const image = serverImage();
  const layout = layoutFiles([image]);
  const named = (path: string) => ({ images: [{ path, reference: null }] });

  it.each([
    ['a layout in a folder', () => layoutFolder(layout)],
    ['a layout in a tar', () => archiveFile(tarOfMap(layout))],
    ['a packed layout', () => archiveFile(gzipSync(tarOfMap(layout)))],
    ['what docker save wrote', () => archiveFile(dockerArchive(image, ['mcp/fetch:latest']))],
    [
      'a layout that docker save wrote',
      () => {
        const Config = `blobs/sha256/${image.configDigest.slice(7)}`;
        const list = [
          {
            Config,
            RepoTags: ['mcp/fetch:latest'],
            Layers: image.layerDigests.map((one) => `blobs/sha256/${one.slice(7)}`),
          },
        ];
        return archiveFile(tarOfMap(layoutFiles([image], { 'manifest.json': Buffer.from(JSON.stringify(list)) })));
      },
    ],
  ])('is read from %s', async (_, make) => {
    const { installation, gaps } = await look({}, named(make()));
    expect(gaps).toEqual([]);
    expect(labels(installation?.components)).toEqual(CLOSURE);
    expect(labels(installation?.environment)).toEqual(BESIDE);
    expect(installation).toMatchObject({ method: 'image', fidelity: 'installed', version: '3.1.0' });
  });

  it('has its facts, and no value of a variable', async () => {
    const { installation } = await look({}, named(layoutFolder(layout)));
    expect(installation?.digest).toBe(image.descriptor.digest);
    expect(installation?.image).toEqual({
      id: image.configDigest,
      user: 'node',
      entrypoint: ['node', 'dist/index.js'],
      command: [],
      workingDirectory: '/app',
      environment: ['API_TOKEN', 'PATH'],
      ports: ['8080/tcp'],
    });
    expect(JSON.stringify(installation)).not.toContain('hunter2');
    expect(installation?.components.find(({ name }) => name === 'zlib')?.purl).toBe(
      'pkg:deb/debian/zlib@1:1.2.13?distro=debian-12',
    );
  });

  it('is found by the digest of its manifest, of its index, or by its id, and by no other', async () => {
    const at = named(layoutFolder(layout));
    const found = async (reference: string) => (await look({ reference }, at)).installation?.fidelity;
    expect(await found(`any/name@${image.descriptor.digest}`)).toBe('installed');
    expect(await found(image.configDigest)).toBe('installed');
    expect(await found(`mcp/fetch@sha256:${'0'.repeat(64)}`)).toBe('declared');
    expect(await found('mcp/fetch:2')).toBe('declared');
    expect(await found('mcp/other')).toBe('declared');
  });

  it('without a name is the one that the user says', async () => {
    const { annotations: _, ...descriptor } = image.descriptor;
    const path = layoutFolder(layoutFiles([{ ...image, descriptor }]));
    expect((await look({}, named(path))).gaps).toEqual([expect.stringMatching(/^not-installed: /)]);
    expect((await look({}, { images: [{ path, reference: 'mcp/fetch' }] })).gaps).toEqual([]);
    expect((await look({}, { images: [{ path, reference: 'mcp/other' }] })).gaps).toHaveLength(1);
  });

  it('for several platforms is the one of this machine', async () => {
    const other = serverImage({ architecture: 'arm64', config: { Entrypoint: ['java'] } });
    const path = layoutFolder(layoutFiles([other, image]));
    expect((await look({}, named(path))).installation?.image?.id).toBe(image.configDigest);
    const arm = await look({}, { ...named(path), architecture: 'arm64' });
    expect(arm.installation?.image?.id).toBe(other.configDigest);
    const neither = await look({}, { ...named(path), architecture: 's390x' });
    expect(neither.gaps).toEqual([expect.stringMatching(/several images/)]);
  });

  it('runs what the line says instead of its own', async () => {
    const at = named(layoutFolder(layout));
    const replaced = await look({ entrypoint: '/bin/java', args: ['-jar', 'x.jar'] }, at);
    expect(labels(replaced.installation?.components)).toEqual(['deb:zlib1g:amd64 zlib 1:1.2.13']);
    expect(labels(replaced.installation?.environment)).toEqual([...CLOSURE.slice(0, 3), ...BESIDE].sort());
    expect(replaced.gaps).not.toEqual([]);
  });

  it('is not read once the images of the scan have taken too long together', async () => {
    const io = offlineIo();
    const at = { ...named(archiveFile(tarOfMap(layout))), io };
    expect((await look({}, at)).gaps).toEqual([]);
    await io.sleep(29 * 60_000);
    expect((await look({}, at)).gaps).toEqual([]);
    await io.sleep(2 * 60_000);
    expect((await look({}, at)).gaps).toEqual([
      expect.stringMatching(/longer/),
      expect.stringMatching(/^not-installed/),
    ]);
    expect((await look({}, { ...at, io: offlineIo() })).gaps).toEqual([]);
  });

  it('is not read where the line lays something else over it', async () => {
    const at = named(layoutFolder(layout));
    const own = await look({ mounts: ['/app'] }, at);
    expect(own.gaps).toEqual([expect.stringMatching(/in the image, the script does not exist/)]);
    expect(labels(own.installation?.components)).toEqual(['deb:zlib1g:amd64 zlib 1:1.2.13']);
    const dependency = await look({ mounts: ['/app/node_modules/left'] }, at);
    expect(dependency.gaps).toEqual([expect.stringMatching(/left/)]);
    const beside = await look({ mounts: ['/data', '/app/data', '/', '/../x/y', '/var/lib/dpkg'] }, at);
    expect(beside.gaps).toEqual([]);
    expect(labels(beside.installation?.components)).toEqual(CLOSURE);
  });

  it('starts in the folder that the line says', async () => {
    const { gaps } = await look({ workingDirectory: '/opt' }, named(layoutFolder(layout)));
    expect(gaps).toEqual([expect.stringMatching(/in the image, the script does not exist/)]);
  });

  it.each([
    ['NODE_OPTIONS=--max-old-space-size=512', 0],
    ['NODE_OPTIONS=--no-warnings --import /opt/other.mjs', 1],
    ['LD_PRELOAD=/opt/other.so', 1],
    ['BASH_ENV=', 0],
  ])('says that %s loads something else: %i', async (variable, count) => {
    const config = { Env: [variable], Entrypoint: ['node', '/app/dist/index.js'] };
    const { gaps } = await look({}, named(layoutFolder(layoutFiles([serverImage({ config })]))));
    expect(gaps.filter((gap) => gap.includes('loads code that is not followed'))).toHaveLength(count);
    expect(gaps.join()).not.toContain('/opt/other');
  });

  it('whose server is only in a lockfile is known no better than that', async () => {
    const layer = tarOfFiles({
      'srv/no-such-place/package.json': manifest('server', '1.0.0', { left: '1' }),
      'srv/no-such-place/package-lock.json': {
        lockfileVersion: 3,
        packages: {
          '': manifest('server', '1.0.0', { left: '1' }),
          'node_modules/left': { version: '1.0.0' },
        },
      },
      'srv/no-such-place/index.js': '',
    });
    const config = { Entrypoint: ['node', '/srv/no-such-place/index.js'] };
    const at = named(layoutFolder(layoutFiles([serverImage({ layers: [layer], config })])));
    const { installation, gaps } = await look({}, at);
    expect(installation?.fidelity).toBe('locked');
    expect(labels(installation?.components)).toEqual(['srv/no-such-place/node_modules/left left 1.0.0']);
    expect(gaps).toEqual([expect.stringMatching(/^not-installed: in the image/)]);
  });

  it('follows the script that it starts with, out of a later pass', async () => {
    const script = tarOfFiles({ 'srv/go': '#!/bin/sh\nexec node "$@"\n' });
    const layers = [...image.layerDigests.map((digest) => image.blobs.get(digest) ?? Buffer.alloc(0)), script];
    const config = { Entrypoint: ['/srv/go'], Cmd: ['/app/dist/index.js'] };
    const { installation, gaps } = await look({}, named(layoutFolder(layoutFiles([serverImage({ layers, config })]))));
    expect(gaps).toEqual([]);
    expect(labels(installation?.components)).toEqual(CLOSURE);
  });
});

describe('an image of an engine', () => {
  const image = serverImage();
  const REGISTRY = `sha256:${'5'.repeat(64)}`;
  const engine = async (faults = {}) => {
    const archive = dockerArchive(image, []);
    const served = { name: 'mcp/fetch', id: image.configDigest, digests: [`mcp/fetch@${REGISTRY}`], archive };
    const { socket, asked } = await engineWith(served, faults);
    return { io: { ...offlineIo(), engines: { docker: engineAt(socket) } }, asked };
  };

  it('is inspected and exported, nothing else', async () => {
    const { io, asked } = await engine();
    const { installation, gaps } = await look({}, { io });
    expect(gaps).toEqual([]);
    expect(labels(installation?.components)).toEqual(CLOSURE);
    expect(installation).toMatchObject({ digest: REGISTRY, path: null });
    expect([...new Set(asked)]).toEqual(['GET /images/mcp/fetch/json', `GET /images/${image.configDigest}/get`]);
  });

  it('that it does not have is a gap that says how to supply it', async () => {
    const { io } = await engine();
    const { installation, gaps, hints } = await look({ reference: 'ghcr.io/o/s:1' }, { io });
    expect(installation).toMatchObject({ method: 'image', fidelity: 'declared', components: [] });
    expect(gaps).toEqual([expect.stringMatching(/^not-installed: .*ghcr\.io\/o\/s:1/)]);
    expect(hints[0]).toContain('docker pull ghcr.io/o/s:1');
    expect(hints[0]).toContain('docker save -o image.tar ghcr.io/o/s:1');
  });

  it('is not asked for what is no reference, nor for another engine', async () => {
    const { io, asked } = await engine();
    expect((await look({ reference: '${IMAGE}/../x' }, { io })).gaps).toEqual([
      expect.stringMatching(/^tree-unreadable/),
    ]);
    expect((await look({ engine: 'podman' }, { io })).gaps).toEqual([expect.stringMatching(/^not-installed/)]);
    expect(asked).toEqual([]);
  });

  it('that gives another image than it says is a gap', async () => {
    const archive = dockerArchive(serverImage({ architecture: 'arm64' }), []);
    const { socket } = await engineWith({ name: 'mcp/fetch', id: image.configDigest, archive });
    const io = { ...offlineIo(), engines: { docker: engineAt(socket) } };
    expect((await look({}, { io })).gaps).toEqual([expect.stringMatching(/another image/)]);
  });

  it('that breaks off, or does not answer, is a gap', async () => {
    const { io } = await engine({ cutAfter: 3000 });
    expect((await look({}, { io })).gaps).toEqual([expect.stringMatching(/^tree-unreadable: docker/)]);
    const gone = { ...offlineIo(), engines: { docker: engineAt('/nonexistent/engine.sock') } };
    expect((await look({}, { io: gone })).gaps).toEqual([expect.stringMatching(/ENOENT/)]);
  });
});

describe('a hostile image', () => {
  const gapsOf = async (image: BuiltImage, change?: (folder: string) => void): Promise<string[]> => {
    const path = layoutFolder(layoutFiles([image]));
    change?.(path);
    return (await look({}, { images: [{ path, reference: null }] })).gaps;
  };
  const withLayer = (layer: Buffer, more: Partial<ImageParts> = {}): BuiltImage =>
    serverImage({ layers: [layer], config: { Entrypoint: ['node', '/app/index.js'] }, ...more });

  it('with entries that lead out has a gap for each kind and reads the rest', async () => {
    const layer = tarOf([
      { path: 'app/package.json', content: '{"name":"server","version":"1.0.0","dependencies":{"left":"1"}}' },
      { path: 'app/index.js' },
      { path: 'app/node_modules/left/package.json', content: '{"name":"left","version":"1.0.0"}' },
      { path: '../../tmp/evil', content: 'x' },
      { path: '/abs', content: 'x' },
      { path: 'passwd', type: '2', link: '../../../etc/passwd' },
      { path: 'hard', type: '1', link: '../../etc/passwd' },
      { path: 'dev/null', type: '3' },
      { path: 'sparse', type: 'S', content: 'x' },
    ]);
    const path = layoutFolder(layoutFiles([withLayer(layer)]));
    const { installation, gaps } = await look({}, { images: [{ path, reference: null }] });
    expect(labels(installation?.components)).toEqual(['app/node_modules/left left 1.0.0']);
    expect(gaps).toHaveLength(5);
    expect(gaps.every((gap) => gap.startsWith('tree-unreadable: a layer of the image has '))).toBe(true);
  });

  it.each([
    ['a layer that is no tar', Buffer.from('words '.repeat(500))],
    ['a layer that is cut', tarOfFiles({ a: 'x'.repeat(5000) }).subarray(0, 2000)],
    ['a file that says it is larger', tarOf([{ path: 'a', content: 'x', size: 0o7777777777 }])],
    ['a bomb', gzipSync(Buffer.alloc(300 * 1024 * 1024))],
  ])('with %s is not taken for read', async (_, layer) => {
    const path = layoutFolder(layoutFiles([withLayer(layer)]));
    const { installation, gaps } = await look({}, { images: [{ path, reference: null }] });
    expect(gaps).toEqual([
      expect.stringMatching(/^(tree-unreadable|limit-reached): the image mcp\/fetch .*nothing of it/),
    ]);
    expect(installation).toMatchObject({ fidelity: 'declared', components: [] });
  });

  it('with a layer that is another than its digest says is not taken for read', async () => {
    const image = withLayer(tarOfFiles({ 'app/index.js': '' }));
    const [digest = ''] = image.layerDigests;
    image.blobs.set(digest, tarOfFiles({ 'app/index.js': 'changed' }));
    expect(await gapsOf(image)).toEqual([expect.stringMatching(/digest/)]);
    const classic = archiveFile(dockerArchive(image, ['mcp/fetch:latest']));
    expect((await look({}, { images: [{ path: classic, reference: null }] })).gaps).toEqual([
      expect.stringMatching(/digest/),
    ]);
  });

  it('with a missing layer, or a link in the place of one, is not taken for read', async () => {
    const image = withLayer(tarOfFiles({ 'app/index.js': '' }));
    const [digest = ''] = image.layerDigests;
    const moved = (folder: string): void => {
      const blob = join(folder, 'blobs/sha256', digest.slice(7));
      mkdirSync(join(dirname(folder), `${digest.slice(7, 20)}`), { recursive: true });
      renameSync(blob, join(folder, 'elsewhere'));
    };
    expect(await gapsOf(image, moved)).toEqual([expect.stringMatching(/lacks a layer/)]);
  });

  it('with a broken manifest.json, loops of indexes or an empty list is a gap', async () => {
    for (const text of ['', '{', '[]', '{"manifests":{}}', '[{"Config":"../../etc/passwd","Layers":["../x"]}]']) {
      const path = archiveFile(
        tarOf([
          { path: 'manifest.json', content: text },
          { path: 'index.json', content: text },
        ]),
      );
      expect((await look({}, { images: [{ path, reference: null }] })).gaps[0]).toMatch(
        /^tree-unreadable: the image archive/,
      );
    }
  });
});
