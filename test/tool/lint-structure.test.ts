import { describe, expect, it } from 'vitest';
import { lint } from '../../src/tool/lint.ts';
import { LINT_RULES } from '../../src/tool/lint/index.ts';
import { entry, findingsOf, listOf } from './_tools.ts';

const text = { type: 'string' };
const told = (tool: object): Array<[string, string, string]> =>
  findingsOf([tool]).map(({ check, where, text: what }) => [check, where, what]);

describe('LINT_RULES', () => {
  it('have each an own id, words for people, and something that looks', () => {
    for (const { id, title, why, ...rest } of LINT_RULES) {
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(title).toMatch(/^[A-Z][^.]{5,60}$/);
      expect(why).toMatch(/^[A-Z`].{30,}[.]$/);
      expect(Object.values(rest).some((one) => typeof one === 'function')).toBe(true);
    }
  });
});

describe('the lint of definitions', () => {
  it('has nothing to say about a plain tool', () => {
    expect(
      findingsOf([entry('get_user.v2-x', 'Get a user.', { id: text }, { annotations: { readOnlyHint: true } })]),
    ).toEqual([]);
  });

  it('finds repeated names, of which the list is the place', () => {
    const { list } = lint(listOf([entry('a'), entry('b'), entry('a')]));
    expect(list).toEqual([{ check: 'duplicate-name', tier: 'block', where: '/tools/2/name', text: 'a' }]);
  });

  it.each<[string, string]>([
    ['read_file', 'read_fiIe'],
    ['list_items', '1ist_items'],
    ['get_O', 'get_0'],
    ['send', 'sеnd'],
    ['send', 'se\u200bnd'],
  ])('finds that %j looks like %j', (one, other) => {
    expect(lint(listOf([entry(one), entry(other)])).list).toMatchObject([
      { check: 'confusable-name', where: '/tools/1/name' },
    ]);
  });

  it.each([
    ['read_file', 'read-file'],
    ['getItem', 'GetItem'],
    ['a.b', 'a_b'],
  ])('finds that a client may take %j for %j', (one, other) => {
    expect(lint(listOf([entry(one), entry(other)])).list).toMatchObject([
      { check: 'name-format', where: '/tools/1/name' },
    ]);
  });

  it('finds a name in disguise', () => {
    expect(told(entry('sеnd_mail')).map(([check]) => check)).toEqual([
      'confusable-text',
      'confusable-name',
      'name-format',
    ]);
    expect(told(entry('отправить')).map(([check]) => check)).toEqual(['name-format']);
  });

  it.each(['', 'a b', 'a/b', 'a,b', 'é', 'a'.repeat(129)])('finds the name %j', (name) => {
    expect(told(entry(name)).map(([check]) => check)).toContain('name-format');
  });

  it.each<[unknown, string]>([
    [undefined, 'missing'],
    [null, 'null'],
    [[], 'an array'],
    ['x', 'x'],
  ])('finds the input schema %j', (inputSchema, what) => {
    expect(told({ name: 'a', inputSchema })).toEqual([['schema-format', '/inputSchema', what]]);
  });

  it.each([
    'http://a.example/i.png',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://a/i',
    '//a.example/i.png',
    'data:text/html,x',
    7,
  ])('finds the icon %j', (src) => {
    expect(told(entry('a', '', {}, { icons: [{ src: 'https://a.example/i.png' }, { src }] }))).toMatchObject([
      ['icon-address', '/icons/1/src', expect.anything()],
    ]);
    expect(lint(listOf([], { serverInfo: { name: 's', icons: [{ src }] } })).list).toMatchObject([
      { check: 'icon-address', tier: 'block', where: '/serverInfo/icons/0/src' },
    ]);
  });

  it.each(['https://a.example/i.png', 'data:image/png;base64,AAAA'])('leaves the icon %j', (src) => {
    expect(told(entry('a', '', {}, { icons: [{ src }] }))).toEqual([]);
  });

  it.each(['https://a.example/schema.json', 'http://10.0.0.1/x#/y', '//a.example/x', 'file:///etc/passwd'])(
    'finds the $ref %j',
    ($ref) => {
      expect(told(entry('a', '', { x: { anyOf: [{ $ref }] } }))).toEqual([
        ['remote-schema', '/inputSchema/properties/x/anyOf/0/$ref', $ref],
      ]);
    },
  );

  it.each(['#/$defs/x', 'x.json', '#'])('leaves the $ref %j', ($ref) => {
    expect(told(entry('a', '', { x: { $ref } }, { $schema: 'https://json-schema.org/draft/2020-12/schema' }))).toEqual(
      [],
    );
  });

  describe('x-mcp-header', () => {
    const header = (name: unknown, type: unknown = 'string'): object => ({ type, 'x-mcp-header': name });

    it.each<[string, object]>([
      ['an empty name', { region: header('') }],
      ['a name that is no token', { region: header('My Header') }],
      ['a line end', { region: header('X\r\nY') }],
      ['a name that is no text', { region: header(7) }],
      ['a type that is none', { region: header('Region', 'number') }],
      ['an object', { region: header('Region', 'object') }],
      [
        'a place behind items',
        { list: { type: 'array', items: { type: 'object', properties: { region: header('Region') } } } },
      ],
      ['a place behind anyOf', { region: { anyOf: [header('Region')] } }],
      ['a name that is used twice', { a: header('Region'), b: header('REGION') }],
      ['a secret', { apiKey: header('Region') }],
      ['a secret by its header', { region: header('X-Token') }],
    ])('is misused by %s', (_, properties) => {
      expect(told(entry('a', '', properties)).map(([check]) => check)).toContain('header-parameter');
    });

    it('is used rightly', () => {
      const properties = {
        region: header('Region'),
        deep: { type: 'object', properties: { limit: header('Limit', 'integer') } },
      };
      expect(told(entry('a', '', properties))).toEqual([]);
    });
  });

  it.each<[string, object, object]>([
    ['an operation that writes', { operation: { enum: ['list', 'set'] } }, { readOnlyHint: true }],
    ['something to run', { sql: text }, { readOnlyHint: true }],
    ['the other hint', {}, { readOnlyHint: true, destructiveHint: true }],
  ])('finds that %s contradicts a hint', (_, properties, annotations) => {
    expect(told(entry('get_it', 'Get it.', properties, { annotations })).map(([check]) => check)).toEqual([
      'contradictory-hint',
    ]);
  });

  it.each<[string, object, object]>([
    ['no hint', { sql: text }, {}],
    ['a hint that says so', { sql: text }, { readOnlyHint: false }],
    ['operations that read', { operation: { enum: ['list', 'get'] } }, { readOnlyHint: true }],
    ['modes that are no operations', { mode: { enum: ['driving', 'walking'] } }, { readOnlyHint: true }],
  ])('leaves %s', (_, properties, annotations) => {
    expect(told(entry('get_it', 'Get it.', properties, { annotations }))).toEqual([]);
  });

  it.each<[string, object]>([
    ['sidenote', text],
    ['conversation_history', text],
    ['system_prompt', text],
    ['llm_model_name', text],
    ['purpose', { type: 'string', description: 'The full conversation so far' }],
  ])('finds the parameter %s', (name, schema) => {
    expect(told(entry('a', '', { [name]: schema }))).toMatchObject([
      ['context-request', `/inputSchema/properties/${name}`, expect.stringContaining(name)],
    ]);
  });

  it.each<[string, object]>([
    ['conversationId', { conversationId: text }],
    ['a model of a tool that speaks to one', { system_prompt: text, temperature: { type: 'number' } }],
    ['a switch', { full_context: { type: 'boolean' } }],
  ])('leaves %s', (_, properties) => {
    expect(told(entry('a', '', properties))).toEqual([]);
  });

  it('tells what could not be read', () => {
    expect(lint(listOf([entry('a'), null])).list).toEqual([
      { check: 'unreadable-entry', tier: 'review', where: '/tools/1', text: 'it is null, not an object' },
    ]);
  });
});
