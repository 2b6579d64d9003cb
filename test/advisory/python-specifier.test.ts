import { describe, expect, it } from 'vitest';
import { satisfies } from '../../src/advisory/python-specifier.ts';

describe('specifiers', () => {
  it.each([
    ['2.2.post3', '~=2.2', true],
    ['2.3', '~=2.2', true],
    ['3.0', '~=2.2', false],
    ['1.4.5a4', '~=1.4.5a4', true],
    ['1.5.0', '~=1.4.5', false],
    ['1.1.post1', '==1.1', false],
    ['1.1.post1', '==1.1.*', true],
    ['1.1a1', '==1.1.*', true],
    ['1', '==1.0.*', true],
    ['1!1.1', '==1.1.*', false],
    ['1.1', '!=1.1.post1', true],
    ['1.1.post1', '!=1.1.*', false],
    ['1.1+local', '==1.1', true],
    ['1.1', '==1.1+local', false],
    ['1.7.0.post1', '>1.7', false],
    ['1.7.1', '>1.7', true],
    ['1.7.0.post3', '>1.7.post2', true],
    ['1.0+local', '>1.0', false],
    ['2.0rc1', '<2.0', false],
    ['2.0rc1', '<2.0rc2', true],
    ['1.9rc1', '<2.0', true],
    ['1.0+x', '<=1.0', true],
    ['2.0b1', '>=1.0,<3', true],
    ['1.0', '>=1.0, !=1.0', false],
    ['1.0.0', '===1.0', false],
    ['1.0', '===1.0', true],
    ['1.0', '', true],
    ['not a version', '>=1.0', null],
    ['1.0', '>=x', null],
    ['1.0', '>=1.0.*', null],
    ['1.0', '>=x,<0.5', false],
  ])('%s in %s: %s', (version, specifier, expected) => expect(satisfies(version, specifier)).toBe(expected));
});
