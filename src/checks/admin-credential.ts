import {
  evidenceOn,
  givenTo,
  holdersIn,
  isHeld,
  kindOf,
  locationsOfGiven,
  nameAtStart,
  placesOfGiven,
  subjectOf,
} from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { named } from './_tools.ts';
import type { Check } from './index.ts';

export const adminCredential: Check = {
  id: 'admin-credential',
  kind: 'admin-credential',
  item: 'credentials-scoped',
  title: 'Administrator’s credential',
  why: 'The credential administers the system that it opens. Whatever reaches the model can then have users, rights and data changed there, and no limit of the system stands in the way.',
  remediation: 'Give the server a user or key of its own that may do what its tools need, and no more.',
  references: ['https://csrc.nist.gov/glossary/term/least_privilege'],
  run(inventory) {
    const holders = holdersIn(inventory);
    return inventory.servers
      .flatMap((server) => givenTo(server, (one) => one.administers === 'yes' && isHeld(one)))
      .map((given) => {
        const { server, first } = given;
        const system = first.target.system ?? first.target.host;
        return makeFinding(adminCredential, server, {
          subject: subjectOf(given),
          severity: 'high',
          confidence: first.confidence,
          title: `${nameAtStart(first)} of ${named(server.name)} administers ${system ?? 'what it opens'} (${kindOf(first)})`,
          evidence: evidenceOn(given, holders),
          fix: `In ${placesOfGiven(given)} replace it by a user or key that may only do what the tools of ${named(server.name)} need.`,
          locations: locationsOfGiven(given),
        });
      });
  },
};
