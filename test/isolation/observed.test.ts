import { describe, expect, it } from 'vitest';
import type { ProcessFile, ProcReader } from '../../src/io/index.ts';
import { observeProcess, treeOf } from '../../src/isolation/index.ts';
import { reachable, readMountinfo } from '../../src/isolation/observed/mountinfo.ts';
import { insideId } from '../../src/isolation/observed/status.ts';
import { isolationSchema, NAMESPACES } from '../../src/model/isolation.ts';
import { short } from './_short.ts';

interface Told {
  files: Partial<Record<ProcessFile, string>>;
  links: Record<string, string>;
}

const LINKS = (number: number): Record<string, string> => ({
  root: '/',
  ...Object.fromEntries(NAMESPACES.map((name) => [`ns/${name}`, `${name}:[${number}]`])),
});
const STAT = (pid: number, start = 77): string =>
  `${pid} (a) b) c) S 1 ${Array.from({ length: 17 }, () => 0).join(' ')} ${start} 0`;
const STATUS = (changes: Record<string, string> = {}): string =>
  Object.entries({
    Uid: '1000 1000 1000 1000',
    CapEff: '0000000000000000',
    NoNewPrivs: '0',
    Seccomp: '0',
    Cpus_allowed_list: '0-3',
    ...changes,
  })
    .map(([name, value]) => `${name}:\t${value}\n`)
    .join('');
const LIMITS = (changes: Record<string, string> = {}): string =>
  Object.entries({
    'Max cpu time': 'unlimited',
    'Max data size': 'unlimited',
    'Max processes': '9000',
    'Max address space': 'unlimited',
    ...changes,
  })
    .map(([name, hard]) => `${name.padEnd(25)} ${hard.padEnd(20)} ${hard.padEnd(20)} bytes\n`)
    .join('');

const HOST_MOUNTS = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
24 22 0:6 / /dev rw - devtmpfs udev rw
25 22 0:26 / /run rw - tmpfs tmpfs rw
26 22 8:2 / /home rw - ext4 /dev/sda2 rw
27 22 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
`;

const SELF: Told = {
  files: {
    status: STATUS(),
    cgroup: '0::/user.slice/user-1000.slice/session-1.scope\n',
    mountinfo: HOST_MOUNTS,
    limits: LIMITS(),
    uid_map: '         0          0 4294967295\n',
    'attr/current': 'unconfined\n',
  },
  links: LINKS(1),
};

function reader(told: Told, groups: Record<string, string> = {}, self: Told = SELF): ProcReader {
  const of = (pid: number | 'self'): Told => (pid === 'self' ? self : told);
  return {
    text: (pid, file) => of(pid).files[file] ?? null,
    link: (pid, name) => of(pid).links[name] ?? null,
    cgroupFile: (path) => groups[path] ?? null,
  };
}

const process_ = (files: Told['files'] = {}, links: Told['links'] = {}): Told => ({
  files: { ...SELF.files, stat: STAT(5), ...files },
  links: { ...SELF.links, ...links },
});

const seen = (told: Told, groups?: Record<string, string>): string => {
  const isolation = observeProcess(reader(told, groups), 5, { home: '/home/alice' });
  if (isolation === null) return 'gone';
  expect(isolationSchema.parse(isolation)).toEqual(isolation);
  return short(isolation);
};

const PLAIN = '- | uid 1000 | all/all | all | - - - | n 0 - | -';

describe('what is told of a process', () => {
  it('like ours', () => expect(seen(process_())).toBe(PLAIN));

  it('in a container of docker', () => {
    const id = 'a'.repeat(64);
    const mountinfo = `900 800 0:50 / / rw - overlay overlay rw,lowerdir=/x
901 900 0:51 / /proc rw - proc proc rw
902 900 0:52 / /dev rw - tmpfs tmpfs rw
903 900 8:1 /var/lib/docker/containers/${id}/hosts /etc/hosts rw - ext4 /dev/sda1 rw
904 900 8:1 /var/lib/docker/volumes/v/_data /data rw - ext4 /dev/sda1 rw
905 900 8:2 /alice/.ssh /keys ro - ext4 /dev/sda2 rw
906 900 0:26 /docker.sock /run/docker.sock rw - tmpfs tmpfs rw
907 900 8:1 /srv/it\\040self /srv rw - ext4 /dev/sda1 rw
`;
    const links = { ...LINKS(2), 'ns/net': 'net:[1]', 'ns/user': 'user:[1]' };
    const told = process_(
      {
        mountinfo,
        cgroup: `0::/system.slice/docker-${id}.scope\n`,
        status: STATUS({ Uid: '0 0 0 0', CapEff: '00000000a80425fb', Seccomp: '2' }),
        'attr/current': 'docker-default (enforce)\n',
      },
      links,
    );
    const group = `/sys/fs/cgroup/system.slice/docker-${id}.scope`;
    const groups = {
      [`${group}/memory.max`]: '268435456\n',
      [`${group}/pids.max`]: '64\n',
      [`${group}/cpu.max`]: '150000 100000\n',
      '/sys/fs/cgroup/system.slice/cgroup.procs': '',
    };
    expect(seen(told, groups)).toBe(
      'container | root | listed/listed | ? | 256M 64 1.5c | n 14 f | docker-socket,host-network,sensitive-mount+?',
    );
    const isolation = observeProcess(reader(told, groups), 5);
    expect(isolation?.confinement.value).toBe('confined');
    expect(isolation?.filesystem.value?.mounts).toEqual([
      { source: '/home/alice/.ssh', target: '/keys', access: 'read' },
      { source: '/run/docker.sock', target: '/run/docker.sock', access: 'write' },
      { source: '/srv/it self', target: '/srv', access: 'write' },
    ]);
  });

  it.each<[string, Told, RegExp]>([
    [
      'a network device',
      process_({ 'net/dev': 'Inter-|\n face |\n    lo: 1\n  eth0: 2\n' }, { 'ns/net': 'net:[9]' }),
      /^namespaces \|.*\| \? \|/,
    ],
    [
      'no device but the usual',
      process_({ 'net/dev': ' face |\n    lo: 1\n  sit0: 2\n' }, { 'ns/net': 'net:[9]' }),
      /\| none \|/,
    ],
    ['a filter', process_({ status: STATUS({ Seccomp: '2' }) }), /\| all\/all \| \? \|.*n 0 f/],
    ['no new privileges', process_({ status: STATUS({ NoNewPrivs: '1' }) }), /^\? \| uid 1000 \| \? \| \? \|/],
    ['another root', process_({}, { root: '/srv/jail' }), /^namespaces \| uid 1000 \| listed\/listed \|/],
    [
      'no links that we may read',
      process_({}, Object.fromEntries(Object.keys(LINKS(1)).map((name) => [name, undefined as never]))),
      /^\? \| uid 1000 \| \? \| \? \|/,
    ],
    [
      'a disk that we do not have',
      process_({ mountinfo: '1 0 9:9 / / rw - ext4 /dev/x rw\n' }, { 'ns/mnt': 'mnt:[9]' }),
      /\| \?\/\? \|/,
    ],
    [
      'a table that is none',
      process_({ mountinfo: 'garbage\n' }, { 'ns/mnt': 'mnt:[9]' }),
      /^namespaces \| uid 1000 \| \? \|/,
    ],
    [
      'a limit of its own',
      process_({ limits: LIMITS({ 'Max address space': '1048576', 'Max processes': '10' }) }),
      /\| 1M 10 - \|/,
    ],
    ['fewer processors', process_({ status: STATUS({ Cpus_allowed_list: '0' }) }), /\| - - 1c \|/],
    ['no limits that we may read', process_({ limits: undefined as never }), /\| \? \? \? \|/],
    ['a map of ids', process_({ uid_map: '0 1000 1\n' }, { 'ns/user': 'user:[9]' }), /^namespaces \| root~ \|/],
    [
      'a map without it',
      process_({ uid_map: '0 100000 65536\n' }, { 'ns/user': 'user:[9]' }),
      /^namespaces \| same not-root~ \|/,
    ],
  ])('with %s', (_, told, expected) => expect(seen(told)).toMatch(expected));

  it('is none where it is gone, or its number is used again', () => {
    expect(seen(process_({ stat: undefined as never }))).toBe('gone');
    let reads = 0;
    const again: ProcReader = {
      ...reader(process_()),
      text: (pid, file) => (file === 'stat' ? STAT(5, ++reads) : (reader(process_()).text(pid, file) ?? null)),
    };
    expect(observeProcess(again, 5)).toBeNull();
  });

  it('counts limits of control groups that are not ours as well', () => {
    const cgroup = '0::/user.slice/user-1000.slice/run-1.scope\n';
    const at = '/sys/fs/cgroup/user.slice/user-1000.slice';
    const groups = {
      [`${at}/pids.max`]: '33\n',
      [`${at}/memory.max`]: '1000\n',
      [`${at}/run-1.scope/pids.max`]: '7\n',
      [`${at}/run-1.scope/memory.max`]: 'max\n',
      [`${at}/run-1.scope/cgroup.procs`]: '',
    };
    expect(seen(process_({ cgroup }), groups)).toBe(PLAIN.replace('- - -', '- 7 -'));
    // A group of which nothing can be read, and one that lies above ours.
    expect(seen(process_({ cgroup }))).toBe(PLAIN.replace('- - -', '? ? ?'));
    expect(seen(process_({ cgroup: '0::/../../other\n' }))).toBe(PLAIN.replace('- - -', '? ? ?'));
  });

  it('reads version 1 of control groups', () => {
    const mountinfo = `${HOST_MOUNTS.replace(/^27 .*\n/m, '')}27 22 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
28 22 0:31 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
29 22 0:32 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
`;
    const cgroup = '3:cpu,cpuacct:/box\n2:pids:/box\n1:memory:/box\n';
    const groups = {
      '/sys/fs/cgroup/memory/box/memory.limit_in_bytes': '9223372036854771712\n',
      '/sys/fs/cgroup/pids/box/pids.max': '12\n',
      '/sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us': '50000\n',
      '/sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us': '100000\n',
    };
    const self: Told = { ...SELF, files: { ...SELF.files, mountinfo, cgroup: cgroup.replaceAll('/box', '/') } };
    const isolation = observeProcess(reader(process_({ cgroup }), groups, self), 5);
    expect(isolation && short(isolation)).toBe(PLAIN.replace('- - -', '- 12 0.5c'));
  });
});

describe('a table of mounts', () => {
  const mounts = (...rows: string[]): string[] =>
    reachable(readMountinfo(rows.map((row) => `${row} - ext4 x rw\n`).join('')) ?? []).map(({ id }) => String(id));

  it('hides what lies below', () => {
    expect(mounts('1 0 8:1 / / rw', '2 1 8:2 / /a rw', '3 2 8:3 / /a/b rw')).toEqual(['1', '2', '3']);
    // Over the same place, over a folder above, and over the root of another mount.
    expect(mounts('1 0 8:1 / / rw', '2 1 8:2 / /a/b rw', '3 1 8:3 / /a rw')).toEqual(['1', '3']);
    expect(mounts('1 0 8:1 / / rw', '2 1 8:2 / /a rw', '3 2 8:3 / /a rw', '4 2 8:4 / /a/b rw')).toEqual(['1', '3']);
    expect(mounts('1 0 8:1 / / rw', '2 1 8:2 / / rw', '3 1 8:3 / /a rw', '4 2 8:4 / /b rw')).toEqual(['2', '4']);
  });

  it('is walked to its end where it leads nowhere', () => {
    expect(mounts('1 1 8:1 / / rw', '2 3 8:2 / /a rw', '3 2 8:3 / /b rw')).toEqual([]);
    expect(mounts('5 0 8:1 / /a rw')).toEqual([]);
  });

  it('is walked however deep, up to what anybody mounts', () => {
    const rows = Array.from(
      { length: 450 },
      (_, index) => `${index + 1} ${index} 8:1 / ${'/a'.repeat(index) || '/'} rw`,
    );
    expect(mounts(...rows)).toHaveLength(450);
    expect(readMountinfo(`1 0 8:1 / /${'a'.repeat(2000)} rw - ext4 x rw\n`)).toBeNull();
    expect(readMountinfo('1 0 8:1 / / rw - ext4 x rw\n'.repeat(10_001))).toBeNull();
  });
});

describe('a map of ids', () => {
  it.each<[string, number, number | null]>([
    ['0 0 4294967295', 1000, 1000],
    ['0 1000 1', 1000, 0],
    ['0 1000 1\n1 100000 65536', 100_005, 6],
    ['0 1000 1', 1001, null],
    ['', 0, null],
    ['a b c', 0, null],
  ])('%j', (map, outside, inside) => expect(insideId(map, outside)).toBe(inside));
});

describe('a tree of processes', () => {
  const entry = (
    pid: number,
    parent: number,
  ): { pid: number; parent: number; group: number; session: number; started: string } => ({
    pid,
    parent,
    group: 0,
    session: 0,
    started: '1',
  });

  it('is what one has started, and no more than 200', () => {
    expect(treeOf([entry(2, 1), entry(3, 2), entry(4, 3), entry(5, 1)], 2)).toEqual([2, 3, 4]);
    expect(treeOf([entry(2, 3), entry(3, 2)], 2)).toEqual([2, 3]);
    expect(
      treeOf(
        Array.from({ length: 5000 }, (_, index) => entry(index + 10, 2)),
        2,
      ),
    ).toHaveLength(200);
  });
});
