import { describe, expect, it } from 'vitest';
import { debianVersions } from '../../src/advisory/debian-version.ts';
import { misplaced, places } from './_versions.ts';

describe('the order of Debian versions', () => {
  it.each([
    // Debian Policy, 5.6.12: a tilde before the end, the end before letters, letters before all else.
    ['of the policy', ['1~~', '1~~a', '1~', '1', '1a']],
    ['of signs', ['1~', '1', '1Z', '1a', '1+', '1--1', '1.']],
    ['of letters', ['1.0', '1.0A', '1.0Z', '1.0a', '1.0aa', '1.0b', '1.0+b1', '1.0.1']],
    ['of numbers', ['0.9', '0.10', '0.99', '1.0', '9.0', '10.0', '20250101000000000001', '20250101000000000002']],
    ['of epochs', ['99.0-1', '1:0.1-1', '1:0.2-1', '2:0.0', '10:0']],
    [
      'of revisions',
      [
        '1.0~rc1-1',
        '1.0',
        '1.0-0.1',
        '1.0-1~deb12u1',
        '1.0-1',
        '1.0-1+b1',
        '1.0-1+deb12u1',
        '1.0-1.1',
        '1.0-2',
        '1.0-10',
        '1.0+dfsg-1',
        '1.0-1-1',
      ],
    ],
    [
      'of Ubuntu',
      [
        '2.35-0ubuntu3',
        '2.35-0ubuntu3.1',
        '2.35-0ubuntu3.10',
        '2.35-1~22.04.1',
        '2.35-1',
        '2.35-1ubuntu1',
        '2.35-1ubuntu1+esm1',
      ],
    ],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(debianVersions, versions)).toEqual([]));

  it.each([
    ['1.0', '0:1.0'],
    ['1.0', '1.0-0'],
    ['1.0-00', '1.0-0'],
    ['1.01', '1.1'],
    ['1.0a', '1.0a0'],
    [' 1.0\n', '1.0'],
  ])('%j and %s are the same', (a, b) => expect(places(debianVersions, a, b)).toEqual([0, 0]));

  it.each(['', 'latest', 'a1', ':1', 'x:1', '1_0', '1 0', '<end-of-life>', '1.0é'])('%j is not compared', (text) =>
    expect(places(debianVersions, text, '1.0')).toEqual([null, null]),
  );
});
