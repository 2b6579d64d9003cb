import type { Finding } from '../model/finding.ts';
import {
  evidenceOn,
  givenTo,
  holdersIn,
  isInRepository,
  kindOf,
  locationsOfGiven,
  nameOf,
  placesOfGiven,
  subjectOf,
  type Given,
  type Holders,
} from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { byReference } from './_reference.ts';
import { named } from './_tools.ts';
import type { Check } from './index.ts';

/** Arguments and URLs are told by `exposed-secret`; what is in a repository is another fault, wherever in the file it stands. */
const isTold = (given: Given): boolean =>
  isInRepository(given) || (given.first.way !== 'argument' && given.first.way !== 'url');

function judge(given: Given, holders: Holders): Finding {
  const { server, first } = given;
  const isShared = isInRepository(given);
  const what = `${nameOf(first)} of ${named(server.name)}`;
  const isFile = first.way === 'file';
  const edit = isFile
    ? `take it out of the file, and have ${named(server.name)} read it from a keychain or a store of secrets`
    : byReference(given);
  return makeFinding(literalSecret, server, {
    subject: subjectOf(given),
    severity: isShared ? 'high' : 'medium',
    confidence: first.confidence,
    title: `${isShared ? 'A file of the project holds' : 'A file holds'} the secret itself for ${what} (${kindOf(first)})`,
    evidence: [
      ...evidenceOn(given, holders),
      ...(isShared
        ? [
            'Where the file is checked in, as a project’s are, everybody with the repository has the secret, and so has its history.',
          ]
        : []),
      ...(isFile ? ['Whether a repository has this file was not looked at.'] : []),
    ],
    fix: `In ${placesOfGiven(given)} ${edit}${isShared ? '; then revoke the secret' : ''}.`,
    locations: locationsOfGiven(given),
  });
}

export const literalSecret: Check = {
  id: 'literal-secret',
  kind: 'literal-secret',
  item: 'credentials-scoped',
  title: 'Secret in a config',
  why: 'The secret itself stands in a file. Whoever reads the file has it: each program of this user, each other server, each copy of the file, and where the file is checked in everybody with the repository.',
  remediation: 'Keep the secret where only its user can ask for it, and refer to it in the config.',
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html'],
  run(inventory) {
    const holders = holdersIn(inventory);
    return inventory.servers
      .flatMap((server) => givenTo(server, ({ state }) => state === 'literal'))
      .filter(isTold)
      .map((given) => judge(given, holders));
  },
};
