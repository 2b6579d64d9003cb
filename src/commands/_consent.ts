import { redactCommandLine } from '../credential/redact.ts';
import { escapeLine } from '../reporters/_escape.ts';

/** What a person is told before a server is started. */
export interface ConsentFacts {
  /** The server's name in the config. */
  name: string;
  /** File and line that declare it. */
  declaredAt: string;
  command: string;
  args: readonly string[];
  /** The package as its line asks for it and, where it is known, the version that would run; null for none. */
  package: string | null;
  installedVersion: string | null;
  /** Names of the variables that its entry sets. */
  variables: readonly string[];
  cwd: string | null;
  /** How it is kept in, one sentence each (`describeContainment`). */
  containment: readonly string[];
}

/** A word as a shell takes it, so that the line shows where one word ends. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Longer than any line that is shown whole: what a person is asked about must not be cut at its end. */
const MAX_ROW = 100_000;

/** The text that asks whether one server may be started: its exact line without secrets, and what it could do. Ends without a line break. */
export function consentText(facts: ConsentFacts): string {
  const { name, declaredAt, command, args, variables, cwd, containment } = facts;
  const line = redactCommandLine([command, ...args])
    .map(quoted)
    .join(' ');
  const version =
    facts.installedVersion === null
      ? ' (not installed: it would be fetched first)'
      : `, ${facts.installedVersion} is installed`;
  const rows = [
    `Start ${name} to list its tools?`,
    `  command    ${line}`,
    ...(facts.package === null ? [] : [`  package    ${facts.package}${version}`]),
    `  variables  ${variables.length === 0 ? 'none' : `${[...variables].sort().join(', ')} (their values are passed on and not shown)`}`,
    ...(cwd === null ? [] : [`  folder     ${cwd}`]),
    `  declared   ${declaredAt}`,
    ...containment.map((sentence) => `  - ${sentence}`),
  ];
  return rows.map((row) => escapeLine(row, MAX_ROW)).join('\n');
}
