import type { Credential } from '../../model/credential.ts';
import type { Policy } from '../../model/policy.ts';
import type { Server } from '../../model/server.ts';
import type { ReachableStore } from '../../model/store.ts';
import { givenTo, isAllowed } from '../demands/credentials.ts';
import { saying, sayingForOthers, settle } from '../server-entries.ts';

/** A credential, and whose it is. */
interface Given {
  server: Server;
  credential: Credential;
  /** `NAME of SERVER`. */
  label: string;
}

/** What is known of the credentials that servers are given. */
export interface CredentialState {
  /** How many there are. */
  given: number;
  /** Servers that nobody has looked at. */
  unseen: Server[];
  /** That no type or claim limits, and no policy allows. */
  wide: Given[];
  /** Of which neither a type nor a policy says what they open. */
  unproved: Given[];
  /** Servers that get every variable of their client, whatever those hold, where no policy settles that. */
  heirs: Server[];
  /** Servers of which it is not known whether they get the client's own variables, where no policy settles that. */
  inheriting: Server[];
}

/** A person who allows a credential by name has looked at what it opens: that settles what no type proves. */
export function credentialsOf(active: readonly Server[], policies: readonly Policy[]): CredentialState {
  const settled = policies.map((policy) => ({
    policy,
    by: new Map(settle(policy, active).map((one) => [one.server, one])),
  }));
  const listsOf = (server: Server) =>
    settled.flatMap(({ policy, by }) => {
      const own = by.get(server);
      return own === undefined ? [] : saying(own, policy, 'credentials').map(({ value }) => value);
    });
  const others = policies.flatMap((policy) => sayingForOthers(policy, 'credentials').map(({ value }) => value));
  const all = active.flatMap((server) => {
    const lists = listsOf(server);
    return givenTo({ server }).map((credential) => ({
      server,
      credential,
      label: `${credential.name || credential.way} of ${server.id}`,
      isSettled: lists.some((list) => isAllowed(credential, list)),
    }));
  });
  const isUnsettled = (server: Server): boolean =>
    server.transport === 'stdio' &&
    server.credentials !== null &&
    ![...listsOf(server), ...others].some(({ inherit }) => inherit !== undefined);
  const open = all.filter(({ isSettled }) => !isSettled);
  return {
    given: all.length,
    unseen: active.filter(({ credentials }) => credentials === null),
    wide: open.filter(({ credential }) => credential.scoped === 'no'),
    unproved: open.filter(({ credential }) => credential.scoped === 'unknown'),
    heirs: active.filter((server) => server.inherits === 'all' && isUnsettled(server)),
    inheriting: active.filter((server) => server.inherits === null && isUnsettled(server)),
  };
}

/** Whoever gets at these has what is in them; one that nobody could try counts as within reach. */
const isOpen = ({ reachable, protection }: ReachableStore): boolean =>
  reachable !== 'no' && !['encrypted', 'hardware', 'reference'].includes(protection);

/** Stores that are open to any program of this user, and the servers that no sandbox keeps from the user's files. */
export function storesInReach(
  active: readonly Server[],
  stores: readonly ReachableStore[],
): { servers: Server[]; stores: ReachableStore[] } {
  const servers = active.filter(({ launch, isolation }) => {
    const reads = isolation?.filesystem.value?.reads ?? null;
    return launch.ecosystem !== 'remote' && reads !== 'none' && reads !== 'listed' && reads !== 'without-home';
  });
  return { servers, stores: servers.length === 0 ? [] : stores.filter(isOpen) };
}
