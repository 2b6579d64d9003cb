import type { GateItemId } from '../model/gate-item.ts';

const NOT_EXAMINED = 'This version does not examine it: leave it out of `gate.require` in a policy of your own, and';

/** What to do next about a gate item in general; a report says it for the case at hand. */
export const ITEM_REMEDIES: Record<GateItemId, string> = {
  'inventory-complete':
    'Mend the configs and entries that the report names as not read, name by --config what is kept elsewhere, and scan again.',
  'installed-tree-scanned':
    'Fetch what is not installed, as the report says for each server, and scan again with access to the advisory source, or with a complete local database (mcp-audit db update).',
  'high-risk-tools-reviewed': `${NOT_EXAMINED} read by hand what the tools of each server do.`,
  'credentials-scoped': `${NOT_EXAMINED} check by hand that each credential in reach of a server opens what it needs and no more.`,
  'local-transports-checked':
    'Check by hand that each server with a port of this machine binds to loopback, and checks Host, Origin and a token.',
  'critical-findings-handled':
    'Mend what is blocked, then what is severe: each finding names its edit or command. What has to wait takes a dated exception, approval or review in the policy.',
  'receipts-enabled': `${NOT_EXAMINED} keep a record of the calls by other means.`,
  'owner-assigned': 'Name an owner in a policy (`owners.servers` or `owners.default`) and pass it with --policy.',
};
