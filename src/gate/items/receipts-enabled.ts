import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const receiptsEnabled: GateItemRecord = {
  id: 'receipts-enabled',
  title: 'Receipts enabled',
  why: 'Without a record of each call and of the policy that allowed it, nobody can show afterwards what happened.',
  judge: ({ inventory }) => ({
    status: 'unknown',
    reason: `Not examined by this version: whether the calls of ${count(inventory.servers.length, 'server')} are recorded.`,
    next: 'Record calls by other means; receipts come with a later version.',
  }),
};
