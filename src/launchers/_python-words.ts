/** What `python …` is told to run. */
export interface PythonWords {
  script: string | null;
  module: string | null;
  args: readonly string[];
}

/** Letters that take a value, joined or as the next word; those that end the options are `-c` and `-m`. */
const VALUED = new Set(['W', 'X', 'Q']);
const SWITCHES = new Set('3bBdEiIOPqRsStuvx');
const LONG = new Set(['--check-hash-based-pycs']);

/**
 * Reads the interpreter's own words by the rules of CPython's option parser (3.14: Python/getopt.c, Modules/main.c); the
 * first word that is no option is the script. A problem where it runs code from the line, the terminal or the input.
 */
export function readPythonWords(words: readonly string[]): PythonWords | { problem: string } {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const script = (at: number): PythonWords | { problem: string } => {
      const [path, ...args] = words.slice(at);
      return path === undefined || path === '' || path === '-' ? NO_PROGRAM : { script: path, module: null, args };
    };
    if (!word.startsWith('-') || word === '-') return script(index);
    if (word === '--') return script(index + 1);
    if (word.startsWith('--')) {
      if (!LONG.has(word)) return { problem: 'an option of Python that runs no server' };
      index++;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? '';
      const joined = word.slice(at + 1);
      if (letter === 'm') {
        const rest = joined === '' ? words.slice(index + 1) : [joined, ...words.slice(index + 1)];
        const [module, ...args] = rest;
        return module === undefined || module === '' ? NO_PROGRAM : { script: null, module, args };
      }
      if (letter === 'c') return { problem: 'code in the line itself' };
      if (VALUED.has(letter)) {
        if (joined === '') index++;
        break;
      }
      if (!SWITCHES.has(letter)) return { problem: 'an option of Python that runs no server' };
    }
  }
  return NO_PROGRAM;
}

const NO_PROGRAM = { problem: 'no script and no module' };

/** The command of an environment that a file in its folder of commands is, or null. */
export function commandOf(script: string): string | null {
  const [, name] = /(?:^|[\\/])(?:bin|Scripts)[\\/]([^\\/]+)$/.exec(script) ?? [];
  return name === undefined || /\.py$/i.test(name) ? null : name.replace(/(?:-script)?\.(?:exe|pyw)$/i, '');
}
