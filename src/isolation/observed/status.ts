/** What `/proc/PID/status` says of rights. Source: proc_pid_status(5). */
export interface Status {
  /** Real, effective, saved and file system user id, as whoever reads it counts. */
  uids: readonly number[] | null;
  noNewPrivileges: boolean | null;
  /** 0: none. 1: strict. 2: a filter. */
  seccomp: number | null;
  /** Hexadecimal. */
  capabilities: string | null;
  /** `0-3`. */
  processors: string | null;
}

export function readStatus(text: string): Status {
  const field = (name: string): string | null =>
    new RegExp(`^${name}:[ \\t]*([^\\n]*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
  const uids = field('Uid')?.split(/\s+/).map(Number);
  const flag = field('NoNewPrivs');
  const seccomp = field('Seccomp');
  return {
    uids: uids?.length === 4 && uids.every(Number.isSafeInteger) ? uids : null,
    noNewPrivileges: flag === '1' ? true : flag === '0' ? false : null,
    seccomp: seccomp !== null && /^[012]$/.test(seccomp) ? Number(seccomp) : null,
    capabilities: field('CapEff'),
    processors: field('Cpus_allowed_list'),
  };
}

/** When a process was started, in the system's words: with its id it names a process for good. Null where that cannot be read. */
export function startOf(stat: string | null): string | null {
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** The id that a user of ours has inside a user namespace, by its `uid_map`; null where it has none there. Source: user_namespaces(7). */
export function insideId(map: string, outside: number): number | null {
  for (const line of map.trim().split('\n').slice(0, 400)) {
    const [inner = Number.NaN, outer = Number.NaN, count = Number.NaN] = line.trim().split(/\s+/).map(Number);
    const inside = inner + outside - outer;
    if (outside >= outer && outside < outer + count && inside >= 0) return inside;
  }
  return null;
}
