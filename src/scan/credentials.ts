import { inheritedBy } from '../clients/_inherits.ts';
import {
  credentialsIn,
  credentialsInArguments,
  type FingerprintKey,
  type Place,
} from '../credential/classify-value.ts';
import { FileError, pathsOf, type Access, type Files, type Machine } from '../io/index.ts';
import type { Credential } from '../model/credential.ts';
import type { Gap } from '../model/gap.ts';
import type { Location } from '../model/location.ts';
import type { Server } from '../model/server.ts';
import { readEnvFile } from '../syntax/index.ts';
import type { Declared } from './discover.ts';
import type { Candidate } from './identify.ts';

export interface CredentialOptions {
  machine: Machine;
  files: Files;
  access: Access;
  /** The machine's own, for fingerprints. */
  key: FingerprintKey;
}

const MAX_ENV_FILE = 256 * 1024;
/** Most credentials of one server that are told. */
const MOST = 500;

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname || null : null;
}

/** Where an entry's own words stand; `at` is the line of one of them. */
function placeIn({ location }: Declared, at: { line: number; column: number } | undefined): Location {
  const { file, line, column, pointer } = location;
  return { file, line: at?.line ?? line, column: at?.column ?? column, pointer };
}

/** Of what is passed on by its name alone: no text refers to it that a client could leave as it is. */
function unwritten(credential: Credential): Credential {
  const { reference } = credential;
  return reference === null ? credential : { ...credential, reference: { ...reference, form: null } };
}

/** What the entry itself holds: variables, headers, arguments, the address. */
function givenBy(declared: Declared, mode: number | null, key: FingerprintKey): Credential[] {
  const { entry } = declared;
  const host = hostOf(entry.url);
  const placed = (way: Place['way'], at?: { line: number; column: number }): Place => ({
    way,
    mode,
    location: placeIn(declared, at),
  });
  // A variable without a value is passed on from where the client runs.
  const variables = entry.env.flatMap(({ name, sealed, at }) => {
    const place = placed('environment', at);
    return sealed === undefined
      ? credentialsIn(name, `\${${name}}`, place, key).map(unwritten)
      : credentialsIn(name, sealed, place, key);
  });
  const known = new Set((entry.sealedHeaders ?? []).map(({ name }) => name));
  const headers = [
    ...(entry.sealedHeaders ?? []).flatMap(({ name, sealed, at }) =>
      credentialsIn(name, sealed, { ...placed('header', at), host }, key),
    ),
    ...entry.headers
      .filter((name) => !known.has(name))
      .flatMap((name) => credentialsIn(name, '${HEADER}', { ...placed('header'), host }, key).map(unwritten)),
  ];
  const words = entry.command === null ? [] : credentialsInArguments(entry.args, placed('argument'), key);
  const address = entry.url === null ? [] : credentialsIn('url', entry.url, { ...placed('url'), host }, key);
  return [...variables, ...headers, ...words, ...address];
}

/** `--env-file FILE` and `--env-file=FILE` of docker, node and others. */
function envFilesIn({ entry }: Declared): string[] {
  const { args, settings } = entry;
  const named = args.flatMap((word, index) => {
    if (word === '--env-file') return args[index + 1] ?? [];
    return word.startsWith('--env-file=') ? word.slice('--env-file='.length) : [];
  });
  return [...new Set([...(settings.envFile === null ? [] : [settings.envFile]), ...named])].slice(0, 10);
}

function gapOf(server: Server, { location }: Declared, message: string): Gap {
  return {
    kind: 'credentials-unknown',
    item: 'credentials-scoped',
    message,
    hint: 'Name a file that exists, or set the variables in the entry.',
    server: server.id,
    location,
    components: [],
  };
}

/** What a file of variables gives that the entry names; where it cannot be read, a gap. */
function givenByFile(
  written: string,
  declared: Declared,
  server: Server,
  { machine, files, access, key }: CredentialOptions,
): { credentials: Credential[]; gaps: Gap[] } {
  const { isAbsolute, join } = pathsOf(machine);
  const folder = declared.project ?? null;
  const path = written
    .replace(/^~(?=[\\/])/, machine.home)
    .replace(/^\$\{(?:workspaceFolder|workspaceRoot)\}/, folder ?? '$&')
    .replace(/^\$\{(?:env:HOME|HOME|userHome)\}/, machine.home);
  const whole = isAbsolute(path) ? path : folder === null || path.startsWith('$') ? null : join(folder, path);
  const refuse = (why: string) => ({
    credentials: [],
    gaps: [gapOf(server, declared, `the variables of its file are not known: ${why}`)],
  });
  if (whole === null) return refuse('where it lies is only known to its client');
  try {
    const real = files.realPath(whole);
    const variables = readEnvFile(files.readText(real, MAX_ENV_FILE));
    const mode = access.permissions(real)?.mode ?? null;
    return {
      credentials: variables.flatMap(({ name, value, line }) => {
        const location = { file: whole, line, column: 1, pointer: '' };
        return credentialsIn(name, value, { way: 'file', mode, location }, key);
      }),
      gaps: [],
    };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return refuse(error.problem === 'not-found' ? 'the file does not exist' : `it ${error.message}`);
  }
}

/** The weaker of what its clients pass on: each may start it. */
function inheritsOf({ declarations }: Server): Server['inherits'] {
  const all = declarations.filter(({ enabled }) => enabled !== false).map(({ client }) => inheritedBy(client));
  if (all.includes('all')) return 'all';
  if (all.length === 0 || all.includes('unknown')) return null;
  return all.includes('most') ? 'most' : 'minimal';
}

/** Of what several entries say in the same words one is told, of literals each: every one has to be mended. */
function withoutRepeats(credentials: readonly Credential[]): Credential[] {
  const seen = new Set<string>();
  return credentials.filter(({ location, ...one }) => {
    const place = one.state === 'literal' ? [location?.file, location?.line] : [];
    const key = JSON.stringify([one, place]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function examine(
  server: Server,
  { entries }: Candidate,
  options: CredentialOptions,
): { credentials: Credential[]; gaps: Gap[] } {
  const read = entries.map((declared) => {
    const mode = options.access.permissions(declared.location.file)?.mode ?? null;
    const files = envFilesIn(declared).map((file) => givenByFile(file, declared, server, options));
    const given = [...givenBy(declared, mode, options.key), ...files.flatMap(({ credentials }) => credentials)];
    return { declared, given, gaps: files.flatMap(({ gaps }) => gaps) };
  });
  const all = withoutRepeats(read.flatMap(({ given }) => given));
  const gaps = read.flatMap((one) => one.gaps);
  const [first] = read;
  if (all.length > MOST && first !== undefined)
    gaps.push(gapOf(server, first.declared, `more than ${MOST} credentials: the others are not told`));
  return { credentials: all.slice(0, MOST), gaps };
}

/**
 * What each server is given by its entry and the files that it names, and whether it gets the client's own variables besides. Each value
 * is classified and dropped.
 */
export function findCredentials(
  servers: readonly Server[],
  candidates: ReadonlyMap<string, Candidate>,
  options: CredentialOptions,
): { servers: Server[]; gaps: Gap[] } {
  const gaps: Gap[] = [];
  const found = servers.map((server): Server => {
    const candidate = candidates.get(server.id);
    if (candidate === undefined) return server;
    const examined = examine(server, candidate, options);
    gaps.push(...examined.gaps);
    return {
      ...server,
      credentials: examined.credentials,
      inherits: server.transport === 'stdio' ? inheritsOf(server) : 'minimal',
    };
  });
  return { servers: found, gaps };
}
