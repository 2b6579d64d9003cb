import { createHash } from 'node:crypto';
import { CLIENTS, resolvedBy } from '../clients/index.ts';
import { redactArgument, redactCommandLine, redactUrl } from '../credential/redact.ts';
import type { Declares, Target } from '../launchers/index.ts';
import type { Gap } from '../model/gap.ts';
import { UNKNOWN_LAUNCH, type Launch } from '../model/launch.ts';
import type { Server, Settings } from '../model/server.ts';
import type { Declared } from './discover.ts';
import { divertingVariables, knownVariables } from './diverting-variables.ts';
import { followLine, type Followed } from './follow-line.ts';
import { sourceOf } from './source.ts';

/** A server with what its resolver needs; the raw parts stay in memory. */
export interface Candidate {
  server: Server;
  target: Target | null;
  /** What runs beside it. */
  companions: Array<{ launch: Launch; target: Target | null }>;
  cwd: string | null;
  env: Record<string, string>;
  /** The first entry that declares it, and all of them: they are equal but for the values of their variables and headers. */
  declared: Declared;
  entries: readonly Declared[];
  /** The programs that start each other, and whether all of them are known. */
  line: { steps: Followed['steps']; isWhole: boolean };
}

const OUTSIDE: Target = {
  kind: 'unread',
  why: 'it starts on the Windows side, whose packages are not looked for from here',
  hint: 'Scan on Windows itself too.',
};

const TOOL_SWITCHES = new Map(CLIENTS.map(({ id, toolSwitch }) => [id, toolSwitch]));

/** Settings as they enter the model: a helper's command line may hold a secret. */
function redactSettings(settings: Settings): Settings {
  const { headersHelper, envFile } = settings;
  return {
    ...settings,
    headersHelper: headersHelper === null ? null : redactArgument(headersHelper),
    envFile: envFile === null ? null : redactArgument(envFile),
  };
}

function identifyEntry({ entry, project }: Declared): Followed {
  if (entry.command !== null) return followLine(entry.command, entry.args, project);
  const remote = { companions: [], open: [], cwd: null, steps: [] };
  if (entry.url === null) {
    return { ...remote, launch: UNKNOWN_LAUNCH, target: null, open: ['neither a command nor a URL'] };
  }
  return {
    ...remote,
    launch: { launcher: 'remote-http', ecosystem: 'remote', remoteUrl: entry.url },
    target: { kind: 'remote', url: entry.url },
  };
}

/** Two entries that run the same thing in the same folder under the same name are one server. */
function identityOf(declared: Declared): string {
  const { name, command, args, url, cwd, env, headers, settings } = declared.entry;
  return JSON.stringify([
    name,
    command,
    args,
    url,
    cwd,
    env.map((variable) => [variable.name, variable.value]).sort(),
    headers,
    settings.headersHelper,
    command === null ? null : workingFolder(declared),
    declared.isOutside === true,
  ]);
}

/**
 * The server's ids: the name, or where several servers have it, the name and a suffix for each that stays the same
 * between scans. A name that ends like a suffix gets one too, so that no entry can take the id of another.
 */
function idsOf(servers: readonly Declared[]): string[] {
  const count = (keys: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const digests = servers.map(({ client, location }) =>
    createHash('sha256').update(`${client}\n${location.file}\n${location.pointer}`).digest('hex'),
  );
  const names = count(servers.map(({ entry }) => entry.name));
  const short = count(servers.map(({ entry }, index) => `${entry.name}#${digests[index]?.slice(0, 6)}`));
  return servers.map(({ entry: { name } }, index) => {
    if (names.get(name) === 1 && !/#[0-9a-f]{6,64}$/.test(name)) return name;
    const id = `${name}#${digests[index]?.slice(0, 6)}`;
    return short.get(id) === 1 ? id : `${name}#${digests[index]}`;
  });
}

/** What a launch line says, without what may be a secret: every field that can hold a part of the arguments. */
function redactLaunch(launch: Declares): Declares {
  const redactIf = (text: string | null): string | null => (text?.includes('://') ? redactArgument(text) : text);
  const asUrl = (text: string | null): string | null => (text === null ? null : redactUrl(text));
  const { package: name = null, version = null, sourceUrl = null, remoteUrl = null, localEntry = null } = launch;
  const { registry = null, image = null, entryCommand = null, extraPackages = [] } = launch;
  return {
    ...launch,
    package: redactIf(name),
    version: redactIf(version),
    image: redactIf(image),
    sourceUrl: asUrl(sourceUrl),
    remoteUrl: asUrl(remoteUrl),
    registry: asUrl(registry),
    localEntry: localEntry === null ? null : redactArgument(localEntry),
    entryCommand: entryCommand === null ? null : redactArgument(entryCommand),
    extraPackages: extraPackages.map((extra) => ({
      ...extra,
      name: redactArgument(extra.name),
      version: redactIf(extra.version),
    })),
  };
}

/** What of a server's start is not followed, in words that quote no value. */
function openPoints({ entry }: Declared, followed: Followed, words: readonly string[]): string[] {
  const { ecosystem, environment = [] } = followed.launch;
  // What an engine's line passes into the container counts there as the entry's own does here.
  const passed = ecosystem === 'oci' ? environment.map((name) => ({ name, value: null })) : [];
  const variables = entry.command === null ? [] : divertingVariables([...entry.env, ...passed]);
  const line = words.join(' ');
  const quoted = line === '' ? '' : `: ${line}`;
  const isHelped = entry.settings.headersHelper !== null && entry.command === null;
  return [
    ...followed.open.map((open) =>
      followed.target === null
        ? `what this launch line runs is not known (${open})${quoted}`
        : `not all that this launch line runs is known: ${open}`,
    ),
    ...variables.map((name) => `not all that this launch line runs is known: its variable ${name} can change it`),
    ...(isHelped
      ? ['not all that this entry runs is known: its headersHelper is a program, which is not followed']
      : []),
  ];
}

/**
 * Turns declared entries into servers: equal entries become one, each with what its launch line says would run. Command
 * lines and URLs enter the model without their secrets.
 */
export function identify(declared: readonly Declared[]): { candidates: Candidate[]; gaps: Gap[] } {
  const groups = new Map<string, [Declared, ...Declared[]]>();
  for (const one of declared) {
    const identity = identityOf(one);
    const group = groups.get(identity);
    if (group) group.push(one);
    else groups.set(identity, [one]);
  }
  const ids = idsOf([...groups.values()].map(([first]) => first));
  const identified = [...groups.values()].map((group, index) => identifyGroup(group, ids[index] ?? ''));
  return { candidates: identified.map(({ candidate }) => candidate), gaps: identified.flatMap(({ gaps }) => gaps) };
}

/** One server out of the entries that declare it. */
function identifyGroup(group: readonly [Declared, ...Declared[]], id: string): { candidate: Candidate; gaps: Gap[] } {
  const [first] = group;
  const { entry, location } = first;
  const followed = identifyEntry(first);
  const words = entry.command === null ? [] : redactCommandLine([entry.command, ...entry.args]);
  const folder = entry.cwd ?? followed.launch.cwd ?? followed.cwd;
  const launch: Launch = {
    ...UNKNOWN_LAUNCH,
    ...redactLaunch(followed.launch),
    commandLine: words,
    cwd: folder === null ? null : redactArgument(folder),
  };
  const server: Server = {
    id,
    name: entry.name,
    declarations: group.map(({ client, scope, enabled, entry: { settings }, location: place }) => ({
      client,
      scope,
      enabled,
      settings: redactSettings(settings),
      toolSwitch: TOOL_SWITCHES.get(client) ?? null,
      resolves: resolvedBy(client),
      ...place,
    })),
    transport: entry.transport,
    launch,
    environment: [...new Set(entry.env.map(({ name }) => name))].sort(),
    headers: [...new Set(entry.headers)].sort(),
    installation: null,
    companions: [],
    offering: null,
    probed: null,
    credentials: null,
    inherits: null,
    isolation: null,
    isolationDisagreements: [],
    source: sourceOf(launch),
    publisher: { kind: 'unknown', name: null },
    owner: null,
  };
  const gaps = openPoints(first, followed, words).map((message): Gap => ({
    kind: 'launch-unrecognised',
    item: 'inventory-complete',
    message,
    hint: 'Let the entry start the one package or image itself, in an exact version, or review the line by hand.',
    server: id,
    location,
    components: [],
  }));
  const companions = followed.companions.map((one) => ({
    target: one.target,
    launch: { ...UNKNOWN_LAUNCH, ...redactLaunch(one.launch) },
  }));
  const cwd = workingFolder(first, followed.cwd);
  const env = knownVariables(entry.env);
  const line = { steps: followed.steps, isWhole: followed.target !== null && followed.target.kind !== 'unread' };
  // A client of the Windows around this machine starts what is installed there.
  const isOutside = first.isOutside === true && followed.target !== null && followed.target.kind !== 'remote';
  const target = isOutside ? OUTSIDE : followed.target;
  return {
    candidate: {
      server,
      target,
      companions: isOutside ? [] : companions,
      cwd,
      env,
      declared: first,
      entries: group,
      line,
    },
    gaps,
  };
}

/** The folder a server starts in, where the config settles it: its own `cwd`, else the project that declares it. */
function workingFolder({ entry, project }: Declared, changed: string | null = null): string | null {
  const written = changed ?? entry.cwd;
  if (written === null) return project;
  const cwd = written.replace(/^\$\{(workspaceFolder|workspaceRoot)\}/, project ?? '$&');
  if (/[$%]/.test(cwd)) return null;
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(cwd)) return cwd;
  return project === null || cwd.startsWith('~') ? null : `${project}/${cwd}`;
}
