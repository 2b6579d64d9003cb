import { whereIs } from '../../model/host.ts';
import type { ProbeId } from '../../model/observation.ts';
import type { Server, Transport } from '../../model/server.ts';
import type { TransportPolicy } from '../../model/transport-policy.ts';
import { policyTransport } from '../policy-checks.ts';
import type { Settled } from '../server-entries.ts';
import { actionOnUnknown, demandOn, named, type Asking, type Demand, type Shortfall } from './demand.ts';

const KEYS: Readonly<Record<Transport, keyof TransportPolicy | null>> = {
  stdio: 'stdio',
  http: 'streamable-http',
  sse: 'sse',
  websocket: 'websocket',
  unknown: null,
};

/** What a live transport has to answer for, by the key that asks for it. What nobody could find out, the gate item tells. */
const PROBED = {
  bind: { probe: 'bind', must: 'listen at its loopback addresses alone' },
  origin: { probe: 'origin', must: 'refuse requests of web pages (Origin)' },
  auth: { probe: 'auth', must: 'answer nobody without credentials' },
} as const satisfies Record<string, { probe: ProbeId; must: string }>;

type Asked = Exclude<TransportPolicy['streamable-http'], string | undefined>;

function liveDemands(server: Server, asks: Asked): Omit<Shortfall, 'by'>[] {
  return (Object.keys(PROBED) as (keyof typeof PROBED)[]).flatMap((key) => {
    const { probe, must } = PROBED[key];
    const found = asks[key] === undefined ? undefined : server.probed?.verdicts.find(({ check }) => check === probe);
    if (found?.verdict !== 'fail') return [];
    return [
      {
        subject: key,
        action: 'block' as const,
        isCertain: true,
        severity: 'high' as const,
        title: `${named(server.id)} has to ${must}, and does not`,
        evidence: [found.evidence.reason],
        fix: found.remediation,
      },
    ];
  });
}

function tlsDemand({ server, risk }: Settled, asks: Asked): Omit<Shortfall, 'by'>[] {
  const url = server.launch.remoteUrl;
  if (asks.tls === undefined || url === null || /^https:/i.test(url)) return [];
  const where = whereIs(url);
  if (where === 'loopback') return [];
  const isCertain = where === 'elsewhere';
  return [
    {
      subject: 'tls',
      action: isCertain ? 'block' : actionOnUnknown(risk?.name ?? 'high'),
      isCertain,
      severity: 'high',
      title: isCertain
        ? `${named(server.id)} is on another machine and has to be reached by https, and is not`
        : `Whether ${named(server.id)} is reached by https is not known`,
      evidence: [],
      fix: `Give ${named(server.id)} an address that begins with https://.`,
    },
  ];
}

/** Transports that the policy does not want, or not so. */
export function demandTransports(settled: Settled, asking: Asking): Demand[] {
  const { server } = settled;
  const key = KEYS[server.transport];
  const asks = key === null ? undefined : asking.policy.transports?.[key];
  if (key === null || asks === undefined || asks === 'allow') return [];
  const by = ['transports', key];
  if (typeof asks !== 'string') {
    const shortfalls = [...liveDemands(server, asks), ...tlsDemand(settled, asks)];
    return shortfalls.map((one) => demandOn(policyTransport, server, { ...one, by: [...by, one.subject] }, asking));
  }
  const title = `${named(server.id)} is reached by ${key}, which the policy ${asks === 'block' ? 'does not allow' : 'advises against'}`;
  const shortfall: Shortfall = {
    subject: key,
    action: asks,
    by,
    isCertain: true,
    severity: asks === 'block' ? 'high' : 'medium',
    title,
    evidence: [],
    fix: `Use another transport for ${named(server.id)} where it has one, or disable its entry.`,
  };
  return [demandOn(policyTransport, server, shortfall, asking)];
}
