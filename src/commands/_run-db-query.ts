import { withoutRelease } from '../advisory/ecosystem.ts';
import type { PackageVersion } from '../advisory/affects.ts';
import { answer, type AnsweredVulnerability, type DatabaseAnswer } from '../database/answer.ts';
import { LocalDatabase } from '../database/lookup.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles, realStorage } from '../io/index.ts';
import { severityRank } from '../model/severity.ts';
import { stringify } from '../reporters/_escape.ts';
import { linesOf, LongLine } from '../syntax/lines.ts';
import { advisories, age, firstOf, row } from './_db-words.ts';
import { ecosystemNamed, spelling } from './_ecosystems.ts';
import { paragraph } from './_paragraph.ts';
import { databaseOf } from './_selection.ts';
import type { DbOptions } from './db.ts';
import { textWidth, type Terminal } from './terminal.ts';

const LONGEST_LINE = 100_000;
/** So many answers are written at once. */
const GATHERED = 500;

/** A question that could not be understood, in the place of its answer. */
interface Unanswered {
  ecosystem: string | null;
  name: string | null;
  version: string | null;
  vulns: [];
  gap: string;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.length <= 2000 ? value : null);

/** A line as a question, or what is wrong with it. */
function readQuestion(line: string): PackageVersion | Unanswered {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ecosystem: null, name: null, version: null, vulns: [], gap: 'the line is not JSON' };
  }
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const ecosystem = textOf(fields['ecosystem']);
  const name = textOf(fields['name']);
  const version = textOf(fields['version']);
  const refused = (gap: string): Unanswered => ({ ecosystem, name, version, vulns: [], gap });
  if (!ecosystem || !name || version === null) {
    return refused('wanted: an object with the texts ecosystem, name and version');
  }
  const word = withoutRelease(ecosystem);
  const known = spelling(word);
  // Programs are told of a mistake, where people are understood.
  if (known !== null && known !== word) return refused(`the ecosystem \`${word}\` is written ${known}`);
  return { ecosystem, name, version };
}

/** An answer by the database: in what is not known to be complete, more may be published than is found. */
async function answerFrom(database: LocalDatabase, question: PackageVersion, now: Date): Promise<DatabaseAnswer> {
  const found = await answer(database, question, now);
  const kept = database.ecosystem(question.ecosystem);
  if ('problem' in kept || kept.state.complete) return found;
  const part = `the advisories of ${kept.state.ecosystem} that are kept are not known to be complete`;
  return { ...found, gap: found.gap === undefined ? part : `${found.gap}; ${part}` };
}

/** One line of JSON out for each line in, in the same order; empty lines are passed over. */
async function answerAll(database: LocalDatabase, terminal: Terminal, now: Date): Promise<boolean> {
  if (terminal.stdin === undefined) throw new AuditError('usage', 'there is no standard input to read');
  let isWhole = true;
  let number = 0;
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) terminal.stdout(waiting.join(''));
    waiting = [];
  };
  try {
    for await (const line of linesOf(terminal.stdin, LONGEST_LINE)) {
      number += 1;
      if (line.trim() === '') continue;
      const question = readQuestion(line);
      const found = 'gap' in question ? question : await answerFrom(database, question, now);
      if (found.gap !== undefined) isWhole = false;
      waiting.push(stringify(found, 0));
      if (waiting.length >= GATHERED) flush();
    }
  } catch (error) {
    if (!(error instanceof LongLine)) throw error;
    throw new AuditError('input-invalid', `standard input, behind line ${number}: ${error.message}`, {
      hint: 'Wanted: {"ecosystem":"npm","name":"lodash","version":"4.17.20"}, one a line.',
      cause: error,
    });
  } finally {
    flush();
  }
  return isWhole;
}

const LABEL = 15;

/** `high  GHSA-… (CVE-…), fixed in 1.2.3`. */
function describeVulnerability({ id, aliases, severity, fixed, kind }: AnsweredVulnerability, width: number): string {
  const also = aliases.length === 0 ? '' : ` (${firstOf(aliases)})`;
  const none = kind === 'vulnerability' ? ', no fixed version' : '';
  const end = fixed === null ? none : `, fixed in ${fixed}`;
  return row(`  ${kind === 'vulnerability' ? severity : kind}`, LABEL, `${id}${also}${end}`, width);
}

/** The answer for a person: the worst kind first, then the most severe. */
function describeAnswer(
  { ecosystem, name, version, vulns, gap }: DatabaseAnswer,
  source: string,
  hint: string | null,
  width: number,
): string {
  const kinds = vulns.map(({ kind }) => kind);
  const sorted = vulns.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || severityRank(a.severity) - severityRank(b.severity),
  );
  const found = vulns.length > 0 ? advisories(vulns.length) : gap === undefined ? 'no advisory' : 'not known';
  return [
    paragraph(`${name}@${version}: ${found} (${ecosystem}${source})`, width, 0),
    ...sorted.map((one) => describeVulnerability(one, width)),
    ...(gap === undefined ? [] : [row('  not known', LABEL, gap, width)]),
    ...(hint === null ? [] : [row('  next', LABEL, hint, width)]),
  ].join('');
}

/** The one question of the command line; throws `AuditError` when it is none. */
function readArguments(word: string, name: string | undefined, version: string | undefined): PackageVersion {
  if (!name || !version) {
    throw new AuditError('usage', 'wanted: an ecosystem, a name and a version', {
      hint: 'For example: mcp-audit db query npm lodash 4.17.20',
    });
  }
  const ecosystem = withoutRelease(word);
  return { ecosystem: `${ecosystemNamed(ecosystem)}${word.slice(ecosystem.length)}`, name, version };
}

/** Exit code 0 when everything could be told, else 3; what is found makes no difference. */
export async function runDbQuery(
  word: string,
  name: string | undefined,
  version: string | undefined,
  options: DbOptions,
  terminal: Terminal,
): Promise<number> {
  if (word === '-' && (name !== undefined || options.format === 'text')) {
    const beside = name === undefined ? '--format text' : 'a name';
    throw new AuditError('usage', `- reads lines of JSON and answers in them: ${beside} cannot be given with it`, {
      hint: 'Leave out the one or the other.',
    });
  }
  const question = word === '-' ? null : readArguments(word, name, version);
  const database = new LocalDatabase(databaseOf(options, terminal), { files: realFiles, storage: realStorage });
  const now = new Date();
  try {
    if (question === null) return (await answerAll(database, terminal, now)) ? EXIT.pass : EXIT.incomplete;
    const found = await answerFrom(database, question, now);
    if ((options.format ?? (terminal.isTerminal ? 'text' : 'json')) === 'json') terminal.stdout(stringify(found, 0));
    else {
      const kept = database.ecosystem(question.ecosystem);
      const source = 'problem' in kept ? '' : `, data ${age(kept.state.dataTime, now)}`;
      const isAbsent = 'problem' in kept && kept.problem === 'absent';
      const hint = isAbsent ? `mcp-audit db update --ecosystem ${withoutRelease(question.ecosystem)}` : null;
      terminal.stdout(describeAnswer(found, source, hint, textWidth(terminal)));
    }
    return found.gap === undefined ? EXIT.pass : EXIT.incomplete;
  } finally {
    database.close();
  }
}
