import { describe, expect, it } from 'vitest';
import { alpineVersions } from '../../src/advisory/alpine-version.ts';
import { misplaced, places } from './_versions.ts';

describe('the order of apk versions', () => {
  it.each([
    // apk-package(5), "pkgver".
    [
      'of suffixes',
      [
        '1_alpha_pre1',
        '1_alpha',
        '1_alpha1',
        '1_alpha2',
        '1_alpha10',
        '1_beta',
        '1_pre20240101',
        '1_rc1',
        '1',
        '1_cvs1',
        '1_svn1',
        '1_git20240101',
        '1_hg1',
        '1_p',
        '1_p1',
        '1_p1_p2',
      ],
    ],
    ['of what may follow', ['1.2_rc1', '1.2', '1.2-r1', '1.2~abc', '1.2_p1', '1.2a', '1.2.0', '1.2.1', '1.2.10']],
    ['of revisions', ['1.2.3_rc1-r9', '1.2.3-r0', '1.2.3-r1', '1.2.3-r10', '1.2.3_p1-r0', '1.2.3b-r0', '1.2.4-r0']],
    // A leading zero makes a fraction of every number but the first.
    ['of fractions', ['1.0.9', '1.00', '1.06', '1.1', '1.10', '02', '3', '010']],
    ['of letters', ['1.0', '1.0a', '1.0b_rc1', '1.0b', '1.0b-r1', '1.0c', '1.0.1']],
    ['of numbers behind letters', ['6.6.2_p1', '6.6.2p', '6.6.2p1-r0', '6.6.2p1-r2', '6.6.2p2-r0', '6.6.2p10-r0']],
    ['of commits', ['1.2', '1.2~0a', '1.2~0a-r1', '1.2~1']],
    ['of numbers of any size', ['20250101000000000001', '20250101000000000002']],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(alpineVersions, versions)).toEqual([]));

  it.each([
    ['1.2.3-r1', '1.2.3-r01'],
    ['01', '1'],
    ['1_p01', '1_p1'],
  ])('%s and %s are the same', (a, b) => expect(places(alpineVersions, a, b)).toEqual([0, 0]));

  it.each(['', 'a', '.1', '1..2', '1.', '1A', '1ab', '1_foo', '1-1', '1-r', '1-r1-r2', '1.0.r1', 'v1', ' 1', '1~xyz'])(
    '%j is not compared',
    (text) => expect(places(alpineVersions, text, '1')).toEqual([null, null]),
  );
});
