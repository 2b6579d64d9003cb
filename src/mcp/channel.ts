import type { Problem } from './problem.ts';

/** A JSON-RPC message that is sent. */
export interface Outgoing {
  jsonrpc: '2.0';
  id?: number | string;
  method?: string;
  params?: Record<string, unknown>;
  result?: unknown;
  error?: { code: number; message: string };
}

/** A way to a server: stdio, Streamable HTTP or HTTP+SSE. */
export interface Channel {
  /** Whether an answer belongs to the exchange that its request opened, so that none can come when `send` is through. */
  readonly isExchange: boolean;
  /** Hands a message over; null, or why it could not be. Never rejects. */
  send(message: Outgoing, signal: AbortSignal): Promise<Problem | null>;
  /** The version that was agreed on: HTTP says it in a header from now on. */
  agree(version: string): void;
  /** Ends the session and lets go of everything. Never rejects. */
  close(): Promise<void>;
}

/** Takes what comes from a server. */
export interface Receiver {
  /** Counts bytes as they come; false when that was too much and nothing more should be read. */
  bytes(count: number): boolean;
  /** A line, event or body. */
  text(text: string): void;
  /** A line, event or body that is longer than is read. */
  tooLong(): void;
  /** Nothing more will come. */
  closed(problem: Problem): void;
}
