import { resolve } from 'node:path';
import { openEcosystem, type EcosystemDatabase } from '../database/ecosystem-database.ts';
import { writeExport } from '../database/export-file.ts';
import { keptEcosystems } from '../database/kept.ts';
import { Damaged } from '../database/segment.ts';
import { AuditError, EXIT } from '../errors.ts';
import { FileError, realFiles, realStorage } from '../io/index.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { advisories, listed, size } from './_db-words.ts';
import { databaseOf } from './_selection.ts';
import type { DbOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

const UPDATE = 'Run: mcp-audit db update';

/** Why a file could not be written, as a clause behind what it is, or `''` where the hint says it all. */
function reasonOf({ problem, message }: FileError): string {
  return problem === 'denied' ? '' : `: it ${message}`;
}

/** Where the export is put: behind a link where that leads. Throws `FileError` for what is no file, such as a device: it would be replaced. */
function targetOf(path: string): string {
  if (realFiles.kind(path) === null) return path;
  const target = realFiles.realPath(path);
  const kind = realFiles.kind(target);
  if (kind === 'file') return target;
  throw new FileError('not-a-file', kind === 'folder' ? 'is a folder, not a file' : 'is not a regular file');
}

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
  try {
    const target = targetOf(path);
    const temporary = `${target}.${process.pid}.part`;
    const databases = openAll(root);
    try {
      const output = realStorage.create(temporary);
      const records = writeExport(databases, output, new Date());
      output.finish();
      realStorage.rename(temporary, target);
      const names = listed(databases.map(({ state }) => state.ecosystem));
      terminal.stdout(
        `${escapeLine(path)}: ${advisories(records)} of ${names}, ${size(output.length)}\nTake it in with: mcp-audit db import ${escapeLine(file)}\n`,
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
      throw new AuditError('file-unreadable', `could not write ${path}${reasonOf(error)}`, {
        hint: 'Name a file in a folder that you may write to, with room on its disk.',
        cause: error,
      });
    throw error;
  }
}
