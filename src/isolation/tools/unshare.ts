import type { FilesystemView, Namespaces } from '../../model/isolation.ts';
import { lastValue, readOptions, type Options } from '../../syntax/options.ts';
import { UNSHARE_OPTIONS } from '../../syntax/sandbox-options.ts';
import { integerIn } from '../amount.ts';
import { said, shown, type Facts } from '../fact.ts';
import { placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { openingsOf, viewOf, type Laid } from '../view.ts';
import { mappedTo, SHARED, unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

const BY_OPTION: readonly (readonly [string, keyof Namespaces])[] = [
  ['mount', 'mnt'],
  ['uts', 'uts'],
  ['ipc', 'ipc'],
  ['net', 'net'],
  ['pid', 'pid'],
  ['user', 'user'],
  ['cgroup', 'cgroup'],
  // Options that imply a namespace.
  ['map-root-user', 'user'],
  ['map-current-user', 'user'],
  ['map-user', 'user'],
  ['map-users', 'user'],
  ['map-auto', 'user'],
  ['mount-proc', 'mnt'],
  ['mount-binfmt', 'mnt'],
];

/** `unshare`: namespaces of its own; what is in them is what was, but for the network. Source: unshare(1). */
export const unshare: Tool = {
  id: 'unshare',
  programs: ['unshare'],
  read({ args }, outer, around) {
    const read = readOptions(args, UNSHARE_OPTIONS);
    if (read === null) return unclear('namespaces', UNCLEAR_OPTION);
    const { options } = read;
    const namespaces = BY_OPTION.reduce<Namespaces>(
      (all, [option, name]) => (options.has(option) ? { ...all, [name]: 'own' } : all),
      SHARED,
    );
    const facts: Facts = { namespaces: said(namespaces, 'unshare makes them') };
    const isSandbox =
      (['user', 'mnt', 'net', 'pid'] as const).some((name) => namespaces[name] === 'own') || options.has('root');
    if (isSandbox) facts.sandbox = said(['namespaces'], 'unshare starts it');
    if (namespaces.net === 'own')
      facts.network = said({ reach: 'none', hosts: [] }, 'a network namespace of its own, with nothing in it');
    if (namespaces.user === 'own' || options.has('setuid')) {
      const id = idOf(options);
      facts.user = said(
        id === undefined ? null : mappedTo(outer.user.value, id, namespaces.user === 'own'),
        'its user namespace',
      );
      facts.capabilities = said(null, 'what it has in its user namespace');
    }
    const root = lastValue(options, 'root');
    if (root !== null) Object.assign(facts, filesIn(root, around));
    return { facts };
  },
};

/** Undefined where it cannot be read. */
function idOf(options: Options): number | null | undefined {
  const set = lastValue(options, 'setuid') ?? lastValue(options, 'map-user');
  if (set !== null) return integerIn(set) ?? undefined;
  if (options.has('map-users') || options.has('map-auto')) return undefined;
  return options.has('map-root-user') ? 0 : null;
}

function filesIn(root: string, around: Surroundings): Facts {
  const laid: Laid = { from: 'machine', written: root, place: placeOf(root, around), target: '/', access: 'write' };
  const view: FilesystemView = viewOf([laid], around.home);
  return { filesystem: said(view, `its root is ${shown(root)}`), openings: said(openingsOf([laid]), 'its root') };
}
