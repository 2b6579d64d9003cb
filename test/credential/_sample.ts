/** Secrets made at run time of a seed, so that none stands in a file and every run has the same. */
export class Sample {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** Mulberry32: a number from 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  /** A text that a pattern of the formats' table takes: classes, literals, groups and bounded repeats. */
  of(pattern: RegExp): string {
    const source = pattern.source;
    let at = 0;
    const alternatives = (): string => {
      const options = [sequence()];
      while (source[at] === '|') {
        at++;
        options.push(sequence());
      }
      return options[this.below(options.length)] ?? '';
    };
    const sequence = (): string => {
      let text = '';
      while (at < source.length && source[at] !== '|' && source[at] !== ')') text += repeated(atom());
      return text;
    };
    const repeated = (make: () => string): string => {
      const [whole = '', low, high] = /^\{(\d+)(?:,(\d+))?\}/.exec(source.slice(at)) ?? [];
      at += whole.length;
      const isOptional = whole === '' && source[at] === '?';
      if (isOptional) at++;
      const least = isOptional ? 0 : Number(low ?? 1);
      const most = isOptional ? 1 : Number(high ?? low ?? 1);
      const length = least + this.below(Math.min(most - least, 6) + 1);
      return Array.from({ length }, make).join('');
    };
    const atom = (): (() => string) => {
      const rest = source.slice(at);
      const set = /^\[[^\]]+\]|^\\[wd]/.exec(rest)?.[0];
      if (set !== undefined) {
        at += set.length;
        const all = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
        const alphabet = [...all].filter((sign) => new RegExp(`^${set}$`).test(sign)).join('');
        return () => this.text(alphabet, 1);
      }
      if (rest.startsWith('(?:')) {
        at += 3;
        const start = at;
        alternatives();
        at++;
        return () => {
          const resume = at;
          at = start;
          const text = alternatives();
          at = resume;
          return text;
        };
      }
      if (rest[0] === '^' || rest[0] === '$') {
        at++;
        return () => '';
      }
      const literal = rest[0] === '\\' ? (rest[1] ?? '') : (rest[0] ?? '');
      at += rest[0] === '\\' ? 2 : 1;
      return () => literal;
    };
    return alternatives();
  }
}

export const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const HEX = '0123456789abcdef';
export const URL_SAFE = `${ALNUM}-_`;
