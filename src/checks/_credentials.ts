import type { Credential, CredentialWay } from '../model/credential.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Location } from '../model/location.ts';
import type { Declaration, Server } from '../model/server.ts';
import { locationsOf } from './_finding.ts';
import { named } from './_tools.ts';
import { listed, shorten } from './_words.ts';

/** Several credentials of one server that are one to a reader: of one name and class, come by one way, from one file. */
export interface Given {
  server: Server;
  first: Credential;
  all: Credential[];
}

const THINGS: Record<CredentialWay, string> = {
  environment: 'the variable',
  argument: 'the argument',
  header: 'the header',
  url: 'the parameter',
  file: 'the variable',
  inherited: 'the inherited variable',
  reachable: 'the stored',
};

/** Ways of an entry, and of the files that it names: what it finds by itself is no matter of its config. */
const IS_GIVEN = new Set<CredentialWay>(['environment', 'argument', 'header', 'url', 'file']);

/** The secrets that an entry gives its server, as far as `isMeant`; what is made to be seen is none. */
export function givenTo(server: Server, isMeant: (one: Credential) => boolean): Given[] {
  const groups = new Map<string, Given>();
  for (const one of server.credentials ?? []) {
    if (!IS_GIVEN.has(one.way) || one.isPublic || !isMeant(one)) continue;
    const key = JSON.stringify([one.way, one.name, one.class, one.location?.file]);
    const known = groups.get(key);
    if (known) known.all.push(one);
    else groups.set(key, { server, first: one, all: [one] });
  }
  return [...groups.values()];
}

/** Whether there is a secret behind it: what somebody was to replace, and nothing, open nothing. */
export const isHeld = ({ state }: Credential): boolean =>
  state === 'literal' || state === 'reference' || state === 'unknown';

/** Part of a finding's identity, without lines and values. */
export const subjectOf = ({ first: { way, name, class: id, location } }: Given): string =>
  JSON.stringify([way, name, id, location?.file ?? null]);

/** `the variable \`GITHUB_TOKEN\``, or `a secret among the arguments` where it has no name that can be shown. */
export function nameOf({ name, way }: Credential): string {
  if (name !== '' && name !== '<redacted>') return `${THINGS[way]} ${named(name)}`;
  return way === 'url'
    ? 'a secret in the URL'
    : way === 'argument'
      ? 'a secret among the arguments'
      : `${THINGS[way]} without a name to show`;
}

/** The same where a sentence begins. */
export const nameAtStart = (one: Credential): string => nameOf(one).replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** `GitHub, github-classic-pat`: who gives it out, and what it is. */
export function kindOf({ provider, class: id }: Credential): string {
  return shorten([...(provider === null ? [] : [provider]), id].join(', '), 80);
}

/** `file:line` of each, or of the entry where it comes from no text. */
export function placesOfGiven({ server, all }: Given): string {
  return listed(placesIn(server, all).map(({ file, line }) => `${file}:${line}`));
}

function placesIn(server: Server, all: readonly Credential[]): Location[] {
  const own = all.flatMap(({ location }) => (location === null ? [] : [location]));
  const places = own.length > 0 ? own : locationsOf(server);
  return [...new Map(places.map((one) => [`${one.file}\n${one.line}`, one])).values()];
}

/** Where it stands, then where its server is declared besides. */
export function locationsOfGiven({ server, all }: Given): Location[] {
  const own = placesIn(server, all);
  return [
    ...own,
    ...locationsOf(server).filter((one) =>
      own.every(({ file, pointer }) => file !== one.file || pointer !== one.pointer),
    ),
  ];
}

/** The entries that it may come from: those of its own file, else, for a file that they name, all of them. */
export function entriesOf({ server, first: { location } }: Given): Declaration[] {
  const own = server.declarations.filter(
    ({ file, pointer }) =>
      location !== null && file === location.file && (pointer === location.pointer || location.pointer === ''),
  );
  const sameFile = own.length > 0 ? own : server.declarations.filter(({ file }) => file === location?.file);
  return sameFile.length > 0 ? sameFile : server.declarations;
}

/** Whether it stands in a config that is checked in with a project. A file that such a config names need not be. */
export function isInRepository(given: Given): boolean {
  return given.first.way !== 'file' && entriesOf(given).some(({ scope }) => scope === 'project');
}

/** Ids of the servers that hold one secret, by its fingerprint. */
export type Holders = ReadonlyMap<string, ReadonlySet<string>>;

export function holdersIn({ servers }: Inventory): Holders {
  const holders = new Map<string, Set<string>>();
  for (const { id, credentials } of servers) {
    for (const { fingerprint } of credentials ?? []) {
      if (fingerprint !== null) holders.set(fingerprint, (holders.get(fingerprint) ?? new Set()).add(id));
    }
  }
  return holders;
}

/** What else is to be known of it: how sure its kind is, who else has it, when it ends. */
export function evidenceOn({ server, first, all }: Given, holders: Holders): string[] {
  const prints = new Set(all.map(({ fingerprint }) => fingerprint ?? ''));
  const others = new Set([...prints].flatMap((print) => [...(holders.get(print) ?? [])]));
  others.delete(server.id);
  return [
    `It is taken for ${kindOf(first)} (${first.confidence} confidence); ${shorten(first.scopeReason, 200)}.`,
    ...(all.length > 1
      ? [`It stands there ${all.length} times${prints.size === 1 ? '' : ', with different values'}.`]
      : []),
    ...(others.size > 0 ? [`The same secret is given to ${listed([...others].map(named))}.`] : []),
    ...(first.expires === null ? [] : [`It says that it ends on ${first.expires.slice(0, 10)}.`]),
  ];
}
