import type { JudgedFinding } from '../../model/decision.ts';
import { whereIs } from '../../model/host.ts';
import type { ProbeId, Probed } from '../../model/observation.ts';
import { isActive, type Server } from '../../model/server.ts';
import { openGaps } from '../gaps.ts';
import type { Circumstances } from './index.ts';

const ID = 'local-transports-checked';

/** What has to be answered of each transport; the other questions are about the protocol's finer points. */
const NEEDED: readonly ProbeId[] = ['bind', 'origin', 'rebinding', 'cors', 'simple-request', 'auth'];

/** A server of which not all that is needed is known. */
export interface Doubt {
  server: Server;
  mode: Probed['mode'];
  open: ProbeId[];
}

/** Active servers by what is known of where they answer and what they let in, and what the policy makes of that. */
export interface TransportState {
  /** That answer on a port of this machine. */
  local: Server[];
  /** Of which it is not known where they answer. */
  placeless: Server[];
  /** Local ones that took no connection. */
  silent: Server[];
  unprobed: Server[];
  doubts: Doubt[];
  blocked: JudgedFinding[];
  /** Of active servers. */
  warned: JudgedFinding[];
  allowed: JudgedFinding[];
}

/** Whether a server answers on a port of this machine, as far as its entry tells. A bridge counts by its target. */
function isLocal({ transport, launch, probed }: Server): 'yes' | 'no' | 'unknown' {
  if (probed !== null) return 'yes';
  if (launch.remoteUrl !== null) {
    return ({ loopback: 'yes', elsewhere: 'no', unknown: 'unknown' } as const)[whereIs(launch.remoteUrl)];
  }
  return transport === 'stdio' ? 'no' : 'unknown';
}

/** Questions without an answer. What was not asked because credentials are wanted first is answered by that. */
function openQuestions({ verdicts }: Probed): ProbeId[] {
  const verdictOf = (id: ProbeId) => verdicts.find(({ check }) => check === id)?.verdict;
  const isGuarded = verdictOf('auth') === 'pass';
  return NEEDED.filter((id) => {
    const verdict = verdictOf(id);
    return verdict === undefined || verdict === 'inconclusive' || (verdict === 'not-reached' && !isGuarded);
  });
}

function doubtsAbout(server: Server): Doubt[] {
  if (server.probed === null) return [];
  const open = openQuestions(server.probed);
  return open.length === 0 ? [] : [{ server, mode: server.probed.mode, open }];
}

export function examineTransports(circumstances: Circumstances): TransportState {
  const active = circumstances.inventory.servers.filter(isActive);
  const unreached = new Set(openGaps(circumstances, ID).map(({ server }) => server));
  const local = active.filter((server) => isLocal(server) === 'yes');
  const isSilent = ({ id, probed }: Server): boolean => (probed === null ? unreached.has(id) : !probed.isListening);
  const heard = local.filter((server) => !isSilent(server));
  const findings = circumstances.findings.filter(({ item }) => item === ID);
  return {
    local,
    placeless: active.filter((server) => isLocal(server) === 'unknown'),
    silent: local.filter(isSilent),
    unprobed: heard.filter(({ probed }) => probed === null),
    doubts: heard.flatMap(doubtsAbout),
    blocked: findings.filter(({ action }) => action === 'block'),
    warned: findings.filter(({ action, active: isLive }) => action === 'warn' && isLive),
    allowed: findings.filter(({ action }) => action === 'allow'),
  };
}
