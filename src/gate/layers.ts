import { createHash } from 'node:crypto';
import { REQUIRED_BY_DEFAULT } from './judge-items.ts';
import type { Policy } from '../model/policy.ts';
import type { PolicyFile } from './parse-policy.ts';

/** The policy that the user chose, then that of the machine. */
export function layersOf(file: PolicyFile): PolicyFile[] {
  return file.upper === undefined ? [file] : [file, file.upper];
}

/** Both policies under one name: what a report calls them. */
export function identityOf(file: PolicyFile): Pick<PolicyFile, 'source' | 'digest'> & { name: string } {
  const { upper } = file;
  if (upper === undefined) return { name: file.policy.name, source: file.source, digest: file.digest };
  return {
    name: `${upper.policy.name} + ${file.policy.name}`,
    source: `${upper.source} + ${file.source}`,
    digest: createHash('sha256').update(`${upper.digest}\n${file.digest}\n`).digest('hex'),
  };
}

/** Owners of both, the lower one's first, and whatever either requires. For gate items alone. */
export function mergedPolicy(file: PolicyFile): Policy {
  const { upper, policy } = file;
  if (upper === undefined) return policy;
  const owners = upper.policy.owners;
  const fallback = policy.owners?.default ?? owners?.default;
  const servers = Object.fromEntries([
    ...Object.entries(owners?.servers ?? {}),
    ...Object.entries(policy.owners?.servers ?? {}),
  ]);
  const require = layersOf(file).flatMap((layer) => layer.policy.gate.require ?? REQUIRED_BY_DEFAULT);
  return {
    ...policy,
    owners: { ...(fallback === undefined ? {} : { default: fallback }), servers },
    gate: { ...policy.gate, require: [...new Set(require)] },
  };
}
