import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Server } from '../model/server.ts';
import { endOfDay, startOfDay } from './times.ts';

/** An exception, approval or review of the policy, in one shape. */
export interface Clearing {
  kind: 'exception' | 'approval' | 'review';
  /** What a report calls it; distinct entries have distinct names. */
  name: string;
  /** Where it stands in the policy. */
  path: [section: string, index: number];
  /** The server as the policy names it, and the one that is meant, or null when that is none or several. */
  serverName: string;
  server: Server | null;
  package: string | null;
  /** Id of the finding or of its vulnerability; null for an approval. */
  finding: string | null;
  /** Id of the rule that an approval is for; null for the others. */
  rule: string | null;
  /** In force from `starts` until before `ends`: milliseconds since the epoch. */
  starts: number;
  ends: number;
  /** Its first and last day, as written. */
  begins: string;
  expires: string;
}

/**
 * The server that a policy entry means, by its id or its name. A word that fits several servers means none of them: a
 * repository must not be able to declare a server that takes over what was cleared for another.
 */
function serverNamed(inventory: Inventory, word: string): Server | null {
  const [server, ...others] = inventory.servers.filter(({ id, name }) => id === word || name === word);
  return others.length === 0 ? (server ?? null) : null;
}

/** Every exception, approval and review of a policy, in the order of the file. */
export function clearingsOf(policy: Policy, inventory: Inventory): Clearing[] {
  const common = (entry: { server: string; package?: string | undefined; expires: string }, from: string) => ({
    serverName: entry.server,
    server: serverNamed(inventory, entry.server),
    package: entry.package ?? null,
    starts: startOfDay(from),
    ends: endOfDay(entry.expires),
    begins: from,
    expires: entry.expires,
  });
  return [
    ...(policy.reviews ?? []).map((review, index) => ({
      kind: 'review' as const,
      name: `review of ${review.finding} on ${review.server} by ${review.by}, ${review.date}`,
      path: ['reviews', index] as [string, number],
      finding: review.finding,
      rule: null,
      ...common(review, review.date),
    })),
    ...(policy.approvals ?? []).map((approval, index) => ({
      kind: 'approval' as const,
      name: `approval of ${approval.package} under ${approval.rule} on ${approval.server} by ${approval.approved_by}, ${approval.date}`,
      path: ['approvals', index] as [string, number],
      finding: null,
      rule: approval.rule,
      ...common(approval, approval.date),
    })),
    ...(policy.exceptions ?? []).map((exception, index) => ({
      kind: 'exception' as const,
      name: `exception ${exception.id}`,
      path: ['exceptions', index] as [string, number],
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
    (clearing.finding === null || clearing.finding === finding.id || finding.ids.includes(clearing.finding))
  );
}

/** Whether it covers exactly this finding: server, id and package with version. */
export function covers(clearing: Clearing, finding: Finding): boolean {
  return isAbout(clearing, finding) && (clearing.package === null || clearing.package === finding.purl);
}

/** Whether a rule lets itself be cleared by it. */
export function canClear(clearing: Clearing, rule: Rule): boolean {
  switch (clearing.kind) {
    case 'exception':
      return rule.override === 'exception';
    case 'approval':
      return rule.override === 'approval' && rule.id === clearing.rule;
    case 'review':
      return rule.until === 'reviewed';
  }
}
