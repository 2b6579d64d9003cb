import type { GateItemRecord } from './index.ts';

export const receiptsEnabled: GateItemRecord = {
  id: 'receipts-enabled',
  title: 'Receipts enabled',
  why: 'Without a record of each call and of the policy that allowed it, nobody can show afterwards what happened.',
  judge: () => ({
    status: 'unknown',
    reason: 'Not examined by this version; `mcp-audit run` is to come.',
    next: '',
  }),
};
