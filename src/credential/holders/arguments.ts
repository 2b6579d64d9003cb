import { looks } from '../looks.ts';
import { readName } from '../name.ts';
import { PASSWORD, type Part } from './part.ts';

const MOST_WORDS = 500;
/** Also as npm's settings have it: `//host/:_authToken=x`. */
const ASSIGNED = /^(?:\/\/[^\s=]{1,200}:(?=_))?(-{0,2}[A-Za-z_][\w.-]{0,150})=([^]*)$/;
/** Also as programs of Windows have it: `/password:x`. */
const HEADER = /^\/?([A-Za-z][\w-]{0,80}):[ \t]{0,4}([^]+)$/;
/** After these a line of a shell follows. */
const SHELL_OPTION = /^(?:-[a-z]{0,4}c|\/c|-command)$/i;
const VARIABLE_OPTION = /^(?:-e|--env)$/;
const USER_OPTION = /^(?:-u|--user|--userpwd|--proxy-user)$/;

/** The words of a command line with what they are called: `--token x`, `-e NAME=x`, `Name: x`, and words of their own. */
export function argumentParts(words: readonly string[]): Part[] {
  const parts: Part[] = [];
  const list = words.slice(0, MOST_WORDS);
  for (let index = 0; index < list.length; index++) {
    const word = list[index] ?? '';
    const previous = list[index - 1] ?? '';
    const next = list[index + 1];
    const isLine = SHELL_OPTION.test(previous) && /\s/.test(word);
    const [, name, value] = (isLine ? null : ASSIGNED.exec(word)) ?? [];
    if (isLine) parts.push({ name: '', text: word });
    else if (name !== undefined && value !== undefined)
      parts.push({ name: withoutDashes(name), text: unquoted(value) });
    // A variable that is passed on by its name alone.
    else if (VARIABLE_OPTION.test(previous) && /^\w+$/.test(word)) {
      parts.push({ name: word, text: `\${${word}}`, isPassedOn: true });
    } else if (USER_OPTION.test(word) && next !== undefined && isLogin(next)) {
      parts.push({
        name: withoutDashes(word),
        text: next.slice(next.indexOf(':') + 1),
        says: { ...PASSWORD, class: 'basic-auth' },
      });
      index++;
    } else if (/^-[^\s]*$/.test(word) && next !== undefined && !next.startsWith('-') && readName(word).says !== null) {
      parts.push({ name: withoutDashes(word), text: unquoted(next) });
      index++;
    } else parts.push(headerPart(word) ?? { name: '', text: word });
  }
  return parts;
}

/** `user:password`, which `1000:1000` and `node:node` of containers are not. */
function isLogin(word: string): boolean {
  const colon = word.indexOf(':');
  return colon > 0 && looks(word.slice(colon + 1)) !== 'word';
}

/** `Authorization: Bearer x` in one word; what only looks like it (`https://…`, `npm:name`) is none. */
export function headerPart(word: string): Part | null {
  const [, name = '', value = ''] = HEADER.exec(unquoted(word)) ?? [];
  return name !== '' && !value.startsWith('//') && readName(name).says !== null ? { name, text: value.trim() } : null;
}

/** Also of docker's `-eNAME=x`. */
function withoutDashes(name: string): string {
  return name.replace(/^-e(?=[A-Z_])|^-+/, '');
}

/** A text without the pair of quotes around it. */
export function unquoted(text: string): string {
  const bare = text.trim();
  const [quote] = bare;
  return bare.length > 1 && (quote === '"' || quote === "'") && bare.endsWith(quote) ? bare.slice(1, -1).trim() : bare;
}
