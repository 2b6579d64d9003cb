import { describe, expect, it } from 'vitest';
import { npmVersions } from '../../src/advisory/npm-version.ts';
import { isOrdered, orderOf } from '../../src/advisory/version.ts';

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

/** What `semver` does not take: large numbers, and one, two or four of them. */
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
  '1.2.9007199254740992',
  '1.2.9007199254740993-9007199254740992',
  '1.2.9007199254740993-9007199254740993',
  '1.2.9007199254740993-99999999999999999999',
  '1.2.9007199254740993-a',
  '1.2.9007199254740993',
  '99999999999999999999.0.0',
];

const sign = (order: number | null): number | null => (order === null ? null : Math.sign(order));

describe.each([
  ['of semver.org', ASCENDING],
  ['beyond semver', ASCENDING_TOLERANT],
])('the order %s', (_, versions) => {
  it('holds for every pair, both ways', () => {
    const wrong: string[] = [];
    for (const [i, a] of versions.entries()) {
      for (const [j, b] of versions.entries()) {
        if (sign(npmVersions.compare(a, b)) !== Math.sign(i - j)) wrong.push(`${a} ${b}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('npm versions', () => {
  it.each([
    ['v1.2.3', '1.2.3'],
    ['=1.2.3', '1.2.3'],
    [' v1.2.3 ', '1.2.3'],
    ['1.2.3+build.1', '1.2.3+build.2'],
    ['1.2.3.0', '1.2.3'],
    ['1', '1.0.0'],
    ['v1.2.3.4', '1.2.3.4+x'],
    ['1.2.3beta', '1.2.3-beta'],
    ['1.2.3beta', '1.2.3.0-beta'],
  ])('%s and %s are the same', (a, b) => {
    expect(npmVersions.compare(a, b)).toBe(0);
    expect(npmVersions.compare(b, a)).toBe(0);
  });

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
    `1.${'0'.repeat(300)}`,
  ])('%j is not compared', (text) => {
    expect(npmVersions.compare(text, '1.0.0')).toBeNull();
    expect(npmVersions.compare('1.0.0', text)).toBeNull();
  });
});

describe('orders of ecosystems', () => {
  it('are found by the name that OSV uses', () => {
    expect(isOrdered('npm')).toBe(true);
    expect(orderOf('npm')).toBe(npmVersions);
  });

  it.each(['NPM', 'PyPI', '__proto__', 'constructor', ''])('tell nothing for %j', (ecosystem) => {
    expect(isOrdered(ecosystem)).toBe(false);
    expect(orderOf(ecosystem).compare('1.0.0', '1.0.0')).toBeNull();
  });
});
