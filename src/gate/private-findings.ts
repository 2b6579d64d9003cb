import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { PrivateFinding } from '../model/private-finding.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { privateFinding } from './policy-checks.ts';
import { bareOf, packageOf } from './same-artifact.ts';
import { shown } from './tool-pins.ts';

const LONGEST_TEXT = 300;

const isNamed = ({ id, name }: Pick<Server, 'id' | 'name'>, word: string): boolean => id === word || name === word;

/** The packages of a server that an entry means; `null` for a server as a whole. */
function hitsOn(server: Server, { package: wanted, server: word }: PrivateFinding): (string | null)[] {
  if (word !== undefined && !isNamed(server, word)) return [];
  if (wanted === undefined) return [null];
  const isExact = wanted.lastIndexOf('@') > wanted.indexOf('/');
  const bare = bareOf(wanted);
  const installed = installationsOf(server)
    .flatMap(({ components }) => components)
    .map(({ purl }) => purl)
    .filter((purl) => (isExact ? purl === wanted : bareOf(purl) === bare));
  // Of what is not installed nobody knows the version.
  const isStarted = server.installation === null && packageOf(server.launch) === bare;
  return installed.length > 0 ? [...new Set(installed)] : isStarted ? [wanted] : [];
}

/** What the policy's authors know and nobody else does, where it is on this machine. */
export function findPrivate(inventory: Inventory, entries: readonly PrivateFinding[]): Finding[] {
  return entries.flatMap((entry) =>
    inventory.servers.flatMap((server) =>
      hitsOn(server, entry).map((purl) =>
        makeFinding(privateFinding, server, {
          subject: purl ?? server.id,
          purl: purl !== null && purl.lastIndexOf('@') > purl.indexOf('/') ? purl : null,
          vulnerability: entry.id,
          ids: [entry.id],
          severity: entry.severity,
          confidence: 'high',
          title: `${entry.id}: ${entry.text.slice(0, LONGEST_TEXT)}`,
          evidence: [`It is about ${shown(purl ?? server.id)}, and is not public.`],
          fix: `Ask the owner of the policy about ${entry.id}; until it is mended, disable the server.`,
        }),
      ),
    ),
  );
}
