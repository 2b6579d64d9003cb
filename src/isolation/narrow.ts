import {
  NAMESPACES,
  type FilesystemView,
  type Isolation,
  type Namespaces,
  type NetworkView,
} from '../model/isolation.ts';
import { strictest } from './amount.ts';
import { said, type Facts } from './fact.ts';

/** What holds inside when one more program stands between: what it says, within what holds around it. */
export function narrow(outer: Isolation, inner: Facts): Isolation {
  const {
    sandbox,
    user,
    capabilities,
    confinement,
    noNewPrivileges,
    seccomp,
    namespaces,
    filesystem,
    network,
    openings,
  } = inner;
  const limits = Object.fromEntries(
    (['memory', 'processes', 'cpu'] as const).map((key) => {
      const limit = inner[key];
      return [key, limit === undefined ? outer[key] : { ...limit, value: strictest(outer[key].value, limit.value) }];
    }),
  );
  return {
    ...outer,
    ...limits,
    ...(user === undefined ? {} : { user }),
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(confinement === undefined ? {} : { confinement }),
    // Neither can be taken back.
    ...(noNewPrivileges === undefined || outer.noNewPrivileges.value === true ? {} : { noNewPrivileges }),
    ...(seccomp === undefined || outer.seccomp.value === 'filter' ? {} : { seccomp }),
    ...(sandbox === undefined
      ? {}
      : {
          sandbox: {
            ...sandbox,
            value: outer.sandbox.value && sandbox.value && [...outer.sandbox.value, ...sandbox.value],
          },
        }),
    ...(namespaces === undefined
      ? {}
      : { namespaces: { ...namespaces, value: bothNamespaces(outer.namespaces.value, namespaces.value) } }),
    ...(filesystem === undefined ? {} : { filesystem: bothFiles(outer.filesystem, filesystem) }),
    ...(network === undefined ? {} : { network: bothNetworks(outer.network, network) }),
    ...(openings === undefined
      ? {}
      : {
          openings: {
            ...openings,
            value: outer.openings.value &&
              openings.value && {
                found: [...outer.openings.value.found, ...openings.value.found].slice(0, 100),
                isComplete: outer.openings.value.isComplete && openings.value.isComplete,
              },
          },
        }),
  };
}

function bothNamespaces(outer: Namespaces | null, inner: Namespaces | null): Namespaces | null {
  if (outer === null || inner === null) return null;
  const entries = NAMESPACES.map((name) => {
    if (outer[name] === 'own' || inner[name] === 'own') return [name, 'own'];
    return [name, outer[name] === null || inner[name] === null ? null : 'shared'];
  });
  return Object.fromEntries(entries) as Namespaces;
}

const isAll = (view: FilesystemView | null): boolean =>
  view?.reads === 'all' && view.writes === 'all' && view.hidden.length === 0;

function bothFiles(outer: Isolation['filesystem'], inner: Isolation['filesystem']): Isolation['filesystem'] {
  if (isAll(outer.value)) return inner;
  if (isAll(inner.value)) return outer;
  return said(null, 'two programs, one in the other, change which files it sees: that is not worked out');
}

function bothNetworks(outer: Isolation['network'], inner: Isolation['network']): Isolation['network'] {
  const reach = (fact: Isolation['network']): NetworkView['reach'] | undefined => fact.value?.reach;
  if (reach(outer) === 'none' || reach(inner) === 'all') return outer;
  if (reach(inner) === 'none' || reach(outer) === 'all') return inner;
  return said(null, 'two programs, one in the other, change what it reaches: that is not worked out');
}
