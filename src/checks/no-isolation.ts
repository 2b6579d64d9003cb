import { summarize } from '../isolation/summarize.ts';
import type { Isolation } from '../model/isolation.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { executes } from './_isolation.ts';
import { named } from './_tools.ts';
import { placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** Only of what is started here: a server elsewhere is kept apart by whoever runs it. */
function bareness({ transport, isolation }: Server): Isolation | null {
  return transport === 'stdio' && isolation?.sandbox.value?.length === 0 ? isolation : null;
}

export const noIsolation: Check = {
  id: 'no-isolation',
  kind: 'no-isolation',
  item: 'critical-findings-handled',
  title: 'No isolation',
  why: 'The server runs as a program of the user like any other. It can read each file of theirs, among them the configs and secrets of all other servers, and reach each host.',
  remediation: 'Start it in a container or sandbox that has the one folder and the hosts that it needs.',
  references: [
    'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#local-mcp-server-compromise',
  ],
  run: ({ servers }) =>
    servers.flatMap((server) => {
      const isolation = bareness(server);
      if (isolation === null) return [];
      const doesExecute = executes(server);
      return [
        makeFinding(noIsolation, server, {
          subject: 'sandbox',
          severity: doesExecute ? 'medium' : 'info',
          confidence: isolation.sandbox.basis === 'observed' ? 'high' : 'medium',
          title: `${named(server.name)} runs without isolation${doesExecute ? ', and a tool of it runs what it is given' : ''}`,
          evidence: [summarize(isolation)],
          fix: `In ${placesOf(server)} start it in a container or sandbox (docker, bubblewrap, sandbox-runtime) with the one folder and the hosts that it needs.`,
        }),
      ];
    }),
};
