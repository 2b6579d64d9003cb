import { describe, expect, it } from 'vitest';
import { realFiles, thisMachine, type Machine } from '../../src/io/index.ts';
import { bubblewrapArguments } from '../../src/sandbox/bubblewrap.ts';
import { containerArguments } from '../../src/sandbox/container.ts';
import { DEFAULT_BOUNDS, type Containment } from '../../src/sandbox/containment.ts';
import { describeContainment } from '../../src/sandbox/describe.ts';
import { environmentFor } from '../../src/sandbox/environment.ts';
import { findProgram } from '../../src/sandbox/find-program.ts';
import { readablePaths } from '../../src/sandbox/readable.ts';
import { seatbeltProfile } from '../../src/sandbox/seatbelt.ts';
import { prlimitArguments } from '../../src/sandbox/system-limits.ts';
import { folderWith } from '../stand-ins/folder.ts';

const place = {
  readable: ['/srv/it'],
  scratch: '/tmp/s',
  temporary: '/tmp/s/tmp',
  cwd: '/srv/it',
  network: false,
  loader: {},
};

describe('the line of a sandbox', () => {
  it('bubblewrap shares nothing but what is named, the scratch folder last', () => {
    const line = bubblewrapArguments(place).join(' ');
    expect(line).toContain('--unshare-net');
    expect(line).toContain('--cap-drop ALL');
    expect(line).toMatch(
      /--bind \/tmp\/s\/tmp \/tmp --ro-bind-try \/srv\/it \/srv\/it --bind \/tmp\/s \/tmp\/s --chdir \/srv\/it --$/,
    );
    expect(line).not.toMatch(/ \/(etc|home|root|run|var) /);
    expect(bubblewrapArguments({ ...place, network: true })).not.toContain('--unshare-net');
  });

  it('docker is given names of variables alone, and an image that is here', () => {
    const container = { image: 'node:22', name: 'session-1', variables: ['API_TOKEN', 'HOME'], user: '1000:1000' };
    const line = containerArguments(place, container, DEFAULT_BOUNDS);
    expect(line.slice(-9)).toEqual([
      '--env',
      'API_TOKEN',
      '--env',
      'HOME',
      '--workdir',
      '/srv/it',
      '--entrypoint',
      '',
      'node:22',
    ]);
    const text = line.join(' ');
    for (const part of [
      '--pull never',
      '--network none',
      '--cap-drop ALL',
      '--read-only',
      '--pids-limit 200',
      '--user 1000:1000',
      '--name session-1',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('--mount type=bind,source=/srv/it,target=/srv/it,readonly');
  });

  it('sandbox-exec denies by default, and takes no path for a part of its language', () => {
    const profile = seatbeltProfile({ ...place, readable: ['/srv/") (allow default) ("'] });
    expect(profile).toContain('(deny default)');
    expect(profile).toContain('(subpath "/srv/\\") (allow default) (\\"")');
    expect(profile).toMatch(/\(allow file-write\* \(subpath "\/tmp\/s"\)/);
    expect(profile).toContain('(allow network* (local ip "localhost:*"))');
    expect(seatbeltProfile({ ...place, network: true })).toMatch(/\(allow network\*\)$/);
  });

  it('prlimit brands each process', () =>
    expect(prlimitArguments({ ...DEFAULT_BOUNDS, memoryBytes: 1000, fileBytes: 10 }, 77)).toEqual([
      '--core=0:0',
      '--fsize=10:10',
      '--data=2000:2000',
      '--rss=77:77',
      '--',
    ]));
});

describe('the environment of a server', () => {
  const env = {
    PATH: '/usr/bin',
    LANG: 'C',
    AWS_SECRET_ACCESS_KEY: 'x',
    HOME: '/home/me',
    SSL_CERT_FILE: '/c.pem',
    NODE_OPTIONS: '-r /x',
  };
  const machine: Machine = { platform: 'linux', home: '/home/me', env, nodePrefixes: [] };
  const places = { home: '/tmp/s/home', temporary: '/tmp/s/tmp', network: false, hasOwnPrograms: false };

  it('is what it declares, and little else', () => {
    expect(environmentFor({ API_TOKEN: 't', HOME: '/home/me', PATH: '/own' }, machine, places)).toEqual({
      PATH: '/own',
      LANG: 'C',
      API_TOKEN: 't',
      HOME: '/tmp/s/home',
      TMPDIR: '/tmp/s/tmp',
      TMP: '/tmp/s/tmp',
      TEMP: '/tmp/s/tmp',
    });
  });

  it('tells where certificates are when it has a network', () =>
    expect(environmentFor({}, machine, { ...places, network: true })['SSL_CERT_FILE']).toBe('/c.pem'));
});

describe('what a server can read', () => {
  it('is its program, its code, what its line names, and folders of tools: no home, no sockets, no processes', () => {
    const home = folderWith({
      '.ssh/id': 'key',
      '.npmrc': 'token',
      '.nvm/versions/node': 'x',
      'code/server/package.json': '{}',
      'code/server/dist/index.js': '',
      'tree/node_modules/a/index.js': '',
      'data/file': '',
      'loose.js': '',
    });
    const machine = { ...thisMachine(), home };
    const words = [
      `${home}/code/server/dist/index.js`,
      home,
      '/',
      '/proc',
      '/dev/null',
      '/run',
      'relative',
      `${home}/data`,
      `${home}/gone`,
    ];
    const reads = [`${home}/tree/node_modules/a/index.js`];
    const program = { program: '/usr/bin/node', words, cwd: home, reads };
    expect(readablePaths(program, machine, realFiles)).toEqual([
      `${home}/.nvm`,
      `${home}/code/server`,
      `${home}/data`,
      `${home}/tree`,
    ]);
    // A file that lies in the home itself brings the home's files with it, so it is not let in.
    expect(readablePaths({ ...program, words: [`${home}/loose.js`], reads: [] }, machine, realFiles)).toEqual([
      `${home}/.nvm`,
    ]);
  });

  it('a program of a home brings what stands beside it', () => {
    const home = folderWith({ 'opt/node/bin/node': '', 'opt/node/lib/x': '', 'opt/node/secret': '' });
    const program = { program: `${home}/opt/node/bin/node`, words: [], cwd: null, reads: [] };
    const paths = readablePaths(program, { ...thisMachine(), home }, realFiles);
    expect(paths).toEqual([`${home}/opt/node/bin`, `${home}/opt/node/lib`]);
  });
});

describe('a program is found', () => {
  it('by PATH or by its place', () => {
    const folder = folderWith({ 'bin/it': '', 'other/it': '', 'bin/folder/x': '' });
    const find = (command: string): string | null =>
      findProgram(
        command,
        { path: `relative:${folder}/none:${folder}/bin:${folder}/other`, cwd: folder },
        thisMachine(),
        realFiles,
      );
    expect(find('it')).toBe(`${folder}/bin/it`);
    expect(find('./other/it')).toBe(`${folder}/other/it`);
    expect(find(`${folder}/other/it`)).toBe(`${folder}/other/it`);
    for (const missing of ['folder', 'nothing', './it']) expect(find(missing)).toBeNull();
  });
});

describe('what is told of a containment', () => {
  const containment: Containment = {
    sandbox: { kind: 'bubblewrap', program: '/usr/bin/bwrap' },
    prlimit: '/usr/bin/prlimit',
    isRequired: false,
    network: false,
    realHome: false,
    bounds: DEFAULT_BOUNDS,
  };

  it.each([
    [{}, ['It runs in a sandbox (bubblewrap).', 'It has no network.', 'It sees an empty home.']],
    [
      { network: true, realHome: true },
      [
        'It runs in a sandbox (bubblewrap).',
        'It can use the network.',
        'It sees your own home, and cannot write there.',
      ],
    ],
    [
      { sandbox: { kind: 'docker', program: '/usr/bin/docker', image: 'node:22' } },
      ['It runs in a sandbox (docker, image node:22).'],
    ],
    [
      { sandbox: null },
      [
        'It runs outside of any sandbox, as you: it can read and write what you can.',
        'It can use the network all the same: without a sandbox that cannot be kept from it.',
        'It is told of an empty home, and can look at your own if it tries.',
      ],
    ],
  ] as const)('%j', (change, sentences) => {
    const told = describeContainment({ ...containment, ...change } as Containment);
    expect(told.slice(0, sentences.length)).toEqual(sentences);
  });

  it('promises no limit of the system that is not there', () => {
    expect(describeContainment(containment).at(-1)).toMatch(/^The system holds each of its processes/);
    expect(describeContainment({ ...containment, prlimit: null }).at(-1)).toMatch(
      /^The system itself holds it to nothing/,
    );
  });
});
