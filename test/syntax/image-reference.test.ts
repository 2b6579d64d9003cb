import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../src/syntax/image-reference.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;

describe('parseImageReference', () => {
  it.each<[string, string | null, string, string | null, string | null]>([
    ['alpine', null, 'alpine', null, null],
    ['mcp/fetch:1.0', null, 'mcp/fetch', '1.0', null],
    ['localhost/server', 'localhost', 'server', null, null],
    ['localhost:5000/a/b', 'localhost:5000', 'a/b', null, null],
    ['ghcr.io/o/s:v1@' + DIGEST, 'ghcr.io', 'o/s', 'v1', DIGEST],
    ['[::1]:5000/s', '[::1]:5000', 's', null, null],
    ['Upper/case', 'Upper', 'case', null, null],
    [`a@sha512:${'0'.repeat(128)}`, null, 'a', null, `sha512:${'0'.repeat(128)}`],
  ])('reads %s', (text, registry, path, tag, digest) => {
    expect(parseImageReference(text)).toEqual({ registry, path, tag, digest });
  });

  it.each(['', 'UPPER', 'a//b', 'a_b.c/d', 'a:', 'a:b:c', 'a@sha256:12', '${IMAGE}', '-it', './a', 'a b', 'a\n'])(
    'refuses %j',
    (text) => expect(parseImageReference(text)).toBeNull(),
  );
});
