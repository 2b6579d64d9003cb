/** One option of a command-line tool. */
interface Option {
  /** The last of its spellings, without dashes. */
  name: string;
  /** How many words of value it takes. */
  values: number;
  /** Its value can only be attached (`--color=auto`, `-w5`). */
  attachedOnly: boolean;
}

/** Where the parsers of tools differ. Without any of it they read as getopt and pflag do. */
interface OptionStyle {
  /** Single letters may be joined, and followed by a value: `-qv`, `-p3.12`, `-p=3.12`. */
  joined: boolean;
  /** The first letters of a long option stand for it, where only one begins so (Python's argparse). */
  abbreviated: boolean;
  /** A switch takes no `=value`, and no value looks like an option (clap, argparse, the package managers of npm). */
  strict: boolean;
}

/** How one tool spells its options. */
export interface OptionTable extends OptionStyle {
  /** By every spelling, with its dashes. */
  bySpelling: ReadonlyMap<string, Option>;
}

/** Values by option name in order of appearance; an option without one gives `''`. */
export type Options = ReadonlyMap<string, readonly string[]>;

export interface GivenOption {
  name: string;
  values: readonly string[];
}

/** What a tool makes of its words. */
export interface ReadOptions {
  options: Options;
  /** The same one by one as they stand, for tools where a later option changes what another one did. */
  inOrder: readonly GivenOption[];
  /** The words that are no options. */
  operands: readonly string[];
  /** True when `--` ended the options. */
  ended: boolean;
}

/**
 * A table out of words like `-i|--interactive -e|--env= --headers=2 --color=?`: `=` takes a value, `=2` two of them, `=?`
 * only one that is attached. Of two with the same spelling the later counts.
 */
export function optionTable(text: string, style: Partial<OptionStyle> = {}): OptionTable {
  const bySpelling = new Map<string, Option>();
  for (const [entry] of text.matchAll(/\S+/g)) {
    const [, spellings = '', takes, amount = ''] = /^([^=]+)(?:(=)(\d|\?)?)?$/.exec(entry) ?? [];
    const names = spellings.split('|');
    const name = (names.at(-1) ?? '').replace(/^-+/, '');
    const values = takes === undefined || amount === '?' ? 0 : Number(amount || 1);
    for (const spelling of names) bySpelling.set(spelling, { name, values, attachedOnly: amount === '?' });
  }
  return { bySpelling, joined: true, abbreviated: false, strict: false, ...style };
}

/**
 * Reads words by a tool's own table: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-abn value`; `--` ends the
 * options. They end at the first operand, unless they are `mixed` with operands. Null where the tool would refuse the line
 * or might read it otherwise: an option that the table does not know, or a value that is missing. Linear.
 */
export function readOptions(
  words: readonly string[],
  table: OptionTable,
  order: 'options-first' | 'mixed' = 'options-first',
): ReadOptions | null {
  const options = new Map<string, string[]>();
  const inOrder: GivenOption[] = [];
  const operands: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return { options, inOrder, operands: operands.concat(words.slice(index + 1)), ended: true };
    const isOperand = !word.startsWith('-') || (word === '-' && !table.bySpelling.has('-'));
    if (isOperand && order === 'options-first') return { options, inOrder, operands: words.slice(index), ended: false };
    const named = isOperand ? null : optionsIn(word, table);
    // What comes after the first operand may belong to the command that it names.
    if (named === null && !isOperand && operands.length === 0) return null;
    if (named === null) operands.push(word);
    for (const { option, attached } of named ?? []) {
      const missing = option.values - (attached === null ? 0 : 1);
      const next = words.slice(index + 1, index + 1 + Math.max(missing, 0));
      const values = valuesOf(option, attached, next, table);
      if (values === null) return null;
      inOrder.push({ name: option.name, values: [...values] });
      const known = options.get(option.name);
      if (known === undefined) options.set(option.name, values);
      else known.push(...values);
      index += next.length;
    }
  }
  return { options, inOrder, operands, ended: false };
}

/** The last value of an option, which is the one that counts; null where it does not stand. */
export function lastValue(options: Options, name: string): string | null {
  return options.get(name)?.at(-1) ?? null;
}

/** The name of a variable in an option's value: `NAME` or `NAME=value`. */
export function variableIn(value: string): string {
  return value.split('=', 1)[0] ?? '';
}

interface NamedOption {
  option: Option;
  attached: string | null;
}

/** The options that one word names, or null when one of them is unknown. */
function optionsIn(word: string, table: OptionTable): NamedOption[] | null {
  const equals = word.indexOf('=');
  const whole = find(equals < 0 ? word : word.slice(0, equals), table);
  if (whole !== undefined) return [{ option: whole, attached: equals < 0 ? null : word.slice(equals + 1) }];
  return table.joined && !word.startsWith('--') ? lettersIn(word, table) : null;
}

function lettersIn(word: string, { bySpelling }: OptionTable): NamedOption[] | null {
  const named: NamedOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const option = bySpelling.get(`-${word[at]}`);
    if (option === undefined) return null;
    const rest = word.slice(at + 1);
    if (rest !== '' && (option.values > 0 || option.attachedOnly)) {
      return [...named, { option, attached: rest.replace(/^=/, '') }];
    }
    named.push({ option, attached: null });
  }
  return named;
}

function find(spelling: string, { bySpelling, abbreviated }: OptionTable): Option | undefined {
  const exact = bySpelling.get(spelling);
  if (exact !== undefined || !abbreviated || !/^--./.test(spelling)) return exact;
  const begun = [...bySpelling].filter(([one]) => one.startsWith(spelling)).map(([, option]) => option);
  return new Set(begun.map(({ name }) => name)).size === 1 ? begun[0] : undefined;
}

/** The values of an option, out of what is attached to it and the words behind it; null where the tool would refuse them. */
function valuesOf(
  { values, attachedOnly }: Option,
  attached: string | null,
  next: readonly string[],
  { strict }: OptionTable,
): string[] | null {
  const given = attached === null ? [...next] : [attached, ...next];
  if (given.length < values) return null;
  if (strict && (next.some(looksLikeOption) || (given.length > values && !attachedOnly))) return null;
  return given.length === 0 ? [''] : given;
}

/** A word with a space in it is a value, unless it gives one itself. */
function looksLikeOption(word: string): boolean {
  return word.startsWith('-') && (!word.includes(' ') || word.includes('='));
}
