import { isActive } from '../../model/server.ts';
import { isRecorded } from '../receipts.ts';
import { count } from './_count.ts';
import { byId, few } from './_few.ts';
import type { GateItemRecord } from './index.ts';

const ID = 'receipts-enabled';
const NEXT =
  'Put `mcp-audit run` before the launch line of each server, once your version has that command; until then leave receipts-enabled out of `gate.require` and ask for `receipts: none`.';

export const receiptsEnabled: GateItemRecord = {
  id: ID,
  title: 'Receipts enabled',
  why: 'Without a record of each call and of the policy that allowed it, nobody can show afterwards what happened.',
  judge({ inventory, policy, findings }) {
    const active = inventory.servers.filter(isActive).sort(byId);
    if (active.length === 0) return { status: 'not-applicable', reason: 'No client would start a server.', next: '' };
    const open = active.filter((server) => !isRecorded(server));
    const blocked = findings.filter(({ item, action }) => item === ID && action === 'block');
    if (open.length === 0) {
      return {
        status: 'pass',
        reason: `${count(active.length, 'active server')}, each started by \`mcp-audit run\`.`,
        next: '',
      };
    }
    const whom = few(open.map(({ id }) => id));
    const is = open.length === 1 ? 'is' : 'are';
    const isAsked = blocked.length > 0 || policy.gate.require?.includes(ID) === true;
    return {
      status: isAsked ? 'fail' : 'warn',
      reason: `${open.length} of ${count(active.length, 'active server')} ${is} started without anything that records calls (${whom})${isAsked ? ', and the policy requires it' : ''}.`,
      next: NEXT,
    };
  },
};
