import type { Engine, EngineKind } from './engine.ts';
import type { Files } from './files.ts';
import type { Http } from './http.ts';
import type { Storage } from './storage.ts';

/** What a scan may do: a capability that is not here cannot be used. */
export interface Io {
  files: Files;
  /** Absent when the scan is offline. */
  http: Http | null;
  /** Where mcp-audit keeps its own large files; absent where it has none, as inside an image. */
  storage?: Storage;
  /** Container engines of this machine that may be asked for their images; absent when none may. */
  engines?: Partial<Record<EngineKind, Engine>>;
  now(): Date;
  /** A number in [0, 1): jitter for retries. */
  random(): number;
  /** Waits; resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Tells a person what is going on; never part of the result. */
  progress(message: string): void;
}

export { realAccepts, type Accepts } from './accepts.ts';
export { realAccess, type Access, type Permissions } from './access.ts';
export { addressBelow, parseBase } from './address.ts';
export { endAll, toEnd } from './at-end.ts';
export { dataTimeOf } from './data-time.ts';
export { engineAt, localEngines, type Engine, type EngineAnswer, type EngineKind } from './engine.ts';
export { realExchange, type Exchange, type ExchangeAnswer, type ExchangeRequest } from './exchange.ts';
export { FileError, realFiles, type Entry, type FileProblem, type Files } from './files.ts';
export { HttpError, realHttp, type Http, type HttpDownload, type HttpRequest, type HttpResponse } from './http.ts';
export type { FolderContents } from './folder-contents.ts';
export { eachInFlight } from './in-flight.ts';
export { openLine, type Delivery, type Line, type LineOptions } from './line.ts';
export {
  realListeners,
  realOwnAddresses,
  type Listeners,
  type ListeningSocket,
  type ReadListeners,
} from './listeners.ts';
export { tryLock, type Lock } from './lock.ts';
export { realStorage, WriteError, type Output, type Storage, type StoredFile } from './storage.ts';
export { PROCESS_FILES, realProcReader, type ProcessFile, type ProcReader } from './process-facts.ts';
export { realProcesses, type ProcessEntry, type Processes } from './processes.ts';
export { realStart, type Ending, type Program, type Start } from './program.ts';
export { realScratch, type MakeScratch, type Scratch } from './scratch.ts';
export { realRun, type Run, type RunResult } from './run.ts';
export { homeAt, pathsOf, thisMachine, type Machine, type Platform } from './machine.ts';
