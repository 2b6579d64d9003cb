/** Linux capabilities by their number. Source: include/uapi/linux/capability.h. */
export const CAPABILITIES =
  `CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE
  NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE
  SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM
  BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`.split(/\s+/);

const KNOWN = new Set(CAPABILITIES);

/** What docker and containerd give a container by default. Source: moby, oci/caps/defaults.go. */
export const CONTAINER_DEFAULT =
  `AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP
  SETUID SYS_CHROOT`.split(/\s+/);

/** Those by which a process takes over the machine, or reads and traces what others have. */
const ADMIN = new Set(
  `SYS_ADMIN SYS_PTRACE SYS_MODULE SYS_RAWIO SYS_BOOT NET_ADMIN DAC_READ_SEARCH MAC_ADMIN MAC_OVERRIDE BPF PERFMON
  CHECKPOINT_RESTORE SYSLOG`.split(/\s+/),
);

export const isAdmin = (name: string): boolean => ADMIN.has(name);

/** The name of a capability as options write it, or `ALL`; null for one that is not known. */
export function capabilityIn(text: string): string | null {
  const name = text.trim().toUpperCase().replace(/^CAP_/, '');
  return name === 'ALL' || KNOWN.has(name) ? name : null;
}

/**
 * Those that an engine gives out of its defaults and the options of a container: null where a name is not known, or the defaults are not and
 * count. `ALL` that is added keeps what is dropped away; `ALL` that is dropped leaves what is added. Source: moby, oci/caps/utils.go.
 */
export function containerCapabilities(
  defaults: readonly string[] | null,
  add: readonly string[],
  drop: readonly string[],
): string[] | null {
  const added = add.map(capabilityIn);
  const dropped = new Set(drop.map(capabilityIn));
  if (added.includes(null) || dropped.has(null)) return null;
  const names = added.filter((name): name is string => name !== null);
  const base = names.includes('ALL') ? CAPABILITIES : dropped.has('ALL') ? [] : defaults;
  if (base === null) return null;
  const kept = base.filter((name) => !dropped.has(name));
  return [...new Set([...kept, ...names.filter((name) => name !== 'ALL')])].sort();
}

/** The names in a mask of `/proc/PID/status`, hexadecimal; a bit without a name is `CAP_` and its number. */
export function capabilitiesIn(mask: string): string[] | null {
  if (!/^[0-9a-f]{1,16}$/i.test(mask)) return null;
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 64 }, (_, bit) => bit)
    .filter((bit) => ((bits >> BigInt(bit)) & 1n) === 1n)
    .map((bit) => CAPABILITIES[bit] ?? `CAP_${bit}`)
    .sort();
}
