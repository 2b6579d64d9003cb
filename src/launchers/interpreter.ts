import type { Identified, Launcher } from './index.ts';

/** How one interpreter reads its words before the script. */
interface Interpreter {
  /** Options that take the next word. */
  valued: string;
  /** Options that run code given with them, or load other code first. */
  code: RegExp;
  loads: RegExp;
  /** The option that names the script, where there is one. */
  file?: string;
  /** Words before the script that are none (`run`). */
  verbs?: readonly string[];
}

const NONE = /(?!)/;

/** Options by interpreter: php 8.4, perl 5.40, ruby 3.4, R 4.5, lua 5.4, julia 1.11, elixir 1.18, groovy, babashka, raku. */
const INTERPRETERS = new Map<string, Interpreter>(
  Object.entries({
    php: {
      valued: '-c -d -z -t -S -B -R -F -E',
      code: /^-[raBRFES]/,
      loads: /^-d.*(?:auto_prepend_file|extension)/,
      file: '-f',
    },
    perl: { valued: '-I -M', code: /^-[A-Za-z]*[eE]/, loads: /^-[mM]/ },
    ruby: { valued: '-C -E -I -r -K', code: /^-[A-Za-z]*e/, loads: /^-r/ },
    rscript: { valued: '-g --gui', code: /^-e$/, loads: NONE },
    lua: { valued: '-l -e', code: /^-e/, loads: /^-l/ },
    luajit: { valued: '-l -e -j -O', code: /^-e/, loads: /^-l/ },
    julia: {
      valued: '-L --load -C --cpu-target -J --sysimage -H --home -t --threads -p --procs --project -m',
      code: /^(?:-[eE]|--eval|--print)/,
      loads: /^(?:-L|--load|-J|--sysimage)/,
    },
    elixir: {
      valued: '-r -S -pr -pa -pz --app --erl --name --sname --cookie',
      code: /^(?:-e|--eval|--rpc-eval)/,
      loads: /^-p?r$/,
    },
    groovy: { valued: '-cp -classpath --classpath -c -D', code: /^-e/, loads: NONE },
    bb: { valued: '-cp --classpath -f -m', code: /^(?:-e|--eval|-m|-x|--nrepl-server|--socket-repl)/, loads: NONE },
    raku: { valued: '-I -M', code: /^-e/, loads: /^-M/ },
    osascript: { valued: '-l -s', code: /^-e/, loads: NONE },
    swift: { valued: '--package-path -c --product', code: /^-e/, loads: NONE, verbs: ['run'] },
    dart: { valued: '--packages -D', code: NONE, loads: NONE, verbs: ['run'] },
    crystal: { valued: '-D -o', code: /^eval$/, loads: NONE, verbs: ['run'] },
  } satisfies Record<string, Interpreter>),
);

/** `php artisan …`, `php8.4`, `php84`: the interpreter without its version. */
function interpreterOf(program: string): string {
  return program.toLowerCase().replace(/[\d.]+$/, '');
}

/** Interpreters of languages whose packages are not read: the script they are given is the server. */
export const interpreter: Launcher = {
  id: 'interpreter',
  programs: [...INTERPRETERS.keys(), 'Rscript', 'php*', 'perl5*', 'ruby2*', 'ruby3*', 'lua5*'],
  anywhere: true,
  identify({ program, command, args }) {
    const variant = interpreterOf(program);
    const known = INTERPRETERS.get(variant);
    if (known === undefined) return identified(program, command, null, false);
    const valued = new Set(known.valued.split(' '));
    const words = known.verbs?.includes(args[0] ?? '') ? args.slice(1) : args;
    let loads = false;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? '';
      if (word === '--') return identified(variant, command, words[index + 1] ?? null, loads);
      if (word === known.file) return identified(variant, command, words[index + 1] ?? null, loads);
      if (!word.startsWith('-') || word === '-') return identified(variant, command, word, loads);
      if (known.code.test(word)) {
        const launch = { launcher: 'binary' as const, variant, ecosystem: 'local' as const };
        return { problem: 'an interpreter that runs code given in its line', launch };
      }
      loads ||= known.loads.test(word) || known.loads.test(`${word}${words[index + 1] ?? ''}`);
      if (valued.has(word)) index++;
    }
    return identified(variant, command, null, loads);
  },
};

function identified(variant: string, command: string, script: string | null, loads: boolean): Identified {
  return {
    launch: {
      launcher: 'binary',
      variant: script === null ? null : variant,
      ecosystem: 'local',
      localEntry: script ?? command,
    },
    target:
      script === null
        ? { kind: 'executable', path: command }
        : { kind: 'unread', why: `packages of a script for ${variant} are not read`, hint: '' },
    ...(loads ? { open: 'an option loads other code first, which is not followed' } : {}),
  };
}
