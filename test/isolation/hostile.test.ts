import { describe, expect, it } from 'vitest';
import { isolationOfContainer, observeProcess, staticIsolation, summarize } from '../../src/isolation/index.ts';
import { isolationSchema, type Isolation } from '../../src/model/isolation.ts';
import { TOOLS } from '../../src/isolation/tools/index.ts';
import { placeOf } from '../../src/isolation/place.ts';
import { AROUND } from './_short.ts';

/** Numbers in [0, 1) that are the same each time. Source: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PROGRAMS = TOOLS.flatMap(({ programs }) => programs);
const WORDS = [
  '(allow default)',
  'ulimit -v 5;exec npx',
  ...`run compose exec mcp gateway sandbox -v --volume --mount -u --user --net=none --network host --privileged --cap-add ALL SYS_ADMIN -m 1g
  --pids-limit -1 --unshare-all --bind / /x --ro-bind --tmpfs /home --uid 0 --net=none --private -Mo -R -B -c -p MemoryMax=1G User=root -- npx pkg img
  --scope --user -s --settings /:/h a:b:c:d \${X} $HOME ~ . .. %X% {{x}} __proto__ constructor -f -n --as=5 -rn --reuid=0 type=bind,source=/,target=/x
  --permission-profile none -e TOKEN=s3cr3t-value --env=KEY=s3cr3t-value`.split(/\s+/),
];

const COMPOSE = { services: { run: {}, img: { privileged: true, volumes: ['/:/h'] } } };

describe('lines of any words', () => {
  it('give a whole record, and no value of a variable', () => {
    const random = numbers(7);
    const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    for (let count = 0; count < 1_500; count++) {
      const steps = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        program: any(PROGRAMS),
        args: Array.from({ length: Math.floor(random() * 10) }, () => any(WORDS)),
      }));
      const isolation = staticIsolation(steps, random() < 0.8, {
        ...AROUND,
        documents: { compose: COMPOSE, srt: {}, toolhive: {} },
      });
      isolationSchema.parse(isolation);
      expect(JSON.stringify(isolation)).not.toContain('s3cr3t');
      expect(summarize(isolation)).toMatch(/^[A-Z][^\n]*\.$/);
    }
  });

  it('are bounded in what is shown of them', () => {
    const long = `/${'x'.repeat(100_000)}`;
    const args = [
      'run',
      ...Array.from({ length: 500 }, (_, index) => ['-v', `${long}${index}:/t${index}`]).flat(),
      'img',
    ];
    const isolation = staticIsolation([{ program: 'docker', args }], true, AROUND);
    expect(JSON.stringify(isolation).length).toBeLessThan(60_000);
    expect(isolation.openings.value?.isComplete).toBe(false);
  });

  it('are not worked out where they lay more than anybody does', () => {
    const args = [...Array.from({ length: 5_000 }, (_, index) => ['--bind', `/a${index}`, `/b${index}`]).flat(), 'x'];
    const { filesystem, openings } = staticIsolation([{ program: 'bwrap', args }], true, AROUND);
    expect(filesystem.value).toMatchObject({ reads: null, writes: null });
    expect(openings.value?.found).toEqual([]);
  });

  it('of no words, or of too many programs, say nothing', () => {
    for (const steps of [[], Array.from({ length: 30 }, () => ({ program: 'nice', args: [] }))]) {
      expect(Object.values(staticIsolation(steps, true)).every(({ value }) => value === null)).toBe(true);
    }
  });

  it('do not show a secret that stands in a path', () => {
    const line = {
      program: 'docker',
      args: ['run', '-v', '/srv/ghp_abcdefghijklmnopqrstuvwxyz0123456789AB:/d', 'img'],
    };
    expect(JSON.stringify(staticIsolation([line], true, AROUND))).not.toContain('ghp_abcdefghijklmnop');
  });
});

describe('data of any shape', () => {
  const random = numbers(11);
  const KEYS =
    `services volumes networks HostConfig Config Mounts User Privileged NetworkMode Memory CapAdd SecurityOpt Binds Devices Ulimits Type Source Destination
    network filesystem allowedDomains denyRead allowWrite read write privileged user deploy resources limits __proto__ constructor svc`.split(
      /\s+/,
    );
  const value = (depth: number): unknown => {
    const kind = Math.floor(random() * (depth > 3 ? 6 : 9));
    if (kind === 0) return null;
    if (kind === 1) return random() < 0.5;
    if (kind === 2) return Math.floor(random() * 1e6) - 10;
    if (kind < 6) return KEYS[Math.floor(random() * KEYS.length)] ?? '';
    if (kind === 6) return Array.from({ length: 3 }, () => value(depth + 1));
    return JSON.parse(
      `{${Array.from({ length: 5 }, () => `${JSON.stringify(KEYS[Math.floor(random() * KEYS.length)])}:${JSON.stringify(value(depth + 1)) ?? 'null'}`).join(',')}}`,
    );
  };

  it('gives a whole record', () => {
    for (let count = 0; count < 500; count++) {
      const data = value(0);
      const documents = {
        compose: { services: { svc: data }, ...(random() < 0.5 ? { volumes: value(1), networks: value(1) } : {}) },
        srt: data,
        toolhive: data,
      };
      const records: Isolation[] = [
        isolationOfContainer(data),
        isolationOfContainer([{ HostConfig: data, Config: value(1), Mounts: value(1) }]),
        ...[
          ['docker', 'compose', 'run', 'svc'],
          ['srt', 'x'],
          ['thv', 'run', '--permission-profile', 'p', 'a/b'],
        ].map(([program = '', ...args]) => staticIsolation([{ program, args }], true, { documents })),
      ];
      for (const record of records) isolationSchema.parse(record);
    }
    expect(Object.hasOwn(Object.prototype, 'user')).toBe(false);
  });
});

describe('texts of any kind', () => {
  it('of a process give a whole record', () => {
    const random = numbers(3);
    const PIECES = [
      '0',
      '1',
      '/',
      '..',
      ' ',
      '\n',
      ' - ',
      'ext4',
      'rw',
      'ro',
      'Uid:\t0 0 0 0\n',
      'CapEff:\tfff\n',
      'docker-',
      'a'.repeat(64),
      '\\040',
      'Max processes  5 5\n',
      '8:1',
      '0::/x\n',
      'NoNewPrivs:\t1\n',
      '�',
    ];
    const text = (): string =>
      Array.from({ length: Math.floor(random() * 60) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
    let whole = 0;
    for (let count = 0; count < 800; count++) {
      const files = new Map<string, string | null>();
      const get = (key: string): string | null => {
        if (!files.has(key)) files.set(key, random() < 0.1 ? null : text());
        return files.get(key) ?? null;
      };
      const isolation = observeProcess(
        {
          text: (pid, file) =>
            file === 'stat' ? '5 (x) S 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9 0' : get(`${pid} ${file}`),
          link: (pid, name) => get(`${pid} ${name}`),
          cgroupFile: get,
        },
        5,
        AROUND,
      );
      if (isolation === null) continue;
      isolationSchema.parse(isolation);
      whole += 1;
    }
    expect(whole).toBeGreaterThan(500);
  });

  it('that are long are read to their end', () => {
    const long = 'docker-'.repeat(20_000);
    const told = {
      text: (_: number | 'self', file: string) =>
        file === 'stat' ? '5 (x) S 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9 0' : long,
      link: () => 'x',
      cgroupFile: () => long,
    };
    expect(isolationSchema.parse(observeProcess(told, 5)).namespaces.value).toMatchObject({ mnt: 'shared' });
    for (const text of [
      'ulimit -v 1 '.repeat(1_000),
      `ulimit ${'-a '.repeat(3_000)}`,
      '%'.repeat(50_000),
      '${'.repeat(50_000),
      '"('.repeat(50_000),
    ]) {
      staticIsolation([{ program: 'sh', args: ['-c', text] }], true);
      staticIsolation([{ program: 'docker', args: ['run', '-v', text, '--mount', text, 'img'] }], true);
      staticIsolation([{ program: 'sandbox-exec', args: ['-p', text, 'x'] }], true);
      expect(placeOf(text, AROUND)).toBeNull();
    }
  });
});

describe('a place', () => {
  it.each<[string, string | null]>([
    ['/a/./b//../c/', '/a/c'],
    ['/../..', '/'],
    ['~', '~'],
    ['~/x/../..', '/home'],
    ['/home/alice/x', '~/x'],
    ['/home/alicex', '/home/alicex'],
    ['$HOME/x', '~/x'],
    ['$HOMES/x', null],
    ['${env:HOME}\\x', '~/x'],
    ['./x', '/srv/start/x'],
    ['../x', '/srv/x'],
    ['x', '/srv/start/x'],
    ['${workspaceFolder}/x', '/srv/project/x'],
    ['C:\\Users\\x', 'c:/Users/x'],
    ['/mnt/c/Users', 'c:/Users'],
    ['\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine'],
    ['~bob/x', null],
    ['', null],
    ['/a/$(id)', null],
    ['/a\0b', null],
  ])('%j', (written, place) => expect(placeOf(written, AROUND)).toBe(place));

  it('is not known without what it begins at', () => {
    expect(placeOf('~/x', {})).toBe('~/x');
    expect(placeOf('~/..', {})).toBeNull();
    for (const path of ['x', './x', '..', '$PWD', '${workspaceFolder}']) expect(placeOf(path, {})).toBeNull();
    expect(placeOf('/x', { home: 'C:\\Users\\alice' })).toBe('/x');
    expect(placeOf('C:\\Users\\alice\\x', { home: 'C:\\Users\\alice' })).toBe('~/x');
  });
});
