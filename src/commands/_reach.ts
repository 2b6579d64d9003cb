import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FileError, realAccess, realFiles, realProcesses, realProcReader } from '../io/index.ts';
import type { ScanOptions } from '../scan/index.ts';

const KEY_BYTES = 32;

/**
 * The key of this machine under which secrets have fingerprints, kept beside the cache: the same secret has the same one in every scan
 * here, and nobody without the key can try values against it. A new one for each scan where nothing is kept.
 */
function fingerprintKey(folder: string | null): Uint8Array {
  const fresh = randomBytes(KEY_BYTES);
  if (folder === null) return fresh;
  const file = join(folder, 'fingerprint-key');
  try {
    const kept = Buffer.from(realFiles.readText(file, 1000).trim(), 'hex');
    if (kept.length === KEY_BYTES) return kept;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  try {
    realFiles.writeAtomic(file, `${fresh.toString('hex')}\n`);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return fresh;
}

/** What a scan needs to see what servers reach; of another home no process is looked at. */
export function reachOf(isThisMachine: boolean, cache: string | null): NonNullable<ScanOptions['reach']> {
  const processes = realProcesses();
  const reader = realProcReader();
  const observing = isThisMachine && processes !== null && reader !== null ? { processes, reader } : null;
  return { access: realAccess, key: fingerprintKey(cache), observing };
}
