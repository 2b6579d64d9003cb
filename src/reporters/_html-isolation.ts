import { tell } from '../isolation/tell.ts';
import type { IsolationAspect } from '../model/isolation.ts';
import type { Server } from '../model/server.ts';
import type { Markup } from './_html-markup.ts';
import { part, quiet, table, tinted, toned, unknown } from './_html-parts.ts';
import { ASPECTS, describeIsolation } from './_text-isolation.ts';

/** How a server is kept apart: a sentence, and behind it a row for each aspect and for each that runs otherwise than declared. */
export function isolationPart(server: Server): Markup {
  const { isolation, isolationDisagreements } = server;
  if (isolation === null) return part('Isolation', unknown);
  const rows = (Object.keys(ASPECTS) as IsolationAspect[]).map((aspect) => {
    const { value, basis, evidence } = isolation[aspect];
    const words = tell(aspect, isolation[aspect]);
    return [ASPECTS[aspect], value === null ? tinted('open', words) : words, basis, quiet(evidence)];
  });
  const differing = isolationDisagreements.map(({ aspect, static: declared, observed, isWeaker }) => [
    ASPECTS[aspect],
    declared,
    observed,
    isWeaker === true ? tinted('bad', 'kept apart less') : isWeaker === false ? 'kept apart more' : 'neither',
  ]);
  return part('Isolation', toned(describeIsolation(server)), [
    table(`Isolation of ${server.id}`, ['Aspect', 'Is', 'Basis', 'Shown by'], rows),
    differing.length === 0
      ? ''
      : table(`What runs otherwise of ${server.id}`, ['Aspect', 'Declared', 'Runs', 'So it is'], differing),
  ]);
}
