/** One mount as a process sees it. Source: proc_pid_mountinfo(5). */
export interface MountEntry {
  id: number;
  parent: number;
  /** `major:minor` of its file system. */
  device: string;
  /** Which folder of that file system it shows. */
  root: string;
  target: string;
  isReadOnly: boolean;
  type: string;
  /** Options of the whole file system, as `rw,memory`. */
  options: string;
}

const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

const MOST = 10_000;
const LONGEST = 1_000;

/** Null where a line is none that is known, there are more than 10,000, or one is deeper than anybody mounts. */
export function readMountinfo(text: string): MountEntry[] | null {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > MOST) return null;
  const entries = lines.map((line): MountEntry | null => {
    const [before = '', after = ''] = line.split(' - ', 2);
    const [id, parent, device, root, target, options] = before.split(' ');
    const [type, , whole = ''] = after.split(' ');
    if (device === undefined || root === undefined || target === undefined || options === undefined || !type)
      return null;
    return {
      id: Number(id),
      parent: Number(parent),
      device,
      root: unescape(root),
      target: unescape(target),
      isReadOnly: `${options},${whole}`.split(',').includes('ro'),
      type,
      options: whole,
    };
  });
  const read = entries.filter((entry) => entry !== null && entry.target.length <= LONGEST);
  return read.length < entries.length ? null : read.filter((entry) => entry !== null);
}

/** Those that a path can still lead to: what is mounted over others, or over a folder above them, hides them. In the order of the table. */
export function reachable(entries: readonly MountEntry[]): MountEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  /** The last that is mounted at a place of another mount. */
  const top = new Map(
    entries.filter(({ id, parent }) => id !== parent).map((entry) => [`${entry.parent} ${entry.target}`, entry]),
  );
  const isBeneath = ({ parent, target }: MountEntry): boolean =>
    foldersAbove(target).some((folder) => top.has(`${parent} ${folder}`));
  const known = new Map<number, boolean>();
  const isWalkedTo = (entry: MountEntry): boolean => {
    const chain: MountEntry[] = [];
    let at: MountEntry | undefined = entry;
    for (; at !== undefined && !known.has(at.id); at = byId.get(at.parent)) {
      // Until it is known, one that is its own parent is not.
      known.set(at.id, false);
      chain.push(at);
    }
    let isAbove = at === undefined || known.get(at.id) === true;
    for (const one of chain.toReversed()) {
      const isRoot = !byId.has(one.parent);
      isAbove &&= isRoot ? one.target === '/' : top.get(`${one.parent} ${one.target}`) === one && !isBeneath(one);
      known.set(one.id, isAbove);
    }
    return known.get(entry.id) === true;
  };
  return entries.filter((entry) => isWalkedTo(entry) && !top.has(`${entry.id} ${entry.target}`));
}

/** `/`, `/a` of `/a/b`. */
function foldersAbove(path: string): string[] {
  const folders = path === '/' ? [] : ['/'];
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}
