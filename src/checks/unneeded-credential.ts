import type { Credential } from '../model/credential.ts';
import type { Offering } from '../model/offering.ts';
import type { Server } from '../model/server.ts';
import type { SYSTEMS } from '../model/tool.ts';
import {
  evidenceOn,
  givenTo,
  holdersIn,
  isHeld,
  kindOf,
  locationsOfGiven,
  nameOf,
  placesOfGiven,
  subjectOf,
} from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { offeringServers, named } from './_tools.ts';
import type { Check } from './index.ts';

/** Systems that a tool may mean by a general word, by who gives out what opens them. */
const MEANT_BY: ReadonlyArray<readonly [(typeof SYSTEMS)[number], RegExp]> = [
  [
    'database',
    /sql|mongo|redis|neo4j|clickhouse|elastic|qdrant|pinecone|supabase|neon|planetscale|snowflake|databricks|upstash/i,
  ],
  ['cloud', /aws|azure|google|alibaba|digitalocean|cloudflare|heroku|vercel|netlify|fly|render|kubernetes|terraform/i],
  ['browser', /browser/i],
];

/** Words of three letters and more by which a text may mean the provider: of its name, and those that its variable begins with. */
function wordsFor({ name, provider }: Credential): string[] {
  const own = (provider ?? '').toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  const [first = ''] = name.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  return [...new Set([...own, ...(first === '' ? [] : [first])])];
}

/** All that a server and its tools say of themselves, in small letters. */
function wordsOfServer(server: Server, { serverName, instructions, tools }: Offering): string {
  const { package: name, image, localEntry, remoteUrl, sourceUrl, entryCommand, commandLine } = server.launch;
  return [
    server.name,
    name,
    image,
    localEntry,
    remoteUrl,
    sourceUrl,
    entryCommand,
    ...commandLine,
    serverName,
    instructions,
    ...tools.flatMap((tool) => [tool.name, tool.title, tool.description, ...tool.parameters.map((one) => one.name)]),
  ]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();
}

/** Whether a tool may reach what it opens. A service without a name, or the network, may be any. */
function mayReach({ provider }: Credential, { tools }: Offering): boolean {
  return tools.some(({ reaches }) =>
    reaches.some(
      ({ system, name }) =>
        (name !== null && name.toLowerCase() === provider?.toLowerCase()) ||
        (name === null &&
          (system === 'saas' || MEANT_BY.some(([one, who]) => one === system && who.test(provider ?? '')))),
    ),
  );
}

/** A list that is known in part, or by a manifest, may leave out the one tool that needs it. */
const isKnownInFull = ({ isComplete, source, tools }: Offering): boolean =>
  isComplete && source !== 'manifest' && tools.length > 0;

export const unneededCredential: Check = {
  id: 'unneeded-credential',
  kind: 'unneeded-credential',
  item: 'credentials-scoped',
  title: 'Credential that no tool needs',
  why: 'Nothing that the server or its tools say of themselves has to do with what this credential opens. A credential that is given for nothing can only be misused.',
  remediation: 'Find out what it is for, and take it away if that is nothing.',
  references: ['https://csrc.nist.gov/glossary/term/least_privilege'],
  run(inventory) {
    const holders = holdersIn(inventory);
    return offeringServers(inventory).flatMap(({ server, offering }) => {
      const asks = givenTo(server, (one) => one.provider !== null && isHeld(one));
      if (asks.length === 0 || !isKnownInFull(offering)) return [];
      const said = wordsOfServer(server, offering);
      return asks
        .filter(({ first }) => !mayReach(first, offering) && !wordsFor(first).some((word) => said.includes(word)))
        .map((given) => {
          const { first } = given;
          return makeFinding(unneededCredential, server, {
            subject: subjectOf(given),
            severity: 'low',
            confidence: 'low',
            title: `No tool of ${named(server.name)} says what ${nameOf(first)} is for (${kindOf(first)})`,
            evidence: [
              ...evidenceOn(given, holders),
              `Neither its tools (${offering.tools.length}) nor its name, package and address speak of ${first.provider ?? 'it'}.`,
            ],
            fix: `In ${placesOfGiven(given)} take it away, and see whether the tools of ${named(server.name)} still work.`,
            locations: locationsOfGiven(given),
          });
        });
    });
  },
};
