import { resolve } from 'node:path';
import { importFrom, type Imported, type ImportReport } from '../database/import.ts';
import { runBuild } from '../database/run-build.ts';
import { AuditError, EXIT } from '../errors.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { withDatabaseLock } from './_database-lock.ts';
import { advisories, age, count, firstOf } from './_db-words.ts';
import { ecosystemsNamed } from './_ecosystems.ts';
import { withIo } from './_io.ts';
import { paragraph } from './_paragraph.ts';
import { databaseOf } from './_selection.ts';
import type { DbImportOptions } from './db.ts';
import { textWidth, type Terminal } from './terminal.ts';

const REJECTIONS_SHOWN = 10;

/** What became of one ecosystem, and what is to be said of it. */
function describeImported(
  { ecosystem, read, records, dataTime, complete, missing, kept }: Imported,
  now: Date,
): { head: string; more: string[] } {
  if (kept !== null)
    return { head: `${ecosystem}: left as it was`, more: [`${kept}; --replace takes the export all the same`] };
  const all = records === read ? '' : `, ${records.toLocaleString('en-GB')} in all`;
  return {
    head: `${ecosystem}: ${advisories(read)}${all}; ${age(dataTime, now)}`,
    more: [
      ...(missing.length === 0 ? [] : [`The list beside the dump has more: ${firstOf(missing)}.`]),
      ...(complete
        ? []
        : [
            'Not known to be complete (see --complete): a scan takes what is found here, and does not take the rest for clean.',
          ]),
    ],
  };
}

function textOf(
  { ecosystems, read, elsewhere, rejected, rejections }: ImportReport,
  now: Date,
  { isChosen, width }: { isChosen: boolean; width: number },
): string {
  const others = `about no ecosystem that ${isChosen ? 'was asked for' : 'can be kept'}`;
  const left = elsewhere === 0 ? '' : `, ${elsewhere.toLocaleString('en-GB')} of them ${others}`;
  const more = rejections - REJECTIONS_SHOWN;
  const about = (head: string, lines: readonly string[]): string =>
    `${escapeLine(head)}\n${lines.map((line) => paragraph(line, width)).join('')}`;
  return [
    about(`${count(read, 'record')} read${left}, ${rejections.toLocaleString('en-GB')} rejected`, [
      ...rejected.slice(0, REJECTIONS_SHOWN).map(({ name, why }) => `${name} ${why}`),
      ...(more > 0 ? [`and ${more.toLocaleString('en-GB')} more`] : []),
    ]),
    ...ecosystems.map((one) => {
      const { head, more: lines } = describeImported(one, now);
      return about(head, lines);
    }),
    ...(ecosystems.length === 0 ? ['Nothing was taken in.\n'] : []),
  ].join('');
}

/** Takes in a folder or file. Exit code 0, or 3 when something in it was no record or nothing in it was of use. */
export async function runDbImport(path: string, options: DbImportOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  const file = resolve(terminal.cwd, path);
  const ecosystems = ecosystemsNamed(options.ecosystem);
  const wanted = {
    ecosystems,
    complete: options.complete === true,
    asOf: options.asOf ?? null,
    replace: options.replace === true,
  };
  return withIo(terminal, false, (io, clear) =>
    withDatabaseLock(root, io, terminal, async (lock) => {
      const context = { root, io, lock, build: (job: Parameters<typeof runBuild>[0]) => runBuild(job, io) };
      const report = await importFrom(file, wanted, context);
      if (report.read === 0 && report.rejections === 0) {
        throw new AuditError('input-invalid', `${file} holds no OSV record`, {
          hint: 'Wanted: files named by the id of their record, such as GHSA-….json or PYSEC-….yaml.',
        });
      }
      clear();
      const form = { isChosen: ecosystems !== null, width: textWidth(terminal) };
      terminal.stdout(options.format === 'json' ? stringify(report) : textOf(report, io.now(), form));
      return report.rejections === 0 && report.ecosystems.length > 0 ? EXIT.pass : EXIT.incomplete;
    }),
  );
}
