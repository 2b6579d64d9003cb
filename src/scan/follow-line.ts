import {
  isNotIdentified,
  type CommandLine,
  type Declares,
  type NotIdentified,
  type Target,
} from '../launchers/index.ts';
import type { Step } from '../isolation/index.ts';
import { NOT_FOLLOWED, RUNNERS, type Unwrapped, type Wrapper } from '../wrappers/index.ts';
import { commandLineOf, placeOfProgram, wordsOf } from './command-line.ts';
import { launcherOf, wrapperInside, wrapperOf } from './programs.ts';

/** One program of a line: what the line declares about it, and where to look for it. */
export interface Program {
  launch: Declares;
  target: Target | null;
}

/** A launch line followed to its end. Raw: it stays in memory. */
export interface Followed extends Program {
  /** What runs beside the server, as wrappers that are packages and scripts that a runner is given. */
  companions: Program[];
  /** What is not followed, in words that quote none of the line. */
  open: string[];
  /** The folder that a wrapper changes to, as written; or null. */
  cwd: string | null;
  /** The programs that start each other, outermost first, with all the words behind each. */
  steps: Step[];
}

/** The most programs that start each other and are followed. */
const MAX_PROGRAMS = 12;

const SHELL: Declares = { launcher: 'shell', ecosystem: 'unknown' };
const STARTS_ANOTHER = 'it starts another program, which is not followed';

/** Follows one line: each wrapper is looked through, until something is started that is none. */
class Line {
  private readonly project: string | null;
  private readonly wrappers: string[] = [];
  private environment: string[];
  private readonly companions: Program[] = [];
  private readonly open: string[] = [];
  private readonly steps: Step[] = [];
  private programs = 0;
  private cwd: string | null = null;
  /** Where the rest of the line runs, when that is no place this scan looks at. */
  private elsewhere: string | null = null;

  constructor(project: string | null, environment: readonly string[]) {
    this.project = project;
    this.environment = [...environment];
  }

  follow([command = '', ...args]: readonly string[]): Followed {
    if (++this.programs > MAX_PROGRAMS) return this.stop(`more than ${MAX_PROGRAMS} programs that start each other`);
    const line = commandLineOf(command, args);
    const wrapper = wrapperOf(line.program);
    const unwrapped = wrapper?.unwrap(line) ?? null;
    const launcher = launcherOf(line.program);
    const place = placeOfProgram(line.command, this.project);
    this.steps.push({ ...line, isUsual: place === 'usual' });
    if (unwrapped === null && launcher === undefined) return this.executable(line);
    if (launcher?.anywhere !== true) {
      if (place !== 'usual') this.open.push(`its ${line.program} lies where that program is not usually installed`);
      // Whoever may write there decides what it is: nothing is known but the file.
      if (place === 'doubtful') return this.end(executableOf(line.command));
    }
    if (wrapper && unwrapped !== null) return this.unwrap(wrapper, line, unwrapped, null);
    return this.launch(line);
  }

  private launch(line: CommandLine): Followed {
    const launcher = launcherOf(line.program);
    const identified = launcher?.identify(line);
    if (identified === undefined) return this.executable(line);
    if (isNotIdentified(identified)) {
      const launch: Declares = { launcher: launcher?.starts ?? 'none', ecosystem: 'unknown' };
      return this.stop(identified.problem, identified.launch ?? launch);
    }
    const { launch, target, runs, open } = identified;
    if (open !== undefined) this.open.push(open);
    const own = { launch, target };
    if (runs === undefined || runs.names.length === 0) return this.end(own);
    const inside = wrapperInside(runs.names, launch.ecosystem);
    const inner = { program: inside?.program ?? '', command: runs.names[0] ?? '', args: runs.args };
    const unwrapped = inside?.wrapper.unwrap(inner) ?? null;
    if (inside !== null) this.steps.push(inner);
    if (inside && unwrapped !== null) return this.unwrap(inside.wrapper, inner, unwrapped, own);
    if (inside === null && runs.names.some((one) => RUNNERS.has(one) || wrapperOf(one) !== undefined)) {
      this.open.push(STARTS_ANOTHER);
    }
    return this.end(own);
  }

  /** `own` is the package that holds the wrapper, when it was found inside one. */
  private unwrap(
    wrapper: Wrapper,
    line: CommandLine,
    result: Unwrapped | NotIdentified,
    own: Program | null,
  ): Followed {
    const name = wrapper.nameOf(line);
    if (name !== null) this.wrappers.push(name);
    const itself = own ?? executableOf(line.command);
    if (isNotIdentified(result)) {
      if (own === null)
        return this.stop(result.problem, result.launch ?? (wrapper.kind === 'shell' ? SHELL : itself.launch));
      this.open.push(result.problem);
      return this.end(own);
    }
    if (result.open !== undefined) this.open.push(result.open);
    switch (result.kind) {
      case 'command': {
        // A bridge answers in the place of the server: it stays what is declared.
        if (wrapper.kind === 'bridge') return this.followBeside(result, itself);
        this.environment = this.environment.concat(result.environment ?? []);
        this.changeFolder(result.cwd);
        if (own) this.addCompanion(own);
        this.elsewhere ??= result.elsewhere ?? null;
        return this.follow(result.inner);
      }
      case 'beside':
        return this.followBeside(result, itself);
      case 'remote':
        return this.end({ ...itself, launch: { ...itself.launch, remoteUrl: result.url } });
      case 'script':
        return this.runScript(line.program, result, own);
      case 'end':
        return this.end(own ?? { launch: result.launch, target: result.target });
    }
  }

  /** What is started beside a program that stays what is declared. */
  private followBeside(
    { inner, environment = [], ...rest }: Extract<Unwrapped, { kind: 'command' | 'beside' }>,
    itself: Program,
  ): Followed {
    this.environment = this.environment.concat(environment);
    if ('cwd' in rest) this.changeFolder(rest.cwd);
    const { launch, target } = this.follow(inner);
    this.addCompanion({ launch, target });
    return this.end(itself);
  }

  /** From the machine itself the script is the server, and its runner runs beside it; from a package it is the other way. */
  private runScript(
    runner: string,
    { script: localEntry, target }: Extract<Unwrapped, { kind: 'script' }>,
    own: Program | null,
  ): Followed {
    if (own !== null) {
      if (target) this.addCompanion({ launch: { launcher: 'node', ecosystem: 'local', localEntry }, target });
      return this.end({ ...own, launch: { ...own.launch, localEntry } });
    }
    const itself = executableOf(runner);
    if (target) this.addCompanion(itself);
    return this.end({ launch: { ...itself.launch, variant: runner, localEntry }, target: target ?? itself.target });
  }

  private executable({ program, command, args }: CommandLine): Followed {
    if (command.trim() === '') return this.stop('no command');
    if (/[$%{]/.test(command) && !/[\\/]/.test(command)) return this.stop('a variable for a command');
    if (NOT_FOLLOWED.has(program.toLowerCase()) || startsAnother(args)) this.open.push(STARTS_ANOTHER);
    return this.end(executableOf(command));
  }

  /** Ends where it is not known what runs. */
  stop(problem: string, launch: Declares = { launcher: 'none', ecosystem: 'unknown' }): Followed {
    this.open.push(problem);
    return this.end({ launch, target: null });
  }

  private changeFolder(folder: string | undefined): void {
    if (folder === undefined) return;
    const isWhole = this.cwd === null || /^(?:[\\/~$%]|[A-Za-z]:)/.test(folder);
    this.cwd = isWhole ? folder : `${this.cwd}/${folder}`;
  }

  private addCompanion({ launch, target }: Program): void {
    this.companions.push({ launch, target: this.placed(target) });
  }

  private placed(target: Target | null): Target | null {
    return target === null || this.elsewhere === null ? target : { kind: 'unread', why: this.elsewhere, hint: '' };
  }

  private end({ launch, target }: Program): Followed {
    const { wrappers, environment, companions, open, cwd, steps } = this;
    const fetched = companions.flatMap(({ launch: { ecosystem, package: name, version } }) =>
      name === null || name === undefined ? [] : [{ ecosystem, name, version: version ?? null }],
    );
    return {
      launch: {
        ...launch,
        wrappers: [...wrappers, ...(launch.wrappers ?? [])],
        environment: [...new Set([...environment, ...(launch.environment ?? [])])].sort(),
        extraPackages: [...(launch.extraPackages ?? []), ...fetched],
      },
      target: this.placed(target),
      companions,
      open,
      cwd,
      steps,
    };
  }
}

/** Programs that fetch what they run: nothing else has a word like that. */
const FETCHES = /^(?:npx|bunx|pnpx|uvx|dnx)$/;

/** Whether words for a program that no wrapper knows hold the line of another one, by the look of it. */
function startsAnother(args: readonly string[]): boolean {
  return args.some(
    (word, index) => FETCHES.test(word) || (args[index - 1] === '--' && isKnown(commandLineOf(word, []).program)),
  );
}

function executableOf(command: string): { launch: Declares; target: Target } {
  return {
    launch: { launcher: 'binary', ecosystem: 'local', localEntry: command },
    target: { kind: 'executable', path: command },
  };
}

/** Follows the words of an entry to what they run. `project` is the folder of the declaring project, or null. Pure. */
export function followLine(command: string, args: readonly string[], project: string | null): Followed {
  const { words, assigned } = wordsOf(command, args, isKnown);
  const line = new Line(project, assigned);
  return words === null ? line.stop('a shell line where a program should be', SHELL) : line.follow(words);
}

function isKnown(program: string): boolean {
  return launcherOf(program) !== undefined || wrapperOf(program) !== undefined;
}
