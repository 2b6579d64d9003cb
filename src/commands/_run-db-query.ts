import { answer, type DatabaseAnswer } from '../database/answer.ts';
import { LocalDatabase } from '../database/lookup.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles, realStorage } from '../io/index.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { linesOf, LongLine } from '../syntax/lines.ts';
import { age, firstOf } from './_db-words.ts';
import { ecosystemNamed } from './_ecosystems.ts';
import { databaseOf } from './_selection.ts';
import type { DbOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

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
function readQuestion(line: string): { ecosystem: string; name: string; version: string } | Unanswered {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ecosystem: null, name: null, version: null, vulns: [], gap: 'the line is not JSON' };
  }
  const { ecosystem, name, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const asked = { ecosystem: textOf(ecosystem), name: textOf(name), version: textOf(version) };
  if (asked.ecosystem === null || asked.name === null || asked.version === null) {
    return { ...asked, vulns: [], gap: 'wanted: an object with the texts ecosystem, name and version' };
  }
  return { ecosystem: asked.ecosystem, name: asked.name, version: asked.version };
}

/** One line of JSON out for each line in, in the same order; empty lines are passed over. */
async function answerAll(database: LocalDatabase, terminal: Terminal, now: Date): Promise<boolean> {
  if (terminal.stdin === undefined) throw new AuditError('usage', 'there is no standard input to read');
  let isWhole = true;
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) terminal.stdout(waiting.join(''));
    waiting = [];
  };
  for await (const line of linesOf(terminal.stdin, LONGEST_LINE)) {
    if (line.trim() === '') continue;
    const question = readQuestion(line);
    const found = 'gap' in question ? question : await answer(database, question, now);
    if (found.gap !== undefined) isWhole = false;
    waiting.push(`${JSON.stringify(found)}\n`);
    if (waiting.length >= GATHERED) flush();
  }
  flush();
  return isWhole;
}

/** The answer for a person. */
function describeAnswer({ name, version, vulns, gap }: DatabaseAnswer, source: string): string {
  const label = `${name}@${version}`;
  const lines = [
    vulns.length === 0 ? `${label}: nothing known${source}` : `${label}: ${vulns.length} known${source}`,
    ...vulns.map(({ id, aliases, severity, fixed, kind }) => {
      const also = aliases.length === 0 ? '' : ` (${firstOf(aliases)})`;
      const what = kind === 'vulnerability' ? severity : kind;
      return `  ${what.padEnd(12)} ${id}${also}${fixed === null ? ', no fixed version' : `, fixed in ${fixed}`}`;
    }),
    ...(gap === undefined ? [] : [`  not known in full: ${gap}`]),
  ];
  return lines.map((line) => `${escapeLine(line)}\n`).join('');
}

/** Exit code 0 when everything could be told, else 3; what is found makes no difference. */
export async function runDbQuery(
  word: string,
  name: string | undefined,
  version: string | undefined,
  options: DbOptions,
  terminal: Terminal,
): Promise<number> {
  const database = new LocalDatabase(databaseOf(options, terminal), { files: realFiles, storage: realStorage });
  const now = new Date();
  try {
    if (word === '-') return (await answerAll(database, terminal, now)) ? EXIT.pass : EXIT.incomplete;
    if (name === undefined || version === undefined) {
      throw new AuditError('usage', 'wanted: an ecosystem, a name and a version', {
        hint: 'For example: mcp-audit db query npm lodash 4.17.20',
      });
    }
    const [, base = '', release = ''] = /^([^:]*)(:.*)?$/s.exec(word) ?? [];
    const ecosystem = `${ecosystemNamed(base)}${release}`;
    const found = await answer(database, { ecosystem, name, version }, now);
    const kept = database.ecosystem(ecosystem);
    const isPart = !('problem' in kept) && !kept.state.complete;
    if (isPart)
      terminal.stderr(`mcp-audit: the advisories of ${ecosystem} that are kept are not known to be complete\n`);
    const format = options.format ?? (terminal.isTerminal ? 'text' : 'json');
    const source = 'problem' in kept ? '' : ` (data ${age(kept.state.dataTime, now)})`;
    terminal.stdout(format === 'json' ? `${JSON.stringify(found)}\n` : describeAnswer(found, source));
    return found.gap === undefined ? EXIT.pass : EXIT.incomplete;
  } catch (error) {
    throw error instanceof LongLine
      ? new AuditError('input-invalid', `standard input: ${error.message}`, { cause: error })
      : error;
  } finally {
    database.close();
  }
}
