import { whereIs } from '../../model/host.ts';
import { isActive, type Server } from '../../model/server.ts';
import { count } from './_count.ts';
import type { GateItemRecord } from './index.ts';

/** Whether a server answers on a port of this machine, as far as its entry tells. A bridge counts by its target. */
function isLocal({ transport, launch }: Server): 'yes' | 'no' | 'unknown' {
  if (launch.remoteUrl !== null) {
    return ({ loopback: 'yes', elsewhere: 'no', unknown: 'unknown' } as const)[whereIs(launch.remoteUrl)];
  }
  return transport === 'stdio' ? 'no' : 'unknown';
}

export const localTransportsChecked: GateItemRecord = {
  id: 'local-transports-checked',
  title: 'Local transports checked',
  why: 'A server that listens on this machine can be reached by every page in a browser and every program, unless it defends itself.',
  judge({ inventory }) {
    const answers = inventory.servers.filter(isActive).map(isLocal);
    const local = answers.filter((answer) => answer === 'yes').length;
    const unknown = answers.filter((answer) => answer === 'unknown').length;
    if (local + unknown === 0) {
      const none =
        answers.length === 1
          ? 'The one active server does not answer'
          : `None of ${answers.length} active servers answers`;
      const reason = `${none} on a port of this machine.`;
      return { status: 'not-applicable', reason, next: '' };
    }
    const parts = [
      ...(local > 0 ? [`${count(local, 'server answers', 'servers answer')} on a port of this machine`] : []),
      ...(unknown > 0 ? [`of ${count(unknown, 'server')} it is not known where they answer`] : []),
    ];
    return {
      status: 'unknown',
      reason: `${parts.join('; ')}. This version does not probe them; a later version is to.`,
      next: 'Check by hand that the server binds to loopback, and checks Host, Origin and a token.',
    };
  },
};
