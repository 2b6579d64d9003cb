import { describe, expect, it } from 'vitest';
import { accessOf, accessOn, entriesNaming } from '../../src/model/tool-access.ts';
import { NO_SETTINGS, type Settings } from '../../src/model/server.ts';
import { declarationWith, serverWith } from '../stand-ins/inventory.ts';

const approves = (entry: string, name: string): boolean =>
  accessOf({ ...NO_SETTINGS, approvedTools: [entry] }, name).isApproved;

describe('an entry of a list', () => {
  it.each([
    ['read_file', 'read_file', true],
    ['read_file', 'Read_File', false],
    ['read_file', 'read_files', false],
    ['*', 'anything', true],
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['read_*', 'read_file', true],
    ['read_*', 'read_', true],
    ['read_*', 'read', false],
    ['*_file', 'read_file', true],
    ['*_file', 'read_files', false],
    ['read_*_of_*', 'read_all_of_it', true],
    ['read_*_of_*', 'read_of_it', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*a', 'aba', true],
    ['a*b*b', 'ab', false],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
    ['__proto__', '__proto__', true],
  ])('%j means %j: %s', (pattern, name, expected) => {
    expect(approves(pattern, name)).toBe(expected);
  });

  it('agrees with a regular expression on all short patterns and names', () => {
    const words = (letters: string, longest: number): string[] =>
      longest === 0
        ? ['']
        : ['', ...words(letters, longest - 1).flatMap((word) => [...letters].map((one) => word + one))];
    const names = [...new Set(words('ab', 4))];
    for (const pattern of new Set(words('ab*', 4))) {
      const same = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      const list = { ...NO_SETTINGS, approvedTools: [pattern] };
      for (const name of names) expect(accessOf(list, name).isApproved, `${pattern} ${name}`).toBe(same.test(name));
    }
  });
});

it('is told as it is written', () => {
  const list = ['run', 'r*', 'r**n', 'read', '*x*', 'run'];
  expect(entriesNaming(list, new Set(['run', 'write']))).toEqual(['run', 'r*', 'r**n']);
  expect(entriesNaming(list, new Set())).toEqual([]);
});

describe('accessOf', () => {
  const access = (settings: Partial<Settings>, name = 'run') => accessOf({ ...NO_SETTINGS, ...settings }, name);

  it.each<[Partial<Settings>, boolean, boolean]>([
    [{}, true, false],
    [{ enabledTools: [] }, false, false],
    [{ enabledTools: ['run'] }, true, false],
    [{ enabledTools: ['r*'] }, true, false],
    [{ enabledTools: ['read'] }, false, false],
    [{ disabledTools: ['run'] }, false, false],
    [{ disabledTools: ['*'] }, false, false],
    [{ enabledTools: ['run'], disabledTools: ['r*'] }, false, false],
    [{ approvedTools: ['*'] }, true, true],
    [{ approvedTools: ['read'] }, true, false],
    [{ approvedTools: ['run'], disabledTools: ['run'] }, false, true],
  ])('of %j is offered: %s, approved: %s', (settings, isOffered, isApproved) => {
    expect(access(settings)).toEqual({ isOffered, isApproved });
  });

  it('looks through long lists in a moment', () => {
    const list = Array.from({ length: 20_000 }, (_, at) => `tool-${at}`);
    const settings = { ...NO_SETTINGS, enabledTools: list, disabledTools: ['x*'.repeat(5000)] };
    const offered = list.filter((name) => accessOf(settings, name).isOffered);
    expect(offered).toHaveLength(20_000);
  });
});

describe('accessOn', () => {
  const entry = (settings: Partial<Settings>, enabled: boolean | null = true) =>
    declarationWith({ enabled, settings: { ...NO_SETTINGS, ...settings } });
  const access = (...declarations: ReturnType<typeof entry>[]) => accessOn(serverWith({ declarations }), 'run');

  it('is what any entry allows that a client would start', () => {
    expect(access(entry({ disabledTools: ['run'] }), entry({}))).toEqual({ isOffered: true, isApproved: false });
    expect(access(entry({ disabledTools: ['run'] }), entry({ approvedTools: ['run'] }, false)).isOffered).toBe(false);
    expect(access(entry({}), entry({ approvedTools: ['run'] }, null)).isApproved).toBe(true);
  });

  it('does not add up an approval here and an offer there', () => {
    const approved = entry({ approvedTools: ['run'], disabledTools: ['run'] });
    expect(access(approved, entry({}))).toEqual({ isOffered: true, isApproved: false });
  });

  it('of a disabled server is what its entries say', () => {
    expect(access(entry({ approvedTools: ['*'] }, false))).toEqual({ isOffered: true, isApproved: true });
  });
});
