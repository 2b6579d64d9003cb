/** One simple command, as a shell would start it. */
export interface SimpleCommand {
  words: string[];
  /** Names of the variables that are set before it. */
  assigned: string[];
  /** True where a word outside quotes may stand for none or several (`$X`, `*`). */
  expands: boolean;
}

/** Words that begin or end a block, or run in the shell itself: what follows is not one program. */
const SHELL_WORDS = new Set(
  `! . : [ [[ alias and begin bg break builtin case cd coproc declare do done elif else end esac eval exit export fg fi for
  function hash if in local not or popd printf pushd read readonly return select set shift shopt source test then time
  trap typeset ulimit umask unset until wait while { }`.split(/\s+/),
);

const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;

/** Reads one line by the rules of a POSIX shell; its state while it goes from character to character. */
class Scanner {
  readonly words: string[] = [];
  expands = false;
  private word: string | null = null;
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** False where the line is more than a simple command. */
  scan(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] ?? '';
      if (character === ' ' || character === '\t') this.endWord();
      else if (character === '#' && this.word === null) break;
      else if (!this.scanOne(character)) return false;
    }
    this.endWord();
    return true;
  }

  private scanOne(character: string): boolean {
    switch (character) {
      case "'":
        return this.scanSingle();
      case '"':
        return this.scanDouble();
      case '\\': {
        const next = this.text[++this.at];
        if (next !== '\n') this.add(next ?? '\\');
        return true;
      }
      case '$':
        this.expands = true;
        return this.scanVariable();
      case '>':
        return this.skipErrorStream();
      default:
        if (/[&;|<()`\n\r]/.test(character)) return false;
        if (/[*?[{]/.test(character)) this.expands = true;
        this.add(character);
        return true;
    }
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word !== null) this.words.push(this.word);
    this.word = null;
  }

  private scanSingle(): boolean {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return false;
    this.add(this.text.slice(this.at + 1, end));
    this.at = end;
    return true;
  }

  private scanDouble(): boolean {
    this.add('');
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] ?? '';
      const next = this.text[this.at + 1] ?? '';
      if (character === '"') return true;
      if (character === '`') return false;
      if (character === '$') {
        this.expands ||= next === '@';
        if (!this.scanVariable()) return false;
      } else if (character === '\\' && /[$`"\\\n]/.test(next)) {
        if (next !== '\n') this.add(next);
        this.at++;
      } else {
        this.add(character);
      }
    }
    return false;
  }

  /** A variable is kept as it is written; what starts another command or another kind of quotes ends the reading. */
  private scanVariable(): boolean {
    const next = this.text[this.at + 1] ?? '';
    if (next === '(' || next === "'" || next === '"') return false;
    if (next !== '{') {
      this.add('$');
      return true;
    }
    const end = this.text.indexOf('}', this.at);
    const whole = this.text.slice(this.at, end + 1);
    if (end < 0 || /[`(]/.test(whole)) return false;
    this.add(whole);
    this.at = end;
    return true;
  }

  /** `2>file`, `2>>file` and `2>&1` say nothing about what runs; other redirections do. */
  private skipErrorStream(): boolean {
    if (this.word !== '2') return false;
    const target = /^>>?[ \t]*(?:&1|[\w./~-]+)(?=[ \t]|$)/.exec(this.text.slice(this.at, this.at + 300));
    if (target === null) return false;
    this.word = null;
    this.at += target[0].length - 1;
    return true;
  }
}

/**
 * The one simple command of a POSIX shell's line, without a leading `exec` or `command` and without the assignments before
 * it; null where the line is more than that (`&&`, `;`, `|`, redirections, substitutions, blocks, builtins), or less.
 * Variables stay in the words as they are written. Linear.
 */
export function simpleCommandOf(line: string): SimpleCommand | null {
  const scanner = new Scanner(line.trim());
  if (!scanner.scan()) return null;
  const { words, expands } = scanner;
  const assigned: string[] = [];
  let start = 0;
  for (let name = nameIn(words[0]); name !== null; name = nameIn(words[++start])) assigned.push(name);
  if (/^(?:exec|command)$/.test(words[start] ?? '')) start++;
  const first = words[start] ?? '';
  if (first === '' || first.startsWith('-') || SHELL_WORDS.has(first)) return null;
  return { words: words.slice(start), assigned, expands };
}

function nameIn(word: string | undefined): string | null {
  return ASSIGNMENT.exec(word ?? '')?.[1] ?? null;
}
