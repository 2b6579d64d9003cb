/** What a session may take. A server that goes beyond loses what is beyond, never what was read before. */
export interface Limits {
  /** Milliseconds to the answer to the first request; servers that are slow to start took up to 9.4 s where it was measured. */
  initializeMs: number;
  /** Milliseconds to the answer to any other request. */
  requestMs: number;
  /** Milliseconds for everything. */
  totalMs: number;
  /** Bytes of one line, event or answer. */
  messageBytes: number;
  /** Bytes of everything the server sends. */
  totalBytes: number;
  /** Messages that the server sends. */
  messages: number;
  /** Requests of the server that are answered. */
  requests: number;
  /** Pages of one list; official clients stop at 64. */
  pages: number;
  /** Items of one list. */
  items: number;
  /** Bytes of raw answers to tools/list that are kept. */
  rawBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  initializeMs: 30_000,
  requestMs: 30_000,
  totalMs: 120_000,
  messageBytes: 64 * MEBIBYTE,
  totalBytes: 192 * MEBIBYTE,
  messages: 20_000,
  requests: 100,
  pages: 256,
  items: 100_000,
  rawBytes: 16 * MEBIBYTE,
};
