import type { Policy } from '../model/policy.ts';
import type { Server } from '../model/server.ts';

/** Who answers for a server: by the policy, for it alone or for all; else by the declaring repository. Null when nobody does. */
export function ownerOf(policy: Policy, { id, name, owner }: Server): string | null {
  const named = policy.owners?.servers ?? {};
  const own = [id, name].find((key) => Object.hasOwn(named, key));
  return (own === undefined ? policy.owners?.default : named[own]) ?? owner;
}
