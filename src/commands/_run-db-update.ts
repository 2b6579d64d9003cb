import { dumpServer } from '../database/dumps.ts';
import { keptEcosystems } from '../database/kept.ts';
import { USUAL_ECOSYSTEMS } from '../database/places.ts';
import { runBuild } from '../database/run-build.ts';
import { updateEcosystem, type Updated } from '../database/update.ts';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { withDatabaseLock } from './_database-lock.ts';
import { advisories, age, firstOf } from './_db-words.ts';
import { ecosystemNamed } from './_ecosystems.ts';
import { withIo } from './_io.ts';
import { databaseOf } from './_selection.ts';
import type { DbUpdateOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

const changesOf = ({ outcome, changed, removed, downloaded, records }: Updated): string => {
  if (outcome === 'unchanged') return `nothing new, ${advisories(records)}`;
  if (outcome === 'rebuilt') return `${advisories(records)} from a dump of ${(downloaded / 1e6).toFixed(1)} MB`;
  return `${advisories(changed)} new or changed, ${removed} removed, ${records.toLocaleString('en-GB')} in all`;
};

function lines(updated: Updated, now: Date): string[] {
  const { ecosystem, repaired, missing, notes, dataTime, complete } = updated;
  return [
    `${ecosystem}: ${changesOf(updated)}; ${age(dataTime, now)}`,
    ...notes.map((note) => `  ${note}`),
    ...(repaired.length === 0
      ? []
      : [
          `  The dump lacked ${advisories(repaired.length)} that the list has; fetched one by one: ${firstOf(repaired)}.`,
        ]),
    ...(missing.length === 0 ? [] : [`  Could not be had: ${firstOf(missing)}. The next update asks for them again.`]),
    ...(complete ? [] : ['  Not complete: a scan takes what is found here, and does not take the rest for clean.']),
  ].map((line) => escapeLine(line));
}

/** Updates one ecosystem after the other; one that fails loses no other. Exit code 0 when all are complete, else 3. */
export async function runDbUpdate(options: DbUpdateOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  const asked = options.ecosystem?.map(ecosystemNamed);
  return withIo(terminal, true, async (io) => {
    const server = dumpServer(options.mirror, io);
    return withDatabaseLock(root, io, async (lock) => {
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
      for (const ecosystem of ecosystems) {
        try {
          const updated = await updateEcosystem(ecosystem, context);
          done.push(updated);
          if (options.format !== 'json') terminal.stdout(`${lines(updated, io.now()).join('\n')}\n`);
        } catch (error) {
          if (!(error instanceof AuditError)) throw error;
          failures.push(error);
          if (ecosystems.length > 1) terminal.stderr(`mcp-audit: ${escapeLine(error.message)}\n`);
        }
      }
      if (options.format === 'json') {
        terminal.stdout(stringify({ ecosystems: done, failed: failures.map(({ message }) => message) }));
      }
      const [first] = failures;
      if (first !== undefined && ecosystems.length === 1) throw first;
      return failures.length === 0 && done.every(({ complete }) => complete) ? EXIT.pass : EXIT.incomplete;
    });
  });
}
