import {
  NAMESPACES,
  type Disagreement,
  type FileScope,
  type Identity,
  type Isolation,
  type IsolationAspect,
  type Limit,
  type NetworkView,
} from '../model/isolation.ts';
import { tell } from './tell.ts';

/** How two values of one aspect stand: what is observed is weaker, stronger, or another. Null where they agree, or one is not known. */
type Verdict = 'weaker' | 'stronger' | 'other' | null;

const SCOPES: readonly FileScope[] = ['none', 'listed', 'without-home', 'all'];
const REACHES: readonly NetworkView['reach'][] = ['none', 'loopback', 'allow-list', 'all'];

/** By the place of both in a list from the strictest on. */
function ranked<T>(order: readonly T[], declared: T | null, seen: T | null): Verdict {
  if (declared === null || seen === null || declared === seen) return null;
  return order.indexOf(seen) > order.indexOf(declared) ? 'weaker' : 'stronger';
}

/** The weakest of several, which is what counts. */
function worst(verdicts: readonly Verdict[]): Verdict {
  return (['weaker', 'other', 'stronger'] as const).find((one) => verdicts.includes(one)) ?? null;
}

/** Kernels round limits of memory down to pages. */
const PAGE = 64 * 1024;

function limits(declared: Limit, seen: Limit): Verdict {
  if (declared === 'none' || seen === 'none') return declared === seen ? null : seen === 'none' ? 'weaker' : 'stronger';
  if (declared.unit !== seen.unit) return null;
  const slack = declared.unit === 'bytes' ? PAGE : declared.amount / 100;
  if (Math.abs(declared.amount - seen.amount) <= slack) return null;
  return seen.amount > declared.amount ? 'weaker' : 'stronger';
}

function users(declared: Identity, seen: Identity): Verdict {
  if (declared.isRoot !== null && seen.isRoot !== null && declared.isRoot !== seen.isRoot)
    return seen.isRoot ? 'weaker' : 'stronger';
  const flags = worst([
    ranked([true, false], declared.isMapped, seen.isMapped),
    // Another user is another one, not a better one.
    declared.isSame !== null && seen.isSame !== null && declared.isSame !== seen.isSame ? 'other' : null,
    declared.id !== null && seen.id !== null && declared.id !== seen.id ? 'other' : null,
  ]);
  return flags;
}

type Compare = {
  [A in IsolationAspect]: (
    declared: NonNullable<Isolation[A]['value']>,
    seen: NonNullable<Isolation[A]['value']>,
    all: Isolation,
  ) => Verdict;
};

const COMPARE: Compare = {
  sandbox(declared, seen) {
    if (declared.length === 0 || seen.length === 0)
      return declared.length === seen.length ? null : seen.length === 0 ? 'weaker' : 'stronger';
    // Of what is no container only its namespaces show.
    return declared.includes('container') && !seen.includes('container') ? 'other' : null;
  },
  user: users,
  noNewPrivileges: (declared, seen) => ranked([true, false], declared, seen),
  capabilities: (declared, seen) => (seen.some((name) => !declared.includes(name)) ? 'weaker' : null),
  seccomp: (declared, seen) => ranked(['filter', 'none'] as const, declared, seen),
  confinement: (declared, seen) => ranked(['confined', 'unconfined'] as const, declared, seen),
  namespaces: (declared, seen) =>
    worst(NAMESPACES.map((name) => ranked(['own', 'shared'] as const, declared[name], seen[name]))),
  filesystem: (declared, seen) =>
    worst([ranked(SCOPES, declared.reads, seen.reads), ranked(SCOPES, declared.writes, seen.writes)]),
  network: (declared, seen) => ranked(REACHES, declared.reach, seen.reach),
  memory: limits,
  processes: limits,
  cpu: limits,
  openings(declared, seen, { capabilities }) {
    const kinds = (openings: typeof declared): Set<string> => new Set(openings.found.map(({ kind }) => kind));
    const [said, found] = [kinds(declared), kinds(seen)];
    // Which capabilities it has is another aspect's matter where the line does not say it.
    if (capabilities.value === null) found.delete('admin-capability');
    if (declared.isComplete && [...found].some((kind) => !said.has(kind))) return 'weaker';
    return seen.isComplete && [...said].some((kind) => !found.has(kind)) ? 'stronger' : null;
  },
};

/** Where what runs is not what its launch line says. What is not known on one side disagrees with nothing. */
export function compareIsolation(declared: Isolation, seen: Isolation): Disagreement[] {
  const compareOne = <A extends IsolationAspect>(aspect: A): Disagreement[] => {
    const one: Isolation[A] = declared[aspect];
    const other: Isolation[A] = seen[aspect];
    const verdict =
      one.value === null || other.value === null ? null : COMPARE[aspect](one.value, other.value, declared);
    if (verdict === null) return [];
    const isWeaker = verdict === 'other' ? null : verdict === 'weaker';
    return [{ aspect, static: tell(aspect, one), observed: tell(aspect, other), isWeaker }];
  };
  return (Object.keys(COMPARE) as IsolationAspect[]).flatMap((aspect) => compareOne(aspect));
}

/** What is known in the end: what was observed, and where that is not known what the line says. */
export function mergeIsolation(declared: Isolation, seen: Isolation): Isolation {
  const pick = <A extends IsolationAspect>(aspect: A): [A, Isolation[A]] => [
    aspect,
    seen[aspect].value === null ? declared[aspect] : seen[aspect],
  ];
  return {
    ...declared,
    ...Object.fromEntries((Object.keys(COMPARE) as IsolationAspect[]).map((aspect) => pick(aspect))),
  };
}
