/** One option of a command-line tool. */
interface Option {
  /** The last of its spellings, without dashes. */
  name: string;
  /** How many words of value it takes. */
  values: number;
  /** Its value can only be attached (`--color=auto`, `-w5`). */
  attachedOnly: boolean;
}

/** A tool's options by every spelling, with their dashes. */
export type OptionTable = ReadonlyMap<string, Option>;

/** What a tool makes of its words. */
export interface ReadOptions {
  /** Values by option name in order of appearance; an option without one gives `''`. */
  options: ReadonlyMap<string, readonly string[]>;
  /** The words that are no options. */
  operands: readonly string[];
}

/**
 * A table out of words like `-i|--interactive -e|--env= --headers=2 --color=?`: `=` takes a value, `=2` two of them, `=?`
 * only one that is attached.
 */
export function optionTable(text: string): OptionTable {
  const table = new Map<string, Option>();
  for (const entry of text.trim().split(/\s+/)) {
    const [, spellings = '', takes, amount = ''] = /^([^=]+)(?:(=)(\d|\?)?)?$/.exec(entry) ?? [];
    const names = spellings.split('|');
    const name = (names.at(-1) ?? '').replace(/^-+/, '');
    const values = takes === undefined || amount === '?' ? 0 : Number(amount || 1);
    for (const spelling of names) table.set(spelling, { name, values, attachedOnly: amount === '?' });
  }
  return table;
}

/**
 * Reads words by a tool's own table, as getopt and pflag do: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-abn
 * value`; `--` ends the options. They end at the first operand, unless they are `mixed` with operands. Null where the
 * reading is not certain: an option that the table does not know, or a missing value. Linear.
 */
export function readOptions(
  words: readonly string[],
  table: OptionTable,
  order: 'options-first' | 'mixed' = 'options-first',
): ReadOptions | null {
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  let index = 0;
  const take = ({ name, values, attachedOnly }: Option, attached: string | null): boolean => {
    const given = attached === null ? [] : [attached];
    if (!attachedOnly) while (given.length < values && index + 1 < words.length) given.push(words[++index] ?? '');
    if (given.length < values) return false;
    const known = options.get(name) ?? [];
    for (const value of given.length === 0 ? [''] : given) known.push(value);
    options.set(name, known);
    return true;
  };
  const takeCluster = (word: string): boolean => {
    for (let at = 1; at < word.length; at++) {
      const option = table.get(`-${word[at]}`);
      if (option === undefined) return false;
      const rest = word.slice(at + 1);
      if (option.values > 0 || (option.attachedOnly && rest !== '')) return take(option, rest === '' ? null : rest);
      if (!take(option, null)) return false;
    }
    return true;
  };
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      return { options, operands: operands.concat(words.slice(index + 1)) };
    }
    if (word === '-' || !word.startsWith('-')) {
      if (order === 'options-first') return { options, operands: words.slice(index) };
      operands.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const option = table.get(equals < 0 ? word : word.slice(0, equals));
    if (option !== undefined) {
      if (!take(option, equals < 0 ? null : word.slice(equals + 1))) return null;
    } else if (word.startsWith('--') || !takeCluster(word)) {
      // What comes after the first operand may belong to the command that it names.
      if (order === 'options-first' || operands.length === 0) return null;
      operands.push(word);
    }
  }
  return { options, operands };
}
