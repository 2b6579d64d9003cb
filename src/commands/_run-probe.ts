import { AuditError, EXIT } from '../errors.ts';
import type { Observation } from '../model/observation.ts';
import { probe, targetOf } from '../probes/index.ts';
import { stringify } from '../reporters/_escape.ts';
import { classesIn } from '../scan/transports.ts';
import { cleanWhenKilled } from './_killed.ts';
import { probeIo } from './_live.ts';
import { probeText } from './_probe-text.ts';
import type { ProbeCommandOptions } from './probe.ts';
import type { Terminal } from './terminal.ts';

const MAX_WIDTH = 120;

/** 1 when anything fails, 3 when anything is not known, else 0. */
function exitCodeOf(verdicts: readonly Observation[]): number {
  if (verdicts.some(({ verdict }) => verdict === 'fail')) return EXIT.fail;
  return verdicts.every(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable')
    ? EXIT.pass
    : EXIT.incomplete;
}

/** Probes one server of this machine. Throws for an address that is none of it. */
export async function runProbe(url: string, options: ProbeCommandOptions, terminal: Terminal): Promise<number> {
  const target = targetOf(url);
  if (target === null) {
    const isHttp = /^https?:/i.test(url) && URL.canParse(url);
    throw new AuditError('usage', isHttp ? `${url} is not on this machine` : `${url} is no http or https URL`, {
      hint: 'Only servers at loopback addresses are probed: http://localhost:PORT/mcp.',
    });
  }
  const stopWatching = cleanWhenKilled(() => {});
  const asked = await probe(target, probeIo(), { isActive: options.active === true, classesIn });
  stopWatching();
  const { log, isListening: _, listed: __, ...report } = asked;
  if (options.json === true) terminal.stdout(stringify({ ...report, log }));
  else if (options.format === 'json') terminal.stdout(stringify(report));
  else terminal.stdout(probeText(report, Math.min(terminal.width, MAX_WIDTH), terminal.hasColor));
  return exitCodeOf(report.verdicts);
}
