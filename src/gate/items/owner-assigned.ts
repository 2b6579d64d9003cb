import { ownerOf } from '../owner-of.ts';
import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

export const ownerAssigned: GateItemRecord = {
  id: 'owner-assigned',
  title: 'Owner assigned',
  why: 'Somebody has to answer for a server: for its upkeep, its findings and the day it is turned off.',
  judge({ inventory, policy }) {
    const without = inventory.servers.filter((server) => ownerOf(policy, server) === null);
    const [first] = without;
    if (first === undefined) {
      return { status: 'pass', reason: `${count(inventory.servers.length, 'server')}, each with an owner.`, next: '' };
    }
    return {
      status: 'warn',
      reason: `${without.length} of ${count(inventory.servers.length, 'server')} without an owner.`,
      next: 'Name owners (`owners.default` or `owners.servers`) in a --policy, or in a CODEOWNERS file beside the config.',
    };
  },
};
