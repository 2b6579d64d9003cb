import type { Isolation } from '../model/isolation.ts';
import { unknownIsolation } from './fact.ts';
import { narrow } from './narrow.ts';
import { PLAIN, startedInClientSandbox } from './plain.ts';
import type { Step, Surroundings } from './surroundings.ts';
import { toolOf, type Reading } from './tools/index.ts';

/** Programs that start something which only their own files tell: shells, runners of scripts. */
const SCRIPTS =
  /^(?:sh|bash|zsh|dash|ash|ksh|fish|csh|tcsh|cmd|powershell|pwsh|make|just|task|expect|xargs|parallel|watch|screen|tmux|script|eval|osascript)$/;

/** Starters of a package or a file: what comes behind them is the server itself. */
const STARTERS = /^(?:npx|npm|pnpm|pnpx|yarn|bunx?|deno|node|uvx?|pipx|python[\d.]*|java|dotnet|go|ruby|php|perl)$/;

const MOST_STEPS = 24;

/**
 * What a launch line says of how its server is kept apart. `steps` are the programs that start each other, as the line is followed: each
 * wrapper, and last what is started. `isWhole` is false where it could not be followed to a server: then what nobody could see may undo what is said
 * before it. Nothing is read but what `around` holds.
 */
export function staticIsolation(steps: readonly Step[], isWhole: boolean, around: Surroundings = {}): Isolation {
  let isolation = around.sandboxed === true ? startedInClientSandbox() : PLAIN;
  if (steps.length === 0 || steps.length > MOST_STEPS)
    return unknownIsolation('static', 'no line that could be followed');
  let isFollowed = isWhole;
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const tool = toolOf(step.program);
    const reading = tool?.read(step, isolation, around) ?? null;
    if (reading !== null && mayBeAnother(step, around)) {
      return unknownIsolation('static', `another program may stand in the place of ${step.program}`);
    }
    if (reading === null) {
      if (isLast && (SCRIPTS.test(step.program) || tool?.id === 'containers')) isFollowed = false;
      continue;
    }
    isolation = apply(isolation, reading);
    if (reading.isEnd) return isolation;
    if (reading.next === undefined || !isLast) continue;
    // Its line was not followed by others.
    const rest = behind(isolation, reading.next, around);
    if (rest.isEnd) return rest.isolation;
    ({ isolation } = rest);
    isFollowed = rest.isFollowed;
  }
  return isFollowed ? isolation : unknownIsolation('static', 'its line could not be followed to a server');
}

/** Variables that put code into a program. */
const LOADER = /^(?:LD_.+|DYLD_.+|BASH_ENV|COMSPEC)$/;
const SEARCH = /^(?:PATH|PATHEXT)$/;

/** Whether an entry has a say in which program a name stands for: then its options mean nothing. */
function mayBeAnother({ command = '', isUsual = true }: Step, { variables = [] }: Surroundings): boolean {
  const isBare = !/[\\/]/.test(command);
  return (
    !isUsual ||
    variables.map((name) => name.toUpperCase()).some((name) => LOADER.test(name) || (isBare && SEARCH.test(name)))
  );
}

function apply(outer: Isolation, { facts, isApart, isEnd }: Reading): Isolation {
  const base = isApart ? PLAIN : outer;
  return isEnd ? { ...base, ...facts } : narrow(base, facts);
}

interface Behind {
  isolation: Isolation;
  isFollowed: boolean;
  isEnd?: boolean;
}

/** One more program, which is a tool known here or starts the server; what that starts is not followed. */
function behind(isolation: Isolation, [command = '', ...args]: readonly string[], around: Surroundings): Behind {
  const program = command.replace(/^.*[\\/]/s, '');
  const reading = toolOf(program)?.read({ program, args }, isolation, around) ?? null;
  if (reading !== null)
    return { isolation: apply(isolation, reading), isFollowed: false, isEnd: reading.isEnd === true };
  return { isolation, isFollowed: STARTERS.test(program) };
}
