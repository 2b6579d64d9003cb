import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const receiptsEnabled: GateItemRecord = {
  id: 'receipts-enabled',
  title: 'Receipts enabled',
  why: 'Without a record of each call and of the policy that allowed it, nobody can show afterwards what happened.',
  judge: ({ inventory }) => ({
    status: 'unknown',
    reason: `This version does not record calls and does not see whether something else does; ${count(inventory.servers.length, 'server')} not examined. A later version is to keep receipts.`,
    next: 'Keep a log of calls by other means: no command of this version does it.',
  }),
};
