import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const highRiskToolsReviewed: GateItemRecord = {
  id: 'high-risk-tools-reviewed',
  title: 'High-risk tools reviewed',
  why: 'A tool that writes, executes or sends is used on the word of a model. Somebody has to have read what it says it does.',
  judge: ({ inventory }) => ({
    status: 'unknown',
    reason: `This version does not look at tools; ${count(inventory.servers.length, 'server')} not examined. A later version is to list and review them.`,
    next: "Review each server's tools by hand: no command of this version does it.",
  }),
};
