import { z } from 'zod';
import type { Transport } from '../model/server.ts';
import { text } from './_fields.ts';
import { newEntry, type EntryPlace } from './_new-entry.ts';
import type { Reading } from './index.ts';

type Data = Record<string, unknown>;

/**
 * The fields before 2025-09-16 were written with underscores, or had other names: both spellings give the same shape.
 * Source: docs/reference/server-json of modelcontextprotocol/registry.
 */
function spelled(older: ReadonlyMap<string, string> = new Map()): (value: unknown) => unknown {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const data: Data = Object.create(null) as Data;
    for (const [key, field] of Object.entries(value)) {
      const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      data[older.get(key) ?? camel] ??= field;
    }
    return data;
  };
}

const argumentSchema = z.preprocess(
  spelled(),
  z.object({
    type: text.optional(),
    name: text.nullish(),
    value: text.nullish(),
    default: text.nullish(),
    valueHint: text.nullish(),
    isSecret: z.boolean().nullish(),
  }),
);
const argumentsSchema = z
  .array(argumentSchema)
  .max(1000)
  .nullish()
  .transform((list) => list ?? []);
const inputsSchema = z
  .array(z.object({ name: text }))
  .max(1000)
  .nullish()
  .transform((list) => (list ?? []).map(({ name }) => name));

const transportSchema = z.preprocess(
  spelled(new Map([['transport_type', 'type']])),
  z.object({ type: text.optional(), url: text.nullish(), headers: inputsSchema }),
);
type RegistryRemote = z.infer<typeof transportSchema>;

const packageSchema = z.preprocess(
  spelled(
    new Map([
      ['registry_name', 'registryType'],
      ['name', 'identifier'],
    ]),
  ),
  z.object({
    registryType: text,
    registryBaseUrl: text.nullish(),
    identifier: text,
    version: text.nullish(),
    runtimeHint: text.nullish(),
    runtimeArguments: argumentsSchema,
    packageArguments: argumentsSchema,
    environmentVariables: inputsSchema,
    transport: transportSchema.nullish(),
  }),
);
export type RegistryPackage = z.infer<typeof packageSchema>;

const listOf = <T extends z.ZodType>(schema: T): z.ZodType<z.infer<T>[]> =>
  z
    .array(schema)
    .max(100)
    .nullish()
    .transform((list) => list ?? []);
const bodySchema = z.object({
  name: text.regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  packages: listOf(packageSchema),
  remotes: listOf(transportSchema),
});

/** A `server.json`, also as the registry's API wraps it (`server`); `path` leads to where its fields stand. */
export const serverSchema = z.union([
  z.object({ server: bodySchema }).transform(({ server }) => ({ ...server, path: ['server'] })),
  bodySchema.transform((server) => ({ ...server, path: [] as string[] })),
]);

const USUAL_REGISTRIES =
  /^https:\/\/(?:registry\.npmjs\.org|pypi\.org|api\.nuget\.org(?:\/v3\/index\.json)?|docker\.io)\/?$/;

/** The words of arguments: of one that the user fills in, or that is secret, only its name. */
function wordsOf(list: RegistryPackage['runtimeArguments']): string[] {
  return list.flatMap(({ type, name, value, default: preset, valueHint, isSecret }) => {
    const known = isSecret ? null : (value ?? preset ?? null);
    const filled = known ?? (valueHint ? `<${valueHint}>` : null);
    if (type === 'named') return [name ?? '', ...(filled === null ? [] : [filled])].filter((word) => word !== '');
    return filled === null ? [] : [filled];
  });
}

/** What starts the packages of one registry: the programs that may be hinted at, the usual one first, and their words. */
interface Starter {
  programs: readonly [string, ...string[]];
  words(one: RegistryPackage, registry: string | null): string[];
}

const joined = (one: RegistryPackage, separator: string): string =>
  one.version ? `${one.identifier}${separator}${one.version}` : one.identifier;

const STARTERS = {
  npm: {
    programs: ['npx', 'bunx'],
    words: (one, registry) => [
      '-y',
      ...(registry ? [`--registry=${registry}`] : []),
      ...wordsOf(one.runtimeArguments),
      joined(one, '@'),
    ],
  },
  pypi: {
    programs: ['uvx'],
    words: (one, registry) => [
      ...(registry ? ['--default-index', registry] : []),
      ...wordsOf(one.runtimeArguments),
      joined(one, '=='),
    ],
  },
  oci: {
    programs: ['docker', 'podman', 'nerdctl'],
    words: (one) => ['run', '-i', '--rm', ...wordsOf(one.runtimeArguments), imageOf(one)],
  },
  nuget: {
    programs: ['dnx'],
    words: (one, registry) => [
      ...(registry ? ['--source', registry] : []),
      ...wordsOf(one.runtimeArguments),
      joined(one, '@'),
      '--yes',
    ],
  },
} satisfies Record<string, Starter>;

const KINDS: ReadonlyMap<string, Starter> = new Map(Object.entries({ ...STARTERS, docker: STARTERS.oci }));

/** An image's version stands in its identifier, but for the first versions of the format. */
function imageOf(one: RegistryPackage): string {
  const isTagged = /[@:]/.test(one.identifier.slice(one.identifier.lastIndexOf('/') + 1));
  return isTagged ? one.identifier : joined(one, ':');
}

const TRANSPORTS: ReadonlyMap<string, Transport> = new Map([
  ['stdio', 'stdio'],
  ['streamable-http', 'http'],
  ['http', 'http'],
  ['sse', 'sse'],
]);

/** One package as a server that its hint, or else its registry, starts. */
export function readPackage(name: string, one: RegistryPackage, place: EntryPlace): Reading {
  const registry = one.registryBaseUrl && !USUAL_REGISTRIES.test(one.registryBaseUrl) ? one.registryBaseUrl : null;
  // Of a bundle (mcpb) or another kind it is not known how it is started: a server with nothing to start.
  const starter = KINDS.get(one.registryType.toLowerCase());
  const entry = newEntry(name, place, {
    command: starter?.programs.find((program) => program === one.runtimeHint) ?? starter?.programs[0] ?? null,
    args: starter ? [...starter.words(one, registry), ...wordsOf(one.packageArguments)] : [],
    transport: TRANSPORTS.get(one.transport?.type ?? 'stdio') ?? 'unknown',
    env: [...new Set(one.environmentVariables)].map((variable) => ({ name: variable, value: null })),
    headers: one.transport?.headers ?? [],
  });
  return { entries: [entry], problems: [] };
}

export function readRemote(name: string, { type, url, headers }: RegistryRemote, place: EntryPlace): Reading {
  if (!url) return { entries: [], problems: [{ message: 'a remote without a URL', ...place }] };
  return {
    entries: [newEntry(name, place, { url, headers, transport: TRANSPORTS.get(type ?? '') ?? 'unknown' })],
    problems: [],
  };
}
