import { isWithin, placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { reachable, type MountEntry } from './mountinfo.ts';

/** File systems that hold nothing of the machine's disks: the kernel's own, memory, and layers of images. */
const KERNEL =
  /^(?:proc|sysfs|devpts|mqueue|cgroup2?|securityfs|debugfs|tracefs|bpf|pstore|fusectl|hugetlbfs|configfs|efivarfs|binfmt_misc|nsfs|autofs|rpc_pipefs|selinuxfs)$/;
const NEW = /^(?:tmpfs|ramfs|devtmpfs|overlay|fuse\.fuse-overlayfs|squashfs|aufs)$/;

/** Devices that a sandbox takes from the machine for its own `/dev`, and that hold nothing. */
const HARMLESS =
  /^\/dev\/(?:null|zero|full|random|urandom|tty|console|ptmx|pts(?:\/.*)?|shm|mqueue|fd|std(?:in|out|err))$/;

/** Files that an engine lays into every container, and its volumes. */
const ENGINE =
  /^\/(?:var\/lib|run|var\/run|var\/cache)\/(?:docker|containers|containerd|libpod|crun)\/|^~?\/.*\/containers\/(?:storage|overlay-containers)\//;
const OF_ENGINE = /\/(?:hosts|hostname|resolv\.conf|\.containerenv|_data|secrets)$|\/volumes\//;

/**
 * What a process sees of the machine, by its mounts and ours: a mount is a folder of ours where it shows the same part of the same file system.
 */
export function laidBy(theirs: readonly MountEntry[], ours: readonly MountEntry[], around: Surroundings): Laid[] {
  const byDevice = new Map<string, MountEntry[]>();
  for (const one of reachable(ours)) byDevice.set(one.device, [...(byDevice.get(one.device) ?? []), one]);
  return reachable(theirs)
    .filter(({ type }) => !KERNEL.test(type))
    .map((entry): Laid => {
      const target = entry.target;
      const access = entry.isReadOnly ? 'read' : 'write';
      const path = pathOf(entry, byDevice.get(entry.device) ?? []);
      if (path === null) {
        return { from: NEW.test(entry.type) ? 'own' : 'unknown', written: null, place: null, target, access };
      }
      if (HARMLESS.test(path) || (ENGINE.test(path) && OF_ENGINE.test(path)))
        return { from: 'own', written: null, place: null, target, access };
      return { from: 'machine', written: path, place: placeOf(path, around), target, access };
    });
}

/** Where on this machine the folder is that a mount shows; null where nothing here shows it. */
function pathOf({ root }: MountEntry, ours: readonly MountEntry[]): string | null {
  const holding = ours.filter((one) => isWithin(root, one.root)).toSorted((a, b) => b.root.length - a.root.length);
  const [found] = holding;
  if (found === undefined) return null;
  const rest = found.root === '/' ? root : root.slice(found.root.length);
  return `${found.target === '/' ? '' : found.target}${rest === '/' ? '' : rest}` || '/';
}
