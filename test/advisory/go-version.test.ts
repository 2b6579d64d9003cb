import { describe, expect, it } from 'vitest';
import { goVersions } from '../../src/advisory/go-version.ts';
import { misplaced, places } from './_versions.ts';

describe('the order of Go versions', () => {
  it.each([
    // Go Modules Reference, "Pseudo-versions": without a tag, before a release, after a prerelease and after a release.
    [
      'of pseudo-versions',
      [
        'v0.0.0-20190101000000-aaaaaaaaaaaa',
        'v0.0.0-20200101000000-0123456789ab',
        'v1.2.3-pre',
        'v1.2.3-pre.0.20200101000000-aaaaaaaaaaaa',
        'v1.2.3',
        'v1.2.4-0.20200101000000-aaaaaaaaaaaa',
        'v1.2.4',
        'v2.0.0+incompatible',
        'v2.0.1-0.20200101000000-aaaaaaaaaaaa+incompatible',
        'v10.0.0',
      ],
    ],
    [
      'of Go itself',
      [
        'go1.4',
        '1.20.14',
        '1.21.0-0',
        '1.21alpha1',
        'go1.21beta1',
        '1.21rc2',
        '1.21rc10',
        'go1.21',
        'go1.21.1',
        '1.22',
      ],
    ],
    ['of advisories on it', ['1.21.0-0', '1.21.0-rc.1', 'go1.21rc2', '1.21.0-rc.3', '1.21.0']],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(goVersions, versions)).toEqual([]));

  it.each([
    ['v1.2.3', '1.2.3'],
    ['v2.0.0+incompatible', '2.0.0'],
    ['v1.2.3+dirty', 'v1.2.3'],
    ['go1.22', '1.22.0'],
    ['1.22', 'v1.22.0'],
    ['go1.21rc2', '1.21.0-rc.2'],
    ['1.21beta1', '1.21.0-beta.1'],
    ['1.9.2rc2', '1.9.2-rc.2'],
  ])('%s and %s are the same', (a, b) => expect(places(goVersions, a, b)).toEqual([0, 0]));

  it.each(['', '(devel)', 'devel', 'devel go1.23-0123456789', 'go', 'v', 'latest', 'master', 'gopher1', '0123abc!'])(
    '%j is not compared',
    (text) => expect(places(goVersions, text, 'v1.0.0')).toEqual([null, null]),
  );
});
