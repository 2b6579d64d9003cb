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
      reason: `This version does not examine credentials; the entries of active servers set ${count(named.size, 'variable or header', 'variables and headers')} by name. A later version is to class them.`,
      next: 'Check by hand what each credential can reach: no command of this version does it.',
    };
  },
};
