import { whole } from './_facts.ts';
import type { StorePlace } from './index.ts';

/** Sockets of one kind of program, as places. */
export function sockets(...paths: StorePlace['path'][]): StorePlace[] {
  return paths.map((path) => ({ path, holds: { as: 'socket', facts: whole('agent') } }));
}
