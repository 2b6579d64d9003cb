import type { Reading } from '../clients/index.ts';
import type { Declared } from './discover.ts';

/** A switch that one of a client's files sets for a server of another. */
export type Switch = NonNullable<Reading['toggles']>[number] & { client: string };

const keyOf = (client: string, server: string): string => `${client}\n${server}`;

/**
 * Sets `enabled` of every declaration that a switch is about: off wins over on, and on over the entry's own. A switch for
 * one project leaves a server that belongs to no project as it is: elsewhere it still starts.
 */
export function applySwitches(
  declared: readonly Declared[],
  switches: readonly Switch[],
  sameFolder: (one: string, other: string) => boolean,
): Declared[] {
  const byServer = new Map<string, Switch[]>();
  for (const one of switches) {
    const key = keyOf(one.client, one.server);
    const known = byServer.get(key);
    if (known) known.push(one);
    else byServer.set(key, [one]);
  }
  const concerns = ({ project, scopes }: Switch, one: Declared): boolean =>
    (project === null || (one.project !== null && sameFolder(project, one.project))) &&
    (scopes === undefined || scopes.includes(one.scope));
  return declared.map((one) => {
    const own = (byServer.get(keyOf(one.client, one.entry.name)) ?? []).filter((each) => concerns(each, one));
    return own.length === 0 ? one : { ...one, enabled: own.every(({ enabled }) => enabled) };
  });
}
