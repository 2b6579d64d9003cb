import { resolve } from 'node:path';
import { importFrom, type Imported, type ImportReport } from '../database/import.ts';
import { runBuild } from '../database/run-build.ts';
import { EXIT } from '../errors.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { withDatabaseLock } from './_database-lock.ts';
import { advisories, age, firstOf } from './_db-words.ts';
import { ecosystemNamed } from './_ecosystems.ts';
import { withIo } from './_io.ts';
import { databaseOf } from './_selection.ts';
import type { DbImportOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

const REJECTIONS_SHOWN = 10;

function linesOf({ ecosystem, read, records, dataTime, complete, missing, kept }: Imported, now: Date): string[] {
  if (kept !== null) return [`${ecosystem}: left as it was, ${kept} (--replace takes it all the same)`];
  const all = records === read ? '' : `, ${records.toLocaleString('en-GB')} in all`;
  return [
    `${ecosystem}: ${advisories(read)}${all}; ${age(dataTime, now)}`,
    ...(missing.length === 0 ? [] : [`  The list beside the dump has more: ${firstOf(missing)}.`]),
    ...(complete
      ? []
      : [
          '  Not known to be complete: a scan takes what is found here, and does not take the rest for clean (see --complete).',
        ]),
  ];
}

function textOf({ ecosystems, read, elsewhere, rejected, rejections }: ImportReport, now: Date): string {
  const others = elsewhere === 0 ? '' : `, ${elsewhere.toLocaleString('en-GB')} of them about nothing that is kept`;
  const more = rejections - REJECTIONS_SHOWN;
  const lines = [
    `${read.toLocaleString('en-GB')} records read${others}, ${rejections.toLocaleString('en-GB')} rejected`,
    ...rejected.slice(0, REJECTIONS_SHOWN).map(({ name, why }) => `  ${name} ${why}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en-GB')} more`] : []),
    ...ecosystems.flatMap((one) => linesOf(one, now)),
  ];
  return lines.map((line) => `${escapeLine(line)}\n`).join('');
}

/** Takes in a folder or file. Exit code 0, or 3 when something in it was no record or nothing in it was of use. */
export async function runDbImport(path: string, options: DbImportOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  const wanted = {
    ecosystems: options.ecosystem?.map(ecosystemNamed) ?? null,
    complete: options.complete === true,
    asOf: options.asOf ?? null,
    replace: options.replace === true,
  };
  return withIo(terminal, false, (io) =>
    withDatabaseLock(root, io, async (lock) => {
      const context = { root, io, lock, build: (job: Parameters<typeof runBuild>[0]) => runBuild(job, io) };
      const report = await importFrom(resolve(terminal.cwd, path), wanted, context);
      terminal.stdout(options.format === 'json' ? stringify(report) : textOf(report, io.now()));
      return report.rejections === 0 && report.ecosystems.length > 0 ? EXIT.pass : EXIT.incomplete;
    }),
  );
}
