import { AuditError } from '../errors.ts';
import { FileError } from '../io/index.ts';
import { DumpError } from './dump-server.ts';
import { openEcosystem, type EcosystemDatabase } from './ecosystem-database.ts';
import { goOn } from './go-on.ts';
import { folderOf } from './places.ts';
import { sweepLeft, takenOver, unusable } from './publish.ts';
import { rebuild } from './rebuild.ts';
import { Damaged } from './segment.ts';
import type { Updated, UpdateContext } from './update-context.ts';

const damageNote = ({ message }: Error): string => `What was kept is damaged (${message}) and is made anew.`;

/** The database to go on from; a damaged one is none. */
function openBefore(ecosystem: string, { root, server }: UpdateContext, notes: string[]): EcosystemDatabase | null {
  try {
    return openEcosystem(root, ecosystem, server.io);
  } catch (error) {
    if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
    notes.push(damageNote(error));
    return null;
  }
}

/** As `goOn`; a database that turns out to be damaged is none to go on from. */
async function goOnOrNot(before: EcosystemDatabase, context: UpdateContext, notes: string[]): Promise<Updated | null> {
  try {
    return await goOn(before, context, notes);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    notes.push(damageNote(error));
    return null;
  }
}

/**
 * Brings one ecosystem up to date: by what is new on the server's list, or by the whole dump. Throws `AuditError` when the server
 * cannot be used; what was kept then stays as it was.
 */
export async function updateEcosystem(ecosystem: string, context: UpdateContext): Promise<Updated> {
  const notes: string[] = [];
  sweepLeft(context.root, ecosystem, context.server.io, context.lock);
  const before = openBefore(ecosystem, context, notes);
  try {
    if (before !== null && before.state.source === context.server.shown) {
      const changed = await goOnOrNot(before, context, notes);
      if (changed !== null) return changed;
    }
    return await rebuild(ecosystem, before, context, notes);
  } catch (error) {
    // Its files are swept away by who has the lock then.
    if (error instanceof FileError && !context.lock.isHeld()) throw takenOver(error);
    if (error instanceof FileError) throw unusable(folderOf(context.root, ecosystem), error);
    if (!(error instanceof DumpError)) throw error;
    const kept = before === null ? '' : '; what was kept before is unchanged';
    throw new AuditError('input-invalid', `${ecosystem}: ${error.message}${kept}`, {
      hint: 'Check the network and the address (--mirror), then run the update again.',
      cause: error,
    });
  } finally {
    before?.close();
  }
}

export type { Updated } from './update-context.ts';
