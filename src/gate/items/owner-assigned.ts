import { isNobody } from '../people.ts';
import { ownerOf } from '../owner-of.ts';
import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

/** As templates leave it: nobody's name. */

export const ownerAssigned: GateItemRecord = {
  id: 'owner-assigned',
  title: 'Owner assigned',
  why: 'Somebody has to answer for a server: for its upkeep, its findings and the day it is turned off.',
  judge({ inventory, policy }) {
    const { servers } = inventory;
    const owners = servers.map((server) => ({ server, owner: ownerOf(policy, server) }));
    const without = owners.filter(({ owner }) => owner === null || isNobody(owner));
    if (without.length === 0)
      return { status: 'pass', reason: `${count(servers.length, 'server')}, each with an owner.`, next: '' };
    const said = without.flatMap(({ owner }) => owner ?? []).sort();
    const placeholder =
      said.length === 0 ? '' : `; for ${said.length} of them only a placeholder is named (\`${said[0]}\`)`;
    return {
      status: 'warn',
      reason: `${without.length} of ${count(servers.length, 'server')} without an owner${placeholder}.`,
      next: 'Name owners (`owners.default` or `owners.servers`) in a --policy, or in a CODEOWNERS file beside the config.',
    };
  },
};
