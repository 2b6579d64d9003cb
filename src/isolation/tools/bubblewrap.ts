import type { Namespaces } from '../../model/isolation.ts';
import { readOptions, type GivenOption } from '../../syntax/options.ts';
import { BWRAP_OPTIONS } from '../../syntax/sandbox-options.ts';
import { CAPABILITIES, capabilityIn } from '../capability.ts';
import { integerIn } from '../amount.ts';
import { said, type Facts } from '../fact.ts';
import { hasVariable, placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { targetOf } from '../container/volumes.ts';
import { fileFacts, mappedTo, SHARED, unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

const ALL: Partial<Namespaces> = { user: null, ipc: 'own', pid: 'own', net: 'own', uts: 'own', cgroup: null };
const EACH: Readonly<Record<string, Partial<Namespaces>>> = {
  'unshare-all': ALL,
  'share-net': { net: 'shared' },
  'unshare-user': { user: 'own' },
  'unshare-user-try': { user: null },
  'unshare-ipc': { ipc: 'own' },
  'unshare-pid': { pid: 'own' },
  'unshare-net': { net: 'own' },
  'unshare-uts': { uts: 'own' },
  'unshare-cgroup': { cgroup: 'own' },
  'unshare-cgroup-try': { cgroup: null },
  userns: { user: null },
  pidns: { pid: null },
};

/** `bwrap`: an empty root, into which its options lay one after the other. Source: bwrap(1). */
export const bubblewrap: Tool = {
  id: 'bubblewrap',
  programs: ['bwrap'],
  read({ args }, outer, around) {
    const read = readOptions(args, BWRAP_OPTIONS);
    if (read === null || read.options.has('args')) return unclear('bubblewrap', UNCLEAR_OPTION);
    const { options, inOrder } = read;
    const namespaces = namespacesBy(inOrder);
    const id = integerIn(options.get('uid')?.at(-1) ?? '');
    const network: Facts =
      namespaces.net === 'own'
        ? { network: said({ reach: 'none', hosts: [] }, 'a network namespace of its own, with nothing in it') }
        : {};
    return {
      facts: {
        sandbox: said(['bubblewrap'], 'bwrap starts it'),
        user: said(
          mappedTo(outer.user.value, id, namespaces.user === 'own' || id !== null ? true : null),
          'its user namespace',
        ),
        noNewPrivileges: said(true, 'bwrap always sets it'),
        capabilities: said(capabilitiesBy(inOrder), 'what its options drop and add'),
        namespaces: said(namespaces, 'what its options unshare'),
        ...network,
        ...fileFacts(laidBy(inOrder, around), around, 'its options lay these into an empty root'),
        ...(options.has('seccomp') || options.has('add-seccomp-fd') ? { seccomp: said('filter', '--seccomp') } : {}),
        ...(options.has('exec-label') ? { confinement: said('confined', '--exec-label') } : {}),
      },
    };
  },
};

function namespacesBy(inOrder: readonly GivenOption[]): Namespaces {
  return inOrder.reduce<Namespaces>((all, { name }) => ({ ...all, ...(Object.hasOwn(EACH, name) ? EACH[name] : {}) }), {
    ...SHARED,
    mnt: 'own',
    // One that is no root's makes itself a user namespace.
    user: null,
  });
}

/** Without a word on all of them it depends on who starts it. */
function capabilitiesBy(inOrder: readonly GivenOption[]): string[] | null {
  let known: string[] | null = null;
  for (const { name, values } of inOrder) {
    if (name !== 'cap-drop' && name !== 'cap-add') continue;
    const capability = capabilityIn(values[0] ?? '');
    if (capability === null) return null;
    if (capability === 'ALL') known = name === 'cap-drop' ? [] : [...CAPABILITIES];
    else if (known !== null)
      known = name === 'cap-drop' ? known.filter((one) => one !== capability) : [...known, capability];
  }
  return known === null ? null : [...new Set(known)].sort();
}

function laidBy(inOrder: readonly GivenOption[], around: Surroundings): Laid[] {
  let laid: Laid[] = [];
  for (const { name, values } of inOrder) {
    const [source = '', last = source] = [values[0], values.at(-1)];
    const target = hasVariable(last) || !last.startsWith('/') ? null : targetOf(last);
    const [, readOnly] = /^(?:dev-|(ro-))?bind(?:-try)?$/.exec(name) ?? [null];
    if (/^(?:dev-|ro-)?bind(?:-try)?$/.test(name)) {
      const access = readOnly === undefined ? 'write' : 'read';
      laid.push({ from: 'machine', written: source, place: placeOf(source, around), target, access });
    } else if (/overlay|^(?:ro-)?bind-fd$/.test(name) && name !== 'overlay-src') {
      laid.push({ from: 'unknown', written: null, place: null, target, access: null });
    } else if (/^(?:tmpfs|proc|dev|mqueue)$/.test(name)) {
      laid.push({ from: 'own', written: null, place: null, target, access: 'write' });
    } else if (name === 'remount-ro') {
      // What is mounted below it stays as it was.
      laid = laid.map((one) => (one.access === 'write' && one.target === target ? { ...one, access: null } : one));
    }
  }
  return laid;
}
