import type { FileScope, FilesystemView, Opening } from '../model/isolation.ts';
import { exposuresOf, holdsHome, isRoot } from './exposure.ts';
import { shown } from './fact.ts';
import { isWithin } from './place.ts';

/** Something that is laid into the view of a sandbox, in the order in which that is done. */
export interface Laid {
  /** `machine`: files of the machine. `own`: nothing of the machine's, such as memory or a volume. `unknown`: either. */
  from: 'machine' | 'own' | 'unknown';
  /** As written; null for what is not of the machine. */
  written: string | null;
  /** By `placeOf`; null where it is not known. */
  place: string | null;
  /** Absolute; null where it is not known. */
  target: string | null;
  access: 'read' | 'write' | null;
}

const MOST = 100;
/** More than anybody lays: they are not worked out. */
const MOST_LAID = 2_000;

/** Homes that have to be hidden for a view of a machine to be one without homes. `~` is the user's, where it is known. */
const ALL_HOMES = ['/root', '/home'];

/** What a sandbox that begins empty lets see of the machine. `home` is the user's, absolute, where it is known. */
export function viewOf(laid: readonly Laid[], home: string | undefined): FilesystemView {
  if (laid.length > MOST_LAID) return { reads: null, writes: null, mounts: [], hidden: [] };
  const visible = laid.filter((one, index) => !laid.slice(index + 1).some((later) => covers(later, one)));
  const homes = home === undefined ? ALL_HOMES : [home];
  const isWritable = visible.map((one) => (one.access === null ? { ...one, from: 'unknown' as const } : one));
  return {
    reads: scopeOf(visible, homes),
    writes: scopeOf(
      isWritable.map((one) => (one.access === 'read' ? { ...one, from: 'own' as const } : one)),
      homes,
    ),
    mounts: visible
      .filter(({ from }) => from !== 'own')
      .slice(0, MOST)
      .map(({ written, target, access }) => ({
        source: written === null ? null : shown(written),
        target: target === null ? null : shown(target),
        access,
      })),
    hidden: [],
  };
}

function covers(later: Laid, one: Laid): boolean {
  return later.target !== null && one.target !== null && isWithin(one.target, later.target);
}

function scopeOf(laid: readonly Laid[], homes: readonly string[]): FileScope | null {
  const isOfMachine = ({ from, place }: Laid): boolean => from === 'machine' && place !== null;
  const roots = laid.filter((one) => isOfMachine(one) && isRoot(one.place ?? ''));
  if (roots.length > 0) {
    const scopes = new Set(roots.map((root) => rootScope(root, laid, homes)));
    return scopes.has('all') ? 'all' : scopes.has(null) ? null : 'without-home';
  }
  if (laid.some(({ from, place }) => from === 'unknown' || (from === 'machine' && place === null))) return null;
  return laid.some(isOfMachine) ? 'listed' : 'none';
}

/** Of a view that has the machine's root in it: whether the homes in it are covered. */
function rootScope(root: Laid, laid: readonly Laid[], homes: readonly string[]): FileScope | null {
  const others = laid.filter((one) => one !== root);
  if (others.some(({ from, place }) => from === 'machine' && place !== null && holdsHome(place))) return 'all';
  if (root.target === null || others.some(({ target }) => target === null)) return null;
  const base = root.target === '/' ? '' : root.target;
  const hidden = homes.map((home) =>
    others.filter(({ target }) => target !== null && isWithin(`${base}${home}`, target)),
  );
  if (hidden.some((list) => list.some(({ from }) => from === 'unknown'))) return null;
  const isHidden = hidden.map((list) => list.length > 0);
  if (isHidden.every(Boolean)) return 'without-home';
  // A home is covered, and which one is the user's is not known.
  const isOneHidden = others.some(
    ({ target }) => target?.startsWith(base) && holdsHome(target.slice(base.length) || '/'),
  );
  return homes === ALL_HOMES && isOneHidden ? null : 'all';
}

/**
 * What of the machine should not be in a sandbox, and whether every place in it is known. A sandbox that begins with the machine's own root has let
 * nothing in by that: its view is `all` as far as nothing hides it.
 */
export function openingsOf(laid: readonly Laid[]): { found: Opening[]; isComplete: boolean } {
  const isItself = ({ written, target }: Laid): boolean => written !== null && written === target;
  const hasOwnRoot = laid.some((one) => isItself(one) && one.target === '/');
  const visible = laid.filter(({ from }) => from !== 'own');
  const found = visible
    .filter((one) => !(hasOwnRoot && isItself(one)))
    .flatMap(({ place, written }) =>
      place === null ? [] : exposuresOf(place).map((kind) => ({ kind, what: shown(written ?? place) })),
    );
  return {
    found: found.slice(0, MOST),
    isComplete: found.length <= MOST && visible.every(({ from, place }) => from === 'machine' && place !== null),
  };
}
