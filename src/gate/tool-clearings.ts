import type { Finding, FindingKind } from '../model/finding.ts';
import { isActive, type Server } from '../model/server.ts';
import type { Clearing } from './clear.ts';
import { lookOf } from '../tool/look.ts';
import { endOfDay, startOfDay } from './times.ts';
import { nameOfPin, type ToolPin } from './tool-pins.ts';
import type { ServerReview } from './tool-states.ts';

/** What a person who read the definition has read, too. Who else gets another one (`tool-shift`) cannot be read in it. */
const SETTLED: ReadonlySet<FindingKind> = new Set(['tool-poisoning', 'tool-hint', 'tool-shadowing', 'tool-approval']);

function clearingBy(pin: ToolPin, server: Server): Clearing {
  const { serverName, tool, review, path } = pin;
  return {
    kind: 'tool-review',
    name: nameOfPin(pin),
    path,
    serverName,
    server,
    package: null,
    finding: null,
    rule: null,
    tool,
    starts: startOfDay(review.date),
    // The definition that it is for does not grow old.
    ends: endOfDay('9999-12-31'),
    begins: review.date,
    expires: '9999-12-31',
    isSelfApproved: false,
    isUndecided: false,
    isForUnreached: false,
  };
}

const keyOf = (server: string, tool: string): string => JSON.stringify([server, tool]);

/**
 * What the reviews in force clear: findings about a tool whose definition is the one that was reviewed. That a name is another
 * server's too is settled once each of them is reviewed.
 */
export function settledBy(reviews: ReadonlyArray<ServerReview<Server>>): (finding: Finding) => Clearing[] {
  const clearings = new Map<string, Clearing>();
  const unsettled = new Set<string>();
  for (const { server, tools } of reviews) {
    for (const { tool, state, pin } of tools) {
      if (state === 'reviewed' && pin !== null) clearings.set(keyOf(server.id, tool.name), clearingBy(pin, server));
      else if (isActive(server)) unsettled.add(lookOf(tool.name));
    }
  }
  return ({ kind, server, tool }) => {
    if (server === null || tool === null || !SETTLED.has(kind)) return [];
    if (kind === 'tool-shadowing' && unsettled.has(lookOf(tool))) return [];
    const clearing = clearings.get(keyOf(server, tool));
    return clearing === undefined ? [] : [clearing];
  };
}
