import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportOn } from '../../src/commands/_run-scan.ts';
import { withoutPrivate } from '../../src/gate/index.ts';
import { replacer } from '../../src/gate/private-words.ts';
import type { JudgedFinding } from '../../src/model/decision.ts';
import type { Exception } from '../../src/model/clearing.ts';
import { gapWith, inventoryOf, serverWith } from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const people = { owner: 'ada', approved_by: 'bob', reason: 'Flarble overflow.' };
const exception: Exception = {
  id: 'EX-1',
  finding: 'PRIV-2026-003',
  package: 'pkg:npm/glorp-mcp@4.7.91',
  server: 'zorgon',
  visibility: 'private',
  notification: { maintainer: 'zoe@maint.example', channel: 'mail', sent: '2026-11-01' },
  created: '2026-11-01',
  expires: '2026-12-01',
  ...people,
};

function told(parts: PolicyParts): { before: JudgedFinding[]; after: JudgedFinding[]; text: string } {
  const file = policyWith(parts);
  const report = reportOn(inventoryOf([serverWith()]), file, {}, NOW);
  const hidden = withoutPrivate(report, file, NOW);
  return { before: report.decision.findings, after: hidden.decision.findings, text: JSON.stringify(hidden) };
}

describe('an entry about something that is not public', () => {
  it.each<[string, PolicyParts]>([
    ['that clears nothing, for its server is not here', { exceptions: [exception] }],
    ['that has ended', { exceptions: [{ ...exception, created: '2026-09-01', expires: '2026-10-01' }] }],
    [
      'that its owner approved',
      { exceptions: [{ ...exception, owner: 'A <a@x.example>', approved_by: 'a+1@x.example' }] },
    ],
    [
      'beside a review of the same package',
      {
        private: [{ id: 'PRIV-2026-003', package: 'pkg:npm/glorp-mcp', severity: 'high', text: 'Flarble overflow.' }],
        reviews: [
          {
            finding: 'GHSA-glor-pppp-pppp',
            package: 'pkg:npm/glorp-mcp@4.7.91',
            server: 'everything',
            by: 'ada',
            date: '2026-11-01',
            expires: '2026-12-01',
          },
        ],
      },
    ],
    [
      'beside a review of another package on the same server',
      {
        private: [{ id: 'PRIV-2026-003', server: 'zorgon', severity: 'high', text: 'Flarble overflow.' }],
        reviews: [
          {
            finding: 'GHSA-glor-pppp-pppp',
            package: 'pkg:npm/glorp-parser@4.7.91',
            server: 'zorgon',
            by: 'ada',
            date: '2026-11-01',
            expires: '2026-12-01',
          },
        ],
      },
    ],
  ])('%s is told without its package and version', (_, parts) => {
    const { before, after, text } = told(parts);
    expect(JSON.stringify(before)).toMatch(/glorp/);
    expect(text).not.toMatch(/glorp|4\.7\.91|zorgon|flarble|PRIV-2026|GHSA-glor|zoe@/i);
    expect(after).toHaveLength(before.length);
    expect(after.some(({ title, locations }) => title.includes('kept back') && locations.length === 1)).toBe(true);
  });

  it('has no id against which a guess can be held', () => {
    const { before, after } = told({
      private: [{ id: 'PRIV-2026-003', server: 'zorgon', severity: 'high', text: 'Flarble overflow.' }],
      disclosure: { private: { require_notification: true } },
    });
    const guess = createHash('sha256')
      .update(JSON.stringify(['policy-entry', null, 'private finding PRIV-2026-003', null]))
      .digest('hex')
      .slice(0, 16);
    expect(before.map(({ id }) => id)).toContain(guess);
    expect(after.map(({ id }) => id)).not.toContain(guess);
    expect(after.find(({ check }) => check === 'policy-entry')?.title).toMatch(
      /was not told of .*PRIVATE-[0-9a-f]{8}$/,
    );
  });

  it('leaves the words and ids of what has to do with nothing of it', () => {
    const { before, after } = told({
      private: [{ id: 'PRIV-2026-003', server: 'zorgon', severity: 'high', text: 'Flarble overflow.' }],
    });
    expect(after).toEqual(before);
  });

  it('has opaque ids that somebody who guesses its text alone does not find', () => {
    const idOf = (sent: string): string | undefined =>
      /PRIVATE-[0-9a-f]{8}/.exec(
        told({ exceptions: [{ ...exception, notification: { maintainer: 'z', channel: 'mail', sent } }] }).text,
      )?.[0];
    expect(idOf('2026-11-01')).not.toBe(idOf('2026-11-02'));
  });
});

describe('a version behind a hidden name', () => {
  const file = policyWith({
    private: [{ id: 'PRIV-2026-003', package: 'pkg:npm/%40acme/glorp-mcp', severity: 'high', text: 'Flarble.' }],
  });
  it.each([
    '@acme/glorp-mcp@4.7.91',
    '%40acme/glorp-mcp%404.7.91',
    'glorp_mcp==4.7.91',
    'glorp-mcp-4.7.91.tgz',
    'glorp-mcp 4.7.91',
  ])('%s goes with it', (name) => {
    const inventory = inventoryOf([serverWith()], { gaps: [gapWith({ message: `${name} was not looked up.` })] });
    const { gaps } = withoutPrivate(reportOn(inventory, file, {}, NOW), file, NOW).decision;
    expect(gaps[0]?.message).toMatch(/^(?:PRIVATE-[0-9a-f]{8}) was not looked up\.$/);
  });
});

describe('many hidden words', () => {
  it('are found in one reading: the longest at each place, whole where they are short, in any case', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({ word: `secret-package-${index}`, by: `<${index}>` }));
    const replace = replacer([...many, { word: 'fs', by: '<fs>' }, { word: 'Zürich Server', by: '<z>' }]);
    const text = 'SECRET_package.17 and secret-package-1755 on fs, not on afs; ZÜRICH SERVER.';
    expect(replace(text)).toBe('<17> and <1755> on <fs>, not on afs; <z>.');
    expect(replace('nothing')).toBe('nothing');
    expect(replacer([])('fs')).toBe('fs');
  });
});
