import { describe, expect, it } from 'vitest';
import {
  compareIsolation,
  isolationOfContainer,
  mergeIsolation,
  staticIsolation,
  summarize,
  type Documents,
} from '../../src/isolation/index.ts';
import { disagreementSchema, type Isolation } from '../../src/model/isolation.ts';
import { AROUND, stepsOf, wordsOf } from './_short.ts';

function declared(line: string, documents: Documents = {}): Isolation {
  const { steps, isWhole } = stepsOf(wordsOf(line));
  return staticIsolation(steps, isWhole, { ...AROUND, documents });
}

const HOST = {
  NetworkMode: 'bridge',
  Privileged: false,
  CapAdd: null,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges'],
  Memory: 268435456,
  PidsLimit: 64,
  NanoCpus: 0,
  PidMode: '',
  IpcMode: 'private',
  UTSMode: '',
  UsernsMode: '',
  CgroupnsMode: 'private',
  Devices: [],
};
const running = (host: object = {}, user = '1000', mounts: object[] = []): Isolation =>
  isolationOfContainer([{ HostConfig: { ...HOST, ...host }, Config: { User: user }, Mounts: mounts }], AROUND);

const LINE = 'docker run --cap-drop ALL --security-opt no-new-privileges -m 256m --pids-limit 64 -u 1000 img';

describe('what runs beside what its line says', () => {
  it('agrees where both say the same, and where one does not know', () => {
    expect(compareIsolation(declared(LINE), running())).toEqual([]);
    expect(
      compareIsolation(declared('docker run -m 256m --pids-limit 64 --cap-drop ALL ghcr.io/x/y'), running()),
    ).toEqual([]);
    expect(compareIsolation(declared('ssh far x'), running())).toEqual([]);
  });

  it.each<[string, Isolation, string, boolean | null]>([
    ['user', running({}, ''), 'user 1000 / root', true],
    ['user', running({}, '2000'), 'user 1000 / user 2000', null],
    [
      'noNewPrivileges',
      running({ SecurityOpt: ['no-new-privileges=false'] }),
      'no new privileges / new privileges',
      true,
    ],
    ['capabilities', running({ CapAdd: ['NET_RAW'] }), 'none / NET_RAW', true],
    ['memory', running({ Memory: 0 }), '256 MiB / no limit', true],
    ['memory', running({ Memory: 2 ** 30 }), '256 MiB / 1 GiB', true],
    ['memory', running({ Memory: 2 ** 20 }), '256 MiB / 1 MiB', false],
    ['processes', running({ PidsLimit: null }), '64 processes / no limit', true],
    ['cpu', running({ NanoCpus: 5e8 }), 'no limit / 0.5 cores', false],
    ['network', running({ NetworkMode: 'none' }), 'all / none', false],
    [
      'filesystem',
      running({}, '1000', [{ Type: 'bind', Source: '/srv/d', Destination: '/d', RW: true }]),
      'reads none, writes none / reads listed, writes listed',
      true,
    ],
  ])('%s', (aspect, observed, words, isWeaker) => {
    const found = compareIsolation(declared(LINE), observed);
    const [declaredWords, observedWords] = words.split(' / ');
    expect(found).toEqual([{ aspect, static: declaredWords, observed: observedWords, isWeaker }]);
    expect(disagreementSchema.parse(found[0])).toEqual(found[0]);
  });

  it('names what is open and not declared, and the other way round', () => {
    const open = running({ PidMode: 'host' });
    expect(compareIsolation(declared(LINE), open).map(({ aspect, isWeaker }) => [aspect, isWeaker])).toEqual([
      ['namespaces', true],
      ['openings', true],
    ]);
    expect(compareIsolation(open, declared(LINE)).every(({ isWeaker }) => isWeaker === false)).toBe(true);
  });

  it('is about the sandbox itself', () => {
    expect(compareIsolation(declared('npx pkg'), running())).toContainEqual({
      aspect: 'sandbox',
      static: 'none',
      observed: 'container',
      isWeaker: false,
    });
    expect(compareIsolation(running(), declared('npx pkg'))).toContainEqual({
      aspect: 'sandbox',
      static: 'container',
      observed: 'none',
      isWeaker: true,
    });
  });

  it('rounds memory as the kernel does, and no more', () => {
    expect(compareIsolation(declared(LINE), running({ Memory: 268435456 - 4096 }))).toEqual([]);
    expect(compareIsolation(declared(LINE), running({ Memory: 268435456 + 1024 * 1024 }))).toHaveLength(1);
  });

  it('counts in the end, where it is known', () => {
    const merged = mergeIsolation(declared('docker run -u 1000 img'), running({ NetworkMode: 'proj' }, ''));
    expect(merged.user).toMatchObject({ basis: 'observed', value: { isRoot: true } });
    expect(merged.network).toMatchObject({ basis: 'static', value: { reach: 'all' } });
  });
});

describe('the sentence on a server', () => {
  it.each<[string, Documents, string]>([
    [
      'npx pkg',
      {},
      "No isolation: runs as the client's user; reads and writes whatever its user may; reaches the whole network; without limits.",
    ],
    [
      'sudo npx pkg',
      {},
      'No isolation: runs as root; reads and writes whatever its user may; reaches the whole network; without limits.',
    ],
    [
      'docker run --network none -m 512m -u 1000 -v /srv/d:/d:ro img',
      {},
      'In a container: runs as user 1000; reads what is named of this machine, writes nothing of it; reaches nothing by network; limits of memory: 512 MiB, processes: no limit, processors: no limit.',
    ],
    [
      'docker run -v /var/run/docker.sock:/s img',
      {},
      'In a container: runs as a user that is not known; reads what is named of this machine, writes what is named; reaches the whole network; without limits; open: docker-socket, which undoes the rest.',
    ],
    [
      'srt npx pkg',
      {
        srt: {
          network: { allowedDomains: ['a.example', 'b.example'] },
          filesystem: { denyRead: ['~'], allowWrite: [], denyWrite: [] },
        },
      },
      "In the sandbox runtime: runs as the client's user; reads this machine but no home, writes what is named; reaches 2 named hosts; without limits.",
    ],
    [
      'bash start.sh',
      {},
      'Whether it is isolated is not known: runs as a user that is not known; which files it reaches is not known; its network is not known; its limits are not known; what else is open is not known.',
    ],
    [
      'unshare -rn npx pkg',
      {},
      'In namespaces of its own: runs as root in a user namespace; reads and writes whatever its user may; reaches nothing by network; without limits.',
    ],
  ])('%s', (line, documents, sentence) => expect(summarize(declared(line, documents))).toBe(sentence));
});
