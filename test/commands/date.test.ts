import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/commands/_date.ts';

describe('a time that an option states', () => {
  it.each([
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23T12:00:00Z', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T12:00:00.500Z', '2026-11-23T12:00:00.500Z'],
    ['2026-11-23T01:30+02:00', '2026-11-22T23:30:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('%s', (text, expected) => expect(parseDate(text).toISOString()).toBe(expected));

  it.each(['2026-11-23T12:00', '2026-11-23 12:00', '2026-11-23T12:00:00'])('%s is in UTC on each machine', (text) => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'America/New_York';
      expect(parseDate(text).toISOString()).toBe('2026-11-23T12:00:00.000Z');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it.each([
    '2026-11-31',
    '2026-02-29',
    '2026-13-01',
    '2026-11-23 (soon)',
    '2026-11-23 PST',
    '2026-11-23T25:00Z',
    '1',
    '',
  ])('%j is none', (text) => expect(() => parseDate(text)).toThrow('Wanted a date'));
});
