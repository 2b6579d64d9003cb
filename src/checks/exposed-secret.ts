import type { Finding } from '../model/finding.ts';
import {
  evidenceOn,
  givenTo,
  holdersIn,
  kindOf,
  locationsOfGiven,
  nameOf,
  placesOfGiven,
  subjectOf,
  type Given,
  type Holders,
} from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { referenceFor } from './_reference.ts';
import { named } from './_tools.ts';
import type { Check } from './index.ts';

const VARIABLE = /^[A-Z][A-Z0-9_]{0,79}$/;

function edit(given: Given): string {
  const { server, first } = given;
  if (first.way === 'url') return 'take it out of the URL, and send it in a header if the server takes one';
  const { launcher } = server.launch;
  if ((launcher === 'docker' || launcher === 'podman') && VARIABLE.test(first.name))
    return `write ${named(`-e ${first.name}`)} without a value, and set ${named(first.name)} in the entry's variables by a reference`;
  const form = referenceFor(given);
  return `take it out of the arguments, and give it in a variable, if the server reads one, by a reference${form === null ? '' : ` (${named(form)})`}`;
}

function judge(given: Given, holders: Holders): Finding {
  const { server, first } = given;
  const seen =
    first.way === 'url'
      ? 'A URL is kept by each proxy and server on the way, and in their logs.'
      : 'What runs on this machine under any user can read the arguments of a process, unless the system hides them.';
  return makeFinding(exposedSecret, server, {
    subject: subjectOf(given),
    severity: 'high',
    confidence: first.confidence,
    title: `${named(server.name)} gets ${nameOf(first)} (${kindOf(first)}) ${first.way === 'url' ? 'in its URL' : 'on its command line'}, where others see it`,
    evidence: [...evidenceOn(given, holders), seen],
    fix: `In ${placesOfGiven(given)} ${edit(given)}.`,
    locations: locationsOfGiven(given),
  });
}

export const exposedSecret: Check = {
  id: 'exposed-secret',
  kind: 'exposed-secret',
  item: 'credentials-scoped',
  title: 'Secret in arguments or URL',
  why: 'The secret stands on a command line or in a URL. Lists of processes, histories, crash reports and the logs of proxies show both to others, who need not be able to read the config.',
  remediation: 'Give it in a variable or a header, by a reference.',
  references: ['https://www.rfc-editor.org/rfc/rfc6750#section-2.3'],
  run(inventory) {
    const holders = holdersIn(inventory);
    return inventory.servers
      .flatMap((server) =>
        givenTo(server, ({ state, way }) => state === 'literal' && (way === 'argument' || way === 'url')),
      )
      .map((given) => judge(given, holders));
  },
};
