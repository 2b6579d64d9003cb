import { describe, expect, it } from 'vitest';
import { judge, loadBaseline } from '../../src/gate/index.ts';
import { judgeFinding } from '../../src/gate/judge-finding.ts';
import { clearingsOf } from '../../src/gate/clear.ts';
import { makeFinding } from '../../src/checks/index.ts';
import type { Approval, Exception, Review } from '../../src/model/clearing.ts';
import type { Action, JudgedFinding } from '../../src/model/decision.ts';
import type { Finding, FindingKind } from '../../src/model/finding.ts';
import type { Rule } from '../../src/model/policy.ts';
import { SEVERITIES, type Severity } from '../../src/model/severity.ts';
import {
  componentWith,
  declarationWith,
  installationOf,
  inventoryOf,
  serverWith,
  vulnerabilityIn,
} from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';

const PACKAGE = 'pkg:npm/everything-server@1.0.0';
const ID = 'GHSA-aaaa-bbbb-cccc';
const VULNERABLE = inventoryOf([serverWith()], {
  vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1')],
});

const RULE = {
  never: { id: 'r', when: { kind: 'vulnerability' }, action: 'block', override: 'never' },
  silent: { id: 'r', when: { kind: 'vulnerability' }, action: 'block' },
  exception: { id: 'r', when: { kind: 'vulnerability' }, action: 'block', override: 'exception' },
  approval: { id: 'r', when: { kind: 'vulnerability' }, action: 'block', override: 'approval' },
  reviewed: { id: 'r', when: { kind: 'vulnerability' }, action: 'warn', until: 'reviewed' },
  warn: { id: 'r', when: { kind: 'vulnerability' }, action: 'warn' },
} as const satisfies Record<string, Rule>;

const exception = (more: Partial<Exception> = {}): Exception => ({
  id: 'E',
  finding: ID,
  package: PACKAGE,
  server: 'everything',
  owner: 'ada@acme.example',
  approved_by: 'bob@acme.example',
  created: '2026-11-01',
  expires: '2026-11-30',
  reason: 'for now',
  ...more,
});
const approval = (more: Partial<Approval> = {}): Approval => {
  const { owner, approved_by, expires, reason } = exception();
  return {
    rule: 'r',
    package: PACKAGE,
    server: 'everything',
    owner,
    approved_by,
    date: '2026-11-01',
    expires,
    reason,
    ...more,
  };
};
const review = (more: Partial<Review> = {}): Review => ({
  finding: ID,
  package: PACKAGE,
  server: 'everything',
  by: 'ada',
  date: '2026-11-01',
  expires: '2026-11-30',
  ...more,
});

const findingsOf = (parts: PolicyParts, now = '2026-11-23T12:00:00Z', inventory = VULNERABLE): JudgedFinding[] =>
  judge(inventory, policyWith(parts), new Date(now)).findings;
/** What becomes of the vulnerability, and what is said about entries. */
function told(parts: PolicyParts, now?: string): string {
  const findings = findingsOf(parts, now);
  const upkeep = findings.filter(({ kind }) => kind !== 'vulnerability').map(({ kind }) => kind);
  return [findings.find(({ kind }) => kind === 'vulnerability')?.action, ...upkeep.sort()].join(' ');
}

describe('what clears which rule', () => {
  const entries = { exceptions: [exception()], approvals: [approval()], reviews: [review()] };
  it.each([
    ['never', 'exceptions', 'block unused-exception'],
    ['never', 'reviews', 'block unused-exception'],
    ['silent', 'exceptions', 'block unused-exception'],
    ['silent', 'reviews', 'block unused-exception'],
    ['exception', 'exceptions', 'allow'],
    ['exception', 'reviews', 'block unused-exception'],
    ['approval', 'exceptions', 'block unused-exception'],
    ['approval', 'approvals', 'allow'],
    ['approval', 'reviews', 'block unused-exception'],
    ['reviewed', 'exceptions', 'warn unused-exception'],
    ['reviewed', 'reviews', 'allow'],
    ['warn', 'exceptions', 'warn unused-exception'],
    ['warn', 'reviews', 'warn unused-exception'],
  ] as const)('%s, by %s: %s', (rule, kind, expected) => {
    expect(told({ gate: { rules: [RULE[rule]] }, [kind]: entries[kind] })).toBe(expected);
  });

  it.each([
    ['another finding', { finding: 'GHSA-zzzz-zzzz-zzzz' }],
    ['another version', { package: 'pkg:npm/everything-server@1.0.1' }],
    ['another package', { package: 'pkg:npm/other@1.0.0' }],
    ['another registry', { package: 'pkg:pypi/everything-server@1.0.0' }],
    ['another server', { server: 'other' }],
    ['its name in other letters', { server: 'Everything' }],
    ['its id in other letters', { finding: 'ghsa-aaaa-bbbb-cccc' }],
    ['a package that begins so', { package: 'pkg:npm/everything-server@1.0.0-rc.1' }],
  ])('an exception of %s clears nothing and is told', (_, more) => {
    expect(told({ gate: { rules: [RULE.exception] }, exceptions: [exception(more)] })).toBe('block unused-exception');
  });

  it.each([
    ['another id of the vulnerability', { finding: 'CVE-2026-0001' }],
    [
      'words for why',
      { justification: 'vulnerable_code_not_in_execute_path' as const, evidence: ['https://x.example'] },
    ],
    ['the word that it can be reached', { classification: 'runtime' as const }],
    ['the word that it cannot, where that is not known', { classification: 'dependency-only' as const }],
  ])('an exception with %s clears it', (_, more) => {
    expect(told({ gate: { rules: [RULE.exception] }, exceptions: [exception(more)] })).toBe('allow');
  });

  it('one that says nothing reaches it clears nothing that is reached', () => {
    const { policy } = policyWith({ exceptions: [exception({ classification: 'dependency-only' })] });
    const [finding] = findingsOf({});
    const act = (reachability: Finding['reachability']): Action =>
      judgeFinding(
        { ...(finding as Finding), reachability },
        null,
        [RULE.exception],
        clearingsOf(policy, VULNERABLE),
        new Set(),
      ).action;
    expect([act('reachable'), act('confirmed'), act('dependency-only'), act('unknown')]).toEqual([
      'block',
      'block',
      'allow',
      'allow',
    ]);
  });

  it('a second rule that matches still stands', () => {
    const rules: Rule[] = [
      RULE.exception,
      { ...RULE.warn, id: 'w' },
      { ...RULE.never, id: 'n', when: { kind: 'malware' } },
    ];
    expect(told({ gate: { rules }, exceptions: [exception()] })).toBe('warn');
    expect(told({ gate: { rules: [...rules, { ...RULE.never, id: 'b' }] }, exceptions: [exception()] })).toBe('block');
  });
});

describe('one person in two spellings', () => {
  it.each([
    ['Ada <ada@acme.example>', 'ada@acme.example', true],
    ['ada+work@acme.example', 'ada@acme.example', true],
    ['ADA@ACME.example', 'Ada <ada+x@acme.example>', true],
    ['ada@acme.example\u200b', 'ada@acme.example', true],
    ['\uff41da@acme.example', 'ada@acme.example', true],
    ['Ada  Lovelace', 'ada lovelace', true],
    ['ada@acme.example', 'bob@acme.example', false],
    ['ada@acme.example', 'ada@other.example', false],
    ['Ada <ada@acme.example>', 'Ada <bob@acme.example>', false],
  ])('%j and %j: %s', (owner, approved_by, isOne) => {
    const entry = exception({ owner, approved_by });
    expect(told({ gate: { rules: [RULE.exception] }, exceptions: [entry] })).toBe(
      isOne ? 'block policy-entry' : 'allow',
    );
    const other = approval({ owner, approved_by });
    expect(told({ gate: { rules: [RULE.approval] }, approvals: [other] })).toBe(isOne ? 'block policy-entry' : 'allow');
  });
});

describe('days, in UTC', () => {
  const OVER = 'block expired-exception';
  const EARLY = 'block unused-exception';
  it.each([
    ['the last moment of the last day', '2026-11-01', '2026-11-30', '2026-11-30T23:59:59.999Z', 'allow'],
    ['the moment after', '2026-11-01', '2026-11-30', '2026-12-01T00:00:00.000Z', OVER],
    ['a day after', '2026-11-01', '2026-11-30', '2026-12-02T00:00:00Z', OVER],
    ['the first moment of the first day', '2026-11-01', '2026-11-30', '2026-11-01T00:00:00.000Z', 'allow'],
    ['the moment before', '2026-11-01', '2026-11-30', '2026-10-31T23:59:59.999Z', EARLY],
    ['one day that is both', '2026-11-23', '2026-11-23', '2026-11-23T12:00:00Z', 'allow'],
    ['the evening of the last day west of here', '2026-11-01', '2026-11-30', '2026-11-30T20:00:00-05:00', OVER],
    ['the morning of the first day east of here', '2026-11-01', '2026-11-30', '2026-11-01T05:00:00+09:00', EARLY],
    ['the last day, still the last day east of here', '2026-11-01', '2026-11-30', '2026-12-01T08:00:00+09:00', 'allow'],
    ['a leap day as the last', '2028-02-01', '2028-02-29', '2028-02-29T23:59:59Z', 'allow'],
    ['the day after a leap day', '2028-02-01', '2028-02-29', '2028-03-01T00:00:00Z', OVER],
    ['a leap day as the first', '2028-02-29', '2028-03-10', '2028-02-29T00:00:00Z', 'allow'],
    ['the day before a leap day', '2028-02-29', '2028-03-10', '2028-02-28T23:59:59Z', EARLY],
    ['90 days over a leap day', '2028-01-01', '2028-03-31', '2028-03-31T23:00:00Z', 'allow'],
    ['90 days over the end of a year', '2026-11-01', '2027-01-30', '2027-01-30T23:59:59Z', 'allow'],
    ['the end of a year', '2026-12-01', '2026-12-31', '2026-12-31T23:59:59.999Z', 'allow'],
    ['the start of the next', '2026-12-01', '2026-12-31', '2027-01-01T00:00:00Z', OVER],
    ['the day on which clocks change', '2027-03-01', '2027-03-28', '2027-03-28T23:30:00Z', 'allow'],
    ['the turn of a century that is a leap year', '2399-12-01', '2400-02-29', '2400-02-29T12:00:00Z', 'allow'],
  ])('%s', (_, created, expires, now, expected) => {
    const rules = { gate: { rules: [RULE.exception] } };
    expect(told({ ...rules, exceptions: [exception({ created, expires })] }, now)).toBe(expected);
    const inReviews = expected.replace('block', 'warn');
    expect(told({ gate: { rules: [RULE.reviewed] }, reviews: [review({ date: created, expires })] }, now)).toBe(
      inReviews,
    );
    expect(told({ gate: { rules: [RULE.approval] }, approvals: [approval({ date: created, expires })] }, now)).toBe(
      expected,
    );
  });

  it.each([
    ['2026-02-29', '2026-03-01'],
    ['2100-02-29', '2100-03-01'],
    ['2026-11-31', '2026-12-01'],
    ['2026-11-01', '2026-10-31'],
    ['2026-11-01', '2027-01-31'],
    ['2028-01-01', '2028-04-01'],
    ['2026-11-1', '2026-11-30'],
    ['26-11-01', '2026-11-30'],
    ['2026-11-01T00:00:00Z', '2026-11-30'],
    ['tomorrow', '2026-11-30'],
  ])('%s to %s is refused', (created, expires) => {
    expect(() => policyWith({ exceptions: [exception({ created, expires })] })).toThrow(/policy\.yaml:\d+:\d+: /);
  });
});

describe('the age of a scan', () => {
  const stale = (max_scan_age: string, now: string): string[] => {
    const decision = judge(
      inventoryOf([serverWith()], { createdAt: '2026-11-23T09:00:00.000Z' }),
      policyWith({ gate: { max_scan_age } }),
      new Date(now),
    );
    const found = decision.findings.filter(({ kind }) => kind === 'stale-scan').map(({ title }) => title);
    expect(decision.gaps.filter(({ kind }) => kind === 'scan-stale')).toHaveLength(found.length);
    expect(decision.items.find(({ id }) => id === 'inventory-complete')?.status).toBe(
      found.length > 0 ? 'unknown' : 'pass',
    );
    return found;
  };
  it.each([
    ['1h', '2026-11-23T10:00:00.000Z', 0],
    ['1h', '2026-11-23T10:00:00.001Z', 1],
    ['60m', '2026-11-23T10:00:00.001Z', 1],
    ['7d', '2026-11-30T09:00:00.000Z', 0],
    ['7d', '2026-11-30T09:00:00.001Z', 1],
    ['1h', '2026-11-23T08:56:00.000Z', 0],
    ['1h', '2026-11-23T08:54:00.000Z', 1],
  ])('%s at %s', (age, now, count) => {
    expect(stale(age, now)).toHaveLength(count);
  });
});

describe('the baseline', () => {
  const baseline = loadBaseline().policy.gate.rules;
  const B = 'block';
  const W = 'warn';
  /** Critical, high, medium, low, info, unknown: for a server that a client would start, and one that none would. */
  const TABLE: Partial<Record<FindingKind, [active: string[], inactive: string[]]>> = {
    vulnerability: [
      [B, W, W, W, W, W],
      [W, W, W, W, W, W],
    ],
    malware: [
      [B, B, B, B, B, B],
      [B, B, B, B, B, B],
    ],
    deprecated: [
      [B, B, B, B, B, B],
      [W, W, W, W, W, W],
    ],
    'deceptive-name': [
      [B, B, B, B, B, B],
      [W, W, W, W, W, W],
    ],
    'unsafe-transport': [
      [B, B, W, W, W, W],
      [W, W, W, W, W, W],
    ],
    'tool-changed': [
      [B, B, B, B, B, B],
      [W, W, W, W, W, W],
    ],
    'tool-poisoning': [
      [B, B, B, B, B, B],
      [W, W, W, W, W, W],
    ],
    'tool-shift': [
      [B, B, W, W, W, W],
      [W, W, W, W, W, W],
    ],
    private: [
      [B, B, W, W, W, B],
      [W, W, W, W, W, W],
    ],
  };
  /** What a policy asks for has an action of its own. */
  const DEMANDS = ['credential', 'isolation', 'transport', 'identity', 'tool', 'receipts'] as const;
  for (const one of DEMANDS) TABLE[`policy-${one}`] = [Array(6).fill('allow'), Array(6).fill('allow')];
  /** What only warns, whatever its severity. */
  const WARNED: FindingKind[] = [
    'yanked',
    'unmaintained',
    'unpinned',
    'ambiguous-config',
    'plaintext-transport',
    'tool-shadowing',
    'tool-hint',
    'tool-approval',
    'tool-unreviewed',
    'policy-entry',
    'stale-scan',
    'expired-exception',
    'unused-exception',
  ];
  const kinds = [...(Object.keys(TABLE) as FindingKind[]), ...WARNED];
  const rows = kinds.flatMap((kind) =>
    SEVERITIES.map((severity): [FindingKind, Severity, string, string] => {
      const [active, inactive] = TABLE[kind] ?? [];
      const order = ['critical', 'high', 'medium', 'low', 'info', 'unknown'].indexOf(severity);
      return [kind, severity, active?.[order] ?? W, inactive?.[order] ?? W];
    }),
  );

  it.each(rows)('%s of severity %s: %s, at rest %s', (kind, severity, active, inactive) => {
    const finding = (server: ReturnType<typeof serverWith>): Finding =>
      makeFinding({ id: 'x', kind, item: 'critical-findings-handled' }, server, {
        subject: 'x',
        severity,
        confidence: 'high',
        title: '',
        evidence: [],
        fix: '',
      });
    const act = (server: ReturnType<typeof serverWith>): Action =>
      judgeFinding(finding(server), null, baseline, [], new Set()).action;
    expect(act(serverWith())).toBe(active);
    expect(act(serverWith({ declarations: [declarationWith({ enabled: false })] }))).toBe(inactive);
  });
});

describe('an approval of more than one thing', () => {
  const withdrawn = componentWith('everything-server@1.0.0', {
    withdrawn: { kind: 'deprecated', message: 'gone', source: 'lockfile' },
  });
  const inventory = inventoryOf([serverWith({ installation: installationOf({}, { components: [withdrawn] }) })], {
    vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1')],
  });
  it('is told', () => {
    const wide: Rule = { ...RULE.approval, when: { kind: ['vulnerability', 'deprecated'] } };
    const tell = (rule: Rule): string[] =>
      findingsOf({ gate: { rules: [rule] }, approvals: [approval()] }, undefined, inventory)
        .filter(({ kind }) => kind === 'policy-entry')
        .map(({ title }) => title);
    expect(tell(wide)).toEqual([expect.stringMatching(/clears 2 findings$/)]);
    expect(tell(RULE.approval)).toEqual([]);
  });
});
