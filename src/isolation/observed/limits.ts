import type { ProcReader } from '../../io/index.ts';
import type { Isolation, Limit } from '../../model/isolation.ts';
import { processorsIn, strictest } from '../amount.ts';
import { groupLimits } from './cgroups.ts';
import { hardLimits } from './rlimits.ts';
import { saw } from './saw.ts';
import type { Status } from './status.ts';

/** What it may use, by its own limits, its control groups and its processors. */
export function limitsOf(
  reader: ProcReader,
  pid: number,
  status: Status,
  self: Status,
  isRoot: boolean | null,
): Pick<Isolation, 'memory' | 'processes' | 'cpu'> {
  const [theirs, ours] = [reader.text(pid, 'limits'), reader.text('self', 'limits')].map((text) =>
    text === null ? null : hardLimits(text),
  );
  /** What is limited for us as well is no limit of its own. */
  const rlimit = (name: string, unit: Exclude<Limit, 'none'>['unit']): Limit | null => {
    const amount = theirs?.get(name);
    if (amount === undefined || !ours) return null;
    return amount === 'none' || amount === ours.get(name) ? 'none' : { amount, unit };
  };
  const group = groupLimits(reader, pid);
  const count = (list: string | null): number | null => (list === null ? null : processorsIn(list));
  const [processors, all] = [count(status.processors), count(self.processors)];
  const affinity: Limit | null =
    processors === null || all === null ? null : processors < all ? { amount: processors, unit: 'cores' } : 'none';
  return {
    memory: saw(
      strictest(rlimit('address space', 'bytes'), rlimit('data size', 'bytes'), group.memory),
      'its limits and control groups',
    ),
    processes: saw(
      // The kernel does not hold root to the number of processes.
      strictest(isRoot === false ? rlimit('processes', 'processes') : isRoot === null ? null : 'none', group.processes),
      isRoot
        ? 'its control groups; root is not held to a number of processes by limits'
        : 'its limits and control groups',
    ),
    cpu: saw(
      strictest(rlimit('cpu time', 'seconds'), affinity, group.cpu),
      'its limits, control groups and processors',
    ),
  };
}
