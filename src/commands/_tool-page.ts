import type { ToolState } from '../gate/index.ts';
import type { Tool } from '../model/tool.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import type { JsonObject } from '../tool/json.ts';
import { LINT_RULES } from '../tool/lint/index.ts';
import type { DiffLine } from './_definition-diff.ts';
import { definitionPage } from './_definition-page.ts';
import { behindBar, codePointsOf, visibleLines } from './_visible.ts';

const TITLES = new Map(LINT_RULES.map(({ id, title }) => [id, title]));
const LABEL = 10;

/** A word of ours and what is known; reasons quote the definition, so that no line of them begins where ours do. */
function row(label: string, text: string, width: number): string[] {
  const lines = visibleLines(text, width - LABEL - 3);
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL)}${line}`.trimEnd());
}

function reachesIn({ reaches }: Tool): string {
  const words = reaches.map((reach) => `${reach.name ?? reach.system} (${reach.words.join(', ')})`);
  return words.length === 0 ? 'nothing that its words show' : words.join('; ');
}

function findingLines({ findings }: Tool, width: number): string[] {
  return findings.flatMap(({ check, tier, where, text }) => [
    `  ${tier === 'block' ? '✗ block ' : '! review'}  ${TITLES.get(check) ?? escapeLine(check)}`,
    ...behindBar(`${where === '' ? 'its top' : where}: ${text}`, width),
  ]);
}

/** Lines of a comparison, for a terminal. */
export function diffLines(lines: readonly DiffLine[], width: number): string[] {
  const lead = `  │ `;
  return lines.flatMap(({ sign, text }) => {
    const [first = '', ...rest] = visibleLines(text, width - lead.length - 5);
    return [`${lead}${sign} ${first}`, ...rest.map((line) => `${lead}${sign}   ${line}`)];
  });
}

/** What is known of the review that a tool does not meet. */
export interface Earlier {
  diff: readonly DiffLine[] | null;
}

function changeLines({ tool, pin, renamedFrom }: ToolState, earlier: Earlier, width: number): string[] {
  if (renamedFrom !== null)
    return ['  It is a reviewed tool under another name; before:', ...behindBar(renamedFrom, width)];
  if (pin === null) return [];
  const { by, date, class: does } = pin.review;
  const head = `  ${escapeLine(by, 200)} reviewed it on ${date} as ${does}`;
  const other =
    pin.tool === tool.name ? [] : ['  under a name that only looks like its own:', ...behindBar(pin.tool, width)];
  return earlier.diff === null
    ? [head, ...other, '  the earlier definition is not kept on this machine']
    : [`${head}; what changed:`, ...other, ...diffLines(earlier.diff, width)];
}

/** All that a person needs to decide about a tool, its whole definition first and what there is to mind last, next to the question. */
export function toolPage(
  state: ToolState,
  { definition, earlier, place, width }: { definition: JsonObject; earlier: Earlier; place: string; width: number },
): string[] {
  const { tool } = state;
  const letters = codePointsOf(tool.name);
  return [
    `── ${escapeLine(place)} ${'─'.repeat(8)}`,
    `  ${state.state === 'changed' ? 'changed' : 'new'} tool`,
    ...behindBar(tool.name, width),
    ...(letters === '' ? [] : ['  letters of its name beyond ASCII', ...behindBar(letters, width)]),
    ...definitionPage(definition, width),
    '',
    ...row('class', `${tool.class} (${tool.confidence} confidence): ${tool.reasons.join('; ')}`, width),
    ...row('reaches', reachesIn(tool), width),
    ...row('sha256', tool.hash ?? 'none', width),
    ...findingLines(tool, width),
    ...changeLines(state, earlier, width),
  ];
}

/** A line that says how much was shown, where that is more than a screen. */
export function lengthNote(lines: number): string[] {
  return lines <= 40 ? [] : [`  (${count(lines, 'line')} about this tool: scroll up to read them all)`];
}
