import type { Credential } from '../../src/model/credential.ts';
import type { Isolation } from '../../src/model/isolation.ts';
import type { ReachableStore } from '../../src/model/store.ts';

/** A GitHub token that stands in a config: unscoped and long-lived; then what differs. */
export function credentialWith(more: Partial<Credential> = {}): Credential {
  return {
    name: 'GITHUB_TOKEN',
    way: 'environment',
    class: 'github-classic-pat',
    provider: 'GitHub',
    target: { system: null, host: 'api.github.com' },
    state: 'literal',
    reference: null,
    isPublic: false,
    scoped: 'no',
    scopeReason: 'a classic token opens all of its account',
    longLived: 'yes',
    expires: null,
    administers: 'unknown',
    confidence: 'high',
    fingerprint: '0123456789abcdef',
    location: null,
    mode: null,
    ...more,
  };
}

const fact = <T>(value: T | null, evidence = 'its line says so') => ({ value, basis: 'static' as const, evidence });

/** A container that meets every row of a risk class, with the values that differ; `null` is not known. */
export function isolationWith(values: { [Key in keyof Isolation]?: Isolation[Key]['value'] } = {}): Isolation {
  const kept: Isolation = {
    sandbox: fact(['container']),
    user: fact({ id: 1000, isRoot: false, isMapped: false, isSame: false }),
    noNewPrivileges: fact(true),
    capabilities: fact([]),
    seccomp: fact('filter'),
    confinement: fact('confined'),
    namespaces: fact(null),
    filesystem: fact({ reads: 'listed', writes: 'none', mounts: [], hidden: [] }),
    network: fact({ reach: 'none', hosts: null }),
    memory: fact({ amount: 536_870_912, unit: 'bytes' }),
    processes: fact({ amount: 128, unit: 'processes' }),
    cpu: fact({ amount: 1, unit: 'cores' }),
    openings: fact({ found: [], isComplete: true }),
  };
  const changed = Object.entries(values).map(([key, value]) => [key, fact(value)]);
  return { ...kept, ...Object.fromEntries(changed) };
}

export function storeWith(more: Partial<ReachableStore> = {}): ReachableStore {
  return {
    id: 'aws-credentials',
    title: 'AWS credentials',
    why: 'use the cloud account',
    opens: { provider: 'AWS', system: null, hosts: [] },
    entries: 1,
    protection: 'plain',
    scoped: 'unknown',
    scopeReason: 'its file does not say',
    expires: null,
    location: { file: '/home/ada/.aws/credentials', line: 1 },
    reachable: 'yes',
    mode: '0600',
    readableByOthers: false,
    writableByOthers: false,
    folderWritableByOthers: false,
    isLink: false,
    ...more,
  };
}
