import type { ProcReader } from '../../io/index.ts';
import type { Limit } from '../../model/isolation.ts';
import { limitOf, strictest } from '../amount.ts';
import { readMountinfo, type MountEntry } from './mountinfo.ts';

/** The limits that the control groups of a process set and ours do not share. Source: cgroups(7), the kernel's cgroup-v2 and cgroup-v1 documents. */
export interface GroupLimits {
  memory: Limit | null;
  processes: Limit | null;
  cpu: Limit | null;
}

const UNKNOWN: GroupLimits = { memory: null, processes: null, cpu: null };

interface Hierarchy {
  /** Names of its controllers; empty for the unified one. */
  controllers: readonly string[];
  path: string;
}

function hierarchiesOf(text: string): Hierarchy[] {
  return [...text.matchAll(/^\d+:([^:\n]*):(\/[^\n]*)$/gm)].map(([, names = '', path = '']) => ({
    controllers: names === '' ? [] : names.split(','),
    path,
  }));
}

/** A number of version 1 that stands for none: what fits into a page counter. */
const NO_MEMORY_V1 = 2 ** 62;

const numberIn = (text: string | null): number | 'none' | null => {
  const word = text?.trim().split(/\s+/)[0] ?? '';
  return word === 'max' ? 'none' : /^-?\d{1,20}$/.test(word) ? Number(word) : null;
};

export function groupLimits(reader: ProcReader, pid: number): GroupLimits {
  const [theirs, ours, mounts] = [
    reader.text(pid, 'cgroup'),
    reader.text('self', 'cgroup'),
    reader.text('self', 'mountinfo'),
  ];
  const entries = mounts === null ? null : readMountinfo(mounts);
  if (theirs === null || ours === null || entries === null) return UNKNOWN;
  const own = hierarchiesOf(ours);
  const groups = hierarchiesOf(theirs);
  if (groups.length === 0) return UNKNOWN;
  const limit = (controller: string, unit: Exclude<Limit, 'none'>['unit'], v2: string, v1: string): Limit | null => {
    const limits = groups
      .filter(({ controllers }) => controllers.length === 0 || controllers.includes(controller))
      .map((group) => {
        const isUnified = group.controllers.length === 0;
        const same = own.find((one) => one.controllers.join(',') === group.controllers.join(','));
        const files = filesOf(group, same ?? null, entries, isUnified ? null : controller);
        return files === null
          ? null
          : strictest(...files.map((folder) => limitIn(reader, folder, isUnified ? v2 : v1, unit)));
      });
    return limits.length === 0 ? null : strictest(...limits);
  };
  return {
    memory: limit('memory', 'bytes', 'memory.max', 'memory.limit_in_bytes'),
    processes: limit('pids', 'processes', 'pids.max', 'pids.max'),
    cpu: limit('cpu', 'cores', 'cpu.max', 'cpu.cfs_quota_us'),
  };
}

/** The folders of a group and those above it that hold us, too, left out; null where they cannot be found. */
function filesOf(
  group: Hierarchy,
  own: Hierarchy | null,
  mounts: readonly MountEntry[],
  controller: string | null,
): string[] | null {
  const mount = mounts.find(({ type, options }) =>
    controller === null ? type === 'cgroup2' : type === 'cgroup' && options.split(',').includes(controller),
  );
  // Seen from another namespace of groups, its path leads above ours.
  if (mount === undefined || own === null || /(?:^|\/)\.\.(?:\/|$)/.test(group.path)) return null;
  const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');
  const [theirs, ours] = [parts(group.path), parts(own.path)];
  const shared = theirs.findIndex((part, index) => part !== ours[index]);
  const first = shared < 0 ? theirs.length : shared;
  const root = mount.root === '/' ? '' : mount.root;
  return theirs.slice(first).flatMap((_, index) => {
    const path = `/${theirs.slice(0, first + index + 1).join('/')}`;
    return path.startsWith(root) ? [`${mount.target}${path.slice(root.length)}`] : [];
  });
}

/** What one group is limited to; a file that is not there limits nothing, as its controller is off. */
function limitIn(reader: ProcReader, folder: string, file: string, unit: Exclude<Limit, 'none'>['unit']): Limit | null {
  const text = reader.cgroupFile(`${folder}/${file}`);
  if (text === null) return reader.cgroupFile(`${folder}/cgroup.procs`) === null ? null : 'none';
  const amount = numberIn(text);
  if (amount === null || amount === 'none') return amount;
  if (unit !== 'cores') return amount >= NO_MEMORY_V1 || amount < 0 ? 'none' : { amount, unit };
  const period = numberIn(
    file === 'cpu.max' ? (text.trim().split(/\s+/)[1] ?? null) : reader.cgroupFile(`${folder}/cpu.cfs_period_us`),
  );
  return typeof period === 'number' && period > 0 ? limitOf(amount / period, 'cores') : null;
}
