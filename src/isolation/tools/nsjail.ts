import type { Limit } from '../../model/isolation.ts';
import { lastValue, readOptions, type Options, type ReadOptions } from '../../syntax/options.ts';
import { NSJAIL_OPTIONS } from '../../syntax/sandbox-options.ts';
import { integerIn, limitOf, strictest } from '../amount.ts';
import { capabilityIn } from '../capability.ts';
import { said } from '../fact.ts';
import { hasVariable, placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { own, targetOf } from '../container/volumes.ts';
import { fileFacts, mappedTo, unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

/** `nsjail`: every namespace is new, and no privilege kept, unless an option says so. Source: nsjail(1), cmdline.cc. */
export const nsjail: Tool = {
  id: 'nsjail',
  programs: ['nsjail'],
  read({ args }, outer, around) {
    const read = readOptions(args, NSJAIL_OPTIONS);
    if (read === null || read.options.has('config'))
      return unclear('nsjail', read === null ? UNCLEAR_OPTION : 'its settings are in a file, which is not read');
    const { options } = read;
    const namespace = (name: string): 'own' | 'shared' => (options.has(`disable_clone_new${name}`) ? 'shared' : 'own');
    const isNet = namespace('net') === 'own';
    const leads = ['user_net', 'macvlan_iface', 'iface_own'].some((name) => options.has(name));
    return {
      facts: {
        sandbox: said(['nsjail'], 'nsjail starts it'),
        user: said(userOf(options, outer.user.value), 'its user namespace'),
        noNewPrivileges: said(!options.has('disable_no_new_privs'), 'nsjail sets it unless it is told not to'),
        capabilities: said(capabilitiesOf(options), 'nsjail drops all but those that are named'),
        namespaces: said(
          {
            user: namespace('user'),
            mnt: namespace('ns'),
            net: namespace('net'),
            pid: namespace('pid'),
            ipc: namespace('ipc'),
            uts: namespace('uts'),
            cgroup: namespace('cgroup'),
          },
          'nsjail makes new ones unless it is told not to',
        ),
        ...(isNet
          ? {
              network: said(
                leads ? null : { reach: 'none' as const, hosts: [] },
                leads ? 'an interface is given to it' : 'a network namespace of its own, with nothing in it',
              ),
            }
          : {}),
        ...(options.has('seccomp_policy') || options.has('seccomp_string')
          ? { seccomp: said('filter', 'a seccomp policy') }
          : {}),
        ...(namespace('ns') === 'own'
          ? fileFacts(laidBy(read, around), around, 'its options lay these into its root')
          : fileFacts(null, around, 'its mount namespace is shared')),
        memory: said(
          strictest(rlimit(options, 'rlimit_as', null, 'bytes'), limitOf(last(options, 'cgroup_mem_max', 0), 'bytes')),
          '--rlimit_as, --cgroup_mem_max',
        ),
        processes: said(
          strictest(
            rlimit(options, 'rlimit_nproc', 'none', 'processes'),
            limitOf(last(options, 'cgroup_pids_max', 0), 'processes'),
          ),
          '--rlimit_nproc, --cgroup_pids_max',
        ),
        cpu: said(cpuOf(options), '--rlimit_cpu, --max_cpus, --cgroup_cpu_ms_per_sec'),
      },
    };
  },
};

function last(options: Options, name: string, otherwise: number): number | null {
  const value = lastValue(options, name);
  return value === null ? otherwise : integerIn(value);
}

/** What an rlimit is set to; `byDefault` differs between versions for memory. */
function rlimit(
  options: Options,
  name: string,
  byDefault: Limit | null,
  unit: 'bytes' | 'processes' | 'seconds',
): Limit | null {
  if (options.has('disable_rlimits')) return 'none';
  const value = lastValue(options, name);
  if (value === null) return byDefault;
  if (/^(?:inf|max|hard|def|soft)$/.test(value)) return 'none';
  const amount = integerIn(value);
  return amount === null || amount < 0 ? null : { amount: unit === 'bytes' ? amount * 1024 * 1024 : amount, unit };
}

function cpuOf(options: Options): Limit | null {
  const share = last(options, 'cgroup_cpu_ms_per_sec', 0);
  return strictest(
    rlimit(options, 'rlimit_cpu', { amount: 600, unit: 'seconds' }, 'seconds'),
    limitOf(share === null ? null : share / 1000, 'cores'),
    limitOf(last(options, 'max_cpus', 0), 'cores'),
  );
}

/** `-u inside:outside:count`: what it is inside. */
function userOf(options: Options, outer: Parameters<typeof mappedTo>[0]): ReturnType<typeof mappedTo> {
  const isMapped = !options.has('disable_clone_newuser');
  const given = options.get('user')?.[0];
  const id = given === undefined ? null : integerIn(given.split(':', 1)[0] ?? '');
  const user = mappedTo(outer, id, isMapped);
  return given !== undefined && (options.has('uid_mapping') || given.includes(':'))
    ? { ...user, isSame: null, isRoot: id === 0 ? true : null }
    : user;
}

function capabilitiesOf(options: Options): string[] | null {
  if (options.has('keep_caps')) return null;
  const kept = (options.get('cap') ?? []).map(capabilityIn);
  return kept.includes(null) ? null : kept.filter((name): name is string => name !== null).sort();
}

/** The root first, then one after the other. */
function laidBy({ options, inOrder }: ReadOptions, around: Surroundings): Laid[] | null {
  const chroot = lastValue(options, 'chroot');
  if (options.has('mount') || options.has('no_pivotroot')) return null;
  const bind = (word: string, access: Laid['access']): Laid => {
    const [source = '', target = source] = word.split(':', 2);
    return {
      from: 'machine',
      written: source,
      place: placeOf(source, around),
      target: hasVariable(target) ? null : targetOf(target),
      access,
    };
  };
  const root =
    chroot === null || chroot === '' ? [] : [{ ...bind(chroot, options.has('rw') ? 'write' : 'read'), target: '/' }];
  return [
    ...root,
    ...inOrder.flatMap(({ name, values: [word = ''] }) => {
      if (name === 'bindmount_ro') return [bind(word, 'read')];
      if (name === 'bindmount') return [bind(word, 'write')];
      return name === 'tmpfsmount' ? [own(targetOf(word))] : [];
    }),
  ];
}
