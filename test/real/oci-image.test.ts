import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/ecosystems/index.ts';
import { engineAt, homeAt } from '../../src/io/index.ts';
import type { Installation } from '../../src/model/installation.ts';
import { resolve } from '../../src/scan/resolve.ts';
import { writeFiles } from '../stand-ins/folder.ts';
import {
  archiveFile,
  dockerArchive,
  engineWith,
  imageOf,
  layoutFiles,
  tarOfMap,
  type BuiltImage,
} from '../stand-ins/image.ts';
import { serverWith } from '../stand-ins/inventory.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { ImageBuilder, dpkgTruth, has, installDebs, output } from './_image.ts';
import { walkPackages } from './_walk.ts';

const SERVER = '@modelcontextprotocol/server-filesystem';
const isDebian = has('apt-get') && has('dpkg-query');
const hasZstd = has('zstd');
if (!isDebian) process.stderr.write('\nNOT TESTED: system packages of an image (no apt-get)\n\n');
if (!hasZstd) process.stderr.write('\nNOT TESTED: zstd layers (no zstd)\n\n');

const labels = (list: Installation['components'], ecosystem: string): string[] =>
  list
    .filter((one) => one.ecosystem.startsWith(ecosystem))
    .map(({ id, name, version }) =>
      ecosystem === 'Debian' ? `${id.slice(4)} ${name} ${version}` : `${id} ${name}@${version}`,
    )
    .sort();

async function look(
  surroundings: Partial<Surroundings>,
  reference = 'example/files:1',
  more: { entrypoint?: string } = {},
): Promise<{ installation: Installation; gaps: string[] }> {
  const target = {
    kind: 'image' as const,
    engine: 'docker' as const,
    reference,
    entrypoint: null,
    workingDirectory: null,
    mounts: [],
    args: ['/data'],
    ...more,
  };
  const candidate = { server: serverWith({}), target, companions: [], cwd: null, env: {} };
  const whole = {
    io: offlineIo(),
    machine: { ...homeAt('/nobody'), architecture: 'x64' },
    cache: null,
    ...surroundings,
  };
  const { servers, gaps } = await resolve([candidate], whole);
  const installation = servers[0]?.installation;
  if (!installation) throw new Error(JSON.stringify(gaps));
  return { installation, gaps: gaps.map(({ message }) => message) };
}

describe('an image of Debian packages, npm and Python', () => {
  const builder = new ImageBuilder();
  let image: BuiltImage;
  let pythonTruth: string[] = [];

  beforeAll(() => {
    const debs = join(builder.folder, 'debs');
    mkdirSync(debs);
    builder.layer('plain', (folder) => {
      writeFiles(folder, { 'usr/lib/os-release': 'ID=debian\nVERSION_ID="12"\n', 'usr/local/bin/node': '\x7fELF' });
      if (!isDebian) return;
      output('apt-get', ['download', 'libc6', 'zlib1g', 'libssl3', 'tzdata'], debs);
      installDebs(debs, folder);
    });
    builder.layer(hasZstd ? 'zstd' : 'gzip', (folder) => {
      const app = join(folder, 'app');
      mkdirSync(app);
      output('npm', ['init', '-y'], app);
      const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
      output('npm', [...install, `${SERVER}@2025.3.28`, 'left-pad@1.3.0'], app);
    });
    builder.layer(
      'gzip',
      (folder) => {
        mkdirSync(join(folder, 'opt'));
        output('python3', ['-m', 'venv', '--copies', 'venv'], join(folder, 'opt'));
        output(join(folder, 'opt/venv/bin/pip'), ['install', '--quiet', 'requests==2.32.3'], folder);
        // As in an image that was built in its own place.
        const command = join(folder, 'opt/venv/bin/normalizer');
        writeFileSync(command, readFileSync(command, 'utf8').replace(/^#!.*/, '#!/opt/venv/bin/python'));
        const list = JSON.parse(output(join(folder, 'opt/venv/bin/pip'), ['list', '--format=json'])) as Array<
          Record<string, string>
        >;
        pythonTruth = list
          .map(({ name = '', version }) => `${name.toLowerCase().replace(/[-_.]+/g, '-')}@${version}`)
          .sort();
      },
      ['app/node_modules/left-pad'],
    );
    builder.layer('gzip', (folder) => {
      // As after `npm uninstall`: what the hidden lockfile still says of it is of no account without its folder.
      writeFiles(folder, {
        'app/package.json': { name: 'app', version: '1.0.0', dependencies: { [SERVER]: '2025.3.28' } },
      });
    });
    image = imageOf({
      layers: builder.layers,
      contents: builder.layers.map(() => `sha256:${'0'.repeat(64)}`),
      config: {
        Entrypoint: ['node', `/app/node_modules/${SERVER}/dist/index.js`],
        Env: ['PATH=/usr/local/bin:/usr/bin:/bin'],
      },
      annotations: { 'io.containerd.image.name': 'docker.io/example/files:1' },
    });
  });
  afterAll(() => builder.remove());

  /** What was found, and what the tools and a walk over the disk say; by ecosystem. */
  const found = ({ components, environment }: Installation) => ({
    npm: labels(components, 'npm'),
    Debian: labels(components, 'Debian'),
    Python: environment
      .filter(({ ecosystem, id }) => ecosystem === 'PyPI' && !id.includes('/_vendor/'))
      .map(({ name, version }) => `${name}@${version}`)
      .sort(),
  });
  const truth = () => ({
    npm: walkPackages(join(builder.rootfs, 'app')).map((one) => `app/${one}`),
    Debian: isDebian ? dpkgTruth(builder.rootfs) : [],
    Python: pythonTruth,
  });

  it('is the same from a layout and from an engine as on disk: nothing missing, nothing extra', async () => {
    const path = archiveFile(tarOfMap(layoutFiles([image])));
    const { installation, gaps } = await look({ images: [{ path, reference: null }] });
    expect(found(installation)).toEqual(truth());
    expect(truth().npm.length).toBeGreaterThan(20);
    // The hidden lockfile still names what the whiteout took away.
    expect(gaps).toEqual([expect.stringMatching(/left-pad/)]);
    const archive = tarOfMap(layoutFiles([image]));
    const { socket } = await engineWith({ name: 'example/files:1', id: image.configDigest, archive });
    const again = await look({ io: { ...offlineIo(), engines: { docker: engineAt(socket) } } });
    expect(found(again.installation)).toEqual(truth());
  });

  it('that starts a Python command has that command for its closure', async () => {
    const path = archiveFile(tarOfMap(layoutFiles([image])));
    const target = { entrypoint: '/opt/venv/bin/normalizer' };
    const { installation, gaps } = await look({ images: [{ path, reference: null }] }, 'example/files:1', target);
    const own = installation.components.filter(({ ecosystem }) => ecosystem === 'PyPI').map(({ name }) => name);
    expect(own).toEqual(['charset-normalizer']);
    expect(installation.environment.filter(({ ecosystem }) => ecosystem === 'npm').length).toBeGreaterThan(20);
    expect(gaps).toEqual([]);
  });
});

describe.runIf(has('go'))('an image of one Go binary', () => {
  const builder = new ImageBuilder();
  afterAll(() => builder.remove());

  it('has the modules that go itself reads in it', async () => {
    const source = join(builder.folder, 'source');
    writeFiles(source, {
      'go.mod': 'module example.com/server\n\ngo 1.21\n\nrequire rsc.io/quote v1.5.2\n',
      'main.go': 'package main\n\nimport "rsc.io/quote"\n\nfunc main() { println(quote.Hello()) }\n',
    });
    output('go', ['mod', 'tidy'], source);
    builder.layer('gzip', (folder) =>
      output('go', ['build', '-o', join(folder, 'server'), '.'], source, { CGO_ENABLED: '0' }),
    );
    const truth = output('go', ['version', '-m', join(builder.rootfs, 'server')])
      .split('\n')
      .flatMap((line) => /^\tdep\t(\S+)\tv(\S+)/.exec(line)?.slice(1, 3).join('@') ?? [])
      .sort();
    const image = imageOf({ layers: builder.layers, config: { Entrypoint: ['/server'] } });
    const path = archiveFile(dockerArchive(image, ['example/go:1']));
    const { installation, gaps } = await look({ images: [{ path, reference: null }] }, 'example/go:1');
    const modules = installation.components.filter(({ name }) => !/^(stdlib|example\.com\/server)$/.test(name));
    expect(modules.map(({ name, version }) => `${name}@${version.replace(/^v/, '')}`).sort()).toEqual(truth);
    expect(truth.length).toBeGreaterThan(1);
    expect(gaps).toEqual([]);
  });
});
