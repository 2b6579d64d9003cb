import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import { isActive, type Server } from '../model/server.ts';
import type { Severity } from '../model/severity.ts';
import { accessOn } from '../model/tool-access.ts';
import type { ToolClass } from '../model/tool.ts';
import type { PolicyFile } from './parse-policy.ts';
import { changedTool, unreviewedTool } from './policy-checks.ts';
import { shown, type ToolPin } from './tool-pins.ts';
import type { ServerReview, ToolState } from './tool-states.ts';

const SEVERITY: Readonly<Record<ToolClass, Severity>> = {
  execute: 'high',
  write: 'medium',
  session: 'medium',
  read: 'low',
};

const named = (name: string): string => `\`${shown(name)}\``;

/** A word of a command that a person will paste; one that no quotes make safe everywhere stays for the person to write. */
function argument(word: string, otherwise: string): string {
  if (/^[\w@+=:,./\\][\w@+=:,./\\-]*$/.test(word)) return word;
  return /^[^"'$`!%\\\p{C}-][^"'$`!%\\\p{C}]*$/u.test(word) ? `"${word}"` : otherwise;
}

/** The command that reviews what is new and changed of a server. */
export function reviewCommand(server: Pick<Server, 'id'>, { source }: Pick<PolicyFile, 'source'>): string {
  const policy = source === 'built-in' ? 'FILE' : argument(source, 'FILE');
  return `mcp-audit tools review ${argument(server.id, 'SERVER')} --policy ${policy} --by YOU`;
}

/** Why no review can be for a tool; null where one can. */
export function whyUnpinnable({ tool, count }: ToolState, server: Pick<Server, 'offering'>): string | null {
  if (count > 1) return `${count} tools of its list have this name: no review can be for one of them.`;
  if (tool.hash !== null) return null;
  return server.offering?.source === 'manifest'
    ? 'It is known by the manifest of its extension alone, which does not hold its whole definition.'
    : 'Its definition is not one text for every reader (a key that stands twice, half of a character): no review can be for it.';
}

const short = (hash: string | null): string => (hash === null ? 'no SHA-256' : `the SHA-256 ${hash.slice(0, 12)}…`);

const reviewOf = ({ review }: ToolPin): string => `${review.by} reviewed it on ${review.date} as ${review.class}`;

function aboutChanged(
  { tool, count }: ToolState,
  pin: ToolPin,
  of: string,
): Pick<Finding, 'title' | 'evidence' | 'confidence'> {
  if (pin.tool !== tool.name) {
    return {
      title: `${named(tool.name)} ${of} looks like ${named(pin.tool)}, which was reviewed, and is another tool`,
      evidence: [`${reviewOf(pin)}, under the name ${named(pin.tool)}; a review holds for its exact name.`],
      confidence: 'medium',
    };
  }
  return {
    title: `${named(tool.name)} ${of} is not what was reviewed`,
    evidence: [
      count > 1
        ? `${reviewOf(pin)}; now ${count} tools have this name, and which of them a call reaches is not known.`
        : `${reviewOf(pin)}, with ${short(pin.review.sha256)}; now its definition has ${short(tool.hash)}.`,
    ],
    confidence: 'high',
  };
}

function judgeTool(server: Server, state: ToolState, file: PolicyFile): Finding[] {
  const { tool, pin, renamedFrom } = state;
  const why = whyUnpinnable(state, server);
  const of = `of ${named(server.name)}`;
  const isManifest = server.offering?.source === 'manifest';
  const common = {
    // An exception is for this definition, and not for the next one.
    subject: JSON.stringify([tool.name, tool.hash]),
    tool: tool.name,
    fix: isManifest ? 'mcp-audit scan --enumerate=ask' : reviewCommand(server, file),
  };
  if (state.state === 'changed' && pin !== null) {
    return [makeFinding(changedTool, server, { ...common, severity: 'high', ...aboutChanged(state, pin, of) })];
  }
  if (state.state !== 'new') return [];
  const [reason] = tool.reasons;
  return [
    makeFinding(unreviewedTool, server, {
      ...common,
      severity: SEVERITY[tool.class],
      confidence: 'high',
      title: `Nobody has reviewed ${named(tool.name)} (${tool.class}) ${of}`,
      evidence: [
        `It is of class ${tool.class} with ${tool.confidence} confidence${reason === undefined ? '' : `: ${shown(reason)}`}.`,
        ...(renamedFrom === null ? [] : [`It is ${named(renamedFrom)}, which was reviewed, under another name.`]),
        ...(why === null ? [] : [why]),
      ],
    }),
  ];
}

/** One finding for each tool that a client offers to a model and that is not what somebody has reviewed. */
export function findToolsToReview(reviews: ReadonlyArray<ServerReview<Server>>, file: PolicyFile): Finding[] {
  return reviews
    .filter(({ server }) => isActive(server))
    .flatMap(({ server, tools }) =>
      tools
        .filter(({ tool }) => accessOn(server, tool.name).isOffered)
        .flatMap((state) => judgeTool(server, state, file)),
    );
}
