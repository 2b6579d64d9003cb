import type { Limit } from '../../model/isolation.ts';
import { bytesIn, integerIn, processorsIn } from '../amount.ts';
import { capabilityIn } from '../capability.ts';
import { said, type Facts } from '../fact.ts';
import { SHARED, unclear } from './_facts.ts';
import type { Tool } from './index.ts';

const PROFILE = 'a profile of firejail may say so, which is not read';

/** `firejail`: each option is one word. Unless it is told otherwise it reads a profile, which only takes rights away. Source: firejail(1). */
export const firejail: Tool = {
  id: 'firejail',
  programs: ['firejail'],
  read({ args }) {
    const end = args.findIndex((word) => word === '--' || word === '-c' || !word.startsWith('--'));
    const options = args.slice(0, end < 0 ? args.length : end);
    if (
      options.some((word) =>
        /^--(?:join|shutdown|list|top|tree|net\.print|ignore|chroot|overlay|profile|appimage)/.test(word),
      )
    ) {
      return unclear('firejail', 'it joins another sandbox, or its options name files that are not read');
    }
    if (options.filter((word) => word.startsWith('--net=')).length > 1) return unclear('firejail', 'several networks');
    const values = new Map(options.map((word) => [word.split('=', 1)[0] ?? '', word.slice(word.indexOf('=') + 1)]));
    const isBare = values.has('--noprofile');
    const facts = factsOf(values, isBare);
    return { facts };
  },
};

function factsOf(options: ReadonlyMap<string, string>, isBare: boolean): Facts {
  const has = (name: string): boolean => options.has(name);
  const limit = (
    name: string,
    read: (text: string) => number | null,
    unit: Exclude<Limit, 'none'>['unit'],
  ): Limit | null => {
    const amount = has(name) ? read(options.get(name) ?? '') : undefined;
    if (amount === undefined) return isBare ? 'none' : null;
    return amount === null ? null : { amount, unit };
  };
  const net = options.get('--net');
  const narrows = [...options.keys()].some((name) =>
    /^--(?:whitelist|blacklist|read-only|read-write|private|tmpfs|bind|allusers|noblacklist|nowhitelist|keep|disable-mnt)/.test(
      name,
    ),
  );
  return {
    sandbox: said(['firejail'], 'firejail starts it'),
    noNewPrivileges: said(
      has('--nonewprivs') || has('--seccomp') ? true : null,
      has('--nonewprivs') ? '--nonewprivs' : PROFILE,
    ),
    capabilities: said(options.get('--caps.drop') === 'all' ? [] : keptOf(options.get('--caps.keep')), '--caps'),
    seccomp: said(
      [...options.keys()].some((name) => name.startsWith('--seccomp')) ? 'filter' : isBare ? 'none' : null,
      '--seccomp',
    ),
    namespaces: said(
      {
        ...SHARED,
        user: has('--noroot') ? 'own' : isBare ? 'shared' : null,
        mnt: 'own',
        pid: 'own',
        uts: 'own',
        net: net !== undefined ? 'own' : isBare ? 'shared' : null,
        ipc: has('--ipc-namespace') ? 'own' : isBare ? 'shared' : null,
      },
      'what firejail separates',
    ),
    network: said(
      net === 'none'
        ? { reach: 'none', hosts: [] }
        : isBare && net === undefined
          ? { reach: 'all', hosts: null }
          : null,
      net === 'none'
        ? '--net=none'
        : net === undefined
          ? PROFILE
          : 'an interface of its own, of which only its own settings say where it leads',
    ),
    filesystem:
      isBare && !narrows
        ? said(
            { reads: 'all', writes: 'all', mounts: [], hidden: [] },
            '--noprofile, and no option narrows what it sees',
          )
        : isBare && has('--private') && onlyPrivate(options)
          ? said({ reads: 'without-home', writes: 'without-home', mounts: [], hidden: [] }, '--private: an empty home')
          : said(null, isBare ? 'what its options leave of the machine is not worked out' : PROFILE),
    memory: said(limit('--rlimit-as', bytesIn, 'bytes'), '--rlimit-as'),
    processes: said(limit('--rlimit-nproc', integerIn, 'processes'), '--rlimit-nproc'),
    cpu: said(
      has('--cpu') ? limit('--cpu', processorsIn, 'cores') : limit('--rlimit-cpu', integerIn, 'seconds'),
      '--cpu, --rlimit-cpu',
    ),
    openings: said(
      { found: [], isComplete: ![...options.keys()].some((name) => name.startsWith('--bind')) },
      'firejail gives nothing that its user has not',
    ),
  };
}

const onlyPrivate = (options: ReadonlyMap<string, string>): boolean =>
  options.get('--private') === '--private' &&
  ![...options.keys()].some((name) =>
    /^--(?:whitelist|blacklist|read-only|read-write|private-|tmpfs|bind|allusers|noblacklist|nowhitelist|keep)/.test(
      name,
    ),
  );

function keptOf(list: string | undefined): string[] | null {
  const kept = list?.split(',').map(capabilityIn) ?? [null];
  const names = kept.filter((name): name is string => name !== null && name !== 'ALL');
  return names.length < kept.length ? null : names.sort();
}
