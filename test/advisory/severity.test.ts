import { describe, expect, it } from 'vitest';
import { ratingOf, scoreOf } from '../../src/advisory/cvss.ts';
import { rate } from '../../src/advisory/severity.ts';
import { at, entry, recordOf } from './_records.ts';

const V2 = { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' }; // 7.5
const V30 = { type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }; // 9.8
const V31 = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N' }; // 6.5
const V4 = { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' }; // 9.3

const v3 = (score: string) => ({ type: 'CVSS_V3', score });

describe('the score of vectors', () => {
  it.each([
    ['2.0', V2, 7.5],
    ['3.0', V30, 9.8],
    ['3.1', V31, 6.5],
    ['4.0', V4, 9.3],
  ])('of CVSS %s', async (version, claim, score) => {
    expect(await scoreOf([claim])).toEqual({ version: `CVSS:${version}`, score, vector: claim.score });
  });

  it('is that of the newest version, in whatever order they come', async () => {
    expect(await scoreOf([V2, V30, V4, V31])).toMatchObject({ version: 'CVSS:4.0' });
    expect(await scoreOf([V2, V30, V31])).toMatchObject({ version: 'CVSS:3.1' });
  });

  it('is the base score, whatever else the vector holds', async () => {
    expect(await scoreOf([v3(`${V30.score}/E:U`)])).toMatchObject({ score: 9.8 });
    expect(await scoreOf([{ type: 'CVSS_V4', score: `${V4.score}/E:U` }])).toMatchObject({ score: 9.3 });
  });

  it('may be nothing at all', async () => {
    expect(await scoreOf([v3('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N')])).toMatchObject({ score: 0 });
    expect(ratingOf(0)).toBe('info');
  });

  it.each([
    ['empty', v3('')],
    ['a number', v3('7.5')],
    ['words', v3('CVSS:3.1/very bad')],
    ['a prefix alone', v3('CVSS:3.1/')],
    ['not all base metrics', v3('CVSS:3.1/AV:N/AC:L/PR:N')],
    ['not all base metrics of 4.0', { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N' }],
    ['not all base metrics of 2.0', { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P' }],
    ['an unknown value', v3('CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')],
    ['an unknown metric', v3(`${V31.score}/QQ:H`)],
    ['a metric twice', v3(`${V31.score}/AV:P`)],
    ['a later version', v3('CVSS:9.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')],
    ['version 2 under another type', v3(V2.score)],
    ['a distribution’s word', { type: 'Ubuntu', score: 'high' }],
    ['a name of the object prototype', v3('CVSS:3.1/constructor:x/__proto__:y/toString:z')],
  ])('is not made from %s: the next vector is tried', async (_, bad) => {
    expect(await scoreOf([bad])).toBeNull();
    expect(await scoreOf([bad, V2])).toMatchObject({ version: 'CVSS:2.0', score: 7.5 });
  });

  it('is rated by the scale of CVSS', () => {
    expect([0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map(ratingOf)).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
      'critical',
    ]);
  });
});

describe('the severity of a group', () => {
  const label = (severity: unknown) => ({ database_specific: { severity } });

  it.each([
    ['LOW', 'low'],
    ['MODERATE', 'medium'],
    ['Medium', 'medium'],
    ['HIGH', 'high'],
    ['critical', 'critical'],
  ])('is the label %s, with score and vector beside', async (word, severity) => {
    const record = recordOf('GHSA-1', { ...label(word), severity: [V31] });
    expect(await rate([record], at('1.0.0'))).toEqual({
      severity,
      severitySource: 'GHSA label',
      score: 6.5,
      vector: V31.score,
    });
  });

  it.each(['', 'severe', 7, null, '__proto__'])('is computed when the label is %j', async (word) => {
    const record = recordOf('GHSA-1', { ...label(word), severity: [V31] });
    expect(await rate([record], at('1.0.0'))).toEqual({
      severity: 'medium',
      severitySource: 'CVSS:3.1',
      score: 6.5,
      vector: V31.score,
    });
  });

  it('is unknown when nothing states one', async () => {
    expect(await rate([recordOf('MAL-1')], at('1.0.0'))).toEqual({
      severity: 'unknown',
      severitySource: '',
      score: null,
      vector: null,
    });
  });

  it('is what the record says of the package itself before what it says of the whole', async () => {
    const record = recordOf('X-1', { severity: [V30], affected: [entry('pack', { severity: [V31] }), entry('other')] });
    expect(await rate([record], at('1.0.0'))).toMatchObject({ severity: 'medium', score: 6.5 });
    expect(await rate([record], at('1.0.0', 'other'))).toMatchObject({ severity: 'critical', score: 9.8 });
  });

  it('is taken from an alias when the first record has none', async () => {
    const group = [
      recordOf('MAL-1'),
      recordOf('GHSA-1', { ...label('HIGH'), severity: [V31] }),
      recordOf('CVE-1', { severity: [V4] }),
    ];
    expect(await rate(group, at('1.0.0'))).toEqual({
      severity: 'high',
      severitySource: 'GHSA label',
      score: 9.3,
      vector: V4.score,
    });
    expect(await rate([recordOf('GO-1'), recordOf('CVE-1', { severity: [V31] })], at('1.0.0'))).toMatchObject({
      severity: 'medium',
    });
  });
});
