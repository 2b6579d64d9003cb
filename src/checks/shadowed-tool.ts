import type { Finding } from '../model/finding.ts';
import { isActive, type Server } from '../model/server.ts';
import { accessOf } from '../model/tool-access.ts';
import type { Tool } from '../model/tool.ts';
import { lookOf } from '../tool/look.ts';
import { locationsOf, makeFinding } from './_finding.ts';
import { named, offeringServers, type OfferingServer } from './_tools.ts';
import { listed, placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** A tool that a server puts before the model, and the clients in which it does. */
interface Offered {
  server: Server;
  tool: Tool;
  clients: string[];
}

function offeredBy({ server, offering }: OfferingServer): Offered[] {
  const live = server.declarations.filter(({ enabled }) => enabled !== false);
  return offering.tools.flatMap((tool) => {
    const clients = live.filter(({ settings }) => accessOf(settings, tool.name).isOffered).map(({ client }) => client);
    return clients.length === 0 ? [] : [{ server, tool, clients: [...new Set(clients)] }];
  });
}

/** Equal for what is the same program with the same tool, declared twice. */
function identityOf({ server, tool }: Offered): string {
  const { ecosystem, package: name, registry, version, pinned } = server.launch;
  const runs = server.installation?.version ?? (pinned === true ? version : null);
  const isKnown = name !== null && runs !== null && tool.hash !== null;
  return JSON.stringify(isKnown ? [ecosystem, registry, name, runs, tool.hash] : [server.id]);
}

/** Those that meet something else in a client; of one server the first. */
function meeting(group: readonly Offered[]): Offered[] {
  const firsts = new Map<string, Offered>();
  for (const one of group) if (!firsts.has(one.server.id)) firsts.set(one.server.id, one);
  const inClients = new Map<string, Set<string>>();
  for (const one of firsts.values()) {
    for (const client of one.clients) {
      inClients.set(client, (inClients.get(client) ?? new Set()).add(identityOf(one)));
    }
  }
  return [...firsts.values()].filter(({ clients }) => clients.some((client) => (inClients.get(client)?.size ?? 0) > 1));
}

function comparison(those: readonly Offered[]): string {
  const hashes = new Set(those.map(({ tool }) => tool.hash));
  if (hashes.has(null)) return ', with definitions that cannot be compared';
  return hashes.size > 1 ? ', with different definitions' : ', with one definition';
}

/** No one tool is what it is about: a review of one of them says nothing of the others. */
function judge(look: string, those: readonly Offered[]): Finding[] {
  const [first, ...others] = those;
  if (first === undefined || others.length === 0) return [];
  const unlike = others.find(({ tool }) => tool.name !== first.tool.name);
  const serverNames = listed(those.map(({ server }) => named(server.name)));
  return [
    makeFinding(shadowedTool, first.server, {
      subject: JSON.stringify([look, ...those.map(({ server }) => server.id).sort()]),
      severity: 'medium',
      confidence: unlike === undefined ? 'high' : 'medium',
      title:
        unlike === undefined
          ? `The tool ${named(first.tool.name)} is offered by ${serverNames}${comparison(those)}`
          : `The tool ${named(first.tool.name)} of ${named(first.server.name)} looks like ${named(unlike.tool.name)} of ${named(unlike.server.name)}`,
      evidence: those.slice(0, 5).map(({ server, tool, clients }) => {
        const hash = tool.hash === null ? 'no hash' : `hash ${tool.hash.slice(0, 12)}`;
        return `${named(server.name)} offers ${named(tool.name)} (${tool.class}, ${hash}) in ${listed(clients)}.`;
      }),
      fix: `Switch ${named(first.tool.name)} off in all but one of ${serverNames}, or disable what you do not need of them: ${listed(those.map(({ server }) => placesOf(server)))}.`,
      locations: those.flatMap(({ server }) => locationsOf(server)),
    }),
  ];
}

export const shadowedTool: Check = {
  id: 'shadowed-tool',
  kind: 'tool-shadowing',
  item: 'high-risk-tools-reviewed',
  title: 'Shadowed tool',
  why: 'Two servers offer a tool of one name to the same client. Which of them a call reaches is up to the client and the model, so that one server can answer for the other, and see what was meant for it.',
  remediation: 'Let one server alone offer the name: switch the tool off in the others, or disable a server.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names'],
  run(inventory) {
    const groups = new Map<string, Offered[]>();
    for (const one of offeringServers(inventory).filter(({ server }) => isActive(server))) {
      for (const offered of offeredBy(one)) {
        const look = lookOf(offered.tool.name);
        const group = groups.get(look);
        if (group) group.push(offered);
        else groups.set(look, [offered]);
      }
    }
    return [...groups].flatMap(([look, group]) => judge(look, meeting(group)));
  },
};
