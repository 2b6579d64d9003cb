import { count } from './_count.ts';
import { describeGaps, hintOf, openGaps } from '../gaps.ts';
import type { GateItemRecord } from './index.ts';

export const inventoryComplete: GateItemRecord = {
  id: 'inventory-complete',
  title: 'Inventory complete',
  why: 'A server that is not seen is not judged. Every config that is there has to be read, and every launch line understood.',
  judge(circumstances) {
    const { servers, configs } = circumstances.inventory;
    const gaps = openGaps(circumstances, 'inventory-complete');
    const seen = `${count(servers.length, 'server')} in ${count(configs.length, 'config file')}`;
    if (gaps.length > 0) {
      return {
        status: 'unknown',
        reason: `${seen}; there may be more, or they may run something else: ${describeGaps(gaps)}.`,
        next: hintOf(gaps),
      };
    }
    return { status: 'pass', reason: `${seen}, each read in full.`, next: '' };
  },
};
