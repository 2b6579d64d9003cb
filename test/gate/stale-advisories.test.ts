import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { AdvisorySourceStatus } from '../../src/model/inventory.ts';
import { inventoryOf, serverWith, sourceWith } from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');

function judged(sources: AdvisorySourceStatus[], oldest: string | undefined = '24h') {
  const gate = { require: ['installed-tree-scanned' as const], max_advisory_age: oldest };
  const inventory = inventoryOf([serverWith()], { advisorySources: sources });
  return judge(inventory, policyWith({ gate }), NOW);
}

describe('the age of advisory data', () => {
  it.each([
    ['24h', '2026-11-22T12:00:00.000Z'],
    ['1d', '2026-11-22T12:00:00.000Z'],
    ['90m', '2026-11-23T10:30:00.000Z'],
    ['24h', '2026-11-23T12:04:00.000Z'],
  ])('may be %s: %s', (oldest, dataTime) => {
    expect(judged([sourceWith({ dataTime })], oldest)).toMatchObject({ verdict: 'pass', findings: [], gaps: [] });
  });

  it.each([
    [
      'older by a millisecond',
      '2026-11-22T11:59:59.999Z',
      'the advisory data of OSV is of 2026-11-22 11:59 UTC, older than 24h',
    ],
    [
      'newer than the time judged',
      '2026-11-24T00:00:00Z',
      'the advisory data of OSV is of 2026-11-24 00:00 UTC, newer than the time judged (2026-11-23 12:00 UTC)',
    ],
    ['of no time', null, 'the advisory data of OSV is of an unknown time'],
    ['of a time that is none', 'yesterday', 'the advisory data of OSV is of an unknown time'],
  ])('is a finding and a gap when it is %s', (_, dataTime, message) => {
    const decision = judged([sourceWith({ dataTime })]);
    expect(decision.findings).toMatchObject([{ kind: 'stale-scan', action: 'warn', server: null, title: message }]);
    expect(decision.gaps).toMatchObject([{ kind: 'advisory-stale', item: 'installed-tree-scanned', message }]);
    expect(decision.items.find(({ id }) => id === 'installed-tree-scanned')?.status).toBe('unknown');
    expect(decision.verdict).toBe('incomplete');
  });

  it('is mended by a scan when it is old, and by another time when it is newer than the time judged', () => {
    const hintFor = (dataTime: string, id = 'osv'): string | undefined =>
      judged([sourceWith({ id, dataTime })]).gaps[0]?.hint;
    expect(hintFor('2026-11-01T00:00:00Z')).toMatch(/: mcp-audit scan$/);
    expect(hintFor('2026-11-01T00:00:00Z', 'local')).toContain('mcp-audit db update (or db import)');
    expect(hintFor('2026-11-01T00:00:00Z', 'shipped')).toContain('mcp-audit scan; or keep all advisories here');
    expect(hintFor('2026-11-24T00:00:00Z')).toMatch(/^Judge as of 2026-11-24 00:00 UTC or later: .*--as-of/);
  });

  it('does not count for a source that nothing rests on', () => {
    const old = sourceWith({ id: 'shipped', dataTime: '2026-01-01T00:00:00Z', answered: 0 });
    expect(judged([sourceWith(), old]).gaps).toEqual([]);
    expect(judged([sourceWith(), { ...old, answered: 1 }]).gaps).toMatchObject([{ kind: 'advisory-stale' }]);
  });

  it('does not count where the policy sets no bound', () => {
    const inventory = inventoryOf([serverWith()], {
      advisorySources: [sourceWith({ dataTime: '2020-01-01T00:00:00Z' })],
    });
    expect(judge(inventory, policyWith(), NOW)).toMatchObject({ findings: [], gaps: [] });
  });
});
