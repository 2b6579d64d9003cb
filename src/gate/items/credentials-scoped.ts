import { isActive } from '../../model/server.ts';
import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const credentialsScoped: GateItemRecord = {
  id: 'credentials-scoped',
  title: 'Credentials scoped',
  why: 'A server can do whatever the credentials in its reach can do. Each should reach what it needs and no more.',
  judge({ inventory }) {
    const active = inventory.servers.filter(isActive);
    const named = new Set(active.flatMap(({ environment, headers }) => [...environment, ...headers]));
    return {
      status: 'unknown',
      reason: `Not examined by this version: what ${count(active.length, 'active server')} can reach; ${count(named.size, 'variable or header is', 'variables and headers are')} set by name.`,
      next: 'Check each credential by hand; classing them comes with a later version.',
    };
  },
};
