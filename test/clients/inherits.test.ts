import { describe, expect, it } from 'vitest';
import { INHERITANCES } from '../../src/clients/_inherits.ts';
import { CLIENTS, inheritedBy } from '../../src/clients/index.ts';

describe('what clients pass on', () => {
  it('is said of clients that exist, each once and in order', () => {
    const ids = INHERITANCES.map(({ client }) => client);
    expect(ids.filter((id) => !CLIENTS.some((client) => client.id === id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it.each(INHERITANCES)('has a source for $client', ({ source }) => {
    expect(source).toMatch(/^[\w-]+\/[\w-]+: [\w./-]+\.(?:ts|rs|go|py)|^[a-z]+\.(?:com|io)\/\S+/);
  });

  it('is not known of others', () => {
    expect(inheritedBy('vscode')).toBe('all');
    expect(inheritedBy('codex')).toBe('minimal');
    expect(inheritedBy('gemini-cli')).toBe('most');
    for (const id of ['cursor', 'constructor', '__proto__', '']) expect(inheritedBy(id)).toBe('unknown');
  });
});
