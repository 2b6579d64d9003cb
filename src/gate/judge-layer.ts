import type { Action, JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Rule } from '../model/policy.ts';
import type { Server } from '../model/server.ts';
import { clearingsOf, serverNamed, type Clearing } from './clear.ts';
import { findDemands, foreignIn, type Demand } from './demands/index.ts';
import { judgeFinding } from './judge-finding.ts';
import type { PolicyFile } from './parse-policy.ts';
import { findPrivate } from './private-findings.ts';
import { findStaleAdvisories } from './stale-advisories.ts';
import { findStaleScan } from './stale-scan.ts';
import { settledBy } from './tool-clearings.ts';
import { findToolsToReview } from './tool-findings.ts';
import { pinsOf, type ToolPin } from './tool-pins.ts';
import { reviewServer, type ServerReview } from './tool-states.ts';

/** One policy over the inventory: what it finds by itself, and what it makes of a finding. */
export interface Layer {
  file: PolicyFile;
  clearings: Clearing[];
  used: Set<Clearing>;
  pins: ToolPin<Server>[];
  reviews: ServerReview<Server>[];
  /** About servers: what the policy asks for, tools to review, private findings. */
  findings: Finding[];
  /** About the age of what is known. */
  stale: { findings: Finding[]; gaps: Gap[] };
  judge(finding: Finding): JudgedFinding;
}

/** Whether no rule of the policy is for it. */
export const isDefault = ({ rules }: JudgedFinding): boolean => rules.length === 1 && rules[0] === 'default';

/** Rules that are meant for one finding each. */
function rulesByFinding(demands: readonly Demand[]): Map<string, Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const { finding, rule } of demands) rules.set(finding.id, [...(rules.get(finding.id) ?? []), rule]);
  return rules;
}

type Meant = { server: Server | null };

/** Nothing that is settled about a server holds for another one that has its name. */
const ownOf =
  (foreign: ReadonlySet<string>) =>
  <T extends Meant>(one: T): T =>
    one.server !== null && foreign.has(one.server.id) ? { ...one, server: null } : one;

/**
 * Whether a rule that allows what a server does is for this one: its name has to mean it alone, as that of any entry that lets
 * something pass. A rule that warns or blocks is for all of that name.
 */
function allowingIn(
  rules: readonly Rule[],
  servers: readonly Server[],
  foreign: ReadonlySet<string>,
): (rule: Rule, finding: Finding) => boolean {
  const meant = new Map<Rule, Set<string>>();
  for (const rule of rules) {
    if (rule.action !== 'allow' || rule.when.server === undefined) continue;
    const ids = [rule.when.server].flat().flatMap((word) => serverNamed(servers, word)?.id ?? []);
    meant.set(rule, new Set(ids.filter((id) => !foreign.has(id))));
  }
  return (rule, { server }) => meant.get(rule)?.has(server ?? '') ?? true;
}

/** `above` are the policies that this one cannot loosen: what they have reviewed is reviewed here, too. */
export function layerOf(file: PolicyFile, above: readonly PolicyFile[], inventory: Inventory, now: Date): Layer {
  const { policy } = file;
  const names = new Map(inventory.servers.map((server) => [server.id, server.name]));
  const { demands, rules: standing, foreign } = findDemands(inventory, file);
  const own = ownOf(foreign);
  const clearings = clearingsOf(policy, inventory).map(own);
  const inForce = clearings.filter(({ starts, ends }) => starts <= now.getTime() && now.getTime() < ends);
  const pins = pinsOf(policy, inventory.servers, now).map(own);
  const trusted = [
    ...pins,
    ...above.flatMap(({ policy: upper }) =>
      pinsOf(upper, inventory.servers, now)
        .map(ownOf(foreignIn(inventory, upper)))
        .map(own),
    ),
  ];
  const reviews = inventory.servers.map((server) => reviewServer(server, trusted));
  const settling = settledBy(reviews);
  const ofDemands = rulesByFinding(demands);
  const rules = [...policy.gate.rules, ...standing];
  const isFor = allowingIn(policy.gate.rules, inventory.servers, foreign);
  const used = new Set<Clearing>();
  const judge = (finding: Finding): JudgedFinding => {
    const ofOne = ofDemands.get(finding.id);
    const serverName = names.get(finding.server ?? '') ?? null;
    const applying = [...rules, ...(ofOne ?? [])].filter((rule) => isFor(rule, finding));
    return judgeFinding(finding, serverName, applying, [...inForce, ...settling(finding)], used);
  };
  const found = [
    ...findToolsToReview(reviews, file),
    ...demands.map(({ finding }) => finding),
    ...findPrivate(inventory, policy.private ?? []),
  ];
  const [scan, advisories] = [findStaleScan(inventory, policy, now), findStaleAdvisories(inventory, policy, now)];
  return {
    file,
    clearings,
    used,
    pins,
    reviews,
    findings: found,
    stale: { findings: [...scan.findings, ...advisories.findings], gaps: [...scan.gaps, ...advisories.gaps] },
    judge,
  };
}

const MOST_SEVERE_FIRST: readonly Action[] = ['block', 'warn', 'allow'];

/** What several policies say together: the most severe stands, and one without a rule for it says nothing. */
export function combine([first, ...others]: [JudgedFinding, ...JudgedFinding[]]): JudgedFinding {
  if (others.length === 0) return first;
  const saying = [first, ...others].filter((one) => !isDefault(one));
  const [only, ...rest] = saying;
  if (only === undefined) return first;
  if (rest.length === 0) return only;
  return {
    ...only,
    action: MOST_SEVERE_FIRST.find((action) => saying.some((one) => one.action === action)) ?? 'allow',
    rules: [...new Set(saying.flatMap(({ rules }) => rules))],
    cleared: saying.flatMap(({ cleared }) => cleared),
  };
}
