import { Worker } from 'node:worker_threads';
import { ArchiveError } from '../archive/index.ts';
import { AuditError } from '../errors.ts';
import { FileError, WriteError, type Io } from '../io/index.ts';
import { build, type Built, type BuildJob } from './build.ts';
import type { Disk } from './ecosystem-database.ts';
import type { Message } from './build-worker.ts';
import { unusable } from './publish.ts';

/** Only what was compiled can be started as a worker by every Node. */
const WORKER = import.meta.url.endsWith('.ts') ? null : new URL('./build-worker.js', import.meta.url);

function buildInWorker(worker: URL, job: BuildJob, progress: (read: number) => void): Promise<Built> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: job });
    thread.on('message', (message: Message) => {
      if (message.kind === 'progress') progress(message.read);
      if (message.kind === 'built') resolve(message.built);
      if (message.kind === 'refused') reject(new FileError('failed', message.why));
      if (message.kind === 'unwritable') reject(new WriteError(message.problem, message.why));
    });
    thread.on('error', (error: NodeJS.ErrnoException) => {
      const isTooMuch = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(isTooMuch ? new FileError('too-large', 'takes more memory than there is') : error);
    });
    thread.on('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}

/**
 * Makes segments of records beside the main thread, so that locks and progress go on. Throws `AuditError` when the input cannot be
 * used.
 */
export async function runBuild(job: BuildJob, io: Io & Disk): Promise<Built> {
  const progress = (read: number): void => io.progress(`read ${read.toLocaleString('en-GB')} advisories`);
  try {
    return await (WORKER === null ? build(job, io, io.now(), progress) : buildInWorker(WORKER, job, progress));
  } catch (error) {
    if (error instanceof WriteError) throw unusable(job.root, error);
    if (!(error instanceof FileError) && !(error instanceof ArchiveError)) throw error;
    throw new AuditError('input-invalid', `${job.paths.join(', ')} ${error.message}`, {
      hint: 'Wanted: a folder of OSV records, a zip of them, or a file that `mcp-audit db export` wrote.',
      cause: error,
    });
  }
}
