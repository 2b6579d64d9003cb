import { describe, expect, it } from 'vitest';
import { nugetVersions } from '../../src/advisory/nuget-version.ts';
import { misplaced, places } from './_versions.ts';

describe('the order of NuGet versions', () => {
  it.each([
    // NuGet documentation, "Package versioning": a word with a number in it is a word.
    [
      'of prereleases',
      [
        '1.0.1-aaa',
        '1.0.1-alpha',
        '1.0.1-ALPHA10',
        '1.0.1-alpha2',
        '1.0.1-Beta',
        '1.0.1-open',
        '1.0.1-RC',
        '1.0.1-zzz',
        '1.0.1',
      ],
    ],
    ['of dotted numbers', ['1.0.1-2', '1.0.1-alpha.2', '1.0.1-ALPHA.10', '1.0.1-Beta.1', '1.0.1']],
    [
      'of four numbers',
      ['1.0', '1.0.0.1-a', '1.0.0.1', '1.0.0.2', '1.0.0.10', '1.0.1', '1.2', '4.0.0.9999999999999999999'],
    ],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(nugetVersions, versions)).toEqual([]));

  it.each([
    // The documentation's normalised forms.
    ['1.00', '1.0'],
    ['1.01.1', '1.1.1'],
    ['1.00.0.1', '1.0.0.1'],
    ['1.0.0.0', '1.0.0'],
    ['1.0.01.0', '1.0.1'],
    ['1.0.7+r3456', '1.0.7'],
    ['1.0.0-BETA', '1.0.0-beta'],
    ['1.0.0-Beta.X+A', '1.0.0-beta.x+b'],
  ])('%s and %s are the same', (a, b) => expect(places(nugetVersions, a, b)).toEqual([0, 0]));

  it.each(['', '1.0.*', '[1.0,2.0)', 'latest', '1.0 - 2.0'])('%j is not compared', (text) =>
    expect(places(nugetVersions, text, '1.0.0')).toEqual([null, null]),
  );
});
