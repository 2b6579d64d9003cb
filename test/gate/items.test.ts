import { describe, expect, it } from 'vitest';
import { judge, loadBaseline, type JudgeOptions, type PolicyFile } from '../../src/gate/index.ts';
import type { GateItem } from '../../src/model/decision.ts';
import { GATE_ITEMS, type GateItemId } from '../../src/model/gate-item.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Rule } from '../../src/model/policy.ts';
import type { Severity } from '../../src/model/severity.ts';
import {
  declarationWith,
  gapWith,
  installationOf,
  inventoryOf,
  remoteServerWith,
  serverWith,
  sourceWith,
  vulnerabilityIn,
} from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const OFF = { declarations: [declarationWith({ enabled: false })] };
const CLEAN = inventoryOf([serverWith()]);

function item(id: GateItemId, inventory: Inventory = CLEAN, policy: PolicyFile = policyWith()): GateItem {
  const found = judge(inventory, policy, NOW).items.find((one) => one.id === id);
  expect(found).toBeDefined();
  return found as GateItem;
}

describe('every item', () => {
  it('is there, in order, with a reason of one line', () => {
    const { items } = judge(CLEAN, loadBaseline(), NOW);
    expect(items.map(({ id }) => id)).toEqual([...GATE_ITEMS]);
    for (const { reason } of items) expect(reason).toMatch(/^[^\n]+\.$/);
  });

  it.each([...GATE_ITEMS])('%s is unknown with a gap of its own', (id) => {
    const owners = { default: 'ada' };
    const judged = item(id, inventoryOf([serverWith()], { gaps: [gapWith({ item: id })] }), policyWith({ owners }));
    expect(judged.status).toBe('unknown');
  });

  it.each([...GATE_ITEMS])('%s does not apply without a server, and is unknown when a gap may hide one', (id) => {
    expect(item(id, inventoryOf([]))).toMatchObject({ status: 'not-applicable', reason: 'No server was found.' });
    expect(item(id, inventoryOf([], { gaps: [gapWith({ item: id })] })).status).toBe('unknown');
  });
});

describe('inventory-complete', () => {
  it('passes when nothing was left unread', () => {
    expect(item('inventory-complete')).toMatchObject({
      status: 'pass',
      reason: '1 server in 1 config file, each read in full.',
    });
  });

  it('counts what was left unread, and says what to do', () => {
    const gaps = [
      gapWith({ item: 'inventory-complete', kind: 'config-invalid', hint: '' }),
      gapWith({ item: 'inventory-complete', kind: 'config-invalid', hint: 'Mend the file.' }),
      gapWith({ item: 'inventory-complete', kind: 'entry-invalid', hint: 'Other.' }),
    ];
    const judged = item('inventory-complete', inventoryOf([serverWith()], { gaps }));
    expect(judged.reason).toContain('2 faults in config files, 1 entry not understood');
    expect(judged.next).toBe('Mend the file.');
  });

  it('names whom its next step is about: the server, else the place', () => {
    const location = { file: '/home/ada/.gemini/settings.json', line: 2, column: 1, pointer: '' };
    const next = (more: Parameters<typeof gapWith>[0]) =>
      item(
        'inventory-complete',
        inventoryOf([serverWith()], { gaps: [gapWith({ item: 'inventory-complete', ...more })] }),
      ).next;
    expect(next({ location })).toBe('/home/ada/.gemini/settings.json:2: Install it.');
    expect(next({ location, server: 'everything' })).toBe('everything: Install it.');
    expect(next({ location, hint: '' })).toBe('');
  });

  it('counts disabled servers like all others', () => {
    const gaps = [gapWith({ item: 'inventory-complete', kind: 'launch-unrecognised', server: 'everything' })];
    expect(item('inventory-complete', inventoryOf([serverWith(OFF)], { gaps })).status).toBe('unknown');
  });
});

describe('installed-tree-scanned', () => {
  const id = 'installed-tree-scanned';

  it('passes with packages, sources and their age', () => {
    expect(item(id)).toMatchObject({
      status: 'pass',
      reason: '1 package in the trees of 1 active server, held against OSV (2026-11-23 09:00 UTC).',
    });
  });

  it('counts the packages that were not checked, each once', () => {
    const gaps = [
      gapWith({ kind: 'advisory-query-failed', components: ['pkg:npm/a@1.0.0', 'pkg:npm/elsewhere@1.0.0'] }),
      gapWith({ kind: 'advisory-partial', components: ['pkg:npm/a@1.0.0'] }),
    ];
    const servers = [
      serverWith({ installation: installationOf({ 'everything-server@1.0.0': ['a@1.0.0'], 'a@1.0.0': [] }) }),
      serverWith({ name: 'off', ...OFF, installation: installationOf({ 'elsewhere@1.0.0': [] }) }),
    ];
    expect(item(id, inventoryOf(servers, { gaps })).reason).toBe(
      '2 packages in the trees of 1 active server (3 known in all), held against OSV (2026-11-23 09:00 UTC), 1 of them not in full; packages not looked up, advisories known in part.',
    );
  });

  it('tells gaps of disabled servers without minding them', () => {
    const servers = [serverWith(), serverWith({ name: 'off', ...OFF, installation: null })];
    const judged = item(id, inventoryOf(servers, { gaps: [gapWith({ server: 'off' })] }));
    expect(judged.status).toBe('pass');
    expect(judged.reason).toContain('Not counted, for disabled servers: 1 not on this machine.');
    expect(item(id, inventoryOf(servers, { gaps: [gapWith({ server: 'everything' })] })).status).toBe('unknown');
    expect(item(id, inventoryOf(servers, { gaps: [gapWith({ server: 'nobody' })] })).status).toBe('unknown');
  });

  it.each([
    ['was not found', null],
    ['is only locked', installationOf({ 'everything-server@1.0.0': [] }, { fidelity: 'locked' })],
    ['is only declared', installationOf({}, { fidelity: 'declared', path: null, method: 'none' })],
  ])('is unknown when a tree %s, even if no gap says so', (_, installation) => {
    const judged = item(id, inventoryOf([serverWith({ installation })]));
    expect(judged.status).toBe('unknown');
    expect(judged.reason).toBe('No tree of an active server was read; no installed tree of 1 server.');
    expect(judged.next).toBe('everything: Install it, then scan again.');
  });

  it.each([
    ['was asked', []],
    ['answered', [sourceWith({ status: 'failed', answered: 0, dataTime: null })]],
  ])('is unknown when no advisory source %s', (_, advisorySources) => {
    const judged = item(id, inventoryOf([serverWith()], { advisorySources }));
    expect(judged.status).toBe('unknown');
    expect(judged.reason).toContain('no advisory source has answered');
  });

  it.each([
    ['no source answered', {}, [], 'or keep all advisories here: mcp-audit db update'],
    ['a gap says what to do', { hint: 'Start it.' }, [sourceWith()], 'Start it.'],
    ['a gap says nothing', { hint: '' }, [sourceWith()], 'Look by hand at what the report lists as not known.'],
  ])('says what to do next when %s', (_, more, advisorySources, next) => {
    const gaps = 'hint' in more ? [gapWith({ kind: 'tree-unsupported', ...more })] : [];
    expect(item(id, inventoryOf([serverWith()], { gaps, advisorySources })).next).toContain(next);
  });

  it('calls sources by their names', () => {
    const advisorySources = ['osv', 'local', 'shipped', 'constructor'].map((one) => sourceWith({ id: one }));
    expect(item(id, inventoryOf([serverWith()], { advisorySources })).reason).toMatch(
      /against OSV \([^)]+\) and the local database \([^)]+\) and the shipped advisories \([^)]+\) and constructor \(/,
    );
  });

  it('passes without an advisory source when there is no package to ask about', () => {
    const servers = [serverWith({ installation: installationOf({}) })];
    expect(item(id, inventoryOf(servers, { advisorySources: [] })).status).toBe('pass');
  });

  it('does not apply when every active server runs elsewhere, and says what cannot be seen', () => {
    const servers = [remoteServerWith('https://mcp.example/'), serverWith({ ...OFF })];
    expect(item(id, inventoryOf(servers))).toMatchObject({
      status: 'not-applicable',
      reason:
        'No active server runs from a tree on this machine. 1 server runs on another machine: not seen from here.',
    });
  });

  it('is unknown for a server behind a port of this machine, whose program is not known', () => {
    expect(item(id, inventoryOf([remoteServerWith('http://localhost:3000/')])).status).toBe('unknown');
  });
});

describe('critical-findings-handled', () => {
  const id = 'critical-findings-handled';
  const BLOCK: Rule = {
    id: 'block',
    when: { kind: 'vulnerability', severity: 'critical' },
    action: 'block',
    override: 'exception',
  };
  const ALLOW: Rule = { id: 'allow', when: { kind: 'vulnerability' }, action: 'allow' };
  const policy = policyWith({ gate: { rules: [BLOCK] } });
  const withSeverity = (severity: Severity, more: Partial<Inventory> = {}) =>
    inventoryOf([serverWith()], {
      vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1', { severity })],
      ...more,
    });
  const gaps = [gapWith({ kind: 'tree-unreadable' })];

  it.each([
    ['critical', 'fail'],
    ['high', 'warn'],
    ['unknown', 'warn'],
    ['medium', 'pass'],
    ['low', 'pass'],
    ['info', 'pass'],
  ] as const)('with a finding of severity %s is %s', (severity, status) => {
    expect(item(id, withSeverity(severity), policy).status).toBe(status);
  });

  it('fails with the edit that mends the first blocked finding, whatever else is not known', () => {
    const judged = item(id, withSeverity('critical', { gaps }), policy);
    expect(judged).toMatchObject({ status: 'fail', reason: 'The policy blocks 1 finding.' });
    expect(judged.next).toContain('change `everything-server@1.0.0` to `everything-server@1.0.1`');
  });

  it('cannot pass or warn while the trees are not fully checked', () => {
    for (const severity of ['high', 'low'] as const) {
      expect(item(id, withSeverity(severity, { gaps }), policy).status).toBe('unknown');
    }
    expect(item(id, withSeverity('high', { gaps }), policy).reason).toContain(
      '1 finding of critical, high or unknown severity to look at.',
    );
  });

  it('counts what was cleared, and minds only what was not', () => {
    const entry = { finding: 'CVE-2026-0001', package: 'pkg:npm/everything-server@1.0.0', server: 'everything' };
    const exceptions = [
      { ...entry, id: 'E', owner: 'a', approved_by: 'b', created: '2026-11-01', expires: '2026-12-01', reason: 'x' },
    ];
    expect(item(id, withSeverity('critical'), policyWith({ gate: { rules: [BLOCK] }, exceptions }))).toMatchObject({
      status: 'pass',
      reason: 'Nothing is blocked, and nothing severe is left to look at. 1 finding cleared in the policy.',
    });
    expect(item(id, withSeverity('high'), policyWith({ gate: { rules: [ALLOW] } })).status).toBe('pass');
  });

  it('fails on a blocked finding of the policy when there is no server', () => {
    const rule: Rule = { id: 'strict', when: { kind: 'unused-exception' }, action: 'block' };
    const reviews = [
      { finding: '0123456789abcdef', server: 'gone', by: 'a', date: '2026-11-01', expires: '2026-12-01' },
    ];
    const decision = judge(inventoryOf([]), policyWith({ gate: { rules: [rule] }, reviews }), NOW, {
      allowEmpty: true,
    });
    expect(decision.verdict).toBe('fail');
  });
});

describe('local-transports-checked', () => {
  const id = 'local-transports-checked';
  it.each([
    ['stdio', serverWith()],
    ['another machine', remoteServerWith('https://mcp.example/')],
    ['a bridge to another machine', serverWith({ launch: { remoteUrl: 'https://mcp.example/' } })],
    ['a disabled server on loopback', remoteServerWith('http://localhost:1/', OFF)],
  ])('does not apply to %s', (_, server) => {
    expect(item(id, inventoryOf([server])).status).toBe('not-applicable');
  });

  it.each([
    ['loopback', remoteServerWith('http://127.0.0.1:3000/mcp')],
    ['a bridge to loopback', serverWith({ launch: { remoteUrl: 'http://localhost:3000/mcp' } })],
    ['a host that is a variable', remoteServerWith('http://${HOST}/mcp')],
    ['a transport that is not known', serverWith({ transport: 'unknown' })],
  ])('is unknown for %s', (_, server) => {
    expect(item(id, inventoryOf([serverWith({ name: 'other' }), server]))).toMatchObject({ status: 'unknown' });
  });
});

describe('owner-assigned', () => {
  const id = 'owner-assigned';
  const servers = [serverWith({ name: 'a' }), serverWith({ id: 'b#1', name: 'b' })];
  it.each([
    [{ default: 'ada' }, 'pass'],
    [{ servers: { a: 'ada', b: 'ada' } }, 'pass'],
    [{ servers: { a: 'ada', 'b#1': 'ada' } }, 'pass'],
    [{ servers: { a: 'ada' } }, 'warn'],
    [{}, 'warn'],
  ] as const)('with owners %j is %s', (owners, status) => {
    expect(item(id, inventoryOf(servers), policyWith({ owners })).status).toBe(status);
  });

  it('is a warning under the baseline, and not taken in by the names of prototypes', () => {
    expect(item(id, inventoryOf(servers), loadBaseline())).toMatchObject({
      status: 'warn',
      reason: '2 of 2 servers without an owner.',
    });
    const odd = inventoryOf([serverWith({ name: 'constructor' }), serverWith({ name: 'toString' })]);
    expect(item(id, odd, policyWith({ owners: { servers: { x: 'ada' } } })).status).toBe('warn');
  });
});

describe('the verdict', () => {
  const verdict = (inventory: Inventory, policy: PolicyFile, options?: JudgeOptions) =>
    judge(inventory, policy, NOW, options).verdict;
  const requiring = (...items: GateItemId[]) => policyWith({ gate: { require: items } });
  const open = inventoryOf([serverWith()], { gaps: [gapWith()] });

  it('is pass when nothing fails and nothing that is required is unknown', () => {
    expect(verdict(CLEAN, requiring('inventory-complete', 'installed-tree-scanned', 'critical-findings-handled'))).toBe(
      'pass',
    );
    expect(verdict(open, requiring('inventory-complete'))).toBe('pass');
  });

  it('is incomplete when a required item is unknown', () => {
    expect(verdict(open, requiring('installed-tree-scanned'))).toBe('incomplete');
    expect(verdict(CLEAN, requiring('credentials-scoped'))).toBe('incomplete');
  });

  it('is fail when any item fails, required or not, whatever is unknown', () => {
    const rule: Rule = { id: 'block', when: { kind: 'vulnerability' }, action: 'block' };
    const bad = inventoryOf([serverWith()], {
      gaps: [gapWith()],
      vulnerabilities: [vulnerabilityIn('everything-server@1.0.0')],
    });
    expect(verdict(bad, policyWith({ gate: { rules: [rule], require: ['installed-tree-scanned'] } }))).toBe('fail');
  });

  it('marks what the policy requires, and the five of a machine when it does not say', () => {
    const required = (policy: PolicyFile) =>
      judge(CLEAN, policy, NOW)
        .items.filter((one) => one.required)
        .map(({ id }) => id);
    expect(required(requiring('owner-assigned'))).toEqual(['owner-assigned']);
    expect(required(policyWith({ gate: { require: undefined } }))).toEqual(required(loadBaseline()));
    expect(required(loadBaseline())).toHaveLength(5);
  });

  it('without any server is incomplete, unless that is allowed and no gap may hide one', () => {
    const baseline = loadBaseline();
    expect(verdict(inventoryOf([]), baseline)).toBe('incomplete');
    expect(verdict(inventoryOf([]), baseline, { allowEmpty: true })).toBe('pass');
    const hidden = inventoryOf([], { gaps: [gapWith({ kind: 'config-invalid', item: 'inventory-complete' })] });
    expect(verdict(hidden, baseline, { allowEmpty: true })).toBe('incomplete');
  });
});
