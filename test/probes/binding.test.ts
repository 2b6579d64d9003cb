import { describe, expect, it } from 'vitest';
import type { Listeners } from '../../src/io/index.ts';
import { findBinding, type Binding } from '../../src/probes/_binding.ts';
import { bind } from '../../src/probes/bind.ts';
import type { Inquiry } from '../../src/probes/_inquiry.ts';

const LAN = '192.0.2.10';

/** A machine by its table, and the own addresses that take a connection at port 3000. */
interface Case {
  sockets: Listeners['sockets'] | null;
  parents?: Array<[number, number]>;
  open?: string[];
}

async function bindingOf({ sockets, parents = [], open = [] }: Case): Promise<Binding> {
  const listeners = sockets === null ? null : { sockets, parents: new Map(parents) };
  return findBinding('127.0.0.1', 3000, listeners, [LAN, 'fd00::10'], async (address) => open.includes(address));
}

const at = (address: string, port = 3000, pid: number | null = 7) => ({ address, port, pid });

describe('bind', () => {
  it.each<[string, Case, string, string]>([
    ['loopback alone', { sockets: [at('127.0.0.1')] }, 'pass', '127.0.0.1:3000'],
    ['both loopback addresses', { sockets: [at('127.0.0.1'), at('::1')] }, 'pass', '[::1]:3000'],
    ['every IPv4 address', { sockets: [at('0.0.0.0')], open: [LAN] }, 'fail', `It takes connections at ${LAN}`],
    ['every address, IPv4 through IPv6', { sockets: [at('::')] }, 'fail', '[::]:3000'],
    ['a second socket on the network', { sockets: [at('127.0.0.1'), at(LAN)] }, 'fail', `${LAN}:3000`],
    ['a process that cannot be seen', { sockets: [at('0.0.0.0', 3000, null)] }, 'fail', '0.0.0.0:3000'],
    ['a monitoring port on every address', { sockets: [at('127.0.0.1'), at('::', 9090)] }, 'fail', '[::]:9090'],
    ['more ports on loopback', { sockets: [at('127.0.0.1'), at('127.0.0.1', 9090)] }, 'pass', '127.0.0.1:9090'],
    [
      'a child that listens on the network',
      {
        sockets: [at('127.0.0.1'), at('0.0.0.0', 9229, 9)],
        parents: [
          [9, 8],
          [8, 7],
        ],
      },
      'fail',
      '0.0.0.0:9229',
    ],
    [
      'its parent and others, which are no part of it',
      {
        sockets: [at('127.0.0.1'), at('0.0.0.0', 80, 1), at('0.0.0.0', 81, 99)],
        parents: [
          [7, 1],
          [99, 1],
        ],
      },
      'pass',
      '',
    ],
    [
      'another program that has the port at another address',
      { sockets: [at('127.0.0.1'), at(LAN, 3000, 99)], open: [LAN] },
      'pass',
      '',
    ],
    ['a forwarder that no table shows', { sockets: [], open: [LAN] }, 'fail', 'who passes them on does not show'],
    ['nothing that shows', { sockets: [] }, 'inconclusive', 'does not show'],
    ['no table', { sockets: null }, 'inconclusive', 'cannot be read'],
    ['no table, and an address that answers', { sockets: null, open: ['fd00::10'] }, 'fail', 'fd00::10'],
  ])('with %s', async (_, machine, verdict, reason) => {
    const judged = bind.judge({ binding: await bindingOf(machine) } as Inquiry);
    expect(judged.verdict).toBe(verdict);
    expect(judged.reason).toContain(reason);
  });
});
