import type { Isolation, OpeningKind } from '../../model/isolation.ts';
import type { IsolationDemand, LIMITED } from '../../model/risk-class.ts';
import { policyIsolation } from '../policy-checks.ts';
import { saying, type Settled } from '../server-entries.ts';
import { actionOnUnknown, demandOn, listed, named, type Asking, type Demand } from './demand.ts';

/** Whether one thing that is asked for is so. */
interface Row {
  subject: string;
  /** Key of the risk class. */
  key: keyof IsolationDemand | 'egress-hosts';
  result: 'met' | 'unmet' | 'unknown';
  /** What it has to do, behind "has to". */
  must: string;
  evidence: string;
  /** With `$` for the server. */
  fix: string;
}

const FIXES = {
  sandbox: 'Start $ in a container or a sandbox (docker run, bwrap, the sandbox of the client).',
  user: 'Give $ a user that is not root: `docker run --user 1000:1000 …`.',
  filesystem: 'Let $ see only the folders that it needs: no home, no root of the machine.',
  egress: 'Take the network from $ (`docker run --network none …`), or let it out by a proxy that knows its hosts.',
  limits: 'Set limits for $: `docker run --memory 512m --pids-limit 128 --cpus 1 …`.',
} as const;

const answer = <T>(value: T | null, isMet: (value: T) => boolean | null): Row['result'] => {
  const met = value === null ? null : isMet(value);
  return met === null ? 'unknown' : met ? 'met' : 'unmet';
};

const FIELDS = { memory: 'memory', pids: 'processes', cpu: 'cpu' } as const satisfies Record<
  (typeof LIMITED)[number],
  keyof Isolation
>;

const isKept = (scope: string | null): boolean | null =>
  scope === null ? null : scope === 'none' || scope === 'listed';
const both = (one: boolean | null, other: boolean | null): boolean | null =>
  one === false || other === false ? false : one === null || other === null ? null : true;

/** What the machine's own root brings along. */
const IN_ROOT: ReadonlySet<OpeningKind> = new Set(['host-root-mount', 'sensitive-mount', 'docker-socket']);

/** What a sandbox that begins with the machine's root lets in, though nothing was mounted into it; null for any other. */
function throughRoot(kind: OpeningKind, { sandbox, filesystem }: Isolation): 'unmet' | 'unknown' | null {
  if (!IN_ROOT.has(kind) || sandbox.value === null || sandbox.value.length === 0) return null;
  const scopes = new Set([filesystem.value?.reads, filesystem.value?.writes]);
  // Whether an engine runs here, and whether its socket takes this user, is not looked at.
  if (scopes.has('all')) return kind === 'docker-socket' ? 'unknown' : 'unmet';
  return scopes.has('without-home') ? 'unknown' : null;
}

function rowsOf(asks: IsolationDemand, isolation: Isolation): Row[] {
  const { sandbox, user, filesystem, network, openings } = isolation;
  const row = (key: keyof typeof FIXES, result: Row['result'], must: string, evidence: string): Row[] => [
    { subject: key, key, result, must, evidence, fix: FIXES[key] },
  ];
  return [
    ...(asks.sandbox === undefined
      ? []
      : row(
          'sandbox',
          answer(sandbox.value, ({ length }) => length > 0),
          'run in a sandbox',
          sandbox.evidence,
        )),
    ...(asks.user === undefined
      ? []
      : row(
          'user',
          answer(user.value, ({ isRoot }) => (isRoot === null ? null : !isRoot)),
          'run as another user than root',
          user.evidence,
        )),
    ...(asks.filesystem === undefined
      ? []
      : row(
          'filesystem',
          answer(filesystem.value, ({ reads, writes }) => both(isKept(reads), isKept(writes))),
          'reach only files that are named',
          filesystem.evidence,
        )),
    ...(asks.egress === undefined
      ? []
      : row(
          'egress',
          answer(network.value, ({ reach }) => reach !== 'all'),
          'reach only hosts that are named',
          network.evidence,
        )),
    ...(asks.limits ?? []).flatMap((name) => {
      const { value, evidence } = isolation[FIELDS[name]];
      const [limit] = row(
        'limits',
        answer(value, (one) => one !== 'none'),
        `have a limit on ${name}`,
        evidence,
      );
      return limit === undefined ? [] : [{ ...limit, subject: `limits ${name}` }];
    }),
    ...(asks.forbid ?? []).map((kind): Row => {
      const open = openings.value?.found.filter((one) => one.kind === kind) ?? [];
      const isClosed = openings.value?.isComplete === true;
      const root = open.length > 0 ? null : throughRoot(kind, isolation);
      return {
        subject: `forbid ${kind}`,
        key: 'forbid',
        result: open.length > 0 ? 'unmet' : (root ?? (isClosed ? 'met' : 'unknown')),
        must: `run without ${kind}`,
        evidence:
          open.length > 0
            ? listed(open.map(({ what }) => what))
            : root === null
              ? openings.evidence
              : "the root of its sandbox is the machine's own",
        fix:
          root === null
            ? `In the launch line of $ take out ${open.length > 0 ? listed(open.map(({ what }) => named(what))) : kind}.`
            : FIXES.filesystem,
      };
    }),
  ];
}

/** Whether a host that it may reach is one of those that the policy lists, or below one of them. */
function isListed(host: string, list: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return list.some(
    (one) => one === name || (one.startsWith('*.') && name.endsWith(one.slice(1)) && name !== one.slice(1)),
  );
}

function egressRow(list: readonly string[], { network }: Isolation): Row {
  const reach = network.value?.reach;
  const hosts = network.value?.hosts ?? null;
  const others = (hosts ?? []).filter((host) => !isListed(host, list));
  const result =
    reach === undefined
      ? 'unknown'
      : reach === 'none' || reach === 'loopback'
        ? 'met'
        : reach === 'all' || others.length > 0
          ? 'unmet'
          : hosts === null
            ? 'unknown'
            : 'met';
  return {
    // An exception is for these hosts, and not for the next one.
    subject: JSON.stringify(['egress-hosts', reach ?? null, ...others.toSorted()]),
    key: 'egress-hosts',
    result,
    must: list.length === 0 ? 'reach no other machine' : `reach no other hosts than ${listed(list)}`,
    evidence: others.length > 0 ? `it may reach ${listed(others)}` : network.evidence,
    fix: FIXES.egress,
  };
}

const sentence = (text: string): string[] =>
  text === '' ? [] : [`${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`];

/** What a server on another machine is kept in nobody sees from here; its entry starts nothing. */
const isElsewhere = ({ server: { launch } }: Settled): boolean => launch.ecosystem === 'remote';

/** How a server has to be kept apart and is not, or that is not known. */
export function demandIsolation(settled: Settled, asking: Asking): Demand[] {
  if (isElsewhere(settled)) return [];
  const { server, risk } = settled;
  const asks = risk?.asks.isolation;
  const name = risk?.name ?? 'high';
  const { isolation } = server;
  const tell = (row: Row, by: readonly string[], isAdvice: boolean): Demand[] => {
    if (row.result === 'met') return [];
    const isCertain = row.result === 'unmet';
    const known = isCertain ? 'and does not' : 'and whether it does is not known';
    const action = isAdvice ? 'warn' : isCertain ? 'block' : actionOnUnknown(name);
    const shortfall = {
      subject: `${row.subject} ${row.result}`,
      action,
      by,
      isCertain,
      severity: isAdvice || !isCertain ? ('medium' as const) : ('high' as const),
      title: `${named(server.id)}${risk === null ? '' : ` (risk ${name})`} has to ${row.must}, ${known}`,
      evidence: sentence(row.evidence),
      fix: row.fix.replace('$', () => named(server.id)),
    };
    return [demandOn(policyIsolation, server, shortfall, asking)];
  };
  const nobody = (key: Row['key'], must: string): Row => ({
    subject: key,
    key,
    result: 'unknown',
    must,
    evidence: 'nobody has looked at how it is started',
    fix: 'Scan $ on the machine where it runs: mcp-audit scan',
  });
  const ofClass = (row: Row): Demand[] =>
    tell(row, ['risk_classes', name, 'isolation', row.key], row.key === 'sandbox' && asks?.sandbox === 'recommended');
  const ofEntries = saying(settled, asking.policy, 'egress').flatMap(({ entry, value }) => {
    const row =
      isolation === null ? nobody('egress-hosts', 'reach only hosts that are listed') : egressRow(value, isolation);
    return tell(row, ['servers', entry.key, 'egress'], false);
  });
  if (asks === undefined) return ofEntries;
  const keys = Object.keys(asks) as (keyof IsolationDemand)[];
  if (isolation === null) {
    const isAdvice = keys.length === 1 && asks.sandbox === 'recommended';
    const row = nobody('sandbox', `be kept apart (${keys.join(', ')})`);
    return [...(keys.length === 0 ? [] : tell(row, ['risk_classes', name, 'isolation'], isAdvice)), ...ofEntries];
  }
  return [...rowsOf(asks, isolation).flatMap(ofClass), ...ofEntries];
}
