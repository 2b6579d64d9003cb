import type { Policy } from '../model/policy.ts';
import { RISKS, type Risk, type RiskClass } from '../model/risk-class.ts';
import { isActive, type Server } from '../model/server.ts';
import type { ServerPolicy } from '../model/server-policy.ts';
import { serverNamed } from './clear.ts';
import { artifactMeant, artifactsOf } from './same-artifact.ts';

/** One entry of `servers`, under its key. */
export interface Entry {
  key: string;
  settled: ServerPolicy;
}

/** A server that a client would start, and what the policy says about it. */
export interface Settled {
  server: Server;
  /** That are for it; of several each counts. */
  entries: Entry[];
  /** That have its name and are for another artifact. */
  foreign: Entry[];
  /** Null where the policy has no risk classes. */
  risk: { name: Risk; isStated: boolean; asks: RiskClass } | null;
}

/** For every server whose own entries are silent. */
const OTHERS = '*';

/** The entries that say something by a key of theirs; else the one for all others. */
export function saying<K extends keyof ServerPolicy>(
  { entries }: Pick<Settled, 'entries'>,
  policy: Policy,
  key: K,
): { entry: Entry; value: NonNullable<ServerPolicy[K]> }[] {
  const others = policy.servers === undefined ? undefined : entryOf(policy.servers, OTHERS);
  const pick = (entry: Entry) => {
    const value = entry.settled[key];
    return value === undefined ? [] : [{ entry, value: value as NonNullable<ServerPolicy[K]> }];
  };
  const own = entries.flatMap(pick);
  return own.length > 0 || others === undefined ? own : pick(others);
}

/** What the entry for all others says by a key: for what an entry of its own says only in part. */
export function sayingForOthers<K extends keyof ServerPolicy>(policy: Policy, key: K): ReturnType<typeof saying<K>> {
  return saying({ entries: [] }, policy, key);
}

function entryOf(servers: NonNullable<Policy['servers']>, key: string): Entry | undefined {
  const settled = Object.hasOwn(servers, key) ? servers[key] : undefined;
  return settled === undefined ? undefined : { key, settled };
}

/** A server of no stated risk counts as of the highest that the policy knows: what nobody has looked at may be anything. */
function riskOf(entries: Entry[], policy: Policy): Settled['risk'] {
  const classes = policy.risk_classes;
  if (classes === undefined) return null;
  const stated = new Set(saying({ entries }, policy, 'risk').map(({ value }) => value));
  const name = RISKS.find((risk) => stated.has(risk));
  if (name !== undefined) return { name, isStated: true, asks: classes[name] ?? {} };
  const highest = RISKS.find((risk) => classes[risk] !== undefined);
  return highest === undefined ? null : { name: highest, isStated: false, asks: classes[highest] ?? {} };
}

/** What the policy says about each server that a client would start. */
export function settle(policy: Policy, servers: readonly Server[]): Settled[] {
  const all = Object.entries(policy.servers ?? {})
    .filter(([key]) => key !== OTHERS)
    .map(([key, settled]) => ({
      key,
      settled,
      named: serverNamed(servers, key),
      meant: settled.match === undefined ? null : (artifactMeant(settled.match) ?? ''),
    }));
  return servers.filter(isActive).map((server) => {
    const artifacts = artifactsOf(server);
    const isFor = ({ meant, named }: (typeof all)[number]): boolean =>
      meant === null ? named === server : artifacts.has(meant);
    // Also where several servers have the name: each of them says it is that one.
    const isCalled = ({ key }: Entry): boolean => key === server.id || key === server.name;
    const entries = all.filter(isFor);
    return {
      server,
      entries,
      foreign: all.filter((entry) => isCalled(entry) && entry.settled.match !== undefined && !isFor(entry)),
      risk: riskOf(entries, policy),
    };
  });
}
