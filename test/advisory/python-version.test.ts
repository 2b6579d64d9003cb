import { describe, expect, it } from 'vitest';
import { parsePythonVersion, pythonVersions } from '../../src/advisory/python-version.ts';

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

const NONE = [
  '',
  'latest',
  '1.0-',
  '1..0',
  '1.0+',
  '1.0+_',
  '1.0.*',
  'a1',
  '1.0 2',
  '1!',
  '9'.repeat(300),
  '1.0\u0663',
];

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

  it.each(NONE)('%s is none', (text) => {
    expect(parsePythonVersion(text)).toBeNull();
    expect(pythonVersions.compare(text, '1.0')).toBeNull();
  });

  it('may have numbers of any size', () => {
    expect(pythonVersions.compare('20250101000000000001', '20250101000000000002')).toBeLessThan(0);
  });
});
