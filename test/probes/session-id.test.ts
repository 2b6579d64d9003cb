import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entropyOf } from '../../src/probes/_session-id.ts';

const ENOUGH = 112;

describe('entropyOf', () => {
  it.each([
    ['a version 4 UUID', () => randomUUID()],
    ['one without hyphens', () => randomUUID().replaceAll('-', '')],
    ['one with a label', () => `mcp-session-${randomUUID()}`],
    ['21 letters and digits', () => randomBytes(32).toString('base64url').replace(/[-_]/g, 'x').slice(0, 21)],
    ['24 bytes in base 64', () => randomBytes(24).toString('base64url').replace(/[-_]/g, 'y')],
  ])('counts enough bits in %s', (_, make) => {
    for (let times = 0; times < 200; times++) expect(entropyOf([make(), make()])).toBeGreaterThanOrEqual(ENOUGH);
  });

  it.each<[string, string[]]>([
    ['nothing', ['']],
    ['a number', ['1']],
    ['a time and six characters', ['session-1764300000000-k3j9x2']],
    ['a time', ['1764300000000']],
    ['ids that differ at their end', ['017643000000000000000000000000001', '017643000000000000000000000000002']],
    [
      'numbers with a label',
      ['sess_000000000000000000000000000000000041', 'sess_000000000000000000000000000000000042'],
    ],
    ['a UUID of a time and an address', ['6ba7b810-9dad-11d1-80b4-00c04fd430c8']],
    ['a UUID of a time', ['0192f5d4-7c3a-7bcd-8e12-3456789abcde']],
    ['64 bits', ['deadbeefdeadbeef']],
  ])('counts too few in %s', (_, ids) => expect(entropyOf(ids)).toBeLessThan(ENOUGH));
});
