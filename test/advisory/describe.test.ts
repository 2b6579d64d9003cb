import { describe as suite, expect, it } from 'vitest';
import { describe } from '../../src/advisory/describe.ts';
import { recordWithoutDetails } from '../../src/advisory/record.ts';
import { vulnerabilitySchema } from '../../src/model/vulnerability.ts';
import { at, entry, recordOf, semverRange } from './_records.ts';

const fixedAt = (version: string) => ({
  affected: [entry('pack', { ranges: [semverRange({ introduced: '0' }, { fixed: version })] })],
});

suite('a described group', () => {
  it('is a vulnerability of one package, by its first record', async () => {
    const group = [
      recordOf('GHSA-1', {
        ...fixedAt('2.0.0'),
        aliases: ['CVE-1'],
        summary: 'Bad',
        database_specific: { severity: 'HIGH' },
      }),
      recordOf('PYSEC-1', {
        ...fixedAt('2.0.1'),
        aliases: ['CVE-1'],
        summary: 'Also bad',
        modified: '2020-01-01T00:00:00Z',
      }),
    ];
    const described = await describe(group, at('1.0.0', 'pack'));
    expect(vulnerabilitySchema.parse(described)).toEqual({
      id: 'GHSA-1',
      ids: ['CVE-1', 'GHSA-1', 'PYSEC-1'],
      kind: 'vulnerability',
      severity: 'high',
      severitySource: 'GHSA label',
      score: null,
      vector: null,
      exploited: null,
      epss: null,
      summary: 'Bad',
      url: 'https://github.com/advisories/GHSA-1',
      modified: '2026-01-02T03:04:05Z',
      affects: [{ purl: 'pkg:npm/pack@1.0.0', fixed: '2.0.1', cure: '2.0.1', lastKnownAffected: null }],
    });
  });

  it('takes malware for critical, which nobody scores', async () => {
    expect(await describe([recordOf('MAL-1')], at('1.0.0'))).toMatchObject({
      severity: 'critical',
      severitySource: 'malware',
    });
    const scored = recordOf('GHSA-1', { aliases: ['MAL-1'], database_specific: { severity: 'HIGH' } });
    expect(await describe([scored], at('1.0.0'))).toMatchObject({ kind: 'malware', severity: 'high' });
  });

  it('links other ids to OSV', async () => {
    expect(await describe([recordOf('MAL-1')], at('1.0.0'))).toMatchObject({
      url: 'https://osv.dev/vulnerability/MAL-1',
    });
  });

  it('lets a record without details speak only where no other does', async () => {
    const bare = recordWithoutDetails('GHSA-0', null);
    const other = recordOf('OTHER-1', { ...fixedAt('2.0.0'), summary: 'Bad', aliases: ['GHSA-0'] });
    expect(await describe([bare, other], at('1.0.0'))).toMatchObject({
      id: 'GHSA-0',
      summary: 'Bad',
      modified: other.modified,
    });
    expect(await describe([bare], at('1.0.0'))).toMatchObject({
      id: 'GHSA-0',
      severity: 'unknown',
      summary: 'The details of this advisory could not be fetched.',
      affects: [{ fixed: null }],
    });
  });
});
