import { describe, expect, it } from 'vitest';
import { semanticVersions } from '../../src/advisory/semantic-version.ts';
import { misplaced, places } from './_versions.ts';

/** Ascending: the example of semver.org, item 11, and what its other items say. */
const ASCENDING = [
  '0.0.0-0',
  '0.0.0',
  '0.0.1',
  '1.0.0-0',
  '1.0.0-9',
  '1.0.0-10',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1-rc',
  '1.0.1',
  '1.9.0',
  '1.10.0',
  '1.11.0',
  '2.0.0',
  '2.1.0',
  '2.1.1',
  '10.0.0',
];

/** Identifiers: numbers before words, words by ASCII, hyphens are letters, fewer before more. */
const PRERELEASES = [
  '-1',
  '-2.0',
  '-2.a',
  '-11',
  '--',
  '--1',
  '-0a',
  '-1-',
  '-A',
  '-Z',
  '-a',
  '-a.-',
  '-a-b',
  '-ab',
  '',
];

/** Large numbers, and one, two or four of them. */
const ASCENDING_TOLERANT = [
  '0',
  '0.1',
  '1-beta',
  '1',
  '1.0.0.1-alpha',
  '1.0.0.1',
  '1.0.1-9007199254740992',
  '1.0.1-9007199254740993',
  '1.0.1',
  '1.2',
  '1.2.3.4',
  '1.2.3.10',
  '1.2.123.0.1',
  '1.2.9007199254740992',
  '1.2.9007199254740993-9007199254740992',
  '1.2.9007199254740993-9007199254740993',
  '1.2.9007199254740993-99999999999999999999',
  '1.2.9007199254740993-a',
  '1.2.9007199254740993',
  '99999999999999999999.0.0',
];

describe('the order of semantic versions', () => {
  it.each([
    ['of semver.org', ASCENDING],
    ['of prereleases', PRERELEASES.map((prerelease) => `1.0.0${prerelease}`)],
    ['beyond semver', ASCENDING_TOLERANT],
  ])('%s holds for every pair, both ways', (_, versions) => expect(misplaced(semanticVersions, versions)).toEqual([]));

  it.each([
    ['v1.2.3', '1.2.3'],
    ['=1.2.3', '1.2.3'],
    [' v1.2.3 ', '1.2.3'],
    ['1.2.3+build.1', '1.2.3+build.2'],
    ['1.2.3-rc.1+build.1', '1.2.3-rc.1'],
    ['1.2.3.0', '1.2.3'],
    ['1.2.123.0', '1.2.123'],
    ['1', '1.0.0'],
    ['v1.2.3.4', '1.2.3.4+x'],
    ['1.2.3beta', '1.2.3-beta'],
    ['1.2.3beta', '1.2.3.0-beta'],
    ['1.02.3-04', '1.2.3-4'],
  ])('%s and %s are the same', (a, b) => expect(places(semanticVersions, a, b)).toEqual([0, 0]));

  it.each([
    '',
    'latest',
    '*',
    '1.x',
    '>=1.0.0',
    '1.0.0 || 2.0.0',
    'file:../x',
    '-1.0.0',
    '1..2',
    '1.2.3-é',
    '1.2.3-',
    `1.${'0'.repeat(300)}`,
  ])('%j is not compared', (text) => expect(places(semanticVersions, text, '1.0.0')).toEqual([null, null]));
});
