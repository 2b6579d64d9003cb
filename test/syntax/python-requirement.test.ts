import { describe, expect, it } from 'vitest';
import { readNameAndExtras, splitRequirement } from '../../src/syntax/python-requirement.ts';

const NONE = { extras: [], specifier: '', url: null, marker: null };

describe('splitRequirement', () => {
  it.each<[string, Partial<NonNullable<ReturnType<typeof splitRequirement>>>]>([
    ['Some_Name', { name: 'Some_Name' }],
    [
      ' a [B, c] (>=1,<2) ; python_version > "3"',
      { name: 'a', extras: ['B', 'c'], specifier: '>=1,<2', marker: 'python_version > "3"' },
    ],
    ['a==${VERSION}', { name: 'a', specifier: '==${VERSION}' }],
    ['a @ https://h/x;y#z ; extra', { name: 'a', url: 'https://h/x;y#z', marker: 'extra' }],
    ['a()', { name: 'a' }],
    ['a ;', { name: 'a', marker: '' }],
  ])('reads %j', (text, parts) => expect(splitRequirement(text)).toEqual({ ...NONE, ...parts }));

  it.each(['', '==1', '-e .', '${NAME}'])('finds no name in %j', (text) => expect(splitRequirement(text)).toBeNull());
});

it('leaves what follows the name to its reader', () => {
  expect(readNameAndExtras('ruff[x]@0.1')).toEqual({ name: 'ruff', extras: ['x'], rest: '@0.1' });
  expect(readNameAndExtras('a[b')).toEqual({ name: 'a', extras: [], rest: '[b' });
});
