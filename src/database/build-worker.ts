import { parentPort, workerData } from 'node:worker_threads';
import { ArchiveError } from '../archive/index.ts';
import { FileError, realFiles, realStorage, WriteError, type FileProblem } from '../io/index.ts';
import { build, type Built, type BuildJob } from './build.ts';

/** What the worker tells: how far it is, then what came of it. */
export type Message =
  | { kind: 'progress'; read: number }
  | { kind: 'built'; built: Built }
  /** The input cannot be used. */
  | { kind: 'refused'; why: string }
  /** What was made of it cannot be written. */
  | { kind: 'unwritable'; problem: FileProblem; why: string };

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
const tell = (message: Message): void => parentPort?.postMessage(message);

try {
  const disk = { files: realFiles, storage: realStorage };
  const built = await build(workerData as BuildJob, disk, new Date(), (read) => tell({ kind: 'progress', read }));
  tell({ kind: 'built', built });
} catch (error) {
  if (!(error instanceof FileError) && !(error instanceof ArchiveError)) throw error;
  const why = error.message;
  tell(error instanceof WriteError ? { kind: 'unwritable', problem: error.problem, why } : { kind: 'refused', why });
}
