import { describe, expect, it } from 'vitest';
import { groupByAlias, idsOf, kindOf } from '../../src/advisory/group.ts';
import { at, entry, recordOf } from './_records.ts';

const record = (id: string, ...aliases: string[]) => recordOf(id, { aliases });
const groupsOf = (...records: ReturnType<typeof record>[]): string[][] =>
  groupByAlias(records).map((group) => group.map(({ id }) => id));

describe('a group of aliases', () => {
  it('holds records that name each other, best first', () => {
    expect(groupsOf(record('PYSEC-1', 'GHSA-1'), record('GHSA-1'), record('GHSA-2'))).toEqual([
      ['GHSA-1', 'PYSEC-1'],
      ['GHSA-2'],
    ]);
  });

  it('holds records that name the same third one', () => {
    expect(groupsOf(record('GHSA-1', 'CVE-1'), record('GO-1', 'CVE-1'))).toEqual([['GHSA-1', 'GO-1']]);
  });

  it('holds a chain, whichever end comes first', () => {
    const chain = [record('A-1', 'A-2'), record('A-3', 'A-4'), record('A-2', 'A-3'), record('B-1')];
    expect(groupsOf(...chain)).toEqual([['A-1', 'A-2', 'A-3'], ['B-1']]);
    expect(groupsOf(...chain.toReversed())).toEqual([['B-1'], ['A-1', 'A-2', 'A-3']]);
  });

  it('is not joined by what is only related or upstream', () => {
    const related = recordOf('GHSA-1', { related: ['GHSA-2'], upstream: ['GHSA-2'] });
    expect(groupsOf(related, record('GHSA-2'))).toEqual([['GHSA-1'], ['GHSA-2']]);
  });

  it('can be named like a property of every object', () => {
    expect(groupsOf(record('constructor', 'toString'), record('toString'), record('valueOf'))).toEqual([
      ['constructor', 'toString'],
      ['valueOf'],
    ]);
  });

  it('may be a long chain', () => {
    const chain = Array.from({ length: 20_000 }, (_, number) => record(`A-${number}`, `A-${number + 1}`));
    expect(groupsOf(...chain)).toHaveLength(1);
  });
});

describe('the ids of a group', () => {
  it('begin with one that has a record', () => {
    expect(idsOf([record('PYSEC-1', 'CVE-1', 'GHSA-1', 'MAL-1', 'AAA-1')])).toEqual([
      'PYSEC-1',
      'MAL-1',
      'GHSA-1',
      'CVE-1',
      'AAA-1',
    ]);
  });

  it('begin among equals with malware, then GitHub, then CVE', () => {
    const group = ['AAA-1', 'CVE-1', 'MAL-1', 'GHSA-1'].map((id) => record(id, 'GHSA-2'));
    expect(idsOf(group)).toEqual(['MAL-1', 'GHSA-1', 'CVE-1', 'AAA-1', 'GHSA-2']);
  });
});

describe('the kind of a group', () => {
  const informational = (id: string, word: string, name = 'pack') =>
    recordOf(id, { affected: [entry(name, { database_specific: { informational: word } })] });

  it('is malware when any id says so, also as an alias', () => {
    expect(kindOf([record('MAL-1')], at('1.0.0'))).toBe('malware');
    expect(kindOf([record('GHSA-1', 'MAL-1')], at('1.0.0'))).toBe('malware');
    expect(kindOf([informational('MAL-1', 'notice')], at('1.0.0'))).toBe('malware');
  });

  it.each(['unmaintained', 'unsound', 'notice'])('is %s when RustSec says so', (word) => {
    expect(kindOf([informational('RUSTSEC-1', word)], at('1.0.0'))).toBe(word);
  });

  it('is vulnerability else', () => {
    expect(kindOf([record('GHSA-1')], at('1.0.0'))).toBe('vulnerability');
    expect(kindOf([informational('RUSTSEC-1', 'something new')], at('1.0.0'))).toBe('vulnerability');
    expect(kindOf([informational('RUSTSEC-1', 'notice', 'another')], at('1.0.0'))).toBe('vulnerability');
    expect(kindOf([informational('RUSTSEC-1', 'unsound'), record('GHSA-1')], at('1.0.0'))).toBe('vulnerability');
  });
});
