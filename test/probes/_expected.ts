import type { LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import type { ProbeId, ProbeVerdict, ProtocolEra } from '../../src/model/observation.ts';

/*
 * What is true of a lab server, and how much of it can be known, by its settings alone. `active` is whether sessions may be
 * opened. Written from the settings' meaning; nothing here knows what the probes send, but that their forged names begin like
 * a good one.
 */

/** A guard is there or not; whether that shows depends on what answers before it. */
function guard(isClosed: boolean, refusalShows: boolean, open: ProbeVerdict): ProbeVerdict {
  if (isClosed) return refusalShows ? 'pass' : 'inconclusive';
  return open;
}

export function expectedVerdicts(config: LabConfig, active: boolean): Record<ProbeId, ProbeVerdict> {
  const { bind, host, origin, cors, auth, contentType, session, era, sse, version, headers } = config;
  const wall = auth !== 'none';
  // Without a session of its own, a request into a session that is looked up first meets no guard at all.
  const lookup = session === 'looked-up-first' && !active;
  const wallShows = wall && !lookup;
  const answers = era === 'modern' || (era !== 'http+sse' && (session === 'none' || session === 'unknown-taken'));
  const protocolShows = !wall && (active || answers);
  const open: ProbeVerdict = wallShows ? 'not-reached' : protocolShows ? 'fail' : 'inconclusive';

  const foreignOpen = origin === 'any' || origin === 'prefix';
  const nullOpen = origin === 'any' || origin === 'null';
  const reboundOpen = host !== 'strict' && (foreignOpen || origin === 'same-host');
  const pageRefused = !foreignOpen && !nullOpen && !lookup;

  const simple = (): ProbeVerdict => {
    if (pageRefused) return 'pass';
    if (wallShows) return 'not-reached';
    // Where HTTP+SSE opens its stream nothing is posted, whatever its type.
    if (lookup || (era === 'http+sse' && !active)) return 'inconclusive';
    if (contentType === 'strict') return 'pass';
    if (!protocolShows) return 'inconclusive';
    return era === 'modern' && headers === 'strict' ? 'pass' : 'fail';
  };
  const askedOnly = (verdict: ProbeVerdict): ProbeVerdict => (!active || wall ? 'not-reached' : verdict);
  const tokens = { none: 'not-applicable', bearer: 'pass', 'bearer-403': 'fail', 'any-bearer': 'fail' } as const;
  const sessions = {
    none: 'not-applicable',
    uuid: 'pass',
    'looked-up-first': 'pass',
    chosen: 'fail',
    guessable: 'fail',
    'unknown-taken': 'fail',
  } as const;
  const hasStream = sse || era === 'http+sse';

  return {
    bind: bind === 'every' ? 'fail' : 'pass',
    host: guard(host === 'strict', !lookup, open),
    origin: guard(!foreignOpen && !nullOpen, !lookup, open),
    rebinding: guard(!reboundOpen, !lookup, open),
    cors:
      cors !== 'none'
        ? 'fail'
        : (!foreignOpen && !lookup) || protocolShows
          ? 'pass'
          : wallShows
            ? 'not-reached'
            : 'inconclusive',
    'simple-request': simple(),
    auth: wallShows ? 'pass' : protocolShows ? 'fail' : 'inconclusive',
    token: wall ? (active ? tokens[auth] : 'not-reached') : protocolShows ? tokens.none : 'not-reached',
    'protocol-version': askedOnly(era === 'http+sse' ? 'not-applicable' : version === 'strict' ? 'pass' : 'fail'),
    'header-mismatch': askedOnly(
      era === 'legacy' || era === 'http+sse' ? 'not-applicable' : headers === 'strict' ? 'pass' : 'fail',
    ),
    session: era === 'modern' && !wall ? 'not-applicable' : askedOnly(sessions[session]),
    'legacy-sse': !active || (wall && hasStream) ? 'not-reached' : hasStream ? 'fail' : 'pass',
  };
}

export function expectedEra({ era, auth, session }: LabConfig, active: boolean): ProtocolEra {
  if (auth !== 'none') return session === 'looked-up-first' && !active ? 'legacy' : 'unknown';
  if (era === 'dual') return active ? 'dual' : 'legacy';
  return era === 'http+sse' && !active ? 'unknown' : era;
}
