import type { ProcReader } from '../../io/index.ts';
import { NAMESPACES, type Isolation, type Namespaces } from '../../model/isolation.ts';
import { capabilitiesIn } from '../capability.ts';
import type { Surroundings } from '../surroundings.ts';
import { viewOf, type Laid } from '../view.ts';
import { laidBy } from './files.ts';
import { limitsOf } from './limits.ts';
import { readMountinfo } from './mountinfo.ts';
import { networkOf } from './network.ts';
import { openings } from './openings.ts';
import { saw } from './saw.ts';
import { insideId, readStatus, startOf, type Status } from './status.ts';

/** Control groups that container engines make. */
const CONTAINER =
  /(?:docker|libpod|containerd|crio|nerdctl|kubepods|buildkit)[-/:][^\n]{0,300}[0-9a-f]{32}|\/(?:docker|libpod|lxc)\/[0-9a-f]{12}/;

/**
 * How a running process of this Linux is kept apart, by what the system tells of it and of us, who stand where a client would. Null where it is gone, or another one has
 * its id now. Landlock's rules are not told by the system.
 */
export function observeProcess(reader: ProcReader, pid: number, around: Surroundings = {}): Isolation | null {
  const started = startOf(reader.text(pid, 'stat'));
  const text = reader.text(pid, 'status');
  if (started === null || text === null) return null;
  const status = readStatus(text);
  const self = readStatus(reader.text('self', 'status') ?? '');
  const namespaces = namespacesOf(reader, pid);
  const isContainer = CONTAINER.test(reader.text(pid, 'cgroup') ?? '');
  const root = reader.link(pid, 'root');
  const isRootKept = root === null ? null : root === reader.link('self', 'root');
  const laid = filesOf(reader, pid, namespaces, isRootKept, around);
  const isApart =
    isContainer ||
    (['user', 'mnt', 'net', 'pid'] as const).some((name) => namespaces[name] === 'own') ||
    isRootKept === false;
  const user = userOf(reader, pid, status, self, namespaces);
  const result: Isolation = {
    sandbox: sandboxOf(isContainer, isApart, status, namespaces),
    user: saw(user, 'Uid of its status, and its map of ids'),
    noNewPrivileges: saw(status.noNewPrivileges, 'NoNewPrivs of its status'),
    capabilities: saw(
      status.capabilities === null ? null : capabilitiesIn(status.capabilities),
      'CapEff of its status',
    ),
    seccomp: saw(status.seccomp === null ? null : status.seccomp === 0 ? 'none' : 'filter', 'Seccomp of its status'),
    confinement: confinementOf(reader.text(pid, 'attr/current')),
    namespaces: saw(namespaces, 'its namespaces beside ours'),
    filesystem: saw(laid === null ? null : laid === 'all' ? wholeView(status) : viewOf(laid, around.home), FILES),
    network: networkOf(reader, pid, status, namespaces),
    ...limitsOf(reader, pid, status, self, user?.isRoot ?? null),
    openings: openings(isApart, isContainer, status, namespaces, laid),
  };
  // It may have ended meanwhile, and its number be another's.
  return startOf(reader.text(pid, 'stat')) === started ? result : null;
}

const FILES = 'its mounts beside ours; what Landlock keeps from it cannot be seen';

function namespacesOf(reader: ProcReader, pid: number): Namespaces {
  const entries = NAMESPACES.map((name) => {
    const [theirs, ours] = [reader.link(pid, `ns/${name}`), reader.link('self', `ns/${name}`)];
    return [name, theirs === null || ours === null ? null : theirs === ours ? 'shared' : 'own'];
  });
  return Object.fromEntries(entries) as Namespaces;
}

function sandboxOf(
  isContainer: boolean,
  isApart: boolean,
  status: Status,
  namespaces: Namespaces,
): Isolation['sandbox'] {
  if (isContainer) return saw(['container'], 'its control group is one of a container');
  if (isApart) return saw(['namespaces'], 'it has namespaces or a root of its own');
  // Landlock and filters need this, and do not show.
  if (status.noNewPrivileges !== false || namespaces.mnt === null)
    return saw(null, 'no namespaces of its own; Landlock would not show');
  return saw([], 'it has no namespaces of its own, and may take new privileges');
}

function userOf(
  reader: ProcReader,
  pid: number,
  { uids }: Status,
  self: Status,
  { user }: Namespaces,
): Isolation['user']['value'] {
  if (uids === null) return null;
  const [, outside = Number.NaN] = uids;
  const map = reader.text(pid, 'uid_map');
  const inside = user === 'shared' ? outside : map === null ? null : insideId(map, outside);
  return {
    id: inside,
    isRoot: uids.includes(0) || inside === 0,
    isMapped: user === null ? null : user === 'own',
    isSame: self.uids === null ? null : outside === self.uids[1],
  };
}

function confinementOf(current: string | null): Isolation['confinement'] {
  const label = current?.replaceAll('\0', '').trim() ?? '';
  if (label === '') return saw(null, 'the system tells no label of it');
  const isFree =
    /^unconfined\b|:unconfined_t(?::|$)|^kernel$/.test(label) || /\((?:complain|unconfined)\)$/.test(label);
  return saw(isFree ? 'unconfined' : 'confined', 'its label for AppArmor or SELinux');
}

/** `all` where it has our mounts and our root; null where they cannot be read. */
function filesOf(
  reader: ProcReader,
  pid: number,
  { mnt }: Namespaces,
  isRootKept: boolean | null,
  around: Surroundings,
): Laid[] | 'all' | null {
  if (mnt === null || isRootKept === null) return null;
  if (mnt === 'shared' && isRootKept) return 'all';
  const root = reader.link(pid, 'root') ?? '';
  if (mnt === 'shared') return [{ from: 'machine', written: root, place: root, target: '/', access: 'write' }];
  const [theirs, ours] = [reader.text(pid, 'mountinfo'), reader.text('self', 'mountinfo')];
  const [entries, own] = [theirs, ours].map((text) => (text === null ? null : readMountinfo(text)));
  // A root that is no mount shows none.
  if (!entries || !own || !entries.some(({ target }) => target === '/')) return null;
  return laidBy(entries, own, around);
}

/** Landlock narrows only what may not take new privileges, root's own aside. */
function wholeView({ noNewPrivileges }: Status): Isolation['filesystem']['value'] {
  return noNewPrivileges === false ? { reads: 'all', writes: 'all', mounts: [], hidden: [] } : null;
}
