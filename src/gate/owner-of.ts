import type { Policy } from '../model/policy.ts';
import type { Server } from '../model/server.ts';
import { isSameArtifact } from './same-artifact.ts';

/** Who answers for a server: by the policy, for it alone or for all; else by the declaring repository. Null when nobody does. */
export function ownerOf(policy: Policy, server: Server): string | null {
  const { id, name, owner } = server;
  const named = policy.owners?.servers ?? {};
  const settled = policy.servers ?? {};
  // Another server than the one that the policy means by a name is nobody's by it.
  const isOwn = (key: string): boolean => {
    const match = Object.hasOwn(settled, key) ? settled[key]?.match : undefined;
    return match === undefined || isSameArtifact(match, server);
  };
  const own = [id, name].find((key) => Object.hasOwn(named, key) && isOwn(key));
  return (own === undefined ? policy.owners?.default : named[own]) ?? owner;
}
