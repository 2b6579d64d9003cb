import { createHash } from 'node:crypto';
import { redactCommandLine, redactUrl } from '../credential/redact.ts';
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
import type { Launch } from '../model/launch.ts';
import type { Declaration, Server } from '../model/server.ts';
import type { Declared } from './discover.ts';

/** A server with what its resolver needs; the raw parts stay in memory. */
export interface Candidate {
  server: Server;
  target: Target | null;
  cwd: string | null;
  env: Record<string, string>;
}

const EMPTY: Launch = {
  launcher: 'unknown',
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  image: null,
  sourceUrl: null,
  wrappers: [],
  remoteUrl: null,
  localEntry: null,
  commandLine: [],
  cwd: null,
};

/** A whole line in `command`, as people paste it: split at spaces outside quotes. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

function commandLine(command: string, args: readonly string[]): CommandLine {
  const words = args.length === 0 && /^[\w@.-]+\s/.test(command) ? splitLine(command) : [command, ...args];
  const [first = '', ...rest] = words;
  const program = first
    .replace(/^.*[\\/]/, '')
    .toLowerCase()
    .replace(/\.(exe|cmd|bat|ps1)$/, '');
  return { program, command: first, args: rest };
}

function identifyCommand(line: CommandLine): Identified | NotIdentified {
  const launcher = LAUNCHERS.find(({ programs }) => programs.includes(line.program));
  if (launcher) return launcher.identify(line);
  if (/^python[\d.]*$/.test(line.program) || NOT_FOLLOWED.has(line.program)) {
    return { problem: 'a launcher that this version does not follow' };
  }
  if (line.program === '' || /[$%{]/.test(line.command)) return { problem: 'a variable for a command' };
  return {
    launch: { launcher: 'binary', ecosystem: 'local', localEntry: line.command },
    target: { kind: 'executable', path: line.command },
  };
}

function identifyEntry({ entry }: Declared): Identified | NotIdentified {
  if (entry.command !== null) return identifyCommand(commandLine(entry.command, entry.args));
  if (entry.url === null) return { problem: 'neither a command nor a URL' };
  return {
    launch: { launcher: 'remote-http', ecosystem: 'remote', remoteUrl: redactUrl(entry.url) },
    target: { kind: 'remote', url: entry.url },
  };
}

/** Two entries that run the same thing under the same name are one server. */
function identityOf({ entry, project }: Declared): string {
  const { name, command, args, url, cwd, env, headers } = entry;
  const relative = [command, ...args].some((word) => word?.startsWith('.'));
  return JSON.stringify([
    name,
    command,
    args,
    url,
    cwd,
    env.map((variable) => variable.name).sort(),
    headers,
    relative ? project : null,
  ]);
}

/** A suffix that keeps equal names apart and stays the same between scans. */
function suffix({ file, pointer }: Declaration): string {
  return createHash('sha256').update(`${file}\n${pointer}`).digest('hex').slice(0, 6);
}

/**
 * Turns declared entries into servers: equal entries become one, each with what its launch line says would run. Command
 * lines and URLs enter the model without their secrets.
 */
export function identify(declared: readonly Declared[]): { candidates: Candidate[]; gaps: Gap[] } {
  const groups = new Map<string, Declared[]>();
  for (const one of declared) groups.set(identityOf(one), [...(groups.get(identityOf(one)) ?? []), one]);

  const candidates: Candidate[] = [];
  const gaps: Gap[] = [];
  const named = new Set<string>();
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { entry } = first;
    const declarations = group.map(({ client, scope, enabled, location }): Declaration => ({
      client,
      scope,
      enabled,
      ...location,
    }));
    const [place] = declarations;
    if (place === undefined) continue;
    const result = identifyEntry(first);
    const words = entry.command === null ? [] : redactCommandLine([entry.command, ...entry.args]);
    const launch: Launch = {
      ...EMPTY,
      ...(isNotIdentified(result) ? {} : result.launch),
      commandLine: words,
      cwd: entry.cwd,
    };
    const id = named.has(entry.name) ? `${entry.name}#${suffix(place)}` : entry.name;
    named.add(id);
    const server: Server = {
      id,
      name: entry.name,
      declarations,
      transport: entry.transport,
      launch,
      environment: [...new Set(entry.env.map(({ name }) => name))].sort(),
      headers: [...new Set(entry.headers)].sort(),
      installation: null,
    };
    const open = isNotIdentified(result) ? `${result.problem}: ${words.join(' ')}` : result.open;
    if (open !== undefined) {
      gaps.push({
        kind: 'launch-unrecognised',
        item: 'inventory-complete',
        message: `what this launch line runs is not known, ${open}`,
        hint: 'Start the package directly (npx package@version), or review the server by hand.',
        server: id,
        location: { file: place.file, line: place.line, column: place.column, pointer: place.pointer },
        components: [],
      });
    }
    candidates.push({
      server,
      target: isNotIdentified(result) ? null : result.target,
      cwd: workingFolder(first),
      env: Object.fromEntries(entry.env.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]))),
    });
  }
  return { candidates, gaps };
}

/** The folder a server starts in, where the config settles it: its own `cwd`, else the project that declares it. */
function workingFolder({ entry, project }: Declared): string | null {
  if (entry.cwd === null) return project;
  const cwd = entry.cwd.replace(/^\$\{(workspaceFolder|workspaceRoot)\}/, project ?? '$&');
  if (/[$%]/.test(cwd)) return null;
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(cwd)) return cwd;
  return project === null || cwd.startsWith('~') ? null : `${project}/${cwd}`;
}
