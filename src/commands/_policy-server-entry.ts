import { isSameArtifact, packageOf } from '../gate/same-artifact.ts';
import { serverPolicySchema, type ServerMatch } from '../model/server-policy.ts';
import type { Server } from '../model/server.ts';
import type { Risk } from '../model/risk-class.ts';
import { parseImageReference } from '../syntax/image-reference.ts';
import { canBeKey, type YamlMap } from './_policy-yaml.ts';

/** An image reference without tag and digest. */
function imageOf(reference: string): string | null {
  const parts = parseImageReference(reference);
  return parts === null ? null : [parts.registry, parts.path].filter((part) => part !== null).join('/');
}

/** Ways to say which artifact a server is, the one that says most first. */
function matchesFor({ launch }: Server): ServerMatch[] {
  const { image, remoteUrl, registry, commandLine } = launch;
  const name = packageOf(launch);
  const reference = image === null ? null : imageOf(image);
  return [
    ...(reference === null ? [] : [{ image: reference }]),
    ...(remoteUrl === null ? [] : [{ url: remoteUrl.replace(/[?#].*$/s, '') }]),
    ...(name === null ? [] : [registry === null ? { package: name } : { package: name, registry }]),
    ...(commandLine.length === 0 ? [] : [{ command: commandLine }]),
  ];
}

/** The first that fits this server and no other. */
function matchOf(server: Server, servers: readonly Server[]): ServerMatch | null {
  const isOwn = (match: ServerMatch): boolean =>
    serverPolicySchema.safeParse({ match }).success &&
    servers.every((other) => isSameArtifact(match, other) === (other === server));
  return matchesFor(server).find(isOwn) ?? null;
}

/** Only what the entry itself fixes: anything else would be another one with the next release. */
function pinOf({ launch, installation }: Server): YamlMap | null {
  if (launch.pinned !== true) return null;
  const digest = installation?.digest ?? null;
  const pin = digest === null ? { version: launch.version ?? '' } : { digest };
  return serverPolicySchema.safeParse({ pin }).success ? pin : null;
}

/** A guess from what its tools do; null where not all of them are known. */
export function guessRisk({ offering }: Pick<Server, 'offering'>): Risk | null {
  if (offering === null) return null;
  const classes = new Set(offering.tools.map((tool) => tool.class));
  if (classes.has('execute')) return 'high';
  if (!offering.isComplete || offering.tools.length === 0) return null;
  return classes.has('write') || classes.has('session') ? 'standard' : 'low';
}

/** The names of what it is given, as the list of what it may be given; null where nobody looked. */
function credentialsOf({ credentials }: Server): YamlMap | null {
  if (credentials === null) return null;
  const given = credentials.filter(
    ({ state, isPublic, name }) =>
      !isPublic &&
      state !== 'placeholder' &&
      state !== 'empty' &&
      name !== '__proto__' &&
      name.length <= 300 &&
      canBeKey(name),
  );
  const namesOf = (ways: readonly string[]): string[] =>
    [...new Set(given.filter(({ way, name }) => ways.includes(way) && /\S/.test(name)).map(({ name }) => name))].sort();
  const listOf = (names: readonly string[]): YamlMap => Object.fromEntries(names.map((name) => [name, {}]));
  const headers = namesOf(['header']);
  return {
    env: listOf(namesOf(['environment', 'file', 'inherited'])),
    ...(headers.length === 0 ? {} : { headers: listOf(headers) }),
  };
}

/** What a policy settles about a server as it is now. */
export function serverEntry(server: Server, servers: readonly Server[]): YamlMap {
  const [match, pin, risk, credentials] = [
    matchOf(server, servers),
    pinOf(server),
    guessRisk(server),
    credentialsOf(server),
  ];
  return {
    ...(match === null ? {} : { match }),
    ...(pin === null ? {} : { pin }),
    ...(risk === null ? {} : { risk }),
    ...(credentials === null ? {} : { credentials }),
  };
}
