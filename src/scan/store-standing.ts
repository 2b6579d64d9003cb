import type { Access, Permissions } from '../io/index.ts';
import type { Answer } from '../model/credential.ts';
import type { ReachableStore } from '../model/store.ts';

/** What the system lets whom do with a store. */
export type Standing = Pick<
  ReachableStore,
  'reachable' | 'mode' | 'readableByOthers' | 'writableByOthers' | 'folderWritableByOthers'
>;

export const UNKNOWN_STANDING: Standing = {
  reachable: 'unknown',
  mode: null,
  readableByOthers: null,
  writableByOthers: null,
  folderWritableByOthers: null,
};

interface Way {
  /** Whether others get into the folder. */
  isOpen: boolean;
  /** Whether others can put something else in the place of what is on the way. */
  isWritable: boolean;
}

const READ = 0o044;
const WRITE = 0o022;
const ENTER = 0o011;
const EVERYBODY = 0o007;
const GROUP = 0o070;
/** In such a folder only an owner takes something away. */
const STICKY = 0o1000;

/** Judges by permission bits, those of the folders above included: a file for all in a folder for nobody else is nobody else's. */
export class Standings {
  private readonly access: Access;
  private readonly dirname: (path: string) => string;
  private readonly isOwnHome: boolean;
  /** Whose home it is: everybody else but root counts as others. */
  private readonly owner: number | null;
  private readonly ways = new Map<string, Way | null>();

  constructor(access: Access, home: string, isOwnHome: boolean, dirname: (path: string) => string) {
    this.access = access;
    this.dirname = dirname;
    this.isOwnHome = isOwnHome;
    this.owner = access.permissions(home)?.owner ?? null;
  }

  isSocket(path: string): boolean {
    return this.access.permissions(path)?.isSocket ?? false;
  }

  /** Of what lies at `real`, a path without links, and is found at `path`. `how` is what it takes to use it. */
  of(path: string, real: string, how: 'read' | 'write'): Standing {
    const permissions = this.access.permissions(real);
    const reachable = this.reach(real, how, permissions);
    const way = this.wayTo(this.dirname(real));
    const named = this.wayTo(this.dirname(path));
    if (permissions === null || way === null || named === null) return { ...UNKNOWN_STANDING, reachable };
    const isForeign = this.isForeign(permissions);
    const lets = (bits: number): boolean => isForeign || (way.isOpen && this.lets(permissions, bits));
    return {
      reachable,
      mode: permissions.mode.toString(8).padStart(4, '0'),
      readableByOthers: lets(READ),
      writableByOthers: lets(WRITE),
      folderWritableByOthers: way.isWritable || named.isWritable,
    };
  }

  /** Whether the user of the home gets at it; where that is not who runs this, by ownership alone. */
  private reach(path: string, how: 'read' | 'write', permissions: Permissions | null): Answer {
    // An owner may always give it back to themselves.
    if (permissions !== null && permissions.owner === this.owner) return 'yes';
    const allows = this.isOwnHome ? this.access.allows(path, how) : null;
    return allows === null ? 'unknown' : allows ? 'yes' : 'no';
  }

  /** Whether others may what the bits say. A group with the number of the user is the user's own: so Linux makes users. */
  private lets({ mode, group }: Permissions, bits: number): boolean {
    return (mode & bits & (group === this.owner ? EVERYBODY : EVERYBODY | GROUP)) !== 0;
  }

  private isForeign({ owner }: Permissions): boolean {
    return owner !== 0 && owner !== this.owner;
  }

  private wayTo(folder: string): Way | null {
    const known = this.ways.get(folder);
    if (known !== undefined) return known;
    const above = this.dirname(folder);
    const before = above === folder ? { isOpen: true, isWritable: false } : this.wayTo(above);
    const permissions = this.access.permissions(folder);
    const way = before === null || permissions === null ? null : this.step(before, permissions);
    this.ways.set(folder, way);
    return way;
  }

  private step(before: Way, permissions: Permissions): Way {
    const isOpen = before.isOpen && this.lets(permissions, ENTER);
    const isFree = isOpen && this.lets(permissions, WRITE) && (permissions.mode & STICKY) === 0;
    return { isOpen, isWritable: before.isWritable || isFree || this.isForeign(permissions) };
  }
}
