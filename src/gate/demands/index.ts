import type { Inventory } from '../../model/inventory.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import type { PolicyFile } from '../parse-policy.ts';
import { saying, sayingForOthers, settle, type Settled } from '../server-entries.ts';
import { demandCredentials } from './credentials.ts';
import { ruleIdOf, type Asking, type Demand } from './demand.ts';
import { demandIdentity } from './identity.ts';
import { demandIsolation } from './isolation.ts';
import { demandReceipts } from './receipts.ts';
import { demandTools } from './tools.ts';
import { demandTransports } from './transports.ts';

const ALL: readonly ((settled: Settled, asking: Asking) => Demand[])[] = [
  demandIdentity,
  demandCredentials,
  demandIsolation,
  demandTransports,
  demandTools,
  demandReceipts,
];

/** Under `tools.default: deny` a tool that nobody has reviewed is blocked. */
function rulesOf(settled: Settled, { policy }: Asking): Rule[] {
  const { server } = settled;
  const own = saying(settled, policy, 'tools').filter(({ value }) => value.default !== undefined);
  return (own.length > 0 ? own : sayingForOthers(policy, 'tools')).flatMap(({ entry, value }) =>
    value.default === 'deny'
      ? [
          {
            id: ruleIdOf(['servers', entry.key, 'tools', 'default']),
            when: { kind: 'tool-unreviewed', server: server.id },
            action: 'block',
            override: 'exception',
          },
        ]
      : [],
  );
}

const foreignOf = (settled: readonly Settled[]): Set<string> =>
  new Set(settled.filter(({ foreign }) => foreign.length > 0).map(({ server }) => server.id));

/** Ids of servers that have the name of another one that a policy means. */
export function foreignIn({ servers }: Pick<Inventory, 'servers'>, policy: Policy): Set<string> {
  return foreignOf(settle(policy, servers));
}

/** What the policy asks of the servers that a client would start and does not get, and the rules that its entries are. */
export function findDemands(
  inventory: Inventory,
  file: PolicyFile,
): { demands: Demand[]; rules: Rule[]; foreign: Set<string> } {
  const asking = { policy: file.policy, file };
  const settled = settle(file.policy, inventory.servers);
  return {
    demands: settled.flatMap((one) => ALL.flatMap((demand) => demand(one, asking))),
    rules: settled.flatMap((one) => rulesOf(one, asking)),
    foreign: foreignOf(settled),
  };
}

export type { Demand } from './demand.ts';
