import type { JudgedFinding } from '../../model/decision.ts';
import { isActive, type Server } from '../../model/server.ts';
import { count } from './_count.ts';
import { examineTransports, type TransportState } from './_transports.ts';
import type { GateItemRecord } from './index.ts';

const NAMED = 3;

function few(words: readonly string[]): string {
  const rest = words.length - NAMED;
  return [...words.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

const idsOf = (servers: readonly Server[]): string => few(servers.map(({ id }) => id));

/** `2 findings`, and the servers that they are about. */
const tell = (findings: readonly JudgedFinding[]): string =>
  `${count(findings.length, 'finding')} (${few([...new Set(findings.flatMap(({ server }) => server ?? []))])})`;

function describeLocal({ local }: TransportState): string[] {
  if (local.length === 0) return [];
  return [`${count(local.length, 'server answers', 'servers answer')} on a port of this machine`];
}

/** What is not known, in the order in which it is best found out. */
function describeOpen({ placeless, silent, unprobed, doubts }: TransportState): string[] {
  return [
    ...(silent.length > 0 ? [`${silent.length} not reached (${idsOf(silent)})`] : []),
    ...(unprobed.length > 0 ? [`${unprobed.length} not probed (${idsOf(unprobed)})`] : []),
    ...(doubts.length > 0
      ? [`not known: ${few(doubts.map(({ server, open }) => `${open.join(', ')} of ${server.id}`))}`]
      : []),
    ...(placeless.length > 0
      ? [`of ${count(placeless.length, 'server')} it is not known where they answer (${idsOf(placeless)})`]
      : []),
  ];
}

const BY_HAND = 'binds to loopback, and checks Host, Origin and a token';

function nextFor({ silent: [silent], unprobed: [unprobed], doubts: [doubt] }: TransportState): string {
  if (silent !== undefined) return `Start ${silent.id} and scan again, or disable its entry.`;
  if (unprobed !== undefined)
    return `Scan again with \`--probe=gentle\` on the machine where ${unprobed.id} runs, while it runs.`;
  if (doubt === undefined) return `Check by hand that the server ${BY_HAND}.`;
  if (doubt.open.every((id) => id === 'bind'))
    return `Scan as the user who runs ${doubt.server.id}: who listens at its port does not show.`;
  return doubt.mode === 'gentle'
    ? '`mcp-audit scan --probe=active` asks more; it opens sessions, and servers have fallen over it.'
    : `Check by hand that ${doubt.server.id} ${BY_HAND}.`;
}

const mend = ({ server, fix }: JudgedFinding): string => (server === null ? fix : `${server}: ${fix}`);

export const localTransportsChecked: GateItemRecord = {
  id: 'local-transports-checked',
  title: 'Local transports checked',
  why: 'A server that listens on this machine can be reached by every page in a browser and every program, unless it defends itself.',
  judge(circumstances) {
    const state = examineTransports(circumstances);
    const { local, placeless, blocked, warned, allowed } = state;
    const say = (...parts: string[]): string => `${[...describeLocal(state), ...parts].join('; ')}.`;
    const [worst] = blocked;
    if (worst !== undefined)
      return { status: 'fail', reason: say(`the policy blocks ${tell(blocked)}`), next: mend(worst) };
    if (local.length + placeless.length === 0) {
      const active = circumstances.inventory.servers.filter(isActive).length;
      const none = active === 1 ? 'The one active server does not answer' : `None of ${active} active servers answers`;
      return { status: 'not-applicable', reason: `${none} on a port of this machine.`, next: '' };
    }
    const left = warned.length === 0 ? [] : [`${tell(warned)} to look at`];
    const open = describeOpen(state);
    if (open.length > 0) return { status: 'unknown', reason: say(...open, ...left), next: nextFor(state) };
    const [first] = warned;
    if (first !== undefined) return { status: 'warn', reason: say(...left), next: mend(first) };
    const rest = allowed.length === 0 ? 'keeps out what it should' : `the policy allows ${tell(allowed)}`;
    return { status: 'pass', reason: say(`each was probed, and ${rest}`), next: '' };
  },
};
