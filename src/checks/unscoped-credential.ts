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

export const unscopedCredential: Check = {
  id: 'unscoped-credential',
  kind: 'unscoped-credential',
  item: 'credentials-scoped',
  title: 'Credential for a whole account',
  why: 'A credential of this type cannot be limited to a part of its account. The server, and whoever gets hold of it, reaches everything that its owner does.',
  remediation:
    'Use a type that names what it opens, such as a token for some repositories, a key with scopes, an app of its own.',
  references: ['https://csrc.nist.gov/glossary/term/least_privilege'],
  run(inventory) {
    const holders = holdersIn(inventory);
    // What administers is told as that.
    return inventory.servers
      .flatMap((server) => givenTo(server, (one) => one.scoped === 'no' && one.administers !== 'yes' && isHeld(one)))
      .map((given) => {
        const { server, first } = given;
        return makeFinding(unscopedCredential, server, {
          subject: subjectOf(given),
          severity: 'medium',
          confidence: first.confidence,
          title: `${nameAtStart(first)} of ${named(server.name)} reaches as far as its account (${kindOf(first)})`,
          evidence: evidenceOn(given, holders),
          fix: `In ${placesOfGiven(given)} replace it by a ${first.provider === null ? '' : `${first.provider} `}credential that is limited to what ${named(server.name)} needs.`,
          locations: locationsOfGiven(given),
        });
      });
  },
};
