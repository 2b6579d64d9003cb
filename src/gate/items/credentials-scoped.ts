import type { JudgedFinding } from '../../model/decision.ts';
import { severityRank } from '../../model/severity.ts';
import { isActive, type Server } from '../../model/server.ts';
import { hintOf, openGaps } from '../gaps.ts';
import { scalarOf } from '../yaml-scalar.ts';
import { count } from './_count.ts';
import { credentialsOf, storesInReach, type CredentialState } from './_credentials.ts';
import { byId, few } from './_few.ts';
import type { Answer, Circumstances, GateItemRecord } from './index.ts';

const ID = 'credentials-scoped';
const SCAN = 'Look at what servers are given: mcp-audit scan, on the machine where they run and without --from.';

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Where a policy says what a server may be given, the server's id as YAML writes a key. */
const keyOf = ({ id }: Pick<Server, 'id'>): string => `servers.${scalarOf(id, 'plain')}.credentials`;

/** What stands as a warning and is more than a hint. */
function doubtsIn(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const least = severityRank('medium');
  return findings.filter(
    ({ item, action, severity, active }) =>
      item === ID && action === 'warn' && active && severityRank(severity) <= least,
  );
}

/** What was not looked at, with what would. */
function unseenIn({ unseen }: CredentialState, { stores, target }: Circumstances['inventory']): string[] {
  return [
    ...(unseen.length === 0
      ? []
      : [
          `what ${count(unseen.length, 'server is', 'servers are')} given is not known (${few(unseen.map(({ id }) => id))})`,
        ]),
    // Of a project alone, or a file, it is not asked whose machine they are to run on.
    ...(stores !== null || target.home === null ? [] : ['what programs of this user can reach is not known']),
  ];
}

/** What no type or claim proves, and what a person can settle. */
function unprovedIn({ unproved, heirs, inheriting }: CredentialState): Array<{ words: string; next: string }> {
  const [first] = unproved;
  const [child] = heirs;
  const [heir] = inheriting;
  return [
    ...(first === undefined
      ? []
      : [
          {
            words: `what ${count(unproved.length, 'of them opens', 'of them open')} is not known (${few(unproved.map(({ label }) => label))})`,
            next: `Find out what ${first.label} opens, then allow it in a --policy: ${keyOf(first.server)}.`,
          },
        ]),
    ...(child === undefined
      ? []
      : [
          {
            words: `${count(heirs.length, 'server gets', 'servers get')} every variable of the client, whatever they hold (${few(heirs.map(({ id }) => id))})`,
            next: `Settle in a --policy what ${child.id} may inherit: ${keyOf(child)}.inherit.`,
          },
        ]),
    ...(heir === undefined
      ? []
      : [
          {
            words: `whether ${count(inheriting.length, 'server gets', 'servers get')} the variables of the client is not known (${few(inheriting.map(({ id }) => id))})`,
            next: `Settle in a --policy what ${heir.id} may inherit: ${keyOf(heir)}.inherit.`,
          },
        ]),
  ];
}

function judge(circumstances: Circumstances): Answer {
  const { inventory, findings } = circumstances;
  const blocked = findings.filter(({ item, action }) => item === ID && action === 'block');
  const [worst] = blocked;
  if (worst !== undefined) {
    const reason = `The policy blocks ${count(blocked.length, 'finding')} about credentials.`;
    return { status: 'fail', reason, next: worst.fix };
  }
  const active: Server[] = inventory.servers.filter(isActive).sort(byId);
  if (active.length === 0) return { status: 'not-applicable', reason: 'No client would start a server.', next: '' };
  const state = credentialsOf(active, circumstances.policies);
  const unseen = unseenIn(state, inventory);
  if (unseen.length > 0) {
    const next = hintOf(openGaps(circumstances, ID)) || SCAN;
    return { status: 'unknown', reason: `${capital(unseen.join('; '))}.`, next };
  }
  const whole = `${count(state.given, 'credential')} of ${count(active.length, 'active server')}`;
  const unproved = unprovedIn(state);
  const doubts = doubtsIn(findings);
  const [doubt] = doubts;
  const [wide] = state.wide;
  const { servers, stores } = storesInReach(active, inventory.stores ?? []);
  const [store] = stores;
  const parts = [
    ...(doubt === undefined ? [] : [`${count(doubts.length, 'finding')} about credentials to look at`]),
    ...(wide === undefined
      ? []
      : [
          `${count(state.wide.length, 'of them reaches', 'of them reach')} as far as its account (${few(state.wide.map(({ label }) => label))})`,
        ]),
    ...unproved.map(({ words }) => words),
    ...(store === undefined
      ? []
      : [
          `${count(stores.length, 'store')} of credentials (${few(stores.map(({ title }) => title))}) in reach of ${count(servers.length, 'server')}`,
        ]),
  ];
  if (parts.length === 0)
    return { status: 'pass', reason: `${whole}, each limited or allowed by the policy.`, next: '' };
  const next =
    doubt?.fix ??
    (wide === undefined
      ? (unproved[0]?.next ??
        `Start ${few(servers.map(({ id }) => id))} in a container or sandbox that hides ${store?.location.file ?? 'them'}.`)
      : `Replace ${wide.label} by one that opens less, or allow it in a --policy: ${keyOf(wide.server)}.`);
  return { status: 'warn', reason: `${whole}; ${parts.join('; ')}.`, next };
}

export const credentialsScoped: GateItemRecord = {
  id: ID,
  title: 'Credentials scoped',
  why: 'A server can do whatever the credentials in its reach can do. Each should reach what it needs and no more.',
  judge,
};
