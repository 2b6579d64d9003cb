import { describe, expect, it } from 'vitest';
import { FITS, mappingsOf, whyNone } from '../../src/checks/_mappings.ts';
import { cweEntry } from '../../src/checks/_cwe.ts';
import { nsaEntry } from '../../src/checks/_nsa-mcp.ts';
import { owaspEntry } from '../../src/checks/_owasp-mcp.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { POLICY_CHECKS } from '../../src/gate/index.ts';
import { FRAMEWORKS, mappingSchema, type FrameworkId } from '../../src/model/mapping.ts';

const IDS = [...CHECKS, ...POLICY_CHECKS].map(({ id }) => id);
const LISTS = Object.keys(FRAMEWORKS) as FrameworkId[];

const idsOf = (check: string, framework: FrameworkId): string[] =>
  mappingsOf(check).flatMap((mapping) => (mapping.framework === framework ? [mapping.id] : []));

describe.each(IDS)('%s', (check) => {
  it('is looked up in every list', () => {
    const line = `'${check}': { owasp: ['MCP…'], cwe: […], nsa: ['…'] },`;
    const open = LISTS.filter((list) => idsOf(check, list).length === 0 && whyNone(check, list) === undefined);
    expect(open, `add this line to FITS in src/checks/_mappings.ts, a sentence where none fits: ${line}`).toEqual([]);
  });

  it('has an entry of a list or the reason why not, never both', () => {
    for (const list of LISTS) {
      expect(idsOf(check, list).length > 0, list).toBe(whyNone(check, list) === undefined);
      expect(whyNone(check, list) ?? 'it is not told', list).toMatch(/^[a-z][^\n]{10,150}[^.\s]$/);
    }
  });

  it('names no entry twice, and each by its schema', () => {
    const mappings = mappingsOf(check);
    expect(new Set(mappings.map(({ framework, id }) => `${framework} ${id}`)).size).toBe(mappings.length);
    for (const mapping of mappings) expect(mappingSchema.parse(mapping)).toEqual(mapping);
  });
});

describe('what is no check', () => {
  it.each(['', 'no-such-check', '__proto__', 'constructor', 'toString'])('%j is mapped to nothing', (id) => {
    expect(mappingsOf(id)).toEqual([]);
    for (const list of LISTS) expect(whyNone(id, list)).toBeUndefined();
  });

  it('has no line', () => {
    expect(Object.keys(FITS).toSorted()).toEqual(IDS.toSorted());
  });
});

describe('entries', () => {
  const all = IDS.flatMap(mappingsOf);

  it('have ids of the form that their list uses', () => {
    const forms: Record<FrameworkId, RegExp> = {
      'owasp-mcp': /^MCP(?:0[1-9]|10):2025$/,
      cwe: /^CWE-\d{3,4}$/,
      'nsa-mcp': /^[a-z]+(?:-[a-z]+)*$/,
    };
    for (const { framework, id } of all) expect(id).toMatch(forms[framework]);
  });

  it('have addresses below that of their list, each as it goes over the wire', () => {
    for (const { framework, url } of all) {
      expect(url.startsWith(FRAMEWORKS[framework].url), url).toBe(true);
      expect(new URL(url).href).toBe(url);
    }
  });

  it('are those of the lists', () => {
    expect(owaspEntry('MCP04')).toEqual({
      framework: 'owasp-mcp',
      id: 'MCP04:2025',
      title: 'Software Supply Chain Attacks & Dependency Tampering',
      url: 'https://owasp.org/www-project-mcp-top-10/2025/MCP04-2025%E2%80%93Software-Supply-Chain-Attacks&Dependency-Tampering',
    });
    expect(cweEntry(829)).toEqual({
      framework: 'cwe',
      id: 'CWE-829',
      title: 'Inclusion of Functionality from Untrusted Control Sphere',
      url: 'https://cwe.mitre.org/data/definitions/829.html',
    });
    expect(nsaEntry('message-signing').title).toBe('Sign and verify MCP messages');
  });

  it.each([
    ['vulnerable-package', ['MCP04:2025', 'CWE-1395', 'vulnerability-tracking']],
    ['malicious-package', ['MCP04:2025', 'CWE-506']],
    ['unpinned-package', ['MCP04:2025', 'CWE-829', 'approval-workflows']],
    ['poisoned-tool', ['MCP03:2025', 'CWE-1427', 'output-poisoning']],
    ['plaintext-transport', ['MCP07:2025', 'CWE-319', 'message-signing']],
    ['stale-scan', ['vulnerability-tracking']],
    ['unused-exception', []],
  ])('of %s are %j', (check, ids) => {
    expect(mappingsOf(check).map(({ id }) => id)).toEqual(ids);
  });
});
