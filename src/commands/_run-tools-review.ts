import { AuditError, EXIT } from '../errors.ts';
import { isPerson, recordReview } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import type { ToolClass } from '../model/tool.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { isObject } from '../tool/json.ts';
import { answersOf } from './_ask.ts';
import { decide, type Asked } from './_decide.ts';
import { definitionDiff } from './_definition-diff.ts';
import { keptIn, type KeptDefinitions } from './_kept-definitions.ts';
import { cleanWhenKilled } from './_killed.ts';
import { findOffered, type Offered } from './_offered.ts';
import { openPolicy, type OpenPolicy } from './_policy-file.ts';
import { keyOf, planReview, type OpenTool, type ServerPlan } from './_review-plan.ts';
import { closedLines, serverPage } from './_server-page.ts';
import { definitionsOf } from './_selection.ts';
import { lengthNote, toolPage } from './_tool-page.ts';
import { textWidth, type Terminal } from './terminal.ts';
import type { ToolsReviewOptions } from './tools.ts';

/** What a person is asked with and writes into. */
interface Session extends Asked {
  terminal: Terminal;
  policy: OpenPolicy;
  kept: KeptDefinitions;
  by: string;
  offered: Offered;
  approved: number;
}

function checkOptions({ by }: ToolsReviewOptions, terminal: Terminal): void {
  if (!terminal.isInteractive || terminal.hasKeyboard !== true) {
    throw new AuditError('usage', 'tools review asks a person, and there is no terminal to ask at', {
      hint: 'Run it at a terminal. `mcp-audit tools diff` says what is new and changed without asking.',
    });
  }
  if (!isPerson(by) || by === 'YOU') {
    throw new AuditError('usage', `--by ${by}: who reviews?`, {
      hint: 'Give a name or an address, such as you@example.com.',
    });
  }
}

/** Writes one approval at once: what comes afterwards, an interrupt too, takes none back. */
function approve(session: Session, plan: ServerPlan, { state, sha256, definition }: OpenTool, chosen: ToolClass): void {
  const { policy, kept, by, offered, terminal } = session;
  const tool = state.tool.name;
  const server = keyOf(plan.server, tool, policy.parsed().policy, offered.all);
  const review = { sha256, class: chosen, by, date: new Date().toISOString().slice(0, 10) };
  policy.write(recordReview(policy.text, policy.path, { server, tool, review }));
  session.approved += 1;
  if (!kept.keep(sha256, definition))
    terminal.stderr('  its definition could not be kept: a later diff will not know it\n');
}

function show(session: Session, { state, definition }: OpenTool, place: string): void {
  const { terminal, kept } = session;
  const value = parseJson(definition);
  const before = state.pin === null ? null : kept.read(state.pin.review.sha256);
  const lines = toolPage(state, {
    definition: isObject(value) ? value : {},
    earlier: { diff: before === null ? null : definitionDiff(before, definition) },
    place,
    width: textWidth(terminal),
  });
  terminal.stderr(`\n${[...lines, ...lengthNote(lines.length)].join('\n')}\n`);
}

/** Goes through the tools of all servers; the answer is how many were left as they were. */
async function goThrough(session: Session, plans: readonly ServerPlan[]): Promise<number> {
  const all = plans.reduce((sum, { open }) => sum + open.length, 0);
  let number = 0;
  let left = 0;
  for (const plan of plans.filter(({ open }) => open.length > 0)) {
    session.terminal.stderr(`\n${serverPage(plan, textWidth(session.terminal)).join('\n')}\n`);
    for (const open of plan.open) {
      number += 1;
      show(session, open, `${number} of ${all}  server ${plan.server.id}`);
      const decided = await decide(session, open.state.tool);
      if (decided === 'quit') return left + all - number + 1;
      if (decided === 'skip') left += 1;
      else approve(session, plan, open, decided);
    }
  }
  return left;
}

function summary({ approved, policy }: Session, left: number): string {
  const written = approved === 0 ? '' : `, written to ${policy.path} (its text before: ${policy.backup})`;
  const rest = left === 0 ? '' : `; ${left} left as ${left === 1 ? 'it was' : 'they were'}`;
  return escapeLine(`${count(approved, 'tool')} approved${written}${rest}`);
}

/** Walks a person through new and changed tools. Exit code 0 when nothing is left to review, 3 when something is. */
export async function runToolsReview(
  names: readonly string[],
  options: ToolsReviewOptions,
  terminal: Terminal,
): Promise<number> {
  checkOptions(options, terminal);
  const policy = openPolicy(realFiles, options.policy, terminal.cwd);
  const { policy: before } = policy.parsed();
  // Who may be asked about a start is asked about the tools next.
  const answers = answersOf(terminal);
  try {
    const offered = await findOffered(names, options, terminal, answers);
    const plans = planReview(offered, before, new Date());
    const kept = keptIn(definitionsOf(options, terminal), realFiles);
    return await walkThrough({ terminal, answers, policy, kept, by: options.by, offered, approved: 0 }, plans);
  } finally {
    answers.close();
  }
}

async function walkThrough(session: Session, plans: readonly ServerPlan[]): Promise<number> {
  const { terminal } = session;
  const stopWatching = cleanWhenKilled(() => terminal.stderr(`\n${summary(session, 0)}\n`));
  try {
    const left = await goThrough(session, plans);
    const rest = closedLines(plans);
    terminal.stdout(`${[summary(session, left), ...rest].join('\n')}\n`);
    return left > 0 || rest.length > 0 ? EXIT.incomplete : EXIT.pass;
  } finally {
    stopWatching();
  }
}
