import { EXIT } from '../errors.ts';
import type { ToolPin, ToolState } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { definitionDiff, type DiffLine } from './_definition-diff.ts';
import { keptIn, type KeptDefinitions } from './_kept-definitions.ts';
import { loadPolicy } from './_load-policy.ts';
import { findOffered } from './_offered.ts';
import { planReview, type ServerPlan } from './_review-plan.ts';
import { closedLines } from './_server-page.ts';
import { definitionsOf } from './_selection.ts';
import { diffLines } from './_tool-page.ts';
import { textWidth, type Terminal } from './terminal.ts';
import type { ToolsDiffOptions } from './tools.ts';

type State = 'unchanged' | 'changed' | 'new' | 'renamed' | 'gone' | 'unknown';
const STATES: readonly State[] = ['new', 'changed', 'renamed', 'gone', 'unchanged', 'unknown'];

/** One tool, held against its last review. */
interface ToolDiff {
  tool: string;
  state: State;
  class: string | null;
  sha256: string | null;
  /** The review that it is held against; for a renamed one under its name before. */
  reviewed: { tool: string; sha256: string; class: string; by: string; date: string } | null;
  /** What changed; null where the earlier definition is not kept here, or there is none. */
  diff: string[] | null;
}

interface ServerDiff {
  server: string;
  /** Whether its list is known to its end. */
  isComplete: boolean;
  counts: Record<State, number>;
  tools: ToolDiff[];
}

const asLine = ({ sign, text }: DiffLine): string => `${sign} ${text}`;

const reviewedBy = (pin: ToolPin | null): ToolDiff['reviewed'] =>
  pin === null ? null : { tool: pin.tool, ...pin.review };

function stateOf({ state, renamedFrom }: ToolState): State {
  if (state === 'reviewed') return 'unchanged';
  return state === 'new' && renamedFrom !== null ? 'renamed' : state;
}

function diffOf(state: ToolState, gone: readonly ToolPin[], kept: KeptDefinitions): ToolDiff {
  const { tool, renamedFrom } = state;
  const pin = state.pin ?? gone.find((one) => one.tool === renamedFrom) ?? null;
  const before = pin === null || state.state === 'reviewed' ? null : kept.read(pin.review.sha256);
  return {
    tool: tool.name,
    state: stateOf(state),
    class: tool.class,
    sha256: tool.hash,
    reviewed: reviewedBy(pin),
    diff: before === null || tool.definition === null ? null : definitionDiff(before, tool.definition).map(asLine),
  };
}

function diffServer({ server, states, gone }: ServerPlan, kept: KeptDefinitions): ServerDiff {
  const tools = [
    ...states.map((state) => diffOf(state, gone, kept)),
    ...gone.map((pin): ToolDiff => ({
      tool: pin.tool,
      state: 'gone',
      class: null,
      sha256: null,
      reviewed: reviewedBy(pin),
      diff: null,
    })),
  ];
  const counts = Object.fromEntries(
    STATES.map((state) => [state, tools.filter((tool) => tool.state === state).length]),
  );
  return {
    server: server.id,
    isComplete: server.offering?.isComplete ?? false,
    counts: counts as ServerDiff['counts'],
    tools,
  };
}

function describe({ server, isComplete, counts, tools }: ServerDiff, width: number): string[] {
  const parts = STATES.flatMap((state) => (counts[state] === 0 ? [] : [`${counts[state]} ${state}`]));
  return [
    `${escapeLine(server, 200)}: ${parts.join(', ') || (isComplete ? 'no tools' : 'tools not known')}`,
    ...tools
      .filter(({ state }) => state !== 'unchanged')
      .flatMap(({ tool, state, class: does, reviewed, diff }) => {
        const by =
          reviewed === null
            ? ''
            : ` (reviewed by ${reviewed.by}, ${reviewed.date}${reviewed.tool === tool ? '' : `, as ${reviewed.tool}`})`;
        const changes = diff?.map((line) => ({ sign: line[0] as DiffLine['sign'], text: line.slice(2) })) ?? null;
        return [
          escapeLine(`  ${state.padEnd(9)} ${tool.slice(0, 200)}${does === null ? '' : `, ${does}`}${by}`, 1000),
          ...(changes === null ? [] : diffLines(changes, width)),
          ...(changes === null && state === 'changed' ? ['  the earlier definition is not kept on this machine'] : []),
        ];
      }),
  ];
}

/** Says what is new and changed since the last review. Exit code 0 when nothing is, 1 when something is, 3 when that is not known. */
export async function runToolsDiff(
  names: readonly string[],
  options: ToolsDiffOptions,
  terminal: Terminal,
): Promise<number> {
  const { policy } = loadPolicy(realFiles, options.policy, terminal.cwd);
  const plans = planReview(await findOffered(names, options, terminal, null), policy, new Date());
  const kept = keptIn(definitionsOf(options, terminal), realFiles);
  const servers = plans.map((plan) => diffServer(plan, kept));
  const unknown = closedLines(plans);
  const lines = servers.flatMap((server) => describe(server, textWidth(terminal)));
  if (options.format === 'json') terminal.stdout(stringify({ servers }));
  else terminal.stdout([...lines, ...unknown].map((line) => `${line}\n`).join(''));
  const isOther = servers.some(({ counts }) => counts.new + counts.changed + counts.renamed > 0);
  if (isOther) return EXIT.fail;
  return unknown.length > 0 ? EXIT.incomplete : EXIT.pass;
}
