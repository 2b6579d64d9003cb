import { describe, expect, it } from 'vitest';
import { RESOLUTIONS } from '../../src/clients/_resolves.ts';
import { CLIENTS, resolvedBy } from '../../src/clients/index.ts';

describe('the references that clients resolve', () => {
  it('are said of clients that exist, each once and in order', () => {
    const ids = RESOLUTIONS.map(({ client }) => client);
    expect(ids.filter((id) => !CLIENTS.some((client) => client.id === id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it.each(RESOLUTIONS)('have a source for $client', ({ source }) => {
    expect(source).toMatch(/^[\w-]+\/[\w-]+: [\w./-]+\.(?:ts|rs)|^[a-z.]+\.[a-z]{2,3}\/\S+/);
  });

  it('are a list without repeats, empty only for a client that passes texts on', () => {
    for (const { forms } of RESOLUTIONS) expect(new Set(forms).size).toBe(forms.length);
    expect(RESOLUTIONS.filter(({ forms }) => forms.length === 0).map(({ client }) => client)).toEqual(['codex']);
    expect(resolvedBy('vscode')).toEqual(['${input:NAME}', '${env:NAME}']);
    expect(resolvedBy('claude-code')).toEqual(['${NAME}']);
  });

  it('are not known of others', () => {
    for (const id of ['claude-desktop', 'constructor', '__proto__', '']) expect(resolvedBy(id)).toBeNull();
  });
});
