/** How one tool spells its options. */
export interface OptionTable {
  /** By spelling (`-w`, `--with`): the option's name, and whether it takes the next word, only `=value`, or nothing. */
  options: ReadonlyMap<string, { name: string; takes: 'value' | 'inline' | 'nothing' }>;
  /** Single letters may be joined, and followed by a value: `-qv`, `-p3.12`, `-p=3.12`. */
  joined: boolean;
  /** The first letters of a long option stand for it, where only one begins so. */
  abbreviated: boolean;
}

/** Words of a line up to its first operand. */
export interface OptionWords {
  /** Values by option name in order of appearance; `''` for an option without one. */
  options: Map<string, string[]>;
  /** From the first operand on. */
  rest: string[];
  /** True when `--` ended the options. */
  ended: boolean;
}

/** Lists of options, the spellings of one joined by `|`; the last is its name. */
export function optionTable(
  lists: { valued: string; inline?: string; switches: string },
  style: { joined: boolean; abbreviated?: true },
): OptionTable {
  const rows = (list: string, takes: 'value' | 'inline' | 'nothing') =>
    list
      .trim()
      .split(/\s+/)
      .filter((spellings) => spellings !== '')
      .flatMap((spellings) => {
        const all = spellings.split('|');
        const name = (all.at(-1) ?? '').replace(/^-+/, '');
        return all.map((spelling) => [spelling, { name, takes }] as const);
      });
  return {
    options: new Map([
      ...rows(lists.valued, 'value'),
      ...rows(lists.inline ?? '', 'inline'),
      ...rows(lists.switches, 'nothing'),
    ]),
    joined: style.joined,
    abbreviated: style.abbreviated ?? false,
  };
}

/** Two tables of one tool: its own options and those of a subcommand. */
export function withOptions(table: OptionTable, more: OptionTable): OptionTable {
  return { ...table, options: new Map([...table.options, ...more.options]) };
}

function find({ options, abbreviated }: OptionTable, spelling: string) {
  const exact = options.get(spelling);
  if (exact !== undefined || !abbreviated || !/^--./.test(spelling)) return exact;
  const begun = [...options].filter(([one]) => one.startsWith(spelling)).map(([, option]) => option);
  return new Set(begun.map(({ name }) => name)).size === 1 ? begun[0] : undefined;
}

/**
 * Reads options up to the first operand or `--`. Null where the tool would refuse the line or might read it otherwise: an
 * option that is not in its table, a value that looks like an option or is missing, a value for an option without one.
 */
export function readOptions(words: readonly string[], table: OptionTable): OptionWords | null {
  const options = new Map<string, string[]>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return { options, rest: words.slice(index + 1), ended: true };
    if (!word.startsWith('-')) return { options, rest: words.slice(index), ended: false };
    const read = readWord(word, words[index + 1], table);
    if (read === null) return null;
    for (const [name, value] of read.found) {
      const values = options.get(name);
      if (values) values.push(value);
      else options.set(name, [value]);
    }
    if (read.tookNext) index++;
  }
  return { options, rest: [], ended: false };
}

interface WordRead {
  found: Array<[name: string, value: string]>;
  tookNext: boolean;
}

function readWord(word: string, next: string | undefined, table: OptionTable): WordRead | null {
  const equals = word.indexOf('=');
  const whole = find(table, equals < 0 ? word : word.slice(0, equals));
  const isLetters = !word.startsWith('--') && table.joined;
  if (whole !== undefined) return take(whole, equals < 0 ? null : word.slice(equals + 1), next);
  if (!isLetters) return null;
  const found: WordRead['found'] = [];
  for (let at = 1; at < word.length; at++) {
    const option = table.options.get(`-${word[at]}`);
    if (option === undefined) return null;
    const after = word.slice(at + 1);
    if (option.takes !== 'nothing') {
      const last = take(option, after === '' ? null : after.replace(/^=/, ''), next);
      return last && { ...last, found: [...found, ...last.found] };
    }
    found.push([option.name, '']);
  }
  return { found, tookNext: false };
}

function take(
  { name, takes }: { name: string; takes: 'value' | 'inline' | 'nothing' },
  inline: string | null,
  next: string | undefined,
): WordRead | null {
  if (takes === 'nothing') return inline === null ? { found: [[name, '']], tookNext: false } : null;
  if (inline !== null || takes === 'inline') return { found: [[name, inline ?? '']], tookNext: false };
  // A value with a space in it cannot be an option.
  const isValue = next !== undefined && (!next.startsWith('-') || (next.includes(' ') && !next.includes('=')));
  return isValue ? { found: [[name, next]], tookNext: true } : null;
}

/** Why a line that `readOptions` does not read is not followed. */
export const UNKNOWN_OPTION = { problem: 'an option that its launcher does not know, or that can be read in two ways' };
