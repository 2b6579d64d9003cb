import { z } from 'zod';

/** `static`: what the launch line and the files it names say. `observed`: what the system or an engine says of what runs. */
export const isolationBasisSchema = z.enum(['static', 'observed']);
export type IsolationBasis = z.infer<typeof isolationBasisSchema>;

/** One thing that is known of how a server is kept apart, or is not. */
const factSchema = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    /** Null where it is not known; a null inside of it is a part that is not known. */
    value: value.nullable(),
    basis: isolationBasisSchema,
    /** What shows it, or why it is not known; without secrets, at most 200 characters. */
    evidence: z.string(),
  });

/** What a process is kept in by. `client`: the sandbox of the client that starts it. `namespaces`: of its own, whoever made them. */
export const SANDBOX_KINDS = [
  'container',
  'bubblewrap',
  'firejail',
  'nsjail',
  'systemd',
  'seatbelt',
  'sandbox-runtime',
  'landlock',
  'codex',
  'namespaces',
  'client',
] as const;
export type SandboxKind = (typeof SANDBOX_KINDS)[number];

export const identitySchema = z.strictObject({
  /** User id as the process itself sees it. */
  id: z.int().min(0).nullable(),
  /** Whether it is 0, there or on the machine. */
  isRoot: z.boolean().nullable(),
  /** Whether that number is another one's outside, by a user namespace. */
  isMapped: z.boolean().nullable(),
  /** Whether it is the user who starts the client. */
  isSame: z.boolean().nullable(),
});
export type Identity = z.infer<typeof identitySchema>;

/** The kinds of Linux namespaces, by their names in `/proc/PID/ns`. */
export const NAMESPACES = ['user', 'mnt', 'net', 'pid', 'ipc', 'uts', 'cgroup'] as const;
const namespaceSchema = z.enum(['own', 'shared']).nullable();
export const namespacesSchema = z.strictObject({
  user: namespaceSchema,
  mnt: namespaceSchema,
  net: namespaceSchema,
  pid: namespaceSchema,
  ipc: namespaceSchema,
  uts: namespaceSchema,
  cgroup: namespaceSchema,
});
export type Namespaces = z.infer<typeof namespacesSchema>;

/** `all`: whatever its user may. `without-home`: that, but for homes. `listed`: only `mounts`, and what the sandbox brings itself. */
export const fileScopeSchema = z.enum(['none', 'listed', 'without-home', 'all']);
export type FileScope = z.infer<typeof fileScopeSchema>;

export const mountSchema = z.strictObject({
  /** On the machine, as written; null where it is not known. */
  source: z.string().nullable(),
  /** Where it is seen; null where it is not known. */
  target: z.string().nullable(),
  access: z.enum(['read', 'write']).nullable(),
});

/** What it can reach of the machine's files. */
export const filesystemSchema = z.strictObject({
  reads: fileScopeSchema.nullable(),
  writes: fileScopeSchema.nullable(),
  /** At most 100. */
  mounts: z.array(mountSchema),
  /** Paths inside of what it reads that are kept from it. At most 100. */
  hidden: z.array(z.string()),
});
export type FilesystemView = z.infer<typeof filesystemSchema>;

export const networkSchema = z.strictObject({
  /** `none`: none but its own loopback. `loopback`: this machine alone. `allow-list`: `hosts`, by name. */
  reach: z.enum(['none', 'loopback', 'allow-list', 'all']),
  /** At most 100; null where they are not known. */
  hosts: z.array(z.string()).nullable(),
});
export type NetworkView = z.infer<typeof networkSchema>;

/** What it may use at most; `none` where nothing but the machine limits it. `seconds` are of processor time. */
export const limitSchema = z.union([
  z.literal('none'),
  z.strictObject({ amount: z.number().min(0), unit: z.enum(['bytes', 'processes', 'cores', 'seconds']) }),
]);
export type Limit = z.infer<typeof limitSchema>;

/** What lets a server out of its sandbox, or something in that should be out. */
export const OPENING_KINDS = [
  'privileged',
  'docker-socket',
  'host-network',
  'host-pid',
  'host-ipc',
  'host-uts',
  'host-user-namespace',
  'host-cgroup',
  'host-root-mount',
  'sensitive-mount',
  'device',
  'admin-capability',
  'seccomp-unconfined',
  'confinement-off',
  'other-container',
] as const;
export type OpeningKind = (typeof OPENING_KINDS)[number];

export const openingSchema = z.strictObject({
  kind: z.enum(OPENING_KINDS),
  /** The option, path or capability; at most 200 characters. */
  what: z.string(),
});
export type Opening = z.infer<typeof openingSchema>;

/** How one server is kept apart from the machine, aspect by aspect. */
export const isolationSchema = z.strictObject({
  /** From the outermost in; empty where there is none. */
  sandbox: factSchema(z.array(z.enum(SANDBOX_KINDS))),
  user: factSchema(identitySchema),
  noNewPrivileges: factSchema(z.boolean()),
  /** Static: those that it can have at most. Observed: those in effect. Names without `CAP_`, sorted. */
  capabilities: factSchema(z.array(z.string())),
  seccomp: factSchema(z.enum(['filter', 'none'])),
  /** AppArmor, SELinux and the like. */
  confinement: factSchema(z.enum(['confined', 'unconfined'])),
  namespaces: factSchema(namespacesSchema),
  filesystem: factSchema(filesystemSchema),
  network: factSchema(networkSchema),
  memory: factSchema(limitSchema),
  processes: factSchema(limitSchema),
  cpu: factSchema(limitSchema),
  /** Of its sandbox: empty where there is none. */
  openings: factSchema(
    z.strictObject({
      /** At most 100. */
      found: z.array(openingSchema),
      /** Whether there can be no others. */
      isComplete: z.boolean(),
    }),
  ),
});
export type Isolation = z.infer<typeof isolationSchema>;
export type IsolationAspect = keyof Isolation;

/** Where what runs is not what the launch line says. */
export const disagreementSchema = z.strictObject({
  aspect: isolationSchema.keyof(),
  /** Both in words. */
  static: z.string(),
  observed: z.string(),
  /** Whether what runs is kept apart less than declared; null where that is neither more nor less. */
  isWeaker: z.boolean().nullable(),
});
export type Disagreement = z.infer<typeof disagreementSchema>;
