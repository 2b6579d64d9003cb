import type { FilesystemView, Isolation, NetworkView, Opening } from '../../model/isolation.ts';
import { readOptions } from '../../syntax/options.ts';
import { SRT_OPTIONS } from '../../syntax/sandbox-options.ts';
import { dataIn, own, textsIn, type Data } from '../data.ts';
import { exposuresOf, holdsHome, isRoot } from '../exposure.ts';
import { said, shown, type Facts } from '../fact.ts';
import { placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

const NOT_READ = 'its settings are in a file, which is not read';

/** `srt`, the sandbox runtime: reads everything but what is denied, writes and reaches only what is allowed. Source: its README and schema. */
export const srt: Tool = {
  id: 'srt',
  programs: ['srt'],
  read({ args }, _outer, around) {
    const read = readOptions(args, SRT_OPTIONS);
    if (read === null) return unclear('sandbox-runtime', UNCLEAR_OPTION);
    // Settings that change while it runs.
    if (read.options.has('control-fd')) return unclear('sandbox-runtime', 'its settings can be changed while it runs');
    const settings = dataIn(around.documents?.srt);
    const inSandbox = { sandbox: said<Isolation['sandbox']['value']>(['sandbox-runtime'], 'srt starts it') };
    if (settings === null) {
      const unread = said<never>(null, NOT_READ);
      return {
        facts: {
          ...inSandbox,
          network: unread,
          filesystem: unread,
          openings: unread,
          noNewPrivileges: unread,
          seccomp: unread,
        },
      };
    }
    return {
      facts: {
        ...inSandbox,
        ...factsOf(settings, around),
        noNewPrivileges: said(null, 'it depends on the system'),
        seccomp: said(null, 'it depends on the system'),
      },
    };
  },
};

function factsOf(settings: Data, around: Surroundings): Facts {
  const network = dataIn(own(settings, 'network'));
  const files = dataIn(own(settings, 'filesystem'));
  const sockets = network === null ? null : textsIn(own(network, 'allowUnixSockets'));
  const isNested = own(settings, 'enableWeakerNestedSandbox') === true;
  const found: Opening[] = [
    ...(network !== null && own(network, 'allowAllUnixSockets') === true
      ? [{ kind: 'docker-socket' as const, what: 'allowAllUnixSockets' }]
      : []),
    ...(sockets ?? []).flatMap((path) => {
      const place = placeOf(path, around);
      return place !== null && exposuresOf(place).includes('docker-socket')
        ? [{ kind: 'docker-socket' as const, what: shown(path) }]
        : [];
    }),
  ];
  return {
    network: said(network === null ? null : networkOf(network), 'its settings: allowedDomains'),
    filesystem: said(files === null ? null : filesOf(files, around), 'its settings: denyRead, allowRead, allowWrite'),
    openings: said({ found, isComplete: network !== null && sockets !== null && !isNested }, 'its settings'),
  };
}

function networkOf(network: Data): NetworkView | null {
  const allowed = textsIn(own(network, 'allowedDomains'));
  const isFiltered = ['httpProxyPort', 'socksProxyPort', 'mitmProxy'].every((key) => !Object.hasOwn(network, key));
  if (allowed === null || !Object.hasOwn(network, 'allowedDomains') || !isFiltered) return null;
  // It may listen on this machine, and reach what listens there.
  if (own(network, 'allowLocalBinding') === true)
    return allowed.length === 0 ? { reach: 'loopback', hosts: null } : null;
  return allowed.length === 0
    ? { reach: 'none', hosts: [] }
    : { reach: 'allow-list', hosts: allowed.slice(0, 100).map(shown) };
}

function filesOf(files: Data, around: Surroundings): FilesystemView | null {
  if (own(files, 'disabled') === true) return { reads: 'all', writes: 'all', mounts: [], hidden: [] };
  const [denied, again, writable] = ['denyRead', 'allowRead', 'allowWrite'].map((key) => textsIn(own(files, key)));
  if (!denied || !again || !writable) return null;
  const places = (paths: readonly string[]): (string | null)[] => paths.map((path) => placeOf(path, around));
  const isDenied = (test: (place: string) => boolean): boolean =>
    places(denied).some((place) => place !== null && test(place));
  const isHomeAgain = places(again).some((place) => place === null || holdsHome(place));
  // The user's own home is `~`, or a folder above homes.
  const isHome = (place: string): boolean => place === '~' || (holdsHome(place) && /^\/(?:home|users)$/i.test(place));
  const reads = isDenied(isRoot)
    ? isHomeAgain
      ? null
      : 'listed'
    : isDenied(isHome)
      ? isHomeAgain
        ? null
        : 'without-home'
      : 'all';
  const isAll = places(writable).some((place) => place !== null && isRoot(place));
  return {
    reads,
    // Temporary folders of its own are always writable.
    writes: places(writable).includes(null)
      ? null
      : isAll
        ? textsIn(own(files, 'denyWrite'))?.length === 0
          ? 'all'
          : null
        : 'listed',
    mounts: [
      ...writable.map((path) => ({ source: shown(path), target: null, access: 'write' as const })),
      ...again.map((path) => ({ source: shown(path), target: null, access: 'read' as const })),
    ].slice(0, 100),
    hidden: denied.slice(0, 100).map(shown),
  };
}
