import { describe, expect, it } from 'vitest';
import { isOrdered, orderOf } from '../../src/advisory/version.ts';

describe('orders of ecosystems', () => {
  it.each([
    ['npm', '1.0.0-rc.1', '1.0.0'],
    ['crates.io', '1.0.0-rc.1', '1.0.0'],
    ['PyPI', '1.0rc1', '1.0'],
    ['Go', 'v1.0.0-rc.1', '1.0.0'],
    ['NuGet', '1.0.0-RC', '1.0.0.0'],
    ['Maven', '1.0-SNAPSHOT', '1.0'],
    ['Debian', '1.0~rc1-1', '1.0-1'],
    ['Debian:12', '1.0~rc1-1', '1.0-1'],
    ['Ubuntu:22.04:LTS', '1.0~rc1-1', '1.0-1'],
    ['Alpine:v3.20', '1.0_rc1-r0', '1.0-r0'],
    ['Wolfi', '1.0_rc1-r0', '1.0-r0'],
    ['Chainguard', '1.0_rc1-r0', '1.0-r0'],
  ])('are found by the name that OSV uses: %s', (ecosystem, before, after) => {
    expect(isOrdered(ecosystem)).toBe(true);
    expect(orderOf(ecosystem).compare(before, after)).toBeLessThan(0);
  });

  it.each(['NPM', 'Packagist', ':12', '__proto__', 'constructor', ''])('tell nothing for %j', (ecosystem) => {
    expect(isOrdered(ecosystem)).toBe(false);
    expect(orderOf(ecosystem).compare('1.0.0', '1.0.0')).toBeNull();
  });
});
