import { describe, expect, it } from 'vitest';
import { isolationOfContainer } from '../../src/isolation/index.ts';
import { isolationSchema } from '../../src/model/isolation.ts';
import { AROUND, short } from './_short.ts';

/** What an engine answers for `docker run -i image`, by the documented schema of its API. */
const HOST = {
  Binds: null,
  NetworkMode: 'bridge',
  Privileged: false,
  CapAdd: null,
  CapDrop: null,
  SecurityOpt: null,
  ReadonlyRootfs: false,
  Memory: 0,
  PidsLimit: null,
  NanoCpus: 0,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpusetCpus: '',
  PidMode: '',
  IpcMode: 'private',
  UTSMode: '',
  UsernsMode: '',
  CgroupnsMode: 'private',
  Devices: [],
  DeviceRequests: null,
  DeviceCgroupRules: null,
  VolumesFrom: null,
};

const inspect = (host: object = {}, config: object = {}, rest: object = {}): unknown => [
  {
    Id: 'a'.repeat(64),
    HostConfig: { ...HOST, ...host },
    Config: { User: '', ...config },
    Mounts: [],
    AppArmorProfile: '',
    ...rest,
  },
];
const bind = (Source: string, RW: boolean): object => ({
  Type: 'bind',
  Source,
  Destination: '/d',
  Mode: '',
  RW,
  Propagation: 'rprivate',
});

const ROOT = 'container | root | none/none | all | - - - | ? 14 ? | -';

describe('what an engine says of a container', () => {
  it.each<[string, unknown, string]>([
    ['nothing set, by an image without a user', inspect(), ROOT],
    ['a user', inspect({}, { User: '1000:1000' }), ROOT.replace('root', 'uid 1000')],
    ['a user by name', inspect({}, { User: 'node' }), ROOT.replace('root', '?')],
    [
      'privileged',
      inspect({ Privileged: true, SecurityOpt: ['label=disable'] }),
      ROOT.replace('? 14 ? | -', '? 41 - | confinement-off,privileged'),
    ],
    ['no network', inspect({ NetworkMode: 'none' }), ROOT.replace('all', 'none')],
    ['the network of the machine', inspect({ NetworkMode: 'host' }), ROOT.replace(/-$/, 'host-network')],
    ['a network of somebody', inspect({ NetworkMode: 'proj_default' }), ROOT.replace('all', '?')],
    [
      'capabilities',
      inspect({ CapDrop: ['ALL'], CapAdd: ['CAP_NET_ADMIN'] }),
      ROOT.replace('? 14 ? | -', '? 1 ? | admin-capability'),
    ],
    [
      'options',
      inspect({ SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] }),
      ROOT.replace('? 14 ? | -', 'y 14 - | seccomp-unconfined'),
    ],
    [
      'limits',
      inspect({ Memory: 268435456, PidsLimit: 64, NanoCpus: 1500000000 }),
      ROOT.replace('- - -', '256M 64 1.5c'),
    ],
    [
      'a quota and a set of processors',
      inspect({ CpuQuota: 50000, CpuPeriod: 100000, CpusetCpus: '0-3' }),
      ROOT.replace('- - -', '- - 0.5c'),
    ],
    ['no limit by its number', inspect({ PidsLimit: -1 }), ROOT],
    ['a folder', inspect({}, {}, { Mounts: [bind('/srv/d', false)] }), ROOT.replace('none/none', 'listed/none')],
    [
      'the socket of its engine',
      inspect({}, {}, { Mounts: [bind('/var/run/docker.sock', true)] }),
      ROOT.replace('none/none', 'listed/listed').replace(/-$/, 'docker-socket'),
    ],
    [
      'the pipe of its engine',
      inspect({}, {}, { Mounts: [{ ...bind('\\\\.\\pipe\\docker_engine', true), Type: 'npipe' }] }),
      ROOT.replace('none/none', 'listed/listed').replace(/-$/, 'docker-socket'),
    ],
    [
      'a volume',
      inspect(
        {},
        {},
        {
          Mounts: [
            { Type: 'volume', Name: 'v', Source: '/var/lib/docker/volumes/v/_data', Destination: '/d', RW: true },
          ],
        },
      ),
      ROOT,
    ],
    [
      'devices',
      inspect({ Devices: [{ PathOnHost: '/dev/kvm', PathInContainer: '/dev/kvm', CgroupPermissions: 'rwm' }] }),
      ROOT.replace(/-$/, 'device'),
    ],
    [
      'what is shared',
      inspect({ PidMode: 'host', IpcMode: 'host', UsernsMode: 'host' }),
      ROOT.replace(/-$/, 'host-ipc,host-pid,host-user-namespace'),
    ],
    [
      'folders of another one',
      inspect({ VolumesFrom: ['other'] }),
      ROOT.replace('none/none', '?').replace(/-$/, 'other-container+?'),
    ],
    [
      'a mount of a new kind',
      inspect({}, {}, { Mounts: [{ Type: 'new', Destination: '/d' }] }),
      ROOT.replace('none/none', '?').replace(/-$/, '-+?'),
    ],
  ])('%s', (_, answer, expected) => {
    const isolation = isolationOfContainer(answer, AROUND);
    expect(short(isolation)).toBe(expected);
    expect(isolationSchema.parse(isolation)).toEqual(isolation);
    expect(new Set(Object.values(isolation).map(({ basis }) => basis))).toEqual(new Set(['observed']));
  });

  it('tells what confines it, and which user namespace it has', () => {
    const isolation = isolationOfContainer(inspect({ UsernsMode: 'host' }, {}, { AppArmorProfile: 'docker-default' }));
    expect(isolation.confinement.value).toBe('confined');
    expect(isolation.user.value).toEqual({ id: 0, isRoot: true, isMapped: false, isSame: null });
    expect(isolation.namespaces.value).toMatchObject({
      user: 'shared',
      mnt: 'own',
      net: 'own',
      pid: 'own',
      cgroup: 'own',
    });
  });

  it.each([null, [], {}, 'text', [{}, {}], [{ HostConfig: {}, Config: null }]])('knows nothing from %j', (answer) => {
    expect(short(isolationOfContainer(answer))).toBe('? | ? | ? | ? | ? ? ? | ? ? ? | ?');
  });

  it('takes what is not answered for unknown', () => {
    const isolation = isolationOfContainer([{ HostConfig: {}, Config: {} }]);
    expect(short(isolation)).toBe('container | ? | ? | ? | ? ? ? | ? ? ? | -+?');
  });
});
