import { describe, expect, it } from 'vitest';
import { judge, type PolicyFile } from '../../src/gate/index.ts';
import type { Action, Decision } from '../../src/model/decision.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Policy, Rule } from '../../src/model/policy.ts';
import { SEVERITIES } from '../../src/model/severity.ts';
import { credentialWith, isolationWith } from '../stand-ins/facts.ts';
import { declarationWith, inventoryOf, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const ROUNDS = 40;
const EMPTY = policyWith();

/** Numbers that look like chance and are the same each time. Source: Park and Miller, minimal standard generator. */
function chanceOf(seed: number) {
  let state = ((seed + 1) * 7_919_321) % 2_147_483_647;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const below = (count: number): number => Math.floor(next() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const some = <T>(list: readonly T[]): T[] => list.filter(() => next() < 0.5);
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [next(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  return { next, below, pick, some, shuffled };
}
type Chance = ReturnType<typeof chanceOf>;

const NAMES = ['a', 'b', 'c', 'd'];
const IDS = ['GHSA-aaaa-aaaa-aaaa', 'GHSA-bbbb-bbbb-bbbb', 'GHSA-cccc-cccc-cccc'];
const KINDS = [
  'vulnerability',
  'malware',
  'unpinned',
  'tool-unreviewed',
  'policy-isolation',
  'policy-credential',
] as const;

const inventoryBy = (chance: Chance): Inventory =>
  inventoryOf(
    NAMES.map((name) =>
      serverWith({
        name,
        declarations: [declarationWith({ enabled: chance.pick([true, true, false, null]) })],
        launch: { pinned: chance.pick([true, false, null]) },
        credentials: chance.pick([null, [], [credentialWith({ scoped: chance.pick(['yes', 'no', 'unknown']) })]]),
        isolation: chance.pick([null, isolationWith(), isolationWith({ sandbox: [] }), isolationWith({ user: null })]),
        offering: chance.pick([null, offeringWith([toolEntry('run', 'Runs a shell command.')])]),
      }),
    ),
    {
      vulnerabilities: IDS.map((id) =>
        vulnerabilityIn('everything-server@1.0.0', '1.0.1', { id, ids: [id], severity: chance.pick(SEVERITIES) }),
      ),
    },
  );

function ruleBy(chance: Chance, id: string): Rule {
  const action = chance.pick(['block', 'warn', 'allow'] as const);
  return {
    id,
    when: {
      kind: chance.pick(KINDS),
      ...(chance.next() < 0.4 && { severity: chance.pick(SEVERITIES) }),
      ...(chance.next() < 0.3 && { server: chance.pick(NAMES) }),
      ...(chance.next() < 0.3 && { path: chance.pick(['active', 'inactive'] as const) }),
    },
    action,
    ...(action === 'block' && { override: chance.pick(['never', 'exception', 'approval'] as const) }),
    ...(action === 'warn' && chance.next() < 0.5 && { until: 'reviewed' as const }),
  };
}

const subjectBy = (chance: Chance) => ({
  finding: chance.pick(IDS),
  package: 'pkg:npm/everything-server@1.0.0',
  server: chance.pick(NAMES),
});
const exceptionBy = (chance: Chance, id: string) => ({
  id,
  ...subjectBy(chance),
  owner: 'ada',
  approved_by: 'bob',
  created: '2026-11-01',
  expires: chance.pick(['2026-11-22', '2026-11-23', '2026-12-01']),
  reason: 'x',
});
const reviewBy = (chance: Chance) => ({
  ...subjectBy(chance),
  by: 'ada',
  date: '2026-11-01',
  expires: chance.pick(['2026-11-22', '2026-12-01']),
});

const ASKS: NonNullable<NonNullable<Policy['risk_classes']>['high']>[] = [
  {},
  { isolation: { sandbox: 'required' } },
  { isolation: { sandbox: 'recommended', user: 'non-root' } },
  { credentials: { unscoped: 'block', literals: 'warn' } },
];

function policyBy(chance: Chance): Policy {
  const servers = Object.fromEntries(
    chance
      .some(NAMES)
      .map((name) => [
        name,
        { risk: chance.pick(['high', 'low'] as const), ...(chance.next() < 0.3 && { credentials: {} }) },
      ]),
  );
  return {
    version: 1,
    name: 'random',
    gate: { rules: Array.from({ length: chance.below(8) }, (_, index) => ruleBy(chance, `r${index}`)), require: [] },
    servers,
    ...(chance.next() < 0.7 && { risk_classes: { high: chance.pick(ASKS), low: chance.pick(ASKS) } }),
    exceptions: Array.from({ length: chance.below(6) }, (_, index) => exceptionBy(chance, `E${index}`)),
    reviews: Array.from({ length: chance.below(6) }, () => reviewBy(chance)),
  };
}

/** Without its text, which is not what is looked at here: parsing costs more than judging. */
const fileOf = (policy: Policy): PolicyFile => ({ ...EMPTY, policy });
const decide = (inventory: Inventory, file: PolicyFile): Decision => judge(inventory, file, NOW);

const UPKEEP = new Set(['expired-exception', 'unused-exception', 'policy-entry']);
/** Of each finding about a server: what is done. Entries of the policy speak for themselves. */
const actionsOf = ({ findings }: Decision): Map<string, Action> =>
  new Map(findings.filter(({ kind }) => !UPKEEP.has(kind)).map(({ id, action }) => [id, action]));
const SEVERE: Readonly<Record<Action, number>> = { block: 2, warn: 1, allow: 0 };
const WORSE = { pass: 0, incomplete: 1, fail: 2 };

const seeds = Array.from({ length: ROUNDS }, (_, index) => index);
const reversed = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).toReversed()) as T;

describe.each([[seeds]])('in many policies', (all) => {
  it('the order of rules, entries, servers and files decides nothing', () => {
    for (const seed of all) {
      const chance = chanceOf(seed);
      const [inventory, policy] = [inventoryBy(chance), policyBy(chance)];
      const other: Policy = {
        ...policy,
        gate: { ...policy.gate, rules: chance.shuffled(policy.gate.rules) },
        servers: reversed(policy.servers ?? {}),
        exceptions: chance.shuffled(policy.exceptions ?? []),
        reviews: chance.shuffled(policy.reviews ?? []),
      };
      const turned = {
        ...inventory,
        servers: chance.shuffled(inventory.servers),
        vulnerabilities: chance.shuffled(inventory.vulnerabilities),
      };
      const [one, two] = [decide(inventory, fileOf(policy)), decide(turned, fileOf(other))];
      expect(new Map([...actionsOf(two)].sort()), `seed ${seed}`).toEqual(new Map([...actionsOf(one)].sort()));
      expect(two.verdict).toBe(one.verdict);
      expect(two.items).toEqual(one.items.map((item, index) => ({ ...item, next: two.items[index]?.next })));
    }
  });

  it('an exception for something else changes nothing', () => {
    for (const seed of all) {
      const chance = chanceOf(seed);
      const [inventory, policy] = [inventoryBy(chance), policyBy(chance)];
      const before = actionsOf(decide(inventory, fileOf(policy)));
      const strangers = [
        { server: 'nobody' },
        { package: 'pkg:npm/everything-server@1.0.1' },
        { package: 'pkg:npm/other@1.0.0' },
        { finding: 'GHSA-zzzz-zzzz-zzzz' },
        { expires: '2026-11-22' },
        { created: '2026-11-24', expires: '2026-11-30' },
      ];
      const exceptions = [
        ...(policy.exceptions ?? []),
        ...strangers.map((more, index) => ({ ...exceptionBy(chance, `X${index}`), ...more })),
      ];
      expect(actionsOf(decide(inventory, fileOf({ ...policy, exceptions }))), `seed ${seed}`).toEqual(before);
    }
  });

  it('an exception changes at most what it is for', () => {
    for (const seed of all) {
      const chance = chanceOf(seed);
      const [inventory, policy] = [inventoryBy(chance), policyBy(chance)];
      const entry = { ...exceptionBy(chance, 'X'), expires: '2026-12-01' };
      const before = actionsOf(decide(inventory, fileOf(policy)));
      const after = decide(inventory, fileOf({ ...policy, exceptions: [...(policy.exceptions ?? []), entry] }));
      const changed = after.findings.filter(({ id, action, kind }) => !UPKEEP.has(kind) && before.get(id) !== action);
      for (const { server, ids, purl } of changed) {
        expect([server, purl, ids.includes(entry.finding)], `seed ${seed}`).toEqual([
          entry.server,
          entry.package,
          true,
        ]);
      }
    }
  });

  it('a further rule that blocks or warns never loosens a verdict', () => {
    for (const seed of all) {
      const chance = chanceOf(seed);
      const [inventory, policy] = [inventoryBy(chance), policyBy(chance)];
      const rule: Rule = {
        id: 'x',
        when: { kind: chance.pick(KINDS) },
        action: chance.pick(['block', 'warn'] as const),
        override: 'never',
      };
      const [one, two] = [
        decide(inventory, fileOf(policy)),
        decide(inventory, fileOf({ ...policy, gate: { ...policy.gate, rules: [...policy.gate.rules, rule] } })),
      ];
      for (const [id, action] of actionsOf(one)) {
        expect(SEVERE[actionsOf(two).get(id) ?? 'allow'], `seed ${seed}`).toBeGreaterThanOrEqual(SEVERE[action]);
      }
      expect(WORSE[two.verdict], `seed ${seed}`).toBeGreaterThanOrEqual(WORSE[one.verdict]);
    }
  });

  it('a policy below another never loosens it, and nor does one above', () => {
    for (const seed of all) {
      const chance = chanceOf(seed);
      const inventory = inventoryBy(chance);
      const [upper, lower] = [fileOf(policyBy(chance)), fileOf(policyBy(chance))];
      const both = actionsOf(decide(inventory, { ...lower, upper }));
      for (const [file, other] of [
        [upper, lower],
        [lower, upper],
      ] as const) {
        for (const { id, action, kind, rules } of decide(inventory, file).findings) {
          // Where a policy has no rule for something, that is a warning until another one says more.
          if (UPKEEP.has(kind) || rules[0] === 'default') continue;
          expect(SEVERE[both.get(id) ?? 'allow'], `seed ${seed}: ${kind}, ${other.source}`).toBeGreaterThanOrEqual(
            SEVERE[action],
          );
        }
      }
    }
  });

  it('the same comes out twice, byte for byte', () => {
    for (const seed of all.slice(0, 10)) {
      const chance = chanceOf(seed);
      const [inventory, file] = [inventoryBy(chance), fileOf(policyBy(chance))];
      expect(JSON.stringify(decide(inventory, file))).toBe(JSON.stringify(decide(structuredClone(inventory), file)));
    }
  });

  it('something is decided at all', () => {
    const counts = { block: 0, warn: 0, allow: 0 };
    for (const seed of all) {
      const chance = chanceOf(seed);
      const inventory = inventoryBy(chance);
      for (const action of actionsOf(decide(inventory, fileOf(policyBy(chance)))).values()) counts[action] += 1;
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });
});
