import type { JudgedFinding } from '../../model/decision.ts';
import { isActive, type Server } from '../../model/server.ts';
import { severityRank } from '../../model/severity.ts';
import { accessOn } from '../../model/tool-access.ts';
import { openGaps, hintOf } from '../gaps.ts';
import { shown } from '../tool-pins.ts';
import type { ServerReview } from '../tool-states.ts';
import { count } from './_count.ts';
import type { Answer, Circumstances, GateItemRecord } from './index.ts';

const ID = 'high-risk-tools-reviewed';
const LIST =
  'List their tools: mcp-audit scan --enumerate=ask (it starts servers, each with your consent), or give a list that was saved: --tools SERVER=FILE';

/** What is not known of the servers that a client would start. */
interface Unseen {
  /** Servers whose list is not known, and those whose list is known in part. */
  none: Server[];
  part: Server[];
}

function unseenOf(reviews: ReadonlyArray<ServerReview<Server>>): Unseen {
  const part = reviews.filter(
    ({ server, tools }) =>
      server.offering !== null && (!server.offering.isComplete || tools.some(({ state }) => state === 'unknown')),
  );
  return {
    none: reviews.map(({ server }) => server).filter(({ offering }) => offering === null),
    part: part.map(({ server }) => server),
  };
}

/** `23 tools of 2 active servers: 20 reviewed, 3 not`; of what clients offer to a model. */
function describeTools(reviews: ReadonlyArray<ServerReview<Server>>): string {
  const known = reviews.filter(({ server }) => server.offering !== null);
  const offered = known.flatMap(({ server, tools }) =>
    tools.filter(({ tool }) => accessOn(server, tool.name).isOffered),
  );
  const reviewed = offered.filter(({ state }) => state === 'reviewed').length;
  const whole = `${count(offered.length, 'tool')} of ${count(known.length, 'active server')}`;
  if (offered.length === 0) return whole;
  return reviewed === offered.length
    ? `${whole}, each reviewed`
    : `${whole}: ${reviewed} reviewed, ${offered.length - reviewed} not`;
}

function whom(some: number, all: number): string {
  if (some < all) return `${some} of ${count(all, 'active server')}`;
  return all === 1 ? 'the one active server' : `all ${count(all, 'active server')}`;
}

function describeUnseen({ none, part }: Unseen, all: number): string {
  const names = [...none, ...part].map(({ id }) => shown(id)).sort();
  const few = names.length <= 3 ? ` (${names.join(', ')})` : '';
  return [
    ...(none.length > 0 ? [`of ${whom(none.length, all)} the tools are not known`] : []),
    ...(part.length > 0
      ? [`${count(part.length, 'list')} of tools ${part.length === 1 ? 'is' : 'are'} known in part`]
      : []),
  ]
    .join('; ')
    .concat(few);
}

/** What stands as a warning and is more than a tool that only reads. */
function doubtsIn(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const LEAST = severityRank('medium');
  return findings.filter(
    ({ item, action, severity, active }) =>
      item === ID && action === 'warn' && active && severityRank(severity) <= LEAST,
  );
}

function describeDoubts(doubts: readonly JudgedFinding[]): string {
  const unreviewed = doubts.filter(({ kind }) => kind === 'tool-unreviewed').length;
  const others = doubts.length - unreviewed;
  return [
    ...(unreviewed > 0 ? [`${count(unreviewed, 'unreviewed tool')} can do more than read`] : []),
    ...(others > 0 ? [`${count(others, 'finding')} about tools to look at`] : []),
  ].join('; ');
}

function judge(circumstances: Circumstances): Answer {
  const { findings } = circumstances;
  const reviews = circumstances.reviews.filter(({ server }) => isActive(server));
  const blocked = findings.filter(({ item, action }) => item === ID && action === 'block');
  const [first] = blocked;
  const tools = describeTools(reviews);
  if (first !== undefined) {
    const reason = `The policy blocks ${count(blocked.length, 'finding')} about tools. ${tools}.`;
    return { status: 'fail', reason, next: first.fix };
  }
  if (reviews.length === 0) return { status: 'not-applicable', reason: 'No client would start a server.', next: '' };
  const unseen = unseenOf(reviews);
  const isOpen = unseen.none.length + unseen.part.length > 0;
  const doubts = doubtsIn(findings);
  const [doubt] = doubts;
  if (isOpen) {
    const known = unseen.none.length === reviews.length ? '' : ` ${tools}.`;
    const reason = `${describeUnseen(unseen, reviews.length)}.${known}`;
    const next = hintOf(openGaps(circumstances, ID)) || LIST;
    return { status: 'unknown', reason: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`, next };
  }
  if (doubt !== undefined) return { status: 'warn', reason: `${tools}; ${describeDoubts(doubts)}.`, next: doubt.fix };
  return { status: 'pass', reason: `${tools}.`, next: '' };
}

export const highRiskToolsReviewed: GateItemRecord = {
  id: ID,
  title: 'High-risk tools reviewed',
  why: 'A tool that writes, executes or sends is used on the word of a model. Somebody has to have read what it says it does.',
  judge,
};
