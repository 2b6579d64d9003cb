import { afterEach, describe, expect, it } from 'vitest';
import { listFixture, ownTemporaryFolder, type Outcome } from '../stand-ins/live.ts';

const temporary = ownTemporaryFolder();
afterEach(temporary.expectEmpty);

const names = ({ tools }: Outcome): unknown[] => tools.map((tool) => (tool as { name?: unknown } | null)?.name ?? tool);

function expectGone({ remaining, isGone }: Outcome): void {
  expect(remaining).toEqual([]);
  expect(isGone).toBe(true);
}

const hostile = async (
  mode: string,
  options: Parameters<typeof listFixture>[2] = {},
  ...more: string[]
): Promise<Outcome> => {
  const outcome = await listFixture('hostile-stdio.mjs', [mode, ...more], options);
  expectGone(outcome);
  return outcome;
};

describe('an honest server', () => {
  it('of the era of initialize is listed whole', async () => {
    const outcome = await listFixture('honest-legacy-stdio.mjs', []);
    expectGone(outcome);
    expect(outcome).toMatchObject({
      era: 'legacy',
      transport: 'stdio',
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'honest-legacy', version: '1.2.3' },
      instructions: 'Read before you write.',
      isComplete: true,
      notes: [],
      problem: null,
    });
    expect(names(outcome)).toEqual(['read_note', 'write_note']);
    expect(outcome.tools[0]).toMatchObject({ title: 'Read a note', annotations: { readOnlyHint: true } });
    expect(outcome.prompts).toMatchObject([{ name: 'summary' }]);
    expect(outcome.resources).toMatchObject([{ uri: 'note://all' }]);
    expect(outcome.resourceTemplates).toMatchObject([{ uriTemplate: 'note://{id}' }]);
    expect(outcome.rawTools).toHaveLength(1);
    expect(JSON.parse(outcome.rawTools[0] ?? '')).toMatchObject({ result: { tools: outcome.tools } });
  });

  it.each([
    ['only', 'modern', '2026-07-28'],
    ['both', 'legacy', '2025-11-25'],
  ])('of 2026-07-28 (%s) is listed in the %s era', async (kind, era, protocolVersion) => {
    const outcome = await listFixture('honest-modern-stdio.mjs', [kind]);
    expectGone(outcome);
    expect(outcome).toMatchObject({
      era,
      protocolVersion,
      serverInfo: { name: 'honest-modern', version: '2.0.0' },
      instructions: 'Stateless.',
      isComplete: true,
      notes: [],
      problem: null,
    });
    expect(names(outcome)).toEqual(['read_note']);
    expect(outcome.prompts).toMatchObject([{ name: 'summary' }]);
  });
});

describe('every tool that can be read is shown', () => {
  it.each([
    ['null-schema', ['a', 'b', 'c'], []],
    ['no-name', ['a', { description: 'nameless' }, null, 7, 'text', [], 'c'], []],
    ['duplicates', ['a', 'a', 'a'], []],
    ['malformed', ['a', 'b', 'c'], [/malformed JSON/]],
    ['cut-off', ['a', 'b'], [/malformed JSON/]],
    ['deep', ['a', 'b', 'c'], [/deeper than 200 levels/]],
    ['empty-cursor', ['a', 'b'], []],
    ['twice', ['a'], [/1 answer to nothing that was asked/]],
    ['batch', ['a'], []],
    ['banner', ['only'], [/8 lines that are no message/]],
    ['one-long-line', ['a'], [/1 line that is no message/]],
    ['not-utf8', ['a\uFFFD\uFFFDb'], [/not UTF-8/]],
  ])('%s', async (mode, tools, notes) => {
    const outcome = await hostile(mode);
    expect(names(outcome)).toEqual(tools);
    expect(outcome.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
    expect(outcome).toMatchObject({ isComplete: true, problem: null });
  });

  it('with every key that it has, also those that no specification knows', async () => {
    const { tools } = await hostile('unknown-keys');
    expect(JSON.stringify(tools)).toBe('[{"name":"a","id":1,"__proto__":{"x":1},"annotations":{"odd":true}}]');
    expect(Object.getPrototypeOf(tools[0])).toBe(Object.prototype);
  });

  it('of a hundred thousand', async () => {
    const outcome = await hostile('many');
    expect(outcome.tools).toHaveLength(100_000);
    expect(outcome).toMatchObject({ isComplete: true, problem: null });
    expect(outcome.ms).toBeLessThan(15_000);
  });
});

describe('what has no end is cut off, and said to be', () => {
  it.each([
    ['pages', { pages: 10 }, 10, /tools\/list has more than 10 pages/],
    ['cursor-loop', {}, 3, /cursor of tools\/list came twice/],
    ['cursor-number', {}, 1, /cursor of tools\/list is no short text: number/],
    ['many', { items: 1000 }, 1000, /more than 1000 items/],
  ])('%s', async (mode, limits, tools, note) => {
    const outcome = await hostile(mode, { limits });
    expect(outcome.tools).toHaveLength(tools);
    expect(outcome.notes).toEqual([expect.stringMatching(note)]);
    expect(outcome).toMatchObject({ isComplete: false, problem: null });
  });

  it.each([
    ['never-answers', { initializeMs: 500 }, 'no-answer', /did not answer initialize within 0.5 s/],
    ['wrong-id', { requestMs: 500 }, 'no-answer', /did not answer tools\/list within 0.5 s/],
    ['never-answers', { totalMs: 500 }, 'no-answer', /not done after 0.5 s/],
    ['flood', {}, 'limit', /more than 20000 messages/],
    ['exits-at-once', {}, 'exited', /ended with code 7/],
    ['early-exit', {}, 'exited', /ended with code 3/],
    ['closes-output', {}, 'exited', /closed its output/],
    ['no-list', {}, 'not-mcp', /answer to tools\/list holds no list/],
    ['list-error', {}, 'refused', /It refused tools\/list: no.\[31m database here \(-32603\)/],
  ])('%s %j: %s', async (mode, limits, kind, message) => {
    const outcome = await hostile(mode, { limits });
    expect(outcome.problem).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(outcome).toMatchObject({ tools: [], isComplete: false });
    expect(outcome.ms).toBeLessThan(10_000);
  });

  it('a line of a gigabyte costs neither the memory nor the time', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await hostile('huge-line');
    expect(outcome.problem).toEqual({ kind: 'limit', message: 'It sent more than 201326592 bytes.' });
    expect(outcome.notes).toEqual([expect.stringMatching(/1 message of more than 67108864 bytes left unread/)]);
    expect(outcome.ms).toBeLessThan(15_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });
});

describe('what a server asks for', () => {
  it('is answered with nothing, and noted', async () => {
    const outcome = await hostile('asks');
    expect((outcome.tools[0] as { answers: unknown }).answers).toEqual([
      { jsonrpc: '2.0', id: 'p', result: {} },
      { jsonrpc: '2.0', id: 'r', result: { roots: [] } },
      { jsonrpc: '2.0', id: 's', error: { code: -1, message: 'User rejected the request' } },
      { jsonrpc: '2.0', id: 'e', error: { code: -1, message: 'User rejected the request' } },
      { jsonrpc: '2.0', id: 'o', error: { code: -32601, message: 'Method not found' } },
    ]);
    expect(outcome.notes).toEqual([
      'It sent the request roots/list.',
      'It asked for sampling, which was refused.',
      'It asked for elicitation, which was refused.',
      'It sent the request odd/method.',
    ]);
  });

  it('is answered so many times and no more', async () => {
    const outcome = await hostile('asks', { limits: { requests: 2, requestMs: 500 } });
    expect(outcome.notes).toContain('It sent more than 2 requests; the others were not answered.');
  });
});
