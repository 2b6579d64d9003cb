import type {
  FileScope,
  FilesystemView,
  Isolation,
  Limit,
  NetworkView,
  OpeningKind,
  SandboxKind,
} from '../model/isolation.ts';
import { tell, tellLimit } from './tell.ts';

const SANDBOXES: Readonly<Record<SandboxKind, string>> = {
  container: 'a container',
  bubblewrap: 'bubblewrap',
  firejail: 'firejail',
  nsjail: 'nsjail',
  systemd: 'a systemd unit',
  seatbelt: "macOS's sandbox",
  'sandbox-runtime': 'the sandbox runtime',
  landlock: 'Landlock',
  codex: "Codex's sandbox",
  namespaces: 'namespaces of its own',
  client: "the client's sandbox",
};

const READS: Readonly<Record<FileScope, string>> = {
  none: 'reads nothing of this machine',
  listed: 'reads what is named of this machine',
  'without-home': 'reads this machine but no home',
  all: 'reads whatever its user may',
};

const WRITES: Readonly<Record<FileScope, string>> = {
  none: 'writes nothing of it',
  listed: 'writes what is named',
  'without-home': 'writes outside of homes',
  all: 'writes whatever its user may',
};

const REACHES: Readonly<Record<Exclude<NetworkView['reach'], 'allow-list'>, string>> = {
  none: 'reaches nothing by network',
  loopback: 'reaches this machine alone by network',
  all: 'reaches the whole network',
};

/** Whoever has one of these can do all that the rest of the sentence takes away. */
const UNDOING: ReadonlySet<OpeningKind> = new Set(['privileged', 'docker-socket']);

/** One sentence on how a server is kept apart. What is not known is said to be so. */
export function summarize(isolation: Isolation): string {
  const { sandbox, user, filesystem, network, openings } = isolation;
  const kinds = sandbox.value;
  const head =
    kinds === null
      ? 'Whether it is isolated is not known'
      : kinds.length === 0
        ? 'No isolation'
        : `In ${kinds.map((kind) => SANDBOXES[kind]).join(', in ')}`;
  const parts = [
    user.value === null ? 'runs as a user that is not known' : `runs as ${tell('user', user)}`,
    filesystem.value === null ? 'which files it reaches is not known' : tellFiles(filesystem.value),
    network.value === null ? 'its network is not known' : tellNetwork(network.value),
    tellLimits(isolation),
  ];
  const kindsOpen = [...new Set((openings.value?.found ?? []).map(({ kind }) => kind))];
  const rest =
    openings.value?.isComplete === false || openings.value === null ? 'what else is open is not known' : null;
  const open = [
    kindsOpen.length > 0
      ? `open: ${kindsOpen.join(', ')}${kindsOpen.some((kind) => UNDOING.has(kind)) ? ', which undoes the rest' : ''}`
      : null,
    kinds?.length === 0 ? null : rest,
  ].filter((one) => one !== null);
  return `${head}: ${[...parts, ...open].join('; ')}.`;
}

function tellFiles({ reads, writes }: FilesystemView): string {
  if (reads === 'none' && writes === 'none') return READS.none;
  if (reads === 'all' && writes === 'all') return 'reads and writes whatever its user may';
  const seen = reads === null ? 'what it reads of this machine is not known' : READS[reads];
  return `${seen}, ${writes === null ? 'what it writes is not known' : WRITES[writes]}`;
}

function tellNetwork({ reach, hosts }: NetworkView): string {
  if (reach !== 'allow-list') return REACHES[reach];
  return hosts === null
    ? 'reaches hosts that are named'
    : `reaches ${hosts.length} named ${hosts.length === 1 ? 'host' : 'hosts'}`;
}

function tellLimits({ memory, processes, cpu }: Isolation): string {
  const limits: [string, Limit | null][] = [
    ['memory', memory.value],
    ['processes', processes.value],
    ['processors', cpu.value],
  ];
  if (limits.every(([, limit]) => limit === 'none')) return 'without limits';
  if (limits.every(([, limit]) => limit === null)) return 'its limits are not known';
  const told = limits.map(([name, limit]) => `${name}: ${limit === null ? 'not known' : tellLimit(limit)}`);
  return `limits of ${told.join(', ')}`;
}
