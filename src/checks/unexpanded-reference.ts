import type { ReferenceForm } from '../model/credential.ts';
import type { Declaration, Server } from '../model/server.ts';
import { entriesOf, givenTo, locationsOfGiven, nameOf, placesOfGiven, subjectOf, type Given } from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { referenceFor } from './_reference.ts';
import { named } from './_tools.ts';
import { listed } from './_words.ts';
import type { Check } from './index.ts';

/** Programs that put variables into their arguments themselves. */
const OWN_WAY = /^(?:mcp-remote|envmcp|supergateway|mcp-proxy)$/;

/** Whether another program than the client may resolve it: a shell, a wrapper, a bridge; for a file of variables whoever reads it. */
function isForAnother({ launch }: Server, { first }: Given): boolean {
  if (first.way === 'file') return true;
  if (first.way !== 'argument') return false;
  return launch.launcher === 'shell' || launch.wrappers.length > 0 || OWN_WAY.test(launch.package ?? '');
}

/** Entries whose client is known to leave it as it is. */
function leavesAsIs(given: Given, form: ReferenceForm): Declaration[] {
  return entriesOf(given).filter(
    ({ enabled, resolves }) => enabled !== false && resolves !== null && !resolves.includes(form),
  );
}

export const unexpandedReference: Check = {
  id: 'unexpanded-reference',
  kind: 'unexpanded-reference',
  item: 'credentials-scoped',
  title: 'Reference that is not resolved',
  why: 'The client does not know this way to refer to a secret. The server gets the text itself: it fails, or sends it to others, and whoever mends that in a hurry writes the secret down.',
  remediation: 'Write the reference in the form that this client resolves.',
  references: ['https://modelcontextprotocol.io/docs/develop/connect-local-servers'],
  run: ({ servers }) =>
    servers.flatMap((server) =>
      givenTo(server, ({ state }) => state === 'reference').flatMap((given) => {
        const form = given.first.reference?.form ?? null;
        const entries = form === null || isForAnother(server, given) ? [] : leavesAsIs(given, form);
        if (form === null || entries.length === 0) return [];
        // A file that was named is a client's by its shape, which several share.
        const isByShape = entries.every(({ scope }) => scope === 'file');
        const clients = listed([...new Set(entries.map(({ client }) => client))]);
        const known = [...new Set(entries.flatMap(({ resolves }) => resolves ?? []))];
        const wanted = referenceFor(given);
        return [
          makeFinding(unexpandedReference, server, {
            subject: JSON.stringify([subjectOf(given), form]),
            severity: 'medium',
            confidence: isByShape ? 'low' : 'medium',
            title: `${clients} does not resolve the reference in ${nameOf(given.first)} of ${named(server.name)}`,
            evidence: [
              `It is written as ${named(form)}.`,
              known.length === 0
                ? `${clients} passes each text on as it is.`
                : `${clients} resolves ${listed(known.map(named))}.`,
              ...(isByShape ? [`That the file is one of ${clients} was told by its shape.`] : []),
            ],
            fix: `In ${placesOfGiven(given)} ${wanted === null ? `have ${clients} pass the variable on by its name instead` : `write ${named(wanted)} in its place`}.`,
            locations: locationsOfGiven(given),
          }),
        ];
      }),
    ),
};
