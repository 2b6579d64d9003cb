import { join } from 'node:path';
import { AuditError } from '../errors.ts';
import { tryLock, type Io, type Lock } from '../io/index.ts';
import { escapeLine } from '../reporters/_escape.ts';
import type { Terminal } from './terminal.ts';

const PAUSE = 250;
const LONGEST_WAIT = 2 * 3_600_000;
/** Where nobody watches the progress, a log says why nothing goes on. */
const SAID_AFTER = 10_000;

/** Waits for its turn to change the database, and lets the next one in afterwards. */
export async function withDatabaseLock<T>(
  root: string,
  io: Io,
  terminal: Terminal,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  let lock: Lock | null = null;
  try {
    for (let waited = 0; (lock = tryLock(join(root, 'lock'))) === null; waited += PAUSE) {
      if (waited >= LONGEST_WAIT) {
        throw new AuditError('file-unreadable', `another update of ${root} does not end`, {
          hint: 'Stop the other mcp-audit, then run this again.',
        });
      }
      io.progress('waiting for another update to end');
      if (waited === SAID_AFTER && !terminal.isInteractive) {
        terminal.stderr(`mcp-audit: waiting for another update of ${escapeLine(root)} to end\n`);
      }
      await io.sleep(PAUSE);
    }
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError('file-unreadable', `the database in ${root} cannot be written`, {
      hint: 'Name a folder that you may write to: --cache-dir DIR.',
      cause: error,
    });
  }
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}
