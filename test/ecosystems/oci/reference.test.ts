import { describe, expect, it } from 'vitest';
import { isNamed, parseDigest, parseReference } from '../../../src/ecosystems/oci/reference.ts';

const HEX = 'a1'.repeat(32);

describe('parseReference', () => {
  it.each([
    ['alpine', 'docker.io/library/alpine', 'latest', null],
    ['mcp/fetch', 'docker.io/mcp/fetch', 'latest', null],
    ['docker.io/alpine:3.20', 'docker.io/library/alpine', '3.20', null],
    ['index.docker.io/mcp/fetch:1', 'docker.io/mcp/fetch', '1', null],
    ['ghcr.io/org/sub/server:v1.2-rc_1', 'ghcr.io/org/sub/server', 'v1.2-rc_1', null],
    ['localhost:5000/server', 'localhost:5000/server', 'latest', null],
    ['localhost/server', 'localhost/server', 'latest', null],
    [`mcp/fetch@sha256:${HEX}`, 'docker.io/mcp/fetch', null, `sha256:${HEX}`],
    [`ghcr.io/o/s:1@sha256:${HEX}`, 'ghcr.io/o/s', '1', `sha256:${HEX}`],
  ])('reads %s', (text, repository, tag, digest) => {
    expect(parseReference(text)).toEqual({ repository, tag, digest });
  });

  it.each([
    '',
    '${IMAGE}',
    'Upper/Case',
    'a//b',
    '-flag',
    './image',
    '/abs/path',
    'a:b:c',
    'a@sha256:12',
    'a b',
    '../a',
  ])('refuses %j', (text) => expect(parseReference(text)).toBeNull());

  it('is quick about a hostile text', () => {
    expect(parseReference(`${'a-'.repeat(290)}!`)).toBeNull();
    expect(parseReference('a'.repeat(1_000_000))).toBeNull();
  });
});

it('knows an id', () => {
  expect(parseDigest(HEX)).toBe(`sha256:${HEX}`);
  expect(parseDigest(`sha256:${HEX}`)).toBe(`sha256:${HEX}`);
  expect(parseDigest('abcdef')).toBeNull();
});

it.each([
  ['mcp/fetch', 'docker.io/mcp/fetch:latest', true],
  ['mcp/fetch', 'mcp/fetch:latest', true],
  ['fetch:2', 'localhost/fetch:2', true],
  ['mcp/fetch', 'mcp/fetch:1', false],
  ['mcp/fetch', 'ghcr.io/mcp/fetch:latest', false],
  ['ghcr.io/o/s:1', 'ghcr.io/o/s:1', true],
  ['ghcr.io/o/s:1', 'localhost/o/s:1', false],
  ['fetch', 'fetch-other', false],
  ['fetch', 'no such: name', false],
])('%s names %s: %s', (asked, name, expected) => {
  const reference = parseReference(asked);
  expect(reference !== null && isNamed(reference, name)).toBe(expected);
});
