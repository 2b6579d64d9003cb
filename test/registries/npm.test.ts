import { describe, expect, it } from 'vitest';
import { npm } from '../../src/registries/npm.ts';
import { packument } from '../stand-ins/registry.ts';
import { at, benchWith, purl } from './_bench.ts';

const deprecated = (message: string): object => ({ kind: 'deprecated', message, source: 'npm' });
const said = (versions: Record<string, unknown>, version = '1.0.0'): unknown =>
  npm.read(JSON.stringify(packument('left', versions)), 'left')?.(version);

describe("npm's registry", () => {
  it('says which versions are deprecated, and which are not', async () => {
    const bench = await benchWith({
      left: packument('left', { '1.0.0': 'use right', '2.0.0': null }),
      '@acme%2fright': packument('@acme/right', { '1.0.0': null }),
    });
    const { standings, status } = await bench.ask([at('left'), at('left', '2.0.0'), at('@acme/right')]);
    expect(standings).toEqual(
      new Map<string, unknown>([
        [purl('left'), deprecated('use right')],
        [purl('left', '2.0.0'), false],
        [purl('%40acme/right'), false],
      ]),
    );
    expect(status).toMatchObject({ id: 'npm', status: 'complete', asked: 3, answered: 3, reason: null });
  });

  it('is asked once for each name, in the abbreviated form', async () => {
    const bench = await benchWith({ left: packument('left', { '1.0.0': null, '2.0.0': null }) });
    await bench.ask([at('left'), at('left', '2.0.0'), at('left')]);
    expect(bench.service.requests).toEqual(['left']);
    expect(bench.service.accepted).toEqual(['application/vnd.npm.install-v1+json']);
  });

  it.each([
    ['a message', 'use right', deprecated('use right')],
    ['an empty message, which takes it back', '', false],
    ['true', true, deprecated('')],
    ['false', false, false],
    ['null', null, false],
    ['a number, which is no answer', 7, null],
    ['a list, which is no answer', ['use right'], null],
  ])('may say %s', (_, value, expected) => {
    expect(said({ '1.0.0': value })).toEqual(expected);
  });

  it('bounds the message', () => {
    expect(said({ '1.0.0': 'x'.repeat(5000) })).toEqual(deprecated('x'.repeat(300)));
  });

  it.each(['3.0.0', '__proto__', 'constructor', ''])(
    'knows nothing of a version that it does not list: %j',
    (version) => {
      expect(said({ '1.0.0': null }, version)).toBeNull();
    },
  );

  it.each([
    ['no object', 7],
    ['of another version', { version: '2.0.0' }],
    ['of no version', {}],
  ])('loses an entry that is %s, and no other', (_, entry) => {
    const text = JSON.stringify({ name: 'left', versions: { '1.0.0': entry, '2.0.0': { version: '2.0.0' } } });
    const listing = npm.read(text, 'left');
    expect([listing?.('1.0.0'), listing?.('2.0.0')]).toEqual([null, false]);
  });

  it.each(['', '{', '[]', '{}', '{"name":"left"}', '{"name":"right","versions":{}}', '{"name":"left","versions":[]}'])(
    'gives no answer by %j',
    (text) => expect(npm.read(text, 'left')).toBeNull(),
  );

  it.each([
    ['left', 'left'],
    ['@acme/left', '@acme%2fleft'],
    ['JSONStream', 'JSONStream'],
    ['constructor', 'constructor'],
    ['__proto__', null],
    ['..', null],
    ['../left', null],
    ['@acme/../left', null],
    ['@acme/left/right', null],
    ['left?x', null],
    ['le ft', null],
    ['', null],
    ['x'.repeat(215), null],
  ])('has %j at %j', (name, path) => expect(npm.pathOf(name)).toBe(path));
});
