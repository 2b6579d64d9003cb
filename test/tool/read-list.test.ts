import { describe, expect, it } from 'vitest';
import { readToolList } from '../../src/tool/read-list.ts';
import { listOf } from './_tools.ts';

const A = { name: 'a', description: 'Get a.', inputSchema: { type: 'object' } };
const B = { name: 'b', inputSchema: { type: 'object' } };

describe('readToolList', () => {
  it.each<[string, unknown]>([
    ['an array', [A, B]],
    ['a result of tools/list', { tools: [A, B], nextCursor: 'x' }],
    ['a JSON-RPC response', { jsonrpc: '2.0', id: 1, result: { tools: [A, B] } }],
    ['a saved session', { server: 's', initialize: { serverInfo: { name: 's' } }, tools: [A, B] }],
  ])('reads %s', (_, value) => {
    expect(readToolList(value)?.tools.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'tools'],
    ['an object without tools', { a: 1 }],
    ['tools that are no array', { tools: { a: A } }],
    ['tools that are inherited', Object.create({ tools: [A] })],
  ])('takes %s for no list', (_, value) => {
    expect(readToolList(value)).toBeNull();
  });

  it('takes what a server says about itself from where it stands', () => {
    const said = { serverInfo: { name: 's', version: '1' }, instructions: 'Use a.' };
    for (const list of [
      listOf([A], said),
      listOf([A], { initialize: said }),
      readToolList({ result: { tools: [A], ...said } }),
    ]) {
      expect(list).toMatchObject({ server: { name: 's', version: '1' }, instructions: 'Use a.' });
    }
    expect(listOf([A])).toMatchObject({ server: null, instructions: null });
  });

  it('keeps every key of an entry, and what it is called in other words', () => {
    const raw = { ...A, title: 'A', id: 7, annotations: { readOnlyHint: true, category: 'x' }, _meta: { y: [1] } };
    const [tool] = listOf([raw]).tools;
    expect(tool?.definition).toEqual(raw);
    expect(tool).toMatchObject({ title: 'A', annotations: { readOnlyHint: true, category: 'x' } });
    expect(listOf([{ ...A, annotations: { title: 'of the annotations' } }]).tools[0]?.title).toBe('of the annotations');
  });

  it('voids no entry for another one, keeps the places, and tells why', () => {
    const list = listOf([A, null, 'tool', [A], { description: 'nameless' }, { ...A, name: 7 }, B]);
    expect(list.tools.map(({ index, name }) => [index, name])).toEqual([
      [0, 'a'],
      [6, 'b'],
    ]);
    expect(list.unreadCount).toBe(5);
    expect(list.unread).toEqual([
      { path: ['tools', 1], why: 'it is null, not an object' },
      { path: ['tools', 2], why: 'it is a string, not an object' },
      { path: ['tools', 3], why: 'it is an array, not an object' },
      { path: ['tools', 4], why: 'its name is missing, not a string' },
      { path: ['tools', 5], why: 'its name is a number, not a string' },
    ]);
  });

  it.each<[string, object]>([
    ['no input schema', { name: 'a' }],
    ['an input schema that is null', { name: 'a', inputSchema: null }],
    ['a description that is no text', { name: 'a', description: 7 }],
    ['annotations that are none', { name: 'a', annotations: [] }],
    ['an empty name', { name: '' }],
  ])('shows a tool with %s', (_, raw) => {
    expect(listOf([raw]).tools).toHaveLength(1);
    expect(listOf([raw]).unreadCount).toBe(0);
  });

  it('keeps repeated names', () => {
    expect(listOf([A, A, B]).tools.map(({ name }) => name)).toEqual(['a', 'a', 'b']);
  });

  it('takes no key of an entry for one of its prototype', () => {
    const [tool] = listOf(
      JSON.parse('[{"name":"constructor","__proto__":{"description":"inherited"}}]') as unknown[],
    ).tools;
    expect(tool).toMatchObject({ name: 'constructor', description: '' });
    expect(Object.hasOwn(tool?.definition ?? {}, '__proto__')).toBe(true);
  });

  it('does not look at an entry that is too large, and at all others', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const wide = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, 1]));
    const list = listOf([
      { ...A, inputSchema: deep },
      { ...A, inputSchema: wide },
      { ...A, description: 'x'.repeat(2_100_000) },
      B,
    ]);
    expect(list.tools.map(({ name }) => name)).toEqual(['b']);
    expect(list.unread.map(({ why }) => why)).toEqual([
      'it is nested deeper than 100 levels',
      'it has more than 50000 values',
      'it is longer than 2000000 characters',
    ]);
  });

  it('does not look at what is around a list where that is too large', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const list = listOf([A], { serverInfo: deep, instructions: 'x'.repeat(2_100_000) });
    expect(list).toMatchObject({ server: null, instructions: null, unreadCount: 2 });
    expect(list.unread.map(({ path }) => path)).toEqual([['serverInfo'], ['instructions']]);
  });

  it('bounds how many entries it reads and how many faults it tells', () => {
    const many = listOf(Array.from({ length: 100_003 }, (_, index) => ({ name: `t${index}` })));
    expect(many.tools).toHaveLength(100_000);
    expect(many.unreadCount).toBe(3);
    const bad = listOf(Array.from({ length: 5_000 }, () => null));
    expect(bad.unreadCount).toBe(5_000);
    expect(bad.unread).toHaveLength(100);
  });
});
