import { redactCommandLine, redactUrl } from '../credential/redact.ts';
import { escapeLine } from '../reporters/_escape.ts';
import type { StartFacts } from '../scan/start-line.ts';
import { paragraph } from './_paragraph.ts';

/** A word as a shell takes it, so that the line shows where one word ends. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Longer than any line that is shown whole: what a person is asked about must not be cut at its end. */
const MAX_ROW = 100_000;
const WHOLE = { words: MAX_ROW, length: MAX_ROW };

/** Whether two texts are the same but for the quotes and spaces that redaction takes away. */
const isSame = (one: string, other: string): boolean => one.replace(/[\s"'\\]/g, '') === other.replace(/[\s"'\\]/g, '');

/** The exact words of a line; but of a word that may hold a secret what is left without it. */
function shownLine(words: readonly string[]): { line: string; isWhole: boolean } {
  const redacted = redactCommandLine(words, WHOLE);
  const isExact = words.map((word, index) => isSame(word, redacted[index] ?? ''));
  const line = words.map((word, index) => quoted((isExact[index] === true ? word : redacted[index]) ?? '')).join(' ');
  return { line, isWhole: isExact.every(Boolean) && escapeLine(line, 2 * MAX_ROW).length < MAX_ROW };
}

function variablesRow({ variables, diverting }: StartFacts): string {
  if (variables.length === 0) return 'none';
  const changing = diverting.length === 0 ? '' : `; ${diverting.join(', ')} can change what runs`;
  return `${[...variables].sort().join(', ')} (their values are passed on and not shown${changing})`;
}

/** The text that asks whether one server may be started: its exact line without secrets, and what it could do. Ends without a line break. */
export function consentText(facts: StartFacts, width = Infinity): string {
  const { name, declaredAt, command, args, program, cwd, containment } = facts;
  const { line, isWhole } = shownLine([command, ...args]);
  const version =
    facts.installedVersion !== null
      ? `, ${facts.installedVersion} is installed`
      : facts.mayFetch
        ? ' (not known to be installed: it may be fetched first)'
        : ' (not known to be installed; it is not fetched)';
  const rows = [
    `Start \`${name}\` to list its tools?`,
    `  command    ${line}`,
    ...(isWhole
      ? []
      : ['  not shown  what may be a secret in it, and whatever else stands there: see where it is declared']),
    ...(program === null || program === command ? [] : [`  program    ${program}`]),
    ...(facts.package === null ? [] : [`  package    ${facts.package}${version}`]),
    `  variables  ${variablesRow(facts)}`,
    ...(cwd === null ? [] : [`  folder     ${cwd}`]),
    `  declared   ${declaredAt}`,
  ];
  // Only our own sentences are wrapped: a break in a line that is to be judged would be one more thing to judge.
  const kept = containment.map((sentence) => paragraph(sentence, width, 4).replace(/^ {4}/, '  - ').trimEnd());
  return [...rows.map((row) => escapeLine(row, MAX_ROW)), ...kept].join('\n');
}

/** The text that asks whether a server that runs already may be asked for its tools. Ends without a line break. */
export function sessionText({ name, command, variables, declaredAt }: StartFacts): string {
  // As it is asked: `http://127.1/a/../b` is another place than it looks.
  const address = URL.canParse(command) ? new URL(command).href : command;
  const rows = [
    `Ask \`${name}\` for its tools?`,
    `  address    ${redactUrl(address)}`,
    `  headers    ${variables.length === 0 ? 'none' : `${[...variables].sort().join(', ')} (their values are sent and not shown)`}`,
    `  declared   ${declaredAt}`,
    '  - It runs already: a session is opened and closed again, and no tool is called.',
  ];
  return rows.map((row) => escapeLine(row, MAX_ROW)).join('\n');
}
