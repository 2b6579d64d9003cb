import { reveal } from '../credential/sealed.ts';
import type { Files, Machine } from '../io/index.ts';
import { whereIs } from '../model/host.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { describeContainment, findProgram, type Containment, type Launchable } from '../sandbox/index.ts';
import { divertingVariables } from './diverting-variables.ts';
import type { Candidate } from './identify.ts';
import { installedLine } from './installed-line.ts';
import type { ServerLaunch } from './list-tools.ts';

/** What a person is told before a server is started. */
export interface StartFacts {
  /** The server's id. */
  name: string;
  /** File and line that declare it. */
  declaredAt: string;
  command: string;
  args: readonly string[];
  /** The file that the command is here; null where that is not known, or an image has it. */
  program: string | null;
  /** The package as its line asks for it and, where it is known, the version that would run; null for none. */
  package: string | null;
  installedVersion: string | null;
  mayFetch: boolean;
  /** Names of the variables that its entry sets, and those of them that can change what runs. */
  variables: readonly string[];
  diverting: readonly string[];
  cwd: string | null;
  /** How it is kept in, one sentence each; empty where nothing is started. */
  containment: readonly string[];
}

/** What only its client knows: `${workspaceFolder}`, `${input:key}`; a shell's own variables stand in no braces or in a shell's line. */
const PLACEHOLDER = /\$\{[^}]{1,200}\}|\{\{[^}]{1,200}\}\}/;
const SHELL = /(?:^|[\\/])(?:(?:ba|da|z|fi|k)?sh|cmd(?:\.exe)?|pwsh|powershell(?:\.exe)?)$/i;

/** Targets that a package manager would fetch where they are not installed. */
const FETCHED: ReadonlySet<string> = new Set(['npx', 'dlx', 'uv-tool', 'pipx-run']);

/** The values that an entry sets, as it writes them: what they refer to is not looked up. */
function valuesOf({ declared: { entry } }: Candidate): Record<string, string> {
  const values = entry.env.flatMap(({ name, sealed }) => (sealed === undefined ? [] : [[name, reveal(sealed)]]));
  return Object.fromEntries(values) as Record<string, string>;
}

/** Headers that say where a message ends or a connection goes on: they are not an entry's to set. */
const FRAMING: ReadonlySet<string> = new Set(
  'connection content-length expect keep-alive te trailer transfer-encoding upgrade'.split(' '),
);

function overHttp(candidate: Candidate, url: string): ServerLaunch | string {
  if (PLACEHOLDER.test(url)) return 'its address holds a placeholder that its client fills in';
  const where = whereIs(url);
  if (where === 'unknown') return 'where its address leads is not known';
  if (where === 'elsewhere') return 'it runs on another machine, which is not asked';
  const { transport } = candidate.server;
  const headers = (candidate.declared.entry.sealedHeaders ?? [])
    .map(({ name, sealed }) => [name.toLowerCase(), reveal(sealed)] as const)
    .filter(([name]) => !FRAMING.has(name));
  return { transport: transport === 'sse' ? 'sse' : 'http', url, headers: Object.fromEntries(headers) };
}

/**
 * How one server would be started, or asked where it runs already, with the values of its variables and headers; or why it cannot be, in
 * a clause. What is installed is started as it is, without the package manager's own look at its registry.
 */
export function startLine(
  candidate: Candidate,
  server: Server,
  { machine, files, mayFetch }: { machine: Machine; files: Files; mayFetch: boolean },
): ServerLaunch | string {
  const { declared, target } = candidate;
  const { command, args, url } = declared.entry;
  if (command === null) return url === null ? 'its entry says neither a command nor a URL' : overHttp(candidate, url);
  if (declared.isOutside === true) return 'it starts on the Windows side';
  if (!SHELL.test(command) && [command, ...args].some((word) => PLACEHOLDER.test(word)))
    return 'its line holds a placeholder that its client fills in';
  const { installation } = server;
  const line = installedLine({ command, args }, installation, files);
  if (target !== null && FETCHED.has(target.kind) && installation?.fidelity !== 'installed' && !mayFetch)
    return 'it is not installed, and would have to be fetched first';
  const fromHome = (word: string): string => word.replace(/^~(?=\/)/, machine.home);
  const launchable: Launchable = {
    command: fromHome(line?.command ?? command),
    args: line?.args ?? args,
    env: valuesOf(candidate),
    cwd: candidate.cwd,
    reads: installationsOf(server).flatMap(({ path }) => path ?? []),
  };
  return { transport: 'stdio', launchable };
}

/** The file that would be started, as it is looked up when it is. */
export function programOf(
  { command, env, cwd }: Launchable,
  { sandbox }: Containment,
  { machine, files }: { machine: Machine; files: Files },
): string | null {
  if (sandbox?.kind === 'own-container') return sandbox.program;
  if (sandbox?.kind === 'docker') return null;
  const path = env['PATH'] ?? machine.env['PATH'] ?? '';
  return findProgram(command, { path, cwd: cwd ?? machine.home }, machine, files);
}

/** What a person has to know to say yes or no. `start` is how and by which file it would be started; null for what runs already. */
export function startFacts(
  { declared }: Candidate,
  server: Server,
  launch: ServerLaunch,
  start: { containment: Containment; program: string | null } | null,
): StartFacts {
  const { package: name, version } = server.launch;
  const isStarted = launch.transport === 'stdio';
  return {
    name: server.id,
    declaredAt: `${declared.location.file}:${declared.location.line}`,
    command: isStarted ? launch.launchable.command : launch.url,
    args: isStarted ? launch.launchable.args : [],
    program: start?.program ?? null,
    package: name === null || !isStarted ? null : version === null ? name : `${name}@${version}`,
    installedVersion: server.installation?.fidelity === 'installed' ? server.installation.version : null,
    mayFetch: start?.containment.network ?? false,
    variables: isStarted ? Object.keys(launch.launchable.env) : Object.keys(launch.headers),
    diverting: isStarted ? divertingVariables(declared.entry.env) : [],
    cwd: isStarted ? launch.launchable.cwd : null,
    containment: start === null ? [] : describeContainment(start.containment),
  };
}
