import type { Finding } from '../model/finding.ts';
import type { Disagreement } from '../model/isolation.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { brief } from './_isolation.ts';
import { named } from './_tools.ts';
import { listed, placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** How what runs stands to what is declared. */
const SIDES = [
  { isWeaker: true, severity: 'high', words: 'is kept apart less than its line says' },
  { isWeaker: null, severity: 'medium', words: 'is kept apart in another way than its line says' },
  { isWeaker: false, severity: 'info', words: 'is kept apart more than its line says' },
] as const;

function judge(server: Server, side: (typeof SIDES)[number], found: readonly Disagreement[]): Finding {
  const aspects = found.map(({ aspect }) => aspect);
  return makeFinding(isolationMismatch, server, {
    subject: JSON.stringify([side.isWeaker, ...aspects.toSorted()]),
    severity: side.severity,
    confidence: 'high',
    title: `What runs of ${named(server.name)} ${side.words}: ${listed(aspects)}`,
    evidence: found.map((one) => `${one.aspect}: declared ${brief(one.static)}; observed ${brief(one.observed)}.`),
    fix:
      side.isWeaker === false
        ? `In ${placesOf(server)} write down how it is kept apart, so that the next start is too.`
        : `End what runs of ${named(server.name)}, start it by the line in ${placesOf(server)}, and scan again.`,
  });
}

export const isolationMismatch: Check = {
  id: 'isolation-mismatch',
  kind: 'isolation-mismatch',
  item: 'critical-findings-handled',
  title: 'Isolation is not as declared',
  why: 'What runs is not kept apart as the launch line says. It was started in another way, or what should keep it in does not work here.',
  remediation: 'Start the server anew by its line; where that changes nothing, find out why its sandbox does not hold.',
  references: ['https://man7.org/linux/man-pages/man7/namespaces.7.html'],
  run: ({ servers }) =>
    servers.flatMap((server) =>
      SIDES.flatMap((side) => {
        const found = server.isolationDisagreements.filter(({ isWeaker }) => isWeaker === side.isWeaker);
        return found.length === 0 ? [] : [judge(server, side, found)];
      }),
    ),
};
