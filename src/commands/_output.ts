import { basename, resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { FileError, type Files } from '../io/index.ts';
import type { Report } from '../model/report.ts';
import { REPORTERS, type Reporter } from '../reporters/index.ts';
import type { Terminal } from './terminal.ts';

export interface OutputOptions {
  format?: string[];
  output?: string[];
  save?: string;
  verbose?: boolean;
}

/** Reports to make: a file each, or null for stdout. */
export interface Target {
  reporter: Reporter;
  file: string | null;
}

/** Wider lines are hard to read. */
const MAX_WIDTH = 120;
const IDS = REPORTERS.map(({ id }) => id).join(', ');

function reporterOf(id: string): Reporter {
  const reporter = REPORTERS.find((candidate) => candidate.id === id);
  if (reporter) return reporter;
  throw new AuditError('usage', `there is no format \`${id}\``, { hint: `Formats: ${IDS}.` });
}

/** The longest ending that fits decides: `x.sarif.json` is SARIF. */
function reporterByEnding(name: string): Reporter | undefined {
  const endings = REPORTERS.flatMap((reporter) => reporter.extensions.map((ending) => ({ reporter, ending })));
  const fitting = endings.filter(({ ending }) => name.endsWith(ending));
  return fitting.sort((a, b) => b.ending.length - a.ending.length)[0]?.reporter;
}

/** `FILE` or `FORMAT=FILE`. Without a format the file's ending chooses it, or the one `--format` there is. */
function parseOutput(text: string, formats: readonly Reporter[], cwd: string): { reporter: Reporter; file: string } {
  const [, id, named] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (id !== undefined && named !== undefined) return { reporter: reporterOf(id), file: resolve(cwd, named) };
  const reporter = formats.length === 1 ? formats[0] : reporterByEnding(basename(text).toLowerCase());
  if (reporter) return { reporter, file: resolve(cwd, text) };
  throw new AuditError('usage', `--output ${text}: no format is named and its ending is none of a report`, {
    hint: `Write --output FORMAT=FILE with one of ${IDS}.`,
  });
}

function refuseRepeated(files: readonly string[]): void {
  const repeated = files.find((file, index) => files.indexOf(file) !== index);
  if (repeated === undefined) return;
  throw new AuditError('usage', `${repeated} is to be written twice`, {
    hint: 'Give each --output and --save a file of its own.',
  });
}

/**
 * Which report goes where. Every `--output` is a file; a `--format` that no file takes goes to stdout, and so does the
 * text report when nothing else claims stdout.
 */
export function targetsOf({ format = [], output = [], save }: OutputOptions, cwd: string): Target[] {
  const formats = format.flatMap((list) => list.split(',')).map((id) => reporterOf(id.trim()));
  const files = output.map((text) => parseOutput(text, formats, cwd));
  refuseRepeated([...files.map(({ file }) => file), ...(save === undefined ? [] : [resolve(cwd, save)])]);
  const onStdout = formats.filter((reporter) => !files.some((file) => file.reporter === reporter));
  if (onStdout.length > 1) {
    throw new AuditError('usage', `stdout takes one format, not ${onStdout.map(({ id }) => id).join(' and ')}`, {
      hint: 'Give all but one a file: --output FORMAT=FILE.',
    });
  }
  return [...files, { reporter: onStdout[0] ?? reporterOf('text'), file: null }];
}

/** Writes a file that the user named. */
export function writeNamed(files: Files, file: string, text: string): void {
  try {
    files.writeNamed(file, text);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new AuditError('file-unreadable', `could not write ${file}`, {
      hint: 'Name a file in a folder that you may write to.',
      cause: error,
    });
  }
}

/** Writes every report, on stdout `onStdout`; a file that cannot be written is an error once the other reports are out. */
export function writeReports(
  report: Report,
  targets: readonly Target[],
  options: OutputOptions,
  files: Files,
  terminal: Terminal,
  onStdout = report,
): void {
  const verbose = options.verbose === true;
  const failures: unknown[] = [];
  for (const { reporter, file } of targets) {
    if (file === null) {
      terminal.stdout(
        reporter.render(onStdout, { color: terminal.hasColor, width: Math.min(terminal.width, MAX_WIDTH), verbose }),
      );
      continue;
    }
    try {
      writeNamed(files, file, reporter.render(report, { color: false, width: 100, verbose }));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
