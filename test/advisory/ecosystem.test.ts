import { expect, it } from 'vitest';
import { coversEcosystem, withoutRelease } from '../../src/advisory/ecosystem.ts';

it.each([
  ['npm', 'npm', true],
  ['npm', 'PyPI', false],
  ['Debian:12', 'Debian:12', true],
  ['Debian:12', 'Debian:11', false],
  ['Debian:1', 'Debian:12', false],
  ['Debian:12', 'Ubuntu:12', false],
  ['Debian', 'Debian:12', true],
  ['Debian:12', 'Debian', true],
  ['Alpine', 'Alpine:v3.20', true],
  ['Alpine:v3.2', 'Alpine:v3.20', false],
  ['Ubuntu:22.04:LTS', 'Ubuntu:22.04', true],
  ['Ubuntu:22.04', 'Ubuntu:22.04:LTS', true],
  ['Ubuntu:22.04:LTS', 'Ubuntu:20.04:LTS', false],
  ['Ubuntu:Pro:22.04:LTS', 'Ubuntu:22.04:LTS', false],
  ['Ubuntu:Pro:22.04:LTS', 'Ubuntu:Pro:22.04:LTS', true],
  ['Wolfi', 'Chainguard', false],
  ['Maven:https://repo.example.org/', 'Maven', true],
  ['', 'npm', false],
])('what is said of %s holds in %s: %s', (stated, asked, expected) =>
  expect(coversEcosystem(stated, asked)).toBe(expected),
);

it('a release is what follows the first colon', () => {
  expect(['npm', 'Debian:12', 'Ubuntu:Pro:22.04:LTS'].map(withoutRelease)).toEqual(['npm', 'Debian', 'Ubuntu']);
});
