import type { AboutCheck } from '../model/report.ts';

/** What the policy itself gives rise to: the text of the findings that no check of the inventory makes. */
export const staleScan: AboutCheck = {
  id: 'stale-scan',
  kind: 'stale-scan',
  item: 'critical-findings-handled',
  title: 'Stale advisory data',
  why: 'The packages were held against advisories that do not fit the time judged: they are older than the policy allows, newer than that time, or of no known time.',
  remediation:
    'Scan again with access to the advisory source, or with a local database that is up to date (mcp-audit db update); or judge a kept inventory as of a time that its data fits.',
  references: ['https://google.github.io/osv.dev/'],
};

export const expiredException: AboutCheck = {
  id: 'expired-exception',
  kind: 'expired-exception',
  item: 'critical-findings-handled',
  title: 'Expired exception',
  why: 'An exception, approval or review has passed its last day. It clears nothing any more, and the finding counts in full.',
  remediation: 'Mend the finding and remove the entry, or have it looked at and dated anew.',
  references: [],
};

export const unusedException: AboutCheck = {
  id: 'unused-exception',
  kind: 'unused-exception',
  item: 'critical-findings-handled',
  title: 'Unused exception',
  why: 'An exception, approval or review clears nothing. It may not have begun, it may be a leftover that would silently clear something later, or it misses what it was written for.',
  remediation:
    'Leave an entry that begins later. Remove any other, or correct the finding, package, server or tool that it names.',
  references: [],
};

export const unreviewedTool: AboutCheck = {
  id: 'unreviewed-tool',
  kind: 'tool-unreviewed',
  item: 'high-risk-tools-reviewed',
  title: 'Unreviewed tool',
  why: 'A model calls a tool by what its definition says, and takes every word of it for true. Nobody has read this one and noted in the policy what it does.',
  remediation:
    'Read it and decide: mcp-audit tools review SERVER --policy FILE --by YOU. Or switch it off in the client.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools#security-considerations'],
};

export const changedTool: AboutCheck = {
  id: 'changed-tool',
  kind: 'tool-changed',
  item: 'high-risk-tools-reviewed',
  title: 'Changed tool',
  why: 'The definition is not the one that was reviewed, or stands under a name that only looks like the reviewed one. A server can change what it offers at any time, after it has been trusted.',
  remediation:
    'See what changed (mcp-audit tools diff), then review it again: mcp-audit tools review SERVER --policy FILE --by YOU. Until then switch it off, or go back to the version of the server that was reviewed.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools#list-changed-notification'],
};

const SPECIFICATION = 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices';

export const policyCredential: AboutCheck = {
  id: 'policy-credential',
  kind: 'policy-credential',
  item: 'credentials-scoped',
  title: 'Credential against the policy',
  why: 'A server can do whatever its credentials open. The policy says which ones it may have and of what kind, and this one is none of them, or it cannot be told.',
  remediation:
    'Take it out of the entry, or replace it by one that the policy allows. Where it is needed, allow it by name in the policy.',
  references: [SPECIFICATION],
};

export const policyIsolation: AboutCheck = {
  id: 'policy-isolation',
  kind: 'policy-isolation',
  item: 'critical-findings-handled',
  title: 'Isolation against the policy',
  why: 'What keeps a server in is all that counts once it is turned against its user. The policy asks for it by the risk of the server, and it is not there, or it cannot be told.',
  remediation:
    'Start the server in a container or sandbox that has what the policy asks for, or have its risk looked at anew.',
  references: [SPECIFICATION],
};

export const policyTransport: AboutCheck = {
  id: 'policy-transport',
  kind: 'policy-transport',
  item: 'local-transports-checked',
  title: 'Transport against the policy',
  why: 'Who can reach a server can use it. The policy says by which ways servers may be reached and what each has to keep out.',
  remediation: 'Set the server up as the policy asks, or use another transport.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/basic/transports'],
};

export const policyIdentity: AboutCheck = {
  id: 'policy-identity',
  kind: 'policy-identity',
  item: 'critical-findings-handled',
  title: 'Another server than the policy means',
  why: 'A name in a config proves nothing. The policy says which artifact a server is and at which version, and what would be started is another one, or it cannot be told.',
  remediation: 'Start what the policy names, or look at what is started instead and change the policy.',
  references: [SPECIFICATION],
};

export const policyTool: AboutCheck = {
  id: 'policy-tool',
  kind: 'policy-tool',
  item: 'high-risk-tools-reviewed',
  title: 'Denied tool',
  why: 'The policy denies a tool, and a client offers it to its model all the same.',
  remediation: 'Switch the tool off in the client.',
  references: [],
};

export const policyReceipts: AboutCheck = {
  id: 'policy-receipts',
  kind: 'policy-receipts',
  item: 'receipts-enabled',
  title: 'Calls that nothing records',
  why: 'The policy asks for a record of each call of such a server, and it is started without anything that keeps one.',
  remediation: 'Start the server behind something that records its calls, or have its risk looked at anew.',
  references: [],
};

export const policyEntry: AboutCheck = {
  id: 'policy-entry',
  kind: 'policy-entry',
  item: 'critical-findings-handled',
  title: 'Doubtful entry of the policy',
  why: 'An entry of the policy clears more than one thing, rests on the word of one person, or keeps back what its maintainer was not told; or the file can be changed by others.',
  remediation:
    'Write one entry for each finding, have a second person approve it, tell the maintainer, and let only an administrator write the file of the machine.',
  references: [],
};

export const privateFinding: AboutCheck = {
  id: 'private-finding',
  kind: 'private',
  item: 'critical-findings-handled',
  title: 'Finding that is not public',
  why: 'The authors of the policy know of something that is wrong with it and that is not published.',
  remediation: 'Ask the owner of the policy what to do until it is published.',
  references: [],
};

export const POLICY_CHECKS: readonly AboutCheck[] = [
  staleScan,
  expiredException,
  unusedException,
  unreviewedTool,
  changedTool,
  policyCredential,
  policyIsolation,
  policyTransport,
  policyIdentity,
  policyTool,
  policyReceipts,
  policyEntry,
  privateFinding,
];
