import type { Inventory } from '../model/inventory.ts';
import type { Offering } from '../model/offering.ts';
import type { Server } from '../model/server.ts';
import type { Tool } from '../model/tool.ts';
import { shorten } from './_words.ts';

/** A server whose tools are known. */
export interface OfferingServer {
  server: Server;
  offering: Offering;
}

export function offeringServers({ servers }: Inventory): OfferingServer[] {
  return servers.flatMap((server) => (server.offering === null ? [] : [{ server, offering: server.offering }]));
}

/** A name in backticks, of a length that a line has room for. */
export const named = (name: string): string => `\`${shorten(name, 80)}\``;

/** `run_query (execute, high confidence): its parameter sql takes a database’s language`: what a tool does, and why it is thought to. */
export function doing({ name, class: does, confidence, reasons }: Tool): string {
  const why = reasons.length === 0 ? '' : `: ${shorten(reasons.slice(0, 2).join('; '), 300)}`;
  return `${named(name)} (${does}, ${confidence} confidence)${why}.`;
}
