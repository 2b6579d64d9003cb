import type { Exception } from '../model/clearing.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Server } from '../model/server.ts';
import { isNobody, isSamePerson } from './people.ts';
import { endOfDay, startOfDay } from './times.ts';

/** An exception, approval or review of the policy, in one shape. */
export interface Clearing {
  kind: 'exception' | 'approval' | 'review' | 'tool-review';
  /** What a report calls it; distinct entries have distinct names. */
  name: string;
  /** Where it stands in the policy. */
  path: readonly (string | number)[];
  /** The server as the policy names it, and the one that is meant, or null when that is none or several. */
  serverName: string;
  server: Server | null;
  package: string | null;
  /** Id of the finding or of its vulnerability; null for an approval. */
  finding: string | null;
  /** Id of the rule that an approval is for; null for the others. */
  rule: string | null;
  /** The tool that was reviewed; null for the others. */
  tool: string | null;
  /** In force from `starts` until before `ends`: milliseconds since the epoch. */
  starts: number;
  ends: number;
  /** Its first and last day, as written. */
  begins: string;
  expires: string;
  /** Whether owner and approver are one person, written in two ways: it clears nothing. */
  isSelfApproved: boolean;
  /** Whether one of its people is still to be named: it clears nothing. */
  isUndecided: boolean;
  /** Whether it says that nothing reaches what is wrong: it clears nothing that is reached. */
  isForUnreached: boolean;
}

/**
 * The server that a policy entry means, by its id or its name. A word that fits several servers means none of them: a
 * repository must not be able to declare a server that takes over what was cleared for another.
 */
export function serverNamed<S extends Pick<Server, 'id' | 'name'>>(servers: readonly S[], word: string): S | null {
  const [server, ...others] = servers.filter(({ id, name }) => id === word || name === word);
  return others.length === 0 ? (server ?? null) : null;
}

interface Common {
  server: string;
  package?: string | undefined;
  expires: string;
  by?: string;
  owner?: string;
  approved_by?: string;
  classification?: Exception['classification'];
}

/** Every exception, approval and review of a policy, in the order of the file. */
export function clearingsOf(policy: Policy, inventory: Inventory): Clearing[] {
  const common = (entry: Common, from: string) => ({
    serverName: entry.server,
    server: serverNamed(inventory.servers, entry.server),
    package: entry.package ?? null,
    tool: null,
    starts: startOfDay(from),
    ends: endOfDay(entry.expires),
    begins: from,
    expires: entry.expires,
    isSelfApproved:
      entry.owner !== undefined && entry.approved_by !== undefined && isSamePerson(entry.owner, entry.approved_by),
    isUndecided: [entry.by, entry.owner, entry.approved_by].some((name) => name !== undefined && isNobody(name)),
    isForUnreached: entry.classification === 'dependency-only',
  });
  return [
    ...(policy.reviews ?? []).map((review, index) => ({
      kind: 'review' as const,
      name: `review of ${review.finding} on ${review.server} by ${review.by}, ${review.date}`,
      path: ['reviews', index],
      finding: review.finding,
      rule: null,
      ...common(review, review.date),
    })),
    ...(policy.approvals ?? []).map((approval, index) => ({
      kind: 'approval' as const,
      name: `approval of ${approval.package} under ${approval.rule} on ${approval.server} by ${approval.approved_by}, ${approval.date}`,
      path: ['approvals', index],
      finding: null,
      rule: approval.rule,
      ...common(approval, approval.date),
    })),
    ...(policy.exceptions ?? []).map((exception, index) => ({
      kind: 'exception' as const,
      name: `exception ${exception.id}`,
      path: ['exceptions', index],
      finding: exception.finding,
      rule: null,
      ...common(exception, exception.created),
    })),
  ];
}

/** Whether the finding is the one that is meant, at any version. */
export function isAbout(clearing: Clearing, finding: Finding): boolean {
  return (
    clearing.server?.id === finding.server &&
    (clearing.tool === null || clearing.tool === finding.tool) &&
    (clearing.finding === null || clearing.finding === finding.id || finding.ids.includes(clearing.finding))
  );
}

const isReached = ({ reachability }: Finding): boolean => reachability === 'reachable' || reachability === 'confirmed';

/** Whether it covers exactly this finding: server, id and package with version, and what it says of its reach. */
export function covers(clearing: Clearing, finding: Finding): boolean {
  return (
    isAbout(clearing, finding) &&
    (clearing.package === null || clearing.package === finding.purl) &&
    !(clearing.isForUnreached && isReached(finding))
  );
}

/** Whether a rule lets itself be cleared by it. */
export function canClear(clearing: Clearing, rule: Rule): boolean {
  if (clearing.isSelfApproved || clearing.isUndecided) return false;
  switch (clearing.kind) {
    case 'exception':
      return rule.override === 'exception';
    case 'approval':
      return rule.override === 'approval' && rule.id === clearing.rule;
    case 'review':
      return rule.until === 'reviewed';
    case 'tool-review':
      return rule.until === 'reviewed' || (rule.override !== undefined && rule.override !== 'never');
  }
}
