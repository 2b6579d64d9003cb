import type { GateItemId } from '../model/gate-item.ts';

/** What to do next about a gate item in general; a report says it for the case at hand. */
export const ITEM_REMEDIES: Record<GateItemId, string> = {
  'inventory-complete':
    'Mend the configs and entries that the report names as not read, name by --config what is kept elsewhere, and scan again.',
  'installed-tree-scanned':
    'Fetch what is not installed, as the report says for each server, and scan again with access to the advisory source, or with a complete local database (mcp-audit db update).',
  'high-risk-tools-reviewed':
    'List the tools of each server (mcp-audit scan --enumerate=ask), then read and decide about what is new and changed: mcp-audit tools review --policy FILE --by YOU.',
  'credentials-scoped':
    'Scan on the machine where the servers run. Replace each credential that opens more than its server needs by one that does not, allow by name in a policy (`servers.NAME.credentials`) what a person has looked at, and start servers where they cannot reach the credentials of their user.',
  'local-transports-checked':
    'Scan on the machine where the servers run, while they run, and mend what each finding names. What a gentle probe leaves open `mcp-audit scan --probe=active` answers: it opens sessions, and servers have fallen over it.',
  'critical-findings-handled':
    'Mend what is blocked, then what is severe: each finding names its edit or command. What has to wait takes a dated exception, approval or review in the policy.',
  'receipts-enabled':
    'Start each server by `mcp-audit run`, once your version has that command. Until then keep a record of the calls by other means, and leave the item out of `gate.require`.',
  'owner-assigned': 'Name an owner in a policy (`owners.servers` or `owners.default`) and pass it with --policy.',
};
