import { describe, expect, it } from 'vitest';
import { mavenVersions } from '../../src/advisory/maven-version.ts';
import { misplaced, places } from './_versions.ts';

describe('the order of Maven versions', () => {
  it.each([
    // POM Reference, "Version Order Specification": qualifiers, then numbers behind a hyphen, then those behind a dot.
    [
      'of qualifiers',
      [
        '1-alpha',
        '1-alpha.1',
        '1-beta',
        '1-milestone',
        '1-rc',
        '1-snapshot',
        '1',
        '1-sp',
        '1-abc',
        '1-def',
        '1-1',
        '1-2',
        '1-10',
        '1.1',
      ],
    ],
    [
      'of numbered qualifiers',
      ['1.0-a1', '1.0-alpha-2', '1.0-b1', '1.0-m3', '1.0-RC1', '1.0-cr2', '1.0-SNAPSHOT', '1.0'],
    ],
    [
      'of qualifiers behind dots',
      ['4.1.0.Alpha1', '4.1.0.Beta1', '4.1.0.Beta10', '4.1.0.CR1', '4.1.0.Final', '4.1.1.Final'],
    ],
    ['of short words without a number', ['1-alpha', '1', '1-a', '1-b', '1-m']],
    ['of continuations', ['1-foo2', '1-foo10', '1.1-alpha', '1.1', '1.2.0', '2.0', '10']],
    ['of numbers of any size', ['1.9', '1.20250101000000000001', '1.20250101000000000002']],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(mavenVersions, versions)).toEqual([]));

  it.each([
    // "Trimming Examples" and "Splitting and Replacing Examples".
    ['1.0.0', '1'],
    ['1.ga', '1'],
    ['1.final', '1'],
    ['1.RELEASE', '1'],
    ['1.', '1'],
    ['1-', '1'],
    ['1.0.0-foo.0.0', '1-foo'],
    ['1.0.0-0.0.0', '1'],
    ['1-1.foo-bar1baz-.1', '1-1.foo-bar-1-baz-0.1'],
    ['0.0-ga', '0'],
    ['1-ga-1', '1-1'],
    ['1x', '1.0.0-x'],
    ['1a1', '1-alpha-1'],
    ['1B2', '1-beta-2'],
    ['1m3', '1-milestone-3'],
    ['1Cr', '1-rc'],
    ['1.0.RC2', '1-rc2'],
    ['1.01', '1.1'],
    ['01', '1'],
  ])('%s and %s are the same', (a, b) => expect(places(mavenVersions, a, b)).toEqual([0, 0]));

  it.each(['', 'LATEST', 'release', '[1.0,2.0)', '${version}', '1.0 2', '1/2', `1.${'0'.repeat(300)}`])(
    '%j is not compared',
    (text) => expect(places(mavenVersions, text, '1')).toEqual([null, null]),
  );
});
