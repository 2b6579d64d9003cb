import type { GateItemRecord } from './index.ts';

export const credentialsScoped: GateItemRecord = {
  id: 'credentials-scoped',
  title: 'Credentials scoped',
  why: 'A server can do whatever the credentials in its reach can do. Each should reach what it needs and no more.',
  judge: () => ({
    status: 'unknown',
    reason: 'Not examined by this version; a later `mcp-audit scan` is to do it.',
    next: '',
  }),
};
