import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { definitionHash, definitionText } from '../../src/tool/definition-hash.ts';
import { toolFrom } from './_tools.ts';

const SEARCH = {
  name: 'search',
  description: 'Search the web.',
  inputSchema: { type: 'object', properties: { query: { type: 'string' }, limit: { type: 'integer', default: 10 } } },
};
const hash = (definition: object): string | null => definitionHash(toolFrom({ ...definition }));

describe('definitionHash', () => {
  it('is the SHA-256 of the version and the canonical text', () => {
    const text =
      '{"description":"Search the web.","inputSchema":{"properties":{"limit":{"default":10,"type":"integer"},"query":{"type":"string"}},"type":"object"},"name":"search"}';
    expect(definitionText(toolFrom(SEARCH))).toBe(text);
    expect(hash(SEARCH)).toBe(createHash('sha256').update(`mcp-audit/tool/v1\n${text}`).digest('hex'));
    expect(hash(SEARCH)).toBe('32c53f203a73e2b1afeb080fbaca2a925149f486cb0fbdb4937d519ffef6ef3b');
  });

  it('does not change with what no model sees, or with the order of keys', () => {
    const { name, description, inputSchema } = SEARCH;
    expect(
      hash({ inputSchema, _meta: { 'x/y': 1 }, icons: [{ src: 'https://a.example/i.png' }], description, name }),
    ).toBe(hash(SEARCH));
  });

  it.each<[string, object]>([
    ['a title', { title: 'Search' }],
    ['annotations', { annotations: { readOnlyHint: true } }],
    ['an output schema', { outputSchema: { type: 'object' } }],
    ['how it is executed', { execution: { taskSupport: 'optional' } }],
    ['a key that nobody knows', { id: 'x' }],
    ['white space', { description: 'Search the web. ' }],
    ['an invisible character', { description: 'Search the\u200b web.' }],
    ['another form of the same letter', { description: 'Search the wéb.' }],
    ['another name', { name: 'search2' }],
    [
      'a default deep in the schema',
      {
        inputSchema: {
          ...SEARCH.inputSchema,
          properties: { query: { type: 'string' }, limit: { type: 'integer', default: 11 } },
        },
      },
    ],
    ['the order of an enum', { inputSchema: { enum: ['b', 'a'] } }],
  ])('changes with %s', (_, change) => {
    expect(hash({ ...SEARCH, ...change })).not.toBe(hash(SEARCH));
    expect(hash({ ...SEARCH, ...change })).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tells composed from decomposed letters: nothing is normalised', () => {
    expect(hash({ ...SEARCH, description: 'é' })).not.toBe(hash({ ...SEARCH, description: 'e\u0301' }));
  });

  it('is null where there is no canonical text', () => {
    expect(hash({ ...SEARCH, description: 'half \ud83d a pair' })).toBeNull();
    expect(definitionText(toolFrom({ ...SEARCH, description: '\udc00' }))).toBeNull();
  });
});
