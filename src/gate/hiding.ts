import type { Inventory } from '../model/inventory.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { layersOf } from './layers.ts';
import type { PolicyFile } from './parse-policy.ts';
import { hiddenSubjects, type PrivateSubject } from './private-subjects.ts';
import { opaqueId, wordsFor, wordsOf, type HiddenWord } from './private-words.ts';
import { bareOf, packageOf } from './same-artifact.ts';

/** A server that no report may name, what it is called instead, and because of what. */
export interface Hidden {
  server: Server;
  by: string;
  subject: PrivateSubject;
}

/** What is kept back of an inventory. */
export interface Hiding {
  subjects: PrivateSubject[];
  /** By the server's id. */
  servers: Map<string, Hidden>;
  words: HiddenWord[];
  /** Package URLs that a server which may be named has. */
  seen: Set<string>;
}

const componentsOf = (server: Server) =>
  installationsOf(server).flatMap(({ components, environment }) => [...components, ...environment]);

function purlsOf(server: Server): string[] {
  const own = packageOf(server.launch);
  const extra = server.launch.extraPackages.flatMap(
    (one) => packageOf({ ecosystem: one.ecosystem, package: one.name }) ?? [],
  );
  return [...(own === null ? [] : [own]), ...extra, ...componentsOf(server).map(({ purl }) => purl)];
}

/** A server that a subject names, or that has its package at any version. */
function isAbout(server: Server, { package: purl, server: word }: PrivateSubject): boolean {
  if (word !== null && (server.id === word || server.name === word)) return true;
  if (purl === null) return false;
  const bare = bareOf(purl);
  return purlsOf(server).some((one) => bareOf(one) === bare);
}

/** What a server that is private as a whole is known by besides its name. */
function alsoKnownAs({ launch }: Server): string[] {
  const { package: name, image, remoteUrl, localEntry, sourceUrl } = launch;
  const host = remoteUrl !== null && URL.canParse(remoteUrl) ? new URL(remoteUrl).hostname : null;
  return [name, image, remoteUrl, host, localEntry, sourceUrl].filter((one) => one !== null && one !== '') as string[];
}

/** What a policy and those above it keep back at `now`; null where that is nothing. */
export function hidingOf(inventory: Inventory, file: PolicyFile, now: Date): Hiding | null {
  const subjects = layersOf(file).flatMap(({ policy }) => hiddenSubjects(policy, now));
  if (subjects.length === 0) return null;
  const servers = new Map<string, Hidden>();
  for (const server of inventory.servers) {
    const subject = subjects.find((one) => isAbout(server, one));
    if (subject !== undefined)
      servers.set(server.id, { server, subject, by: opaqueId(subject, `server ${server.id}`) });
  }
  const ofServers = [...servers.values()].flatMap(({ server, by, subject }) => [
    ...[server.id, server.name].flatMap((word) => wordsFor(word, by)),
    ...(subject.package === null ? alsoKnownAs(server).flatMap((word) => wordsFor(word, by)) : []),
  ]);
  const seen = inventory.servers
    .filter(({ id }) => !servers.has(id))
    .flatMap((server) => componentsOf(server).map(({ purl }) => purl));
  return { subjects, servers, words: [...subjects.flatMap(wordsOf), ...ofServers], seen: new Set(seen) };
}
