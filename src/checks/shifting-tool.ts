import type { Finding } from '../model/finding.ts';
import type { Shift } from '../model/offering.ts';
import { makeFinding } from './_finding.ts';
import { without } from './_fix-server.ts';
import { named, offeringServers, type OfferingServer } from './_tools.ts';
import { listed } from './_words.ts';
import type { Check } from './index.ts';

const WORDS: Record<Shift['kind'], { title: (server: string) => string; evidence: string }> = {
  'by-client': {
    title: (server) => `${server} shows other definitions to another client`,
    evidence: 'Asked again under the first client’s name, it showed the first list again.',
  },
  unstable: {
    title: (server) => `${server} shows another list each time it is asked`,
    evidence: 'Asked again under the same client’s name, it showed another list than before.',
  },
};

function judge({ server, offering: { shift } }: OfferingServer): Finding[] {
  if (shift === null) return [];
  const { kind, tools } = shift;
  const isByClient = kind === 'by-client';
  const words = WORDS[kind];
  return [
    makeFinding(shiftingTool, server, {
      subject: kind,
      severity: isByClient ? 'high' : 'medium',
      confidence: isByClient ? 'high' : 'medium',
      title: words.title(named(server.name)),
      evidence: [words.evidence, ...(tools.length === 0 ? [] : [`What differs: ${listed(tools.map(named), 10)}.`])],
      fix: isByClient
        ? `Do not go by a review of it: ${without(server)} until its maintainer says why it looks at who asks.`
        : `A review of it does not last: ${without(server)}, or find out what changes its list.`,
    }),
  ];
}

export const shiftingTool: Check = {
  id: 'shifting-tool',
  kind: 'tool-shift',
  item: 'high-risk-tools-reviewed',
  title: 'Shifting tool',
  why: 'What a server offers depends on who asks, or on when. A scanner or reviewer may then be shown a harmless list while the client gets another.',
  remediation:
    'Take a server whose list is the same for everybody, or pin each list that it shows and review them all.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools#list-changed-notification'],
  run: (inventory) => offeringServers(inventory).flatMap(judge),
};
