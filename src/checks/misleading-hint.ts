import type { Finding } from '../model/finding.ts';
import type { Tool, ToolClass } from '../model/tool.ts';
import { makeFinding } from './_finding.ts';
import { placesOf } from './_words.ts';
import { doing, named, offeringServers, type OfferingServer } from './_tools.ts';
import type { Check } from './index.ts';

/** Whether what decided of a tool's class is one of its parameters: a name alone proves too little. */
const isShownByParameter = ({ reasons: [deciding = ''] }: Tool): boolean => deciding.startsWith('its parameter `');

const DOES: Record<Exclude<ToolClass, 'read'>, string> = {
  write: 'its parameters let it write',
  execute: 'runs what it is given',
  session: 'its parameters let it drive a session',
};

/** Why a tool is not the look that its hint says it is; null where nothing shows that. */
function contradiction(tool: Tool): string | null {
  const { hints, class: does, findings } = tool;
  if (hints.readOnly !== true) return null;
  if (hints.destructive === true) return 'is hinted to be read-only and destructive at once';
  // An operation that it offers beside others need not be what decided.
  const isShown = isShownByParameter(tool) || findings.some(({ check }) => check === 'contradictory-hint');
  return does === 'read' || !isShown ? null : `is hinted to be read-only, and ${DOES[does]}`;
}

function judge({ server, offering }: OfferingServer): Finding[] {
  const told = new Set<string>();
  return offering.tools.flatMap((tool) => {
    const words = contradiction(tool);
    if (words === null || told.has(tool.name)) return [];
    told.add(tool.name);
    const shown = tool.findings.find(({ check }) => check === 'contradictory-hint');
    return [
      makeFinding(misleadingHint, server, {
        subject: JSON.stringify([tool.name, tool.hash]),
        tool: tool.name,
        severity: tool.class === 'execute' ? 'high' : 'medium',
        confidence: tool.confidence === 'low' ? 'medium' : tool.confidence,
        title: `The tool ${named(tool.name)} ${words}`,
        evidence: [doing(tool), ...(shown === undefined ? [] : [`${shown.text}.`])],
        fix: `Have clients ask before ${named(tool.name)} in spite of its hint (${placesOf(server)}), and ask the maintainer of ${named(server.name)} to mend it.`,
      }),
    ];
  });
}

export const misleadingHint: Check = {
  id: 'misleading-hint',
  kind: 'tool-hint',
  item: 'high-risk-tools-reviewed',
  title: 'Misleading hint',
  why: 'Clients run without a question what calls itself read-only. This tool does, and what it takes says that it does more. Nobody checks the hints of a server but the server.',
  remediation: 'Do not let clients go by the hints of this server, and ask its maintainer to mend them.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations'],
  run: (inventory) => offeringServers(inventory).flatMap(judge),
};
