import { SHORTHANDS, SWITCHES, TAKES_ANYTHING, VALUED } from './_npm-options.ts';

/*
 * npm's command line by the rules of its parser (nopt). A scanner that guesses which options take a value can be shown a
 * harmless package while npm runs another one.
 */

/** What npm understood of a command line. */
export interface NpmCommandLine {
  /** Values by option name, in order of appearance; switches give `true` or `false`. */
  options: Map<string, string[]>;
  positionals: string[];
  /** True when the reading stopped before the end, at a word that can be read in two ways. */
  unclear: boolean;
  /** True for an option that no npm knows and that it takes for a switch. */
  unknown: boolean;
}

/** Why a line that `parseNpm` does not read to its end is not followed. */
export const UNCLEAR_OPTION = { problem: 'an option of npm that is unknown or can be read in two ways' };

function expandShorthand(name: string): readonly string[] | undefined {
  const whole = SHORTHANDS.get(name);
  if (whole) return whole;
  // `-yq` is `-y -q` when every letter is a shorthand.
  const letters = [...name].map((letter) => SHORTHANDS.get(letter));
  return name.length > 1 && letters.every((expansion) => expansion !== undefined) ? letters.flat() : undefined;
}

/**
 * Reads words as npm's option parser does; `--` ends the options. Unclear where its reading depends on more than these
 * tables: an option that is not in them (npm also takes the first letters of one), or a value that some types of option
 * take and others leave (one that looks like an option, `null`, none at all).
 */
export function parseNpm(words: readonly string[]): NpmCommandLine {
  const rest = [...words];
  const options = new Map<string, string[]>();
  const positionals: string[] = [];
  let unknown = false;
  const unclear = (): NpmCommandLine => ({ options, positionals, unclear: true, unknown });
  const set = (name: string, value: string): void => {
    const values = options.get(name);
    if (values) values.push(value);
    else options.set(name, [value]);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (/^-{2,}$/.test(word)) {
      return { options, positionals: [...positionals, ...rest], unclear: false, unknown };
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    // npm splits at `=` and lets a switch leave the value behind as a positional.
    if (equals > 0) rest.unshift(word.slice(equals + 1));
    let name = (equals > 0 ? word.slice(0, equals) : word).replace(/^-+/, '');
    const expansion = SWITCHES.has(name) || VALUED.has(name) ? undefined : expandShorthand(name);
    if (expansion) {
      rest.unshift(...expansion);
      continue;
    }
    // No option begins with a capital, so that one alone is unknown to every npm: a switch without a meaning.
    if (/^-[A-Z]$/.test(word)) {
      unknown = true;
      continue;
    }
    // `no` also counts when it stands twice: the option then is a switch, whatever its type.
    const [negations = ''] = /^(?:no-)*/i.exec(name) ?? [];
    const negated = negations === '' ? null : negations.length % 2 === 1;
    name = name.slice(negations.length);
    const [next] = rest;
    // The registry of a scope is no option of the tables; it takes a value after `=` only.
    const isScoped = equals > 0 && /^@[^:/]+:registry$/.test(name);
    if (VALUED.has(name) || isScoped) {
      const isClear = next !== undefined && next !== 'null' && !/^-{2,}$/.test(next);
      if (negated !== null || !isClear || (next.startsWith('-') && !TAKES_ANYTHING.has(name))) return unclear();
      set(name, next.trim());
      rest.shift();
    } else if (!SWITCHES.has(name) || next === 'null' || (name === 'color' && next === 'always')) {
      return unclear();
    } else if (next === 'true' || next === 'false') {
      set(name, String((next === 'true') !== (negated === true)));
      rest.shift();
    } else {
      set(name, String(!negated));
    }
  }
  return { options, positionals, unclear: false, unknown };
}
