import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const highRiskToolsReviewed: GateItemRecord = {
  id: 'high-risk-tools-reviewed',
  title: 'High-risk tools reviewed',
  why: 'A tool that writes, executes or sends is used on the word of a model. Somebody has to have read what it says it does.',
  judge: ({ inventory }) => ({
    status: 'unknown',
    reason: `Not examined by this version: the tools of ${count(inventory.servers.length, 'server')}.`,
    next: "Read each server's tools by hand; listing and reviewing them comes with a later version.",
  }),
};
