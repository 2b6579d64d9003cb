import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/tool/inspect.ts';
import { lint } from '../../src/tool/lint.ts';
import { offeringOf } from '../../src/tool/offering.ts';
import { readListing, readToolListText } from '../../src/tool/read-text.ts';
import type { ToolList } from '../../src/tool/tool.ts';

const GOOD = '{"name":"a","description":"Gets a.","inputSchema":{"type":"object"}}';
const TWICE = '{"name":"b","description":"Gets b.","description":"Gets c.","inputSchema":{"type":"object"}}';

function listIn(text: string): ToolList {
  const list = readToolListText(text);
  if (!list) throw new Error('no list');
  return list;
}

const repeated = (list: ToolList | null): string[] =>
  lint(list ?? listIn('[]'))
    .list.filter(({ check }) => check === 'repeated-key')
    .map(({ where }) => where);
const hashed = (list: ToolList | null): boolean[] =>
  list === null ? [] : inspect(list).tools.map(({ hash }) => hash !== null);

describe('readToolListText', () => {
  it.each<[string, undefined | null]>([
    ['', undefined],
    ['{"tools":[', undefined],
    ['nothing', undefined],
    ['{}', null],
    ['"tools"', null],
    ['{"prompts":[]}', null],
  ])('takes %j for %s', (text, expected) => {
    expect(readToolListText(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ['an array', `[${GOOD},${TWICE}]`],
    ['an object', `{"tools":[${GOOD},${TWICE}]}`],
    ['a JSON-RPC response', `{"jsonrpc":"2.0","id":1,"result":{"tools":[${GOOD},${TWICE}]}}`],
  ])('finds keys that stand twice in %s', (_, text) => {
    const list = listIn(text);
    expect(list.tools.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(repeated(list)).toEqual(['/tools/1/description']);
    expect(hashed(list)).toEqual([true, false]);
    const offering = offeringOf(list, { source: 'file', file: 'x' });
    expect(offering).toMatchObject({ isComplete: false, findings: [{ check: 'repeated-key', tier: 'block' }] });
    expect(offering.tools.map(({ definition }) => definition === null)).toEqual([false, true]);
  });

  it.each<[string, string, string[]]>([
    ['the tools', `{"tools":[${GOOD}],"tools":[${GOOD}]}`, ['/tools']],
    ['the answer', `{"result":{"tools":[]},"result":{"tools":[${GOOD}]}}`, ['/result']],
    ['the tools of the answer', `{"result":{"tools":[],"tools":[${GOOD}]}}`, ['/tools']],
  ])('lets no tool be known again where %s stand twice', (_, text, where) => {
    expect(repeated(listIn(text))).toEqual(where);
    expect(hashed(listIn(text))).toEqual([false]);
  });

  it('leaves the tools alone where something beside them stands twice', () => {
    const list = listIn(
      `{"serverInfo":{"name":"s","name":"t"},"instructions":"x","instructions":"y","tools":[${GOOD}]}`,
    );
    expect(repeated(list)).toEqual(['/serverInfo/name', '/instructions']);
    expect(hashed(list)).toEqual([true]);
  });

  it('lets no tool be known again where more keys stand twice than are told', () => {
    const many = `{${Array.from({ length: 300 }, () => '"x":1').join()}}`;
    const list = listIn(`{"tools":[${GOOD}],"prompts":[${many}]}`);
    expect(hashed(list)).toEqual([false]);
    expect(lint(list).list.find(({ text }) => text === '199 more keys stand twice')).toBeDefined();
  });

  it('takes a byte order mark for no part of the text', () => {
    expect(listIn(`\uFEFF[${GOOD}]`).tools).toHaveLength(1);
  });

  it('says nothing about a plain list', () => {
    expect(listIn(`[${GOOD}]`)).toMatchObject({ repeatedKeys: [], repeatedCount: 0, isOutline: false });
    expect(hashed(listIn(`[${GOOD}]`))).toEqual([true]);
  });
});

const NOTHING_ELSE = { prompts: [], resources: [], resourceTemplates: [], serverInfo: null, instructions: null };
const listed = (value: { tools: unknown[] }, rawTools: string[]) =>
  readListing({ ...NOTHING_ELSE, ...value, rawTools });

describe('readListing', () => {
  const page = (...tools: string[]): string =>
    `{"jsonrpc":"2.0","id":2,"result":{"tools":[${tools.join()}],"nextCursor":"1"}}`;
  const valueOf = (...tools: string[]): { tools: unknown[] } => ({
    tools: tools.map((tool) => JSON.parse(tool) as unknown),
  });

  it('finds the tools of each page again', () => {
    const list = listed(valueOf(GOOD, GOOD, GOOD, TWICE), [page(GOOD, GOOD), page(), page(GOOD, TWICE)]);
    expect(list).toMatchObject({ unreadCount: 0, repeatedCount: 1 });
    expect(repeated(list)).toEqual(['/tools/3/description']);
    expect(hashed(list)).toEqual([true, true, true, false]);
  });

  it('finds a page that is another to another parser', () => {
    const double = `{"result":{"tools":[${TWICE}]},"result":{"tools":[${GOOD}]}}`;
    expect(hashed(listed(valueOf(GOOD), [double]))).toEqual([false]);
  });

  it.each<[string, string[]]>([
    ['was not kept', [page(GOOD)]],
    ['is no JSON', [page(GOOD), `{"result":{"tools":[${GOOD},]}}`]],
    ['holds no list', [page(GOOD), '{"result":{}}', page(GOOD)]],
  ])('says from where on it is not known because the text %s', (_, pages) => {
    const list = listed(valueOf(GOOD, GOOD), pages);
    expect(list?.unreadCount).toBe(1);
    expect(list?.unread).toMatchObject([{ path: ['tools', 1], why: expect.stringContaining('not known') }]);
  });

  it('has nothing to say where a part of the kept tools is looked at', () => {
    expect(listed(valueOf(GOOD), [page(GOOD, GOOD, TWICE)])).toMatchObject({ unreadCount: 0 });
    expect(listed({ tools: [] }, [])).toMatchObject({ unreadCount: 0, tools: [] });
  });
});
