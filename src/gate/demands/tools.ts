import { accessOn } from '../../model/tool-access.ts';
import { lookOf } from '../../tool/look.ts';
import { matchesGlob } from '../glob.ts';
import { policyTool } from '../policy-checks.ts';
import { saying, sayingForOthers, type Settled } from '../server-entries.ts';
import { demandOn, named, type Asking, type Demand } from './demand.ts';

/** Tools that the policy denies and that a client offers all the same. A name that only looks like a denied one is denied, too. */
export function demandTools(settled: Settled, asking: Asking): Demand[] {
  const { server } = settled;
  const offered = (server.offering?.tools ?? []).filter(({ name }) => accessOn(server, name).isOffered);
  // Reviews in an entry of its own take nothing off the list for all.
  const lists = new Map(
    [...saying(settled, asking.policy, 'tools'), ...sayingForOthers(asking.policy, 'tools')].map((one) => [
      one.value,
      one,
    ]),
  );
  return [...lists.values()].flatMap(({ entry, value: { deny = [] } }) => {
    const names = [...new Set(offered.map(({ name }) => name))];
    return names.flatMap((tool) => {
      const pattern = deny.find((one) => matchesGlob(one, tool) || matchesGlob(lookOf(one), lookOf(tool)));
      if (pattern === undefined) return [];
      const shortfall = {
        subject: tool,
        tool,
        action: 'block' as const,
        by: ['servers', entry.key, 'tools', 'deny'],
        isCertain: true,
        severity: 'high' as const,
        title: `${named(tool)} of ${named(server.id)} is a tool that the policy denies`,
        evidence: [`It is ${named(pattern)} of the list.`],
        fix: `Switch ${named(tool)} off in every client that offers it.`,
      };
      return [demandOn(policyTool, server, shortfall, asking)];
    });
  });
}
