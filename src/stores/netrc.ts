import { together, type Facts, type Found } from './_facts.ts';
import { unixAnd } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import type { Store } from './index.ts';

interface Token {
  text: string;
  line: number;
}

/** Words, also quoted ones with spaces; a macro goes to the next empty line. Source: the manual of curl, `netrc`. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let isMacro = false;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') isMacro = false;
    if (isMacro || line.trimStart().startsWith('#')) continue;
    for (const [, quoted, plain] of line.matchAll(/"((?:[^"\\]|\\.)*)"?|(\S+)/g)) {
      if (plain === 'macdef') isMacro = true;
      if (isMacro) break;
      tokens.push({ text: quoted ?? plain ?? '', line: index + 1 });
    }
  }
  return tokens;
}

function read(text: string): Facts | null {
  const tokens = tokensOf(text);
  const found: Found[] = [];
  let host: string | null = null;
  for (let at = 0; at < tokens.length; at += 1) {
    const value = tokens[at + 1];
    const key = tokens[at]?.text;
    if (key === 'default') host = null;
    if (value === undefined || !['machine', 'login', 'account', 'password'].includes(key ?? '')) continue;
    if (key === 'machine') host = hostIn(value.text);
    if (key === 'password' && value.text !== '') found.push({ protection: 'plain', line: value.line, host });
    at += 1;
  }
  return together(found);
}

export const netrc: Store = {
  id: 'netrc',
  title: 'Logins that curl, Git and others read',
  why: 'logs in to its hosts as its users',
  provider: null,
  system: null,
  places: [{ path: unixAnd('${NETRC:-~/.netrc}', '${NETRC:-~/_netrc}'), holds: { as: 'text', read } }],
};
