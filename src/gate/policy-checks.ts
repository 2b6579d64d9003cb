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
    'Leave an entry that begins later. Remove any other, or correct the finding, package or server that it names.',
  references: [],
};

export const POLICY_CHECKS: readonly AboutCheck[] = [staleScan, expiredException, unusedException];
