import type { GateItemRecord } from './index.ts';

export const highRiskToolsReviewed: GateItemRecord = {
  id: 'high-risk-tools-reviewed',
  title: 'High-risk tools reviewed',
  why: 'A tool that writes, executes or sends is used on the word of a model. Somebody has to have read what it says it does.',
  judge: () => ({
    status: 'unknown',
    reason: 'Not examined by this version; `mcp-audit tools review` is to come.',
    next: '',
  }),
};
