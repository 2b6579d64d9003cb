import { createHash } from 'node:crypto';
import { redactArgument, redactCommandLine, redactUrl } from '../credential/redact.ts';
import {
  LAUNCHERS,
  NOT_FOLLOWED,
  isNotIdentified,
  type CommandLine,
  type Identified,
  type NotIdentified,
  type Target,
} from '../launchers/index.ts';
import type { Gap } from '../model/gap.ts';
import { UNKNOWN_LAUNCH } from '../model/launch.ts';
import type { Server } from '../model/server.ts';
import { commandLineOf, isUsualPlace } from './command-line.ts';
import type { Declared } from './discover.ts';
import { divertingVariables, knownVariables } from './diverting-variables.ts';

/** A server with what its resolver needs; the raw parts stay in memory. */
export interface Candidate {
  server: Server;
  target: Target | null;
  cwd: string | null;
  env: Record<string, string>;
}

function identifyCommand(line: CommandLine, project: string | null): Identified | NotIdentified {
  const launcher = LAUNCHERS.find(({ programs }) => programs.includes(line.program));
  if (launcher) {
    if (isUsualPlace(line.command, project)) return launcher.identify(line);
    return { problem: `a program named ${line.program} that is not known to be the one of Node or npm` };
  }
  const name = line.program.toLowerCase();
  const isKnown = NOT_FOLLOWED.has(name) || LAUNCHERS.some(({ programs }) => programs.includes(name));
  if (isKnown || /^python[\d.]*$/.test(name)) return { problem: 'a launcher that this version does not follow' };
  if (line.program === '' || /[$%{]/.test(line.command)) return { problem: 'a variable for a command' };
  return {
    launch: { launcher: 'binary', ecosystem: 'local', localEntry: line.command },
    target: { kind: 'executable', path: line.command },
  };
}

function identifyEntry({ entry, project }: Declared): Identified | NotIdentified {
  if (entry.command !== null) return identifyCommand(commandLineOf(entry.command, entry.args), project);
  if (entry.url === null) return { problem: 'neither a command nor a URL' };
  return {
    launch: { launcher: 'remote-http', ecosystem: 'remote', remoteUrl: entry.url },
    target: { kind: 'remote', url: entry.url },
  };
}

/** Two entries that run the same thing in the same folder under the same name are one server. */
function identityOf(declared: Declared): string {
  const { name, command, args, url, cwd, env, headers, helper } = declared.entry;
  return JSON.stringify([
    name,
    command,
    args,
    url,
    cwd,
    env.map((variable) => [variable.name, variable.value]).sort(),
    headers,
    helper,
    command === null ? null : workingFolder(declared),
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
function redactLaunch(launch: Identified['launch']): Identified['launch'] {
  const { package: name = null, version = null, sourceUrl = null, remoteUrl = null, localEntry = null } = launch;
  const redactIf = (text: string | null): string | null => (text?.includes('://') ? redactArgument(text) : text);
  return {
    ...launch,
    package: redactIf(name),
    version: redactIf(version),
    sourceUrl: sourceUrl === null ? null : redactUrl(sourceUrl),
    remoteUrl: remoteUrl === null ? null : redactUrl(remoteUrl),
    localEntry: localEntry === null ? null : redactArgument(localEntry),
  };
}

/** What of a server's start is not followed, in words that quote no value. */
function openPoints({ entry }: Declared, result: Identified | NotIdentified, words: readonly string[]): string[] {
  const line = isNotIdentified(result) ? `${result.problem}: ${words.join(' ')}` : result.open;
  const variables = entry.command === null ? [] : divertingVariables(entry.env);
  return [
    ...(line === undefined ? [] : [line]),
    ...variables.map((name) => `its variable ${name} can change what runs`),
    ...(entry.helper && entry.command === null ? ['its headersHelper runs a program, which is not followed'] : []),
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
  const result = identifyEntry(first);
  const words = entry.command === null ? [] : redactCommandLine([entry.command, ...entry.args]);
  const server: Server = {
    id,
    name: entry.name,
    declarations: group.map(({ client, scope, enabled, location: place }) => ({ client, scope, enabled, ...place })),
    transport: entry.transport,
    launch: {
      ...UNKNOWN_LAUNCH,
      ...(isNotIdentified(result) ? {} : redactLaunch(result.launch)),
      commandLine: words,
      cwd: entry.cwd,
    },
    environment: [...new Set(entry.env.map(({ name }) => name))].sort(),
    headers: [...new Set(entry.headers)].sort(),
    installation: null,
  };
  const gaps = openPoints(first, result, words).map((open): Gap => ({
    kind: 'launch-unrecognised',
    item: 'inventory-complete',
    message: `what this launch line runs is not known, ${open}`,
    hint: 'Start the package directly (npx package@version), or review the server by hand.',
    server: id,
    location,
    components: [],
  }));
  const target = isNotIdentified(result) ? null : result.target;
  return { candidate: { server, target, cwd: workingFolder(first), env: knownVariables(entry.env) }, gaps };
}

/** The folder a server starts in, where the config settles it: its own `cwd`, else the project that declares it. */
function workingFolder({ entry, project }: Declared): string | null {
  if (entry.cwd === null) return project;
  const cwd = entry.cwd.replace(/^\$\{(workspaceFolder|workspaceRoot)\}/, project ?? '$&');
  if (/[$%]/.test(cwd)) return null;
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(cwd)) return cwd;
  return project === null || cwd.startsWith('~') ? null : `${project}/${cwd}`;
}
