import { Chalk } from 'chalk';
import { escapeLine } from './_escape.ts';
import type { Tone } from './_words.ts';

/** A run of text with one tone. `keep`: a path or a command, on one line where it fits. */
export interface Piece {
  text: string;
  tone?: Tone;
  keep?: boolean;
}

/** Text in a column of its own: padded to `width`. */
export interface Cell extends Piece {
  width: number;
}

export interface Row {
  indent: number;
  cells?: Cell[];
  body: Array<Piece | string>;
}

const MIN_WIDTH = 40;
const MIN_BODY = 24;

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3001-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Columns that a terminal takes for an escaped text. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Splits a word into parts of at most `room` columns. */
function breakWord(word: string, room: number): string[] {
  const parts = [''];
  let used = 0;
  for (const character of word) {
    const width = widthOf(character);
    if (used + width > room) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += character;
    used += width;
  }
  return parts;
}

type Paint = (text: string, tone: Tone) => string;

function painter(color: boolean): Paint {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const tones: Record<Tone, (text: string) => string> = {
    good: chalk.green,
    bad: chalk.red.bold,
    caution: chalk.yellow,
    open: chalk.magenta,
    quiet: chalk.dim,
    strong: chalk.bold,
    plain: (text) => text,
  };
  return (text, tone) => (text === '' ? '' : tones[tone](text));
}

interface Line {
  words: Array<{ text: string; tone: Tone }>;
  width: number;
}

/** A word, or what stands between backticks with what touches it. */
const WORD = /(?:`[^`]*`|[^ `]|`)+/g;

/** A path that is broken cannot be copied; what is longer is none that a person would copy. */
const LONGEST_PATH = 260;

const isPath = (word: string): boolean => word.length <= LONGEST_PATH && /[/\\]/.test(word);

/** The parts of a text between which a line may end. What is kept stays whole where it fits on a line. */
function wordsOf(text: string, keep: boolean, room: number): string[] {
  const words = keep ? [text] : (text.match(WORD) ?? []);
  return words
    .flatMap((word) => (widthOf(word) <= room ? [word] : word.split(' ')))
    .filter((word) => word !== '')
    .flatMap((word) => (isPath(word) ? [word] : breakWord(word, room)));
}

/** Fills lines of `room` columns with the pieces' words. */
function fill(pieces: ReadonlyArray<Piece | string>, room: number): Line[] {
  const lines: Line[] = [{ words: [], width: 0 }];
  const add = (text: string, tone: Tone): void => {
    const width = widthOf(text);
    let line = lines.at(-1) as Line;
    if (line.words.length > 0 && line.width + 1 + width > room) lines.push((line = { words: [], width: 0 }));
    line.width += width + (line.words.length > 0 ? 1 : 0);
    line.words.push({ text, tone });
  };
  for (const item of pieces) {
    const { text, tone = 'plain', keep = false }: Piece = typeof item === 'string' ? { text: item } : item;
    for (const word of wordsOf(escapeLine(text), keep, room)) add(word, tone);
  }
  return lines;
}

/**
 * Text for a terminal, line by line. Everything that is written here is escaped here, and nothing but a heading
 * starts in the first column: no text from outside can look like a verdict.
 */
export class Page {
  readonly #lines: string[] = [];
  readonly #width: number;
  readonly #paint: Paint;

  constructor(options: { width: number; color: boolean }) {
    this.#width = Math.max(MIN_WIDTH, Math.floor(options.width) || 0);
    this.#paint = painter(options.color);
  }

  get length(): number {
    return this.#lines.length;
  }

  /** One empty line, never two. */
  blank(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** A blank line and a title, which must be our own words. */
  heading(title: string): void {
    this.blank();
    this.row({ indent: 0, body: [{ text: title, tone: 'strong' }] });
  }

  /** Whether a row takes one line. */
  fits({ indent, cells = [], body }: Row): boolean {
    const lead = indent + cells.reduce((sum, cell) => sum + cell.width, 0);
    return (
      this.#width - lead >= MIN_BODY &&
      fill(body, this.#width - lead).every((line, at) => at === 0 && lead + line.width <= this.#width)
    );
  }

  /** Cells side by side, then the body: wrapped, and hanging below its own start. */
  row({ indent, cells = [], body }: Row): void {
    const lead = cells.map((cell) => this.#cell(cell)).join('');
    const leadWidth = indent + cells.reduce((sum, cell) => sum + cell.width, 0);
    const below = this.#width - leadWidth < MIN_BODY;
    const hang = below ? indent + 4 : leadWidth;
    const lines = fill(body, this.#width - hang).map((line) => this.#join(line));
    const first = `${' '.repeat(indent)}${lead}`;
    if (below && cells.length > 0) this.#lines.push(first.trimEnd());
    for (const [at, line] of lines.entries()) {
      this.#lines.push(`${at === 0 && !below ? first : ' '.repeat(hang)}${line}`.trimEnd());
    }
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #cell({ text, width, tone = 'plain' }: Cell): string {
    const safe = escapeLine(text);
    return `${this.#paint(safe, tone)}${' '.repeat(Math.max(1, width - widthOf(safe)))}`;
  }

  /** One line: neighbours of one tone are painted together. */
  #join(line: Line): string {
    const runs: Line['words'] = [];
    for (const word of line.words) {
      const last = runs.at(-1);
      if (last?.tone === word.tone) last.text += ` ${word.text}`;
      else runs.push({ ...word });
    }
    return runs.map((run) => this.#paint(run.text, run.tone)).join(' ');
  }
}
