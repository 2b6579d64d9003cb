import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import type { ServerPlan } from './_review-plan.ts';
import { behindBar } from './_visible.ts';

/** An offering keeps so much of them. */
const KEPT_INSTRUCTIONS = 2_000;

/** What there is to know of a server before its tools: what it says of itself, and what was found in that. */
export function serverPage({ server, states, open, closed, off }: ServerPlan, width: number): string[] {
  const { offering } = server;
  const reviewed = states.length - open.length - closed.length;
  const parts = [
    `${count(states.length, 'tool')}`,
    `${reviewed} reviewed`,
    `${open.length} to review`,
    ...(closed.length > 0 ? [`${closed.length} that cannot be`] : []),
    ...(off > 0 ? [`${off} switched off`] : []),
  ];
  const instructions = offering?.instructions ?? null;
  const cut = (instructions?.length ?? 0) >= KEPT_INSTRUCTIONS ? `, the first ${KEPT_INSTRUCTIONS} characters` : '';
  return [
    `══ ${escapeLine(server.id, 200)}: ${parts.join(', ')} ${'═'.repeat(8)}`,
    ...(offering?.isComplete === false ? ['  its list is known in part'] : []),
    ...(offering?.shift
      ? [`  it gives ${offering.shift.kind === 'by-client' ? 'each client' : 'at each time'} another list`]
      : []),
    ...(instructions === null ? [] : [`  its instructions to the model${cut}`, ...behindBar(instructions, width)]),
    ...(offering?.findings ?? []).flatMap(({ check, tier, where, text }) => [
      `  ${tier === 'block' ? '✗ block ' : '! review'}  ${escapeLine(check)}`,
      ...behindBar(`${where}: ${text}`, width),
    ]),
  ];
}

const MOST = 20;
const TO_LIST = '  Start what is installed (--enumerate=all), or give a kept inventory (--from FILE).';

/** What could not be reviewed, a line each. */
export function closedLines(plans: readonly ServerPlan[]): string[] {
  const lines = plans.flatMap(({ server, closed, states }) => [
    ...(server.offering === null ? [`? ${server.id}: its tools are not known`] : []),
    ...(server.offering?.isComplete === false ? [`? ${server.id}: its list of tools is known in part`] : []),
    ...closed.map(({ state, why }) => `? ${server.id} ${state.tool.name.slice(0, 80)}: ${why}`),
    ...states
      .filter(({ state }) => state === 'unknown')
      .map(
        ({ tool }) => `? ${server.id} ${tool.name.slice(0, 80)}: it is reviewed, and its definition is not known now`,
      ),
  ]);
  const shown = lines.slice(0, MOST).map((line) => escapeLine(line));
  return [
    ...shown,
    ...(lines.length > MOST ? [`? and ${lines.length - MOST} more`] : []),
    ...(plans.some(({ server }) => server.offering === null) ? [TO_LIST] : []),
  ];
}
