import type { Server } from '../model/server.ts';
import { accessOn } from '../model/tool-access.ts';
import type { Tool } from '../model/tool.ts';
import { code, html, join, type Content, type Markup } from './_html-markup.ts';
import { list, part, quiet, table, tinted, toned, unknown } from './_html-parts.ts';
import { sentence, type View } from './_html-view.ts';
import { CLASS_TONES, describeTools, switchesOf } from './_text-tools.ts';

/** Hex digits of a hash that are shown. */
const HASH = 12;

const HEADS = ['Tool', 'Class', 'Confidence', 'Reaches', 'Access', 'Hash', 'Found'];

function accessTo(tool: Tool, server: Server): Content {
  const { isOffered, isApproved } = accessOn(server, tool.name);
  if (!isOffered) return quiet('switched off');
  return isApproved ? tinted('caution', 'runs unasked') : 'offered';
}

/** What a lint rule found in its words, each once; and whether it waits for a review. */
function foundIn({ name, findings }: Tool, server: Server, view: View): Content {
  const told = new Map(findings.map((one) => [`${one.tier}: ${one.check}`, one.tier]));
  return list([
    ...[...told].map(([words, tier]) => tinted(tier === 'block' ? 'bad' : 'caution', words)),
    ...(view.unreviewed.get(server.id)?.has(name) === true ? [quiet('not reviewed')] : []),
  ]);
}

function cellsOf(tool: Tool, server: Server, view: View): Content[] {
  const reaches = [...new Set(tool.reaches.map(({ name, system }) => name ?? system))];
  return [
    tool.name === '' ? quiet('(no name)') : code(tool.name),
    tinted(CLASS_TONES[tool.class], tool.class),
    tool.confidence,
    reaches.join(', '),
    accessTo(tool, server),
    tool.hash === null ? quiet('none') : code(tool.hash.slice(0, HASH)),
    foundIn(tool, server, view),
  ];
}

/** What a server offers to a model: the counts in a line, a row for each tool behind it. */
export function toolsPart(server: Server, view: View): Markup {
  const { offering } = server;
  if (offering === null) return part('Tools', unknown);
  const { tools, shift, containment, notes, findings, prompts, resources } = offering;
  const remarks = [
    ...findings.map(({ tier, check, where, text }) => html`${tier}: ${check} at ${code(where)}: ${text}`),
    ...(shift === null ? [] : [html`Not the same list each time (${shift.kind}): ${join(shift.tools.map(code))}`]),
    ...(prompts + resources === 0 ? [] : [html`It also offers prompts (${prompts}) and resources (${resources}).`]),
    ...[...switchesOf(server), ...containment, ...notes].map((one) => sentence(one, view)),
  ];
  return part('Tools', toned(describeTools(server)), [
    tools.length === 0
      ? ''
      : table(
          `Tools of ${server.id}`,
          HEADS,
          tools.map((tool) => cellsOf(tool, server, view)),
        ),
    remarks.length === 0 ? '' : html`<div class="remarks">${list(remarks)}</div>`,
  ]);
}
