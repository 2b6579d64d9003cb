import { realAccepts, realExchange, realListeners, realOwnAddresses } from '../../src/io/index.ts';
import type { ProbeId, ProbeVerdict } from '../../src/model/observation.ts';
import { probe, targetOf, type Probed, type ProbeIo, type ProbeOptions } from '../../src/probes/index.ts';

/** The real machine; the names that nobody has are the same each time. */
export const machine = (): ProbeIo => {
  let calls = 0;
  return {
    exchange: realExchange,
    accepts: realAccepts,
    listeners: realListeners(),
    ownAddresses: realOwnAddresses,
    now: () => new Date(),
    random: () => (++calls * 0.137) % 1,
  };
};

export async function probed(url: string, options: ProbeOptions = {}, io: ProbeIo = machine()): Promise<Probed> {
  const target = targetOf(url);
  if (target === null) throw new Error(`${url} is not probed`);
  return probe(target, io, options);
}

export const verdictsOf = ({ verdicts }: Probed): Record<ProbeId, ProbeVerdict> =>
  Object.fromEntries(verdicts.map(({ check, verdict }) => [check, verdict])) as Record<ProbeId, ProbeVerdict>;
