import { describe, expect, it } from 'vitest';
import type { ProcessEntry, Processes } from '../../src/io/index.ts';
import { trackMembers } from '../../src/sandbox/members.ts';

interface Fake extends Partial<ProcessEntry> {
  pid: number;
  brand?: number;
  environment?: string;
}

const ROOT = 100;

/** What a tracker finds at each look at a machine that changes. */
function found(before: readonly Fake[], ...looks: ReadonlyArray<readonly Fake[]>): number[][] {
  let now: readonly Fake[] = before;
  const one = (pid: number): Fake | undefined => now.find((fake) => fake.pid === pid);
  const entry = ({ pid, parent = 1, group = pid, session = pid, started = 'a' }: Fake): ProcessEntry => ({
    pid,
    parent,
    group,
    session,
    started,
  });
  const processes: Processes = {
    list: () => now.map(entry),
    hasInEnvironment: (pid, text) => one(pid)?.environment?.includes(text) ?? false,
    residentLimit: (pid) => one(pid)?.brand ?? null,
    residentBytes: () => 0,
    listens: () => [],
    commandLine: () => [],
    signal() {},
  };
  const members = trackMembers(processes, ROOT, { folder: '/tmp/session-x', brand: 77 }, before.map(entry));
  return looks.map((look) => {
    now = look;
    return members().map(({ pid }) => pid);
  });
}

const init: Fake = { pid: 1, parent: 0 };
const root: Fake = { pid: ROOT, parent: 50 };

describe('the processes of a server', () => {
  it.each<[string, Fake]>([
    ['a child', { pid: 101, parent: ROOT }],
    ['one of its group', { pid: 101, group: ROOT }],
    ['one of its session', { pid: 101, session: ROOT }],
    ['one with its mark', { pid: 101, brand: 77 }],
    ['one with its folder', { pid: 101, environment: 'A=b\0TMPDIR=/tmp/session-x/tmp\0' }],
  ])('are %s', (_, one) =>
    expect(
      found(
        [init],
        [init, root, one, { ...one, pid: 102, group: 9, session: 9, parent: 101, brand: 0, environment: '' }],
      ),
    ).toEqual([[ROOT, 101, 102]]),
  );

  it('are children of children, however they come in the list', () =>
    expect(
      found([init], [{ pid: 104, parent: 103 }, { pid: 103, parent: 102 }, { pid: 102, parent: ROOT }, root, init]),
    ).toEqual([[104, 103, 102, ROOT]]));

  it('stay what they are when every mark is gone', () => {
    const child = { pid: 101, parent: ROOT };
    expect(found([init], [root, child], [{ pid: 101, parent: 1, group: 5, session: 5 }])).toEqual([[ROOT, 101], [101]]);
  });

  it('are none that were there before, nor others with other marks', () => {
    const old = { pid: 60, brand: 77, environment: '/tmp/session-x' };
    const others = [
      { pid: 61, brand: 78 },
      { pid: 62, environment: '/tmp/session-y' },
      { pid: 63, parent: 60 },
    ];
    expect(found([init, old], [init, old, root, ...others])).toEqual([[ROOT]]);
  });

  it('are no processes that got the number of one that is gone', () => {
    const child = { pid: 101, parent: ROOT };
    const later = [
      { pid: 101, parent: 1, started: 'b' },
      { pid: 110, parent: 101, started: 'b' },
    ];
    expect(found([init], [root, child], later)).toEqual([[ROOT, 101], []]);
  });
});
