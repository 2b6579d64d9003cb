import { describe, expect, it } from 'vitest';
import { purlOf } from '../../src/model/purl.ts';

const npm = (name: string, version: string): string => purlOf({ ecosystem: 'npm', name, version });

describe('purlOf', () => {
  it.each([
    ['left-pad', '1.0.0', 'pkg:npm/left-pad@1.0.0'],
    ['@scope/name', '1.0.0-rc.1+build', 'pkg:npm/%40scope/name@1.0.0-rc.1%2Bbuild'],
    ['name', '', 'pkg:npm/name'],
    ['a b?c#d', '1', 'pkg:npm/a%20b%3Fc%23d@1'],
  ])('of %s at %j is %s', (name, version, purl) => expect(npm(name, version)).toBe(purl));

  it('can be made of any text', () => {
    expect(npm('half\uD800', '\uDC00')).toBe('pkg:npm/half%EF%BF%BD@%EF%BF%BD');
  });
});
