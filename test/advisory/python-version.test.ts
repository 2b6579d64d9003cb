import { describe, expect, it } from 'vitest';
import { parsePythonVersion, pythonVersions } from '../../src/advisory/python-version.ts';
import { misplaced, places } from './_versions.ts';

/** The orderings that PEP 440 gives as examples, each line from the first to the last. */
const ORDERED = [
  '1.dev0 < 1.0.dev456 < 1.0a1 < 1.0a2.dev456 < 1.0a12.dev456 < 1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456',
  '1.0b2.post345.dev456 < 1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 < 1.0 < 1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34',
  '1.0.post456.dev34 < 1.0.post456 < 1.0.15 < 1.1.dev1',
  '0.9 < 0.9.1 < 0.9.2 < 0.9.10 < 0.9.11 < 1.0 < 1.0.1 < 1.1 < 2.0 < 2.0.1',
  '2012.4 < 2012.7 < 2012.10 < 2013.1 < 1!1.0 < 1!1.1 < 1!2.0',
  '1.0+a < 1.0+a.1 < 1.0+1 < 1.0+1.a < 1.0+1.1',
  '1.0.dev1 < 1.0.dev2 < 1.0a1.dev1 < 1.0a1',
];

const EQUAL = [
  ['1.0', '1.0.0'],
  ['1', '1.0'],
  ['v1.0', '1.0'],
  ['1.1RC1', '1.1rc1'],
  ['1.1.a1', '1.1a1'],
  ['1.1-a1', '1.1a1'],
  ['1.1alpha1', '1.1a1'],
  ['1.1beta2', '1.1b2'],
  ['1.1c3', '1.1rc3'],
  ['1.1pre3', '1.1rc3'],
  ['1.2a', '1.2a0'],
  ['1.2.post', '1.2.post0'],
  ['1.2-post2', '1.2.post2'],
  ['1.0-r4', '1.0.post4'],
  ['1.0-1', '1.0.post1'],
  ['1.2.dev', '1.2.dev0'],
  ['1.2-dev2', '1.2.dev2'],
  ['00.01', '0.1'],
  ['1.0+ubuntu-1', '1.0+ubuntu.1'],
  [' 1.0\n', '1.0'],
] as const;

/** No version of PEP 440, but what packages had for one before it. */
const LEGACY = [
  'latest',
  'a1',
  '1.0-',
  '1..0',
  '1.0+',
  '1.0+_',
  '1!',
  '0.3m1',
  '4.11-final',
  '2013-01-21T20:33:09+0100',
];

/** No version of any time. */
const NONE = ['', ' ', '1.0.*', '1.0 2', '>=1.0', '9'.repeat(300), '1.0\u0663', 'é'];

describe('versions of Python packages', () => {
  const pairs = ORDERED.flatMap((line) => {
    const versions = line.split(' < ');
    return versions.flatMap((a, index) => versions.slice(index + 1).map((b) => [a, b] as const));
  });

  it.each(pairs)('%s is before %s', (a, b) => {
    expect(pythonVersions.compare(a, b)).toBeLessThan(0);
    expect(pythonVersions.compare(b, a)).toBeGreaterThan(0);
  });

  it.each(EQUAL)('%s is %s', (a, b) => expect(pythonVersions.compare(a, b)).toBe(0));

  it.each(LEGACY)('%s is none of PEP 440, and before all that are', (text) => {
    expect(parsePythonVersion(text)).toBeNull();
    expect(misplaced(pythonVersions, [text, '0.dev0', '1.0'])).toEqual([]);
  });

  // What pkg_resources says of its own order in its documentation of that time.
  it.each([
    ['numbers by value', ['0.2m1', '0.10m1', '1.2m1']],
    ['words before the release', ['2.4.x-alpha', '2.4.x-beta', '2.4.x-c', '2.4.x']],
    ['words after the release', ['0.9-final', '0.9-pl1x']],
    ['dev before all words', ['1.1x-dev', '1.1x-alpha', '1.1x']],
    ['pre, preview and rc as one', ['1.x-beta', '1.x-preview', '1.x-rc1', '1.x-rc2']],
  ])('those from before it: %s', (_, versions) => expect(misplaced(pythonVersions, versions)).toEqual([]));

  it.each([
    ['1.0.x', '1.x'],
    ['1.x-rc1', '1.X-pre1'],
    ['1.0-.x', '1-x'],
  ])('those from before it: %s is %s', (a, b) => expect(places(pythonVersions, a, b)).toEqual([0, 0]));

  it.each(NONE)('%j is none', (text) => {
    expect(parsePythonVersion(text)).toBeNull();
    expect(places(pythonVersions, text, '1.0')).toEqual([null, null]);
    expect(places(pythonVersions, text, 'latest')).toEqual([null, null]);
  });

  it('with a local part are versions of their own', () => {
    expect(misplaced(pythonVersions, ['2.0.1', '2.0.1+cpu', '2.0.1+cu117', '2.0.1+cu118', '2.0.1.post1'])).toEqual([]);
  });

  it('may have numbers of any size', () => {
    expect(pythonVersions.compare('20250101000000000001', '20250101000000000002')).toBeLessThan(0);
  });
});
