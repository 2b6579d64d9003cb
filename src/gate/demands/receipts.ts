import { policyReceipts } from '../policy-checks.ts';
import { isRecorded, isSensitive } from '../receipts.ts';
import type { Settled } from '../server-entries.ts';
import { demandOn, named, type Asking, type Demand } from './demand.ts';

/** Servers whose calls have to be recorded and are not. */
export function demandReceipts({ server, risk }: Settled, asking: Asking): Demand[] {
  const asks = risk?.asks.receipts ?? 'none';
  if (risk === null || asks === 'none' || isRecorded(server)) return [];
  const sensitive = asks === 'all' ? true : isSensitive(server);
  if (sensitive === false) return [];
  const because =
    asks === 'all'
      ? []
      : [sensitive === null ? 'Which tools it has is not known.' : 'It has tools that do more than read.'];
  const shortfall = {
    subject: 'receipts',
    action: 'block' as const,
    by: ['risk_classes', risk.name, 'receipts'],
    isCertain: true,
    severity: 'medium' as const,
    title: `Calls of ${named(server.id)} (risk ${risk.name}) have to be recorded, and nothing records them`,
    evidence: because,
    fix: `Put \`mcp-audit run\` before its launch line; until your version has that command, ask for \`receipts: none\`.`,
  };
  return [demandOn(policyReceipts, server, shortfall, asking)];
}
