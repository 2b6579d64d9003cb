import type { Launch } from '../model/launch.ts';
import { unseenCharacters } from './_unicode.ts';

/** What in a command line is a command of its own. */
export interface Hidden {
  /** Part of a finding's identity. */
  id: string;
  severity: 'high' | 'medium';
  confidence: 'high' | 'medium';
  /** What is hidden, going on from "hides". */
  what: string;
  /** The words that show it, secrets removed. */
  words: string;
}

/** As long as a line gets in an inventory; one that was edited may be longer. */
const MOST_WORDS = 200;
const LONGEST_WORD = 1_001;

const SHELL = /^(?:sh|bash|zsh|dash|ash|ksh|fish|cmd|powershell|pwsh)$/;
/** The option before a line, by shells, cmd.exe and PowerShell. */
const LINE_OPTION = /^(?:-[a-z]*c|--command|\/[ck]|-command)$/i;
const ENCODED = /^-e(?:nc?|ncodedcommand|c)?$/i;

/** Options before code, by interpreter. */
const CODE: ReadonlyArray<readonly [program: RegExp, option: RegExp]> = [
  [/^(?:node|bun|deno)$/, /^(?:-e|-p|-pe|--eval|--print|eval)$/],
  [/^(?:python[\d.]*|pypy[\d.]*|py)$/, /^-[A-Za-z]*c$/],
  [/^(?:perl|ruby)[\d.]*$/, /^-[A-Za-z]*[eE]$/],
  [/^php[\d.]*$/, /^-r$/],
  [/^(?:osascript|lua|rscript)$/i, /^-e$/],
];

/** Ways to run what comes from elsewhere, or what cannot be read. Each looks at a bounded stretch. */
const FETCHED =
  /\b(?:curl|wget|irm|iwr|invoke-webrequest|invoke-restmethod)\b[^\n]{0,400}(?:\||;|&&|\()\s{0,9}(?:sudo\s{1,9})?(?:sh|bash|zsh|dash|python[\d.]*|node|perl|ruby|iex|invoke-expression|source)\b|\b(?:iex|invoke-expression|eval|source)\b[^\n]{0,80}\b(?:curl|wget|irm|iwr|invoke-webrequest|downloadstring)\b|<\(\s{0,9}(?:curl|wget)\b|\$\(\s{0,9}(?:curl|wget)\b/i;
const ENCODING =
  /\bbase64\s{1,9}(?:-d|-D|--decode)\b|\bfrombase64string\b|\bxxd\s{1,9}-r\b|\\x[0-9a-f]{2}\\x[0-9a-f]{2}\\x[0-9a-f]{2}/i;
const SOCKET = /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat)\b[^\n]{0,80}\s-[a-z]*e\b|\bsocat\b[^\n]{0,200}\bexec:/i;

/** What may stand before the one command of a line without making it two: a folder is changed to, a variable is set. */
const BEFORE =
  /^\s*(?:(?:(?:cd|pushd)\s[^;&|<>()`$]{1,300}|set\s+-[a-z]+\s*|export\s+[A-Za-z_]\w*=[^\s;&|<>()`$]*\s*)(?:&&|;)|export\s+[A-Za-z_]\w*=<redacted>)\s*/;

const programOf = (word: string): string =>
  word
    .replace(/^.*[\\/]/s, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();

/** The line without a few such beginnings. */
function lastOf(line: string): string {
  let rest = line;
  for (let step = 0; step < 5; step++) rest = rest.replace(BEFORE, '');
  return rest;
}

/** What stands between two commands. Quotes are gone from a line that was made safe to show, so that spaces have to tell. */
const BETWEEN = /(?:^|\s)(?:&&|\|\|?|&|;)(?:\s|$)|;\s|\$\(|`/;

const isSeveral = (line: string): boolean => BETWEEN.test(lastOf(line));

/** What a text that a shell or an interpreter runs does that nobody should overlook. */
function worstOf(text: string): Pick<Hidden, 'id' | 'what'> | null {
  if (FETCHED.test(text)) return { id: 'fetched', what: 'a download that is run at once' };
  if (SOCKET.test(text)) return { id: 'socket', what: 'a shell on a network connection' };
  return ENCODING.test(text) ? { id: 'encoded', what: 'text that is decoded before it is run' } : null;
}

/** The commands that a launch line holds besides the one that a reader sees; the worst first. */
export function hiddenIn({ launcher, commandLine }: Pick<Launch, 'launcher' | 'commandLine'>): Hidden[] {
  const words = commandLine.slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST_WORD));
  const found: Hidden[] = [];
  for (const [index, word] of words.entries()) {
    const option = words[index + 1] ?? '';
    const program = programOf(word);
    const text = words.slice(index + 2).find((one) => !one.startsWith('-')) ?? '';
    if (SHELL.test(program)) found.push(...inShell(program, words.slice(index + 1), launcher === 'shell'));
    else if (CODE.some(([name, sign]) => name.test(program) && sign.test(option)))
      found.push(asHidden(text, { id: 'code', what: `code for ${program}` }));
  }
  for (const word of words) {
    const worst = worstOf(word);
    if (worst !== null) found.push(asHidden(word, worst));
    const [unseen] = unseenCharacters(word.replace(/[\t\r\n]/g, ' '));
    if (unseen !== undefined)
      found.push({
        id: 'unseen',
        severity: 'high',
        confidence: 'high',
        what: `characters that are not seen (${unseen})`,
        words: word,
      });
  }
  const [first = ''] = words;
  if (launcher === 'shell' && words.length === 1 && isSeveral(first))
    found.push(asHidden(first, { id: 'commands', what: 'several commands' }));
  const known = new Map(found.toReversed().map((one) => [one.id, one]));
  const isWorse = [...known.values()].some(({ severity }) => severity === 'high');
  return [...known.values()].filter(({ severity }) => !isWorse || severity === 'high').toReversed();
}

function asHidden(text: string, plain: Pick<Hidden, 'id' | 'what'>): Hidden {
  const worst = worstOf(text);
  return {
    severity: worst === null ? 'medium' : 'high',
    confidence: worst === null ? 'medium' : 'high',
    words: text,
    ...(worst ?? plain),
  };
}

/** `isOpen`: its line as it is written was not one simple command, which would have been followed. */
function inShell(program: string, rest: readonly string[], isOpen: boolean): Hidden[] {
  const isPower = program === 'powershell' || program === 'pwsh';
  const at = rest.findIndex((word) => !/^[-/]/.test(word));
  const options = at < 0 ? rest : rest.slice(0, at);
  if (isPower && options.some((word) => ENCODED.test(word)))
    return [
      {
        id: 'encoded',
        severity: 'high',
        confidence: 'high',
        what: 'a PowerShell line that cannot be read',
        words: rest.join(' '),
      },
    ];
  if (!isOpen || !options.some((word) => LINE_OPTION.test(word))) return [];
  const line = program === 'cmd' || isPower ? rest.slice(options.length).join(' ') : (rest[at] ?? '');
  // In PowerShell `&` only calls.
  return (isPower ? /[;|]|&&|\$\(/.test(line) : isSeveral(line))
    ? [asHidden(line, { id: 'commands', what: `several commands for ${program}` })]
    : [];
}
