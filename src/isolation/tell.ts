import type { Identity, Isolation, IsolationAspect, Limit } from '../model/isolation.ts';

const UNKNOWN = 'not known';

function tellUser({ id, isRoot, isMapped, isSame }: Identity): string {
  const who =
    isRoot === true
      ? 'root'
      : id !== null
        ? `user ${id}`
        : isSame === true
          ? "the client's user"
          : isRoot === false
            ? 'a user other than root'
            : 'a user that is not known';
  return isMapped === true ? `${who} in a user namespace` : who;
}

/** Bytes in the unit in which they are a short number. */
function tellBytes(amount: number): string {
  const power = amount >= 1024 ** 3 ? 3 : amount >= 1024 ** 2 ? 2 : amount >= 1024 ? 1 : 0;
  return `${Number((amount / 1024 ** power).toFixed(1))} ${['bytes', 'KiB', 'MiB', 'GiB'][power]}`;
}

const ONE = { cores: 'core', processes: 'process', seconds: 'second' } as const;

export function tellLimit(limit: Limit): string {
  if (limit === 'none') return 'no limit';
  if (limit.unit === 'bytes') return tellBytes(limit.amount);
  const amount = Number(limit.amount.toFixed(3));
  return `${amount} ${amount === 1 ? ONE[limit.unit] : limit.unit}`;
}

const TELL: { [A in IsolationAspect]: (value: NonNullable<Isolation[A]['value']>) => string } = {
  sandbox: (kinds) => (kinds.length === 0 ? 'none' : kinds.join(', ')),
  user: tellUser,
  noNewPrivileges: (isSet) => (isSet ? 'no new privileges' : 'new privileges'),
  capabilities: (names) => (names.length === 0 ? 'none' : names.join(', ')),
  seccomp: (kind) => (kind === 'filter' ? 'a filter of system calls' : 'no filter of system calls'),
  confinement: (kind) => kind,
  namespaces: (all) =>
    Object.entries(all)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ') || UNKNOWN,
  filesystem: ({ reads, writes }) => `reads ${reads ?? UNKNOWN}, writes ${writes ?? UNKNOWN}`,
  network: ({ reach }) => reach,
  memory: tellLimit,
  processes: tellLimit,
  cpu: tellLimit,
  openings: ({ found }) => [...new Set(found.map(({ kind }) => kind))].join(', ') || 'none',
};

/** The value of one aspect in a few words. */
export function tell<A extends IsolationAspect>(aspect: A, { value }: Isolation[A]): string {
  return value === null ? UNKNOWN : TELL[aspect](value);
}
