import type { Isolation } from '../model/isolation.ts';
import { said } from './fact.ts';
import { SELF, SHARED } from './tools/_facts.ts';

const INHERITED = 'nothing in its line says so: it has what the client has';
const NOTHING = 'nothing in its line keeps it apart: it runs as what the client starts';

/** What holds for a program that a client starts, and nothing stands before it. */
export const PLAIN: Isolation = {
  sandbox: said([], NOTHING),
  user: said(SELF, NOTHING),
  noNewPrivileges: said(null, INHERITED),
  capabilities: said(null, INHERITED),
  seccomp: said(null, INHERITED),
  confinement: said(null, INHERITED),
  namespaces: said(SHARED, NOTHING),
  filesystem: said({ reads: 'all', writes: 'all', mounts: [], hidden: [] }, NOTHING),
  network: said({ reach: 'all', hosts: null }, NOTHING),
  memory: said('none', NOTHING),
  processes: said('none', NOTHING),
  cpu: said('none', NOTHING),
  openings: said({ found: [], isComplete: true }, 'without a sandbox there is none to be open'),
};

/** Started by a client in a sandbox of its own: that it is one is all that its settings say. */
export function startedInClientSandbox(): Isolation {
  const unknown = said<never>(null, "the client's sandbox says what it may, which is not read");
  return {
    ...PLAIN,
    sandbox: said(['client'], 'a setting of the client starts it in its sandbox'),
    filesystem: unknown,
    network: unknown,
    namespaces: unknown,
    openings: unknown,
    memory: unknown,
    processes: unknown,
    cpu: unknown,
  };
}
