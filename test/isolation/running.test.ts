import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realProcesses, realProcReader } from '../../src/io/index.ts';
import { compareIsolation, observeProcess, observeTree, staticIsolation } from '../../src/isolation/index.ts';
import { isolationSchema, type Isolation } from '../../src/model/isolation.ts';
import { short, stepsOf } from './_short.ts';

const isLinux = process.platform === 'linux';
const isRoot = isLinux && process.getuid?.() === 0;
/** Whether a program is here and may do what is asked of it. */
const works = (program: string, ...args: string[]): boolean =>
  isLinux && spawnSync(program, [...args, 'true']).status === 0;
const CAN = {
  unshare: works('unshare', '-n', '-m'),
  setpriv: isRoot && works('setpriv', '--no-new-privs'),
  bwrap: works('bwrap', '--ro-bind', '/', '/', '--unshare-net'),
  prlimit: works('prlimit', '--nofile=64'),
  'another uid': isRoot,
};
for (const [name, can] of Object.entries(CAN)) {
  if (!can) process.stderr.write(`\nNOT TESTED: ${name} is missing or forbidden on this machine.\n\n`);
}

const started: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'mcp-audit-isolation-'));
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const WAITS = ['sh', '-c', 'echo ready; exec cat'];

/** Starts a line whose last program waits until it is ended; resolves when that runs. */
async function start(line: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const [command = '', ...args] = [...line, ...WAITS];
  const child = spawn(command, args, { ...options, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return child.pid ?? 0;
}

const reader = realProcReader();
const machine = realProcesses();

/** What is seen of the innermost process of a line. */
async function seen(line: readonly string[], options: SpawnOptions = {}): Promise<Isolation> {
  if (reader === null || machine === null) throw new Error('no Linux');
  const pid = await start(line, options);
  const tree = observeTree(reader, machine.list(), pid);
  const last = tree.findLast(({ hasChildren }) => !hasChildren);
  if (last === undefined) throw new Error('it is gone');
  expect(isolationSchema.parse(last.isolation)).toEqual(last.isolation);
  return last.isolation;
}

/** What differs between a line and what runs by it. */
function differing(line: readonly string[], observed: Isolation): string[] {
  const { steps, isWhole } = stepsOf([...line, '/usr/bin/cat']);
  return compareIsolation(staticIsolation(steps, isWhole), observed).map(
    (one) => `${one.aspect}: ${one.static} / ${one.observed}`,
  );
}

const own = reader === null ? null : observeProcess(reader, process.pid);
const isFree = own?.noNewPrivileges.value === false && own.seccomp.value === 'none';
if (!isFree) process.stderr.write('\nNOT TESTED: running processes, as this one is in a sandbox itself.\n\n');
const RIGHTS = `n ${own?.capabilities.value?.length} -`;
const WHO = isRoot ? 'root' : `uid ${process.getuid?.()}`;
const PLAIN = `- | ${WHO} | all/all | all | - - - | ${RIGHTS} | -`;

const SHARED = {
  user: 'shared',
  mnt: 'shared',
  net: 'shared',
  pid: 'shared',
  ipc: 'shared',
  uts: 'shared',
  cgroup: 'shared',
};

describe.runIf(isLinux && isFree)('a running process', () => {
  it('with nothing around it', async () => {
    const isolation = await seen([]);
    expect(short(isolation)).toBe(PLAIN);
    expect(isolation.namespaces.value).toEqual(SHARED);
    expect(isolation.user.value).toMatchObject({ isMapped: false, isSame: true });
    expect(differing([], isolation)).toEqual([]);
  });

  it.runIf(CAN.unshare)('under unshare', async () => {
    const line = ['unshare', '-n', '-m', '-i', '-u'];
    const isolation = await seen(line);
    expect(short(isolation)).toMatch(
      new RegExp(`^namespaces \\| ${WHO} \\| all/all \\| none \\| - - - \\| n \\d+ - \\| `),
    );
    expect(isolation.namespaces.value).toEqual({ ...SHARED, net: 'own', mnt: 'own', ipc: 'own', uts: 'own' });
    expect(isolation.openings.value?.found.filter(({ kind }) => kind !== 'admin-capability')).toEqual([]);
    expect(differing(line, isolation)).toEqual([]);
  });

  it.runIf(CAN.unshare)('as root of a user namespace of its own', async () => {
    const line = ['unshare', '-U', '-r', '-n', '-p', '-f'];
    const isolation = await seen(line);
    expect(isolation.user.value).toEqual({ id: 0, isRoot: true, isMapped: true, isSame: true });
    expect(isolation.namespaces.value).toEqual({ ...SHARED, user: 'own', net: 'own', pid: 'own' });
    expect(isolation.openings.value).toEqual({ found: [], isComplete: true });
    expect(differing(line, isolation)).toEqual([]);
  });

  it.runIf(CAN.setpriv)('under setpriv', async () => {
    const line = [
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      '--no-new-privs',
      '--bounding-set=-all',
      '--inh-caps=-all',
    ];
    const isolation = await seen(line);
    // Landlock, for which this is needed, would not show.
    expect(short(isolation)).toBe('? | uid 65534 | ? | ? | - - - | y 0 - | -');
    expect(isolation.user.value).toEqual({ id: 65534, isRoot: false, isMapped: false, isSame: false });
    expect(differing(line, isolation)).toEqual([]);
  });

  it.runIf(CAN.bwrap)('under bwrap', async () => {
    const system = ['/bin', '/lib', '/lib64'].flatMap((path) => ['--ro-bind-try', path, path]);
    const line = [
      'bwrap',
      '--unshare-all',
      '--ro-bind',
      '/usr',
      '/usr',
      ...system,
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--tmpfs',
      '/tmp',
      '--bind',
      folder,
      '/work',
      '--cap-drop',
      'ALL',
      '--die-with-parent',
    ];
    const isolation = await seen(line);
    expect(short(isolation)).toMatch(/^namespaces \| .*\| listed\/listed \| none \| - - - \| y 0 - \| -$/);
    expect(isolation.namespaces.value).toMatchObject({ mnt: 'own', net: 'own', pid: 'own', ipc: 'own', uts: 'own' });
    const mounts = isolation.filesystem.value?.mounts ?? [];
    expect(mounts.filter(({ access }) => access === 'write')).toEqual([
      { source: folder, target: '/work', access: 'write' },
    ]);
    expect(mounts).toContainEqual({ source: '/usr', target: '/usr', access: 'read' });
    expect(differing(line, isolation)).toEqual([]);
  });

  it.runIf(CAN.bwrap)('under bwrap with the root of the machine, but without homes', async () => {
    const line = ['bwrap', '--ro-bind', '/', '/', '--tmpfs', '/home', '--tmpfs', '/root', '--die-with-parent'];
    const isolation = await seen(line);
    expect(short(isolation)).toMatch(/^namespaces \| .*\| without-home\/none \| \? \| /);
    expect(differing(line, isolation)).toEqual([]);
  });

  it.runIf(CAN.bwrap)('is told apart from its line', async () => {
    const isolation = await seen(['bwrap', '--bind', '/', '/', '--die-with-parent']);
    const wrong = differing(['bwrap', '--unshare-net', '--ro-bind', '/usr', '/usr'], isolation);
    expect(wrong).toContain('filesystem: reads listed, writes none / reads all, writes all');
    expect(wrong.find((one) => one.startsWith('namespaces:'))).toMatch(/net own.* \/ .*net shared/);
  });

  it.runIf(CAN.prlimit && CAN['another uid'])('under prlimit', async () => {
    const line = ['prlimit', '--as=1073741824', '--cpu=60', '--nproc=5000'];
    const isolation = await seen(line, { uid: 23456, gid: 23456 });
    expect(short(isolation)).toBe('- | uid 23456 | all/all | all | 1024M 5000 60s | n 0 - | -');
    const { steps, isWhole } = stepsOf([...line, '/usr/bin/cat']);
    const aspects = compareIsolation(staticIsolation(steps, isWhole), isolation).map(({ aspect }) => aspect);
    // Its user is not the one who looks.
    expect(aspects).toEqual(['user']);
  });

  it.runIf(CAN.prlimit && isRoot)('under prlimit as root, which no number of processes holds', async () => {
    const line = ['prlimit', '--nproc=5000'];
    const isolation = await seen(line);
    expect(short(isolation)).toBe(PLAIN);
    expect(differing(line, isolation)).toEqual(['processes: 5000 processes / no limit']);
  });

  it.runIf(CAN['another uid'])('as another user', async () => {
    const isolation = await seen([], { uid: 12345, gid: 12345 });
    expect(short(isolation)).toBe('- | uid 12345 | all/all | all | - - - | n 0 - | -');
    expect(isolation.user.value).toEqual({ id: 12345, isRoot: false, isMapped: false, isSame: false });
  });

  it.runIf(isRoot)('in a control group', async () => {
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
    const [, place] = /^\d+ \d+ \S+ \/ (\/sys\/fs\/cgroup\/\S+) .* - cgroup cgroup rw,pids$/m.exec(mounts) ?? [];
    const [, path = ''] = /^\d+:pids:(\/.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8')) ?? [];
    if (place === undefined) {
      process.stderr.write('\nNOT TESTED: a control group, as there is none of version 1 to make one in.\n\n');
      return;
    }
    const group = join(place, path, `mcp-audit-${process.pid}`);
    mkdirSync(group);
    try {
      writeFileSync(join(group, 'pids.max'), '77');
      const pid = await start([]);
      writeFileSync(join(group, 'cgroup.procs'), String(pid));
      expect(reader && observeProcess(reader, pid)?.processes.value).toEqual({ amount: 77, unit: 'processes' });
      writeFileSync(join(place, path, 'cgroup.procs'), String(pid));
    } finally {
      rmdirSync(group);
    }
  });

  it('that is gone is none', () => {
    const { pid } = spawnSync('true');
    expect(reader && observeProcess(reader, pid)).toBeNull();
  });
});
