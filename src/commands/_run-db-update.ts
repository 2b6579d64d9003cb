import { dumpServer } from '../database/dump-server.ts';
import { keptEcosystems } from '../database/kept.ts';
import { USUAL_ECOSYSTEMS } from '../database/places.ts';
import { runBuild } from '../database/run-build.ts';
import { updateEcosystem, type Updated } from '../database/update.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles, type Http } from '../io/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { withDatabaseLock } from './_database-lock.ts';
import { advisories, age, firstOf, listed, size } from './_db-words.ts';
import { ecosystemsNamed } from './_ecosystems.ts';
import { withIo } from './_io.ts';
import { paragraph } from './_paragraph.ts';
import { databaseOf } from './_selection.ts';
import type { DbUpdateOptions } from './db.ts';
import { textWidth, type Terminal } from './terminal.ts';

const changesOf = ({ outcome, changed, removed, downloaded, records }: Updated): string => {
  if (outcome === 'unchanged') return `nothing new, ${advisories(records)}`;
  if (outcome === 'rebuilt') return `${advisories(records)} from a dump of ${size(downloaded)}`;
  return `${advisories(changed)} new or changed, ${removed.toLocaleString('en-GB')} removed, ${records.toLocaleString('en-GB')} in all`;
};

function textOf(updated: Updated, now: Date, width: number): string {
  const { ecosystem, repaired, missing, notes, dataTime, complete } = updated;
  const head = `${ecosystem}: ${changesOf(updated)}; ${age(dataTime, now)}`;
  const more = [
    ...notes,
    ...(repaired.length === 0
      ? []
      : [
          `The dump lacked ${advisories(repaired.length)} that the list has; fetched one by one: ${firstOf(repaired)}.`,
        ]),
    ...(missing.length === 0 ? [] : [`Could not be had: ${firstOf(missing)}. The next update asks for them again.`]),
    ...(complete ? [] : ['Not complete: a scan takes what is found here, and does not take the rest for clean.']),
  ];
  return `${escapeLine(head)}\n${more.map((line) => paragraph(line, width)).join('')}`;
}

/** The network, and whether anything in it has answered yet. */
function heeding(http: Http): { http: Http; hasAnswered(): boolean } {
  let answers = 0;
  const heed = async <T>(answer: Promise<T>): Promise<T> => {
    const came = await answer;
    answers += 1;
    return came;
  };
  return {
    http: {
      request: (request) => heed(http.request(request)),
      download: (request) => heed(http.download(request)),
    },
    hasAnswered: () => answers > 0,
  };
}

/** Nothing answered at an address: those that were not tried any more. */
interface Silence {
  address: string;
  untried: readonly string[];
}

function describeSilence({ address, untried }: Silence): string {
  const left = untried.length === 0 ? '' : `; ${listed(untried)} ${untried.length === 1 ? 'was' : 'were'} not tried`;
  return `Nothing answers at ${address}${left}.`;
}

/** What a failed update says: each failure, then what to do about them, once. */
function sayFailures(failures: readonly AuditError[], silence: Silence | null, terminal: Terminal): void {
  const hints = new Set([
    ...(silence === null ? [] : [describeSilence(silence)]),
    ...failures.flatMap(({ hint }) => hint ?? []),
    ...(silence === null ? [] : ['Without a network, take in a file: mcp-audit db import']),
  ]);
  for (const { message } of failures) terminal.stderr(`mcp-audit: ${escapeLine(message)}\n`);
  for (const hint of hints) terminal.stderr(`  ${escapeLine(hint)}\n`);
}

/**
 * Updates one ecosystem after the other; one that fails loses no other, unless nothing answers at all. Exit code 0 when all are
 * complete, else 3.
 */
export async function runDbUpdate(options: DbUpdateOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  const asked = ecosystemsNamed(options.ecosystem);
  return withIo(terminal, true, async (io, clear) => {
    if (io.http === null) throw new AuditError('internal', 'an update without a network');
    const { http, hasAnswered } = heeding(io.http);
    const server = dumpServer(options.mirror, { ...io, http });
    return withDatabaseLock(root, io, terminal, async (lock) => {
      const ecosystems = asked ?? [...new Set([...USUAL_ECOSYSTEMS, ...keptEcosystems(root, realFiles)])];
      const done: Updated[] = [];
      const failures: AuditError[] = [];
      const context = {
        root,
        server,
        lock,
        build: (job: Parameters<typeof runBuild>[0]) => runBuild(job, io),
        whole: options.whole === true,
      };
      let untried: string[] | null = null;
      for (const [at, ecosystem] of ecosystems.entries()) {
        try {
          const updated = await updateEcosystem(ecosystem, context);
          done.push(updated);
          clear();
          if (options.format !== 'json') terminal.stdout(textOf(updated, io.now(), textWidth(terminal)));
        } catch (error) {
          // What cannot be written for one cannot be written for the others.
          if (!(error instanceof AuditError) || error.code === 'file-unreadable') throw error;
          failures.push(error);
          if (hasAnswered()) continue;
          untried = ecosystems.slice(at + 1);
          break;
        }
      }
      clear();
      sayFailures(failures, untried === null ? null : { address: server.shown, untried }, terminal);
      if (options.format === 'json') {
        const failed = failures.map(({ message }) => message);
        terminal.stdout(stringify({ ecosystems: done, failed, untried: untried ?? [] }));
      }
      return failures.length === 0 && done.every(({ complete }) => complete) ? EXIT.pass : EXIT.incomplete;
    });
  });
}
