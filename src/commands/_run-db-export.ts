import { resolve } from 'node:path';
import { openEcosystem, type EcosystemDatabase } from '../database/ecosystem-database.ts';
import { writeExport } from '../database/export-file.ts';
import { keptEcosystems } from '../database/kept.ts';
import { Damaged } from '../database/segment.ts';
import { AuditError, EXIT } from '../errors.ts';
import { FileError, realFiles, realStorage } from '../io/index.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { advisories } from './_db-words.ts';
import { databaseOf } from './_selection.ts';
import type { DbOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

const UPDATE = 'Run: mcp-audit db update';

/** Everything that is kept; throws `AuditError` when that is nothing, or damaged. */
function openAll(root: string): EcosystemDatabase[] {
  const disk = { files: realFiles, storage: realStorage };
  const opened: EcosystemDatabase[] = [];
  try {
    for (const ecosystem of keptEcosystems(root, realFiles)) {
      const database = openEcosystem(root, ecosystem, disk);
      if (database !== null) opened.push(database);
    }
  } catch (error) {
    for (const database of opened) database.close();
    throw error;
  }
  if (opened.length === 0) throw new AuditError('usage', `no advisories are kept in ${root}`, { hint: UPDATE });
  return opened;
}

/** Writes what is kept into a file, beside its place first: old or new, never half. */
export async function runDbExport(file: string, options: DbOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  const path = resolve(terminal.cwd, file);
  const temporary = `${path}.${process.pid}.part`;
  try {
    const databases = openAll(root);
    try {
      const output = realStorage.create(temporary);
      const records = writeExport(databases, output, new Date());
      output.finish();
      realStorage.rename(temporary, path);
      const names = databases.map(({ state }) => state.ecosystem).join(', ');
      terminal.stdout(
        `${escapeLine(path)}: ${advisories(records)} of ${names}, ${(output.length / 1e6).toFixed(1)} MB\nTake it in with: mcp-audit db import ${escapeLine(file)}\n`,
      );
      return EXIT.pass;
    } finally {
      for (const database of databases) database.close();
      realFiles.remove(temporary);
    }
  } catch (error) {
    if (error instanceof Damaged)
      throw new AuditError('input-invalid', `what is kept in ${root} is damaged: ${error.message}`, {
        hint: UPDATE,
        cause: error,
      });
    if (error instanceof FileError)
      throw new AuditError('file-unreadable', `${path} could not be written: it ${error.message}`, {
        hint: 'Name a file in a folder that you may write to.',
        cause: error,
      });
    throw error;
  }
}
