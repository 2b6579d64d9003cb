import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { EXIT } from '../../src/errors.ts';
import { POLICY_CHECKS } from '../../src/gate/index.ts';
import { GATE_ITEMS } from '../../src/model/gate-item.ts';
import { recordOf } from '../database/_database.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { inventoryOf, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';
import { terminalAt } from '../stand-ins/terminal.ts';

const RULES = [
  { id: 'critical', when: { kind: 'vulnerability', severity: 'critical' }, action: 'block', override: 'exception' },
];
const POLICY = { version: 1, name: 'test', gate: { require: [], rules: RULES } };
const EXCEPTION = {
  id: 'EX-1',
  finding: 'GHSA-aaaa-bbbb-cccc',
  package: 'pkg:npm/everything-server@1.0.0',
  server: 'everything',
  owner: 'ada',
  approved_by: 'bob',
  created: '2026-11-01',
  expires: '2026-11-30',
  reason: 'for now',
};
const WATCH = { id: 'watch', when: { kind: 'vulnerability' }, action: 'warn' };
const FILES = {
  'i.json': inventoryOf([serverWith()], { vulnerabilities: [vulnerabilityIn('everything-server@1.0.0', '1.0.1')] }),
  'p.yaml': POLICY,
  'cleared.yaml': { ...POLICY, exceptions: [EXCEPTION] },
  'half.yaml': { ...POLICY, gate: { require: [], rules: [...RULES, WATCH] }, exceptions: [EXCEPTION] },
  'bare.yaml': { ...POLICY, gate: { require: [], rules: [] } },
};

/** Runs `explain` in a folder with these files. */
async function explain(argv: string[], files: Record<string, unknown> = FILES) {
  const terminal = terminalAt(folderWith(files), { width: 500 });
  const code = await main(['explain', ...argv], terminal);
  return { code, out: terminal.out, err: terminal.err };
}

describe('an advisory', () => {
  it('names the version to move to', async () => {
    const { code, out } = await explain(['CVE-2025-6514']);
    expect(code).toBe(EXIT.pass);
    expect(out).toContain('\nWhat to do\n  Move mcp-remote to 0.1.16 or later.\n');
  });
});

describe('an advisory that is not mended by one version', () => {
  it.each([
    ['GHSA-25hc-qcg6-38wj', 'Move socket.io to the version that ends the range you are in, or later: 2.5.1, 4.6.2.'],
    ['GHSA-2p57-rm9w-gvfp', 'No fixed version of ip is named: remove or disable the server'],
    ['MAL-2025-46966', 'Remove the package'],
  ])('%s says what to do', async (id, words) => {
    const { out } = await explain([id]);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`What to do ${words}`);
  });
});

describe('an advisory of the local database', () => {
  const LONG = 'One sentence that says what is wrong. '.repeat(20).trim();

  /** What is told of a record that is kept, at a width of 80. */
  async function told(record: Record<string, unknown>): Promise<string> {
    const folder = folderWith({ 'records/GHSA-aaaa-bbbb-cccc.json': { ...recordOf(ID, 'bad'), ...record } });
    await main(['db', 'import', 'records', '--cache-dir', 'cache'], terminalAt(folder));
    const terminal = terminalAt(folder);
    expect(await main(['explain', ID.toLowerCase(), '--cache-dir', 'cache'], terminal)).toBe(EXIT.pass);
    return terminal.out;
  }
  const ID = 'GHSA-aaaa-bbbb-cccc';

  it('says whose text it is and how old, whatever the case of the id', async () => {
    expect(await told({})).toMatch(
      /^GHSA-aaaa-bbbb-cccc\n[^]*\n {2}As kept in the local database: npm, data \d+ days old\.\n$/,
    );
  });

  it.each([
    ['by a label', { database_specific: { severity: 'MODERATE' } }, 'medium (GHSA label)'],
    [
      'by a vector',
      { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] },
      'critical (CVSS:3.1, score 9.8)',
    ],
    ['not at all', {}, 'unknown: no source states one'],
  ])('is rated %s', async (_, record, words) => {
    expect(await told(record)).toContain(`\nSeverity\n  ${words}\n`);
  });

  it('says nothing twice where it has no summary', async () => {
    expect((await told({ summary: undefined, details: 'It is bad.' })).match(/It is bad\./g)).toHaveLength(1);
    const long = await told({ summary: undefined, details: LONG });
    expect(long.replaceAll(/\s+/g, ' ').split(LONG)).toHaveLength(2);
    expect(long.match(/One sentence/g)).toHaveLength(20);
  });

  it('ends no line in a blank, and says how many versions it leaves out', async () => {
    const versions = Array.from({ length: 14 }, (_, at) => `1.0.${at}`);
    const affected = [{ package: { ecosystem: 'npm', name: 'bad' }, versions }];
    const out = await told({ details: 'One.  \n  \n\tTwo. \n', affected });
    expect(out).not.toMatch(/[ \t]$/m);
    expect(out).toContain('1.0.9 and 4 more\n');
  });
});

describe('a check', () => {
  it('says what published lists call its fault, with their pages', async () => {
    expect((await explain(['plaintext-transport'])).out).toContain(
      [
        '\nIn published lists\n',
        '  OWASP MCP Top 10\n    MCP07:2025 Insufficient Authentication & Authorization\n',
        '    https://owasp.org/www-project-mcp-top-10/2025/MCP07-2025%E2%80%93Insufficient-Authentication&Authorization\n',
        '  CWE\n    CWE-319 Cleartext Transmission of Sensitive Information\n    https://cwe.mitre.org/data/definitions/319.html\n',
        '  NSA MCP guidance\n    Sign and verify MCP messages\n    https://media.defense.gov/',
      ].join(''),
    );
  });

  it('names a page once that several entries stand on', async () => {
    const { out } = await explain(['unsafe-transport']);
    expect(out).toContain(
      '    Access control\n    Scan local network for open or vulnerable MCP servers\n    https://',
    );
    expect(out.match(/CSI_MCP_SECURITY/g)).toHaveLength(1);
    expect(out.match(/cwe\.mitre\.org/g)).toHaveLength(4);
  });

  it('says why no entry fits', async () => {
    const { out } = await explain(['shadowed-tool']);
    expect(out).toContain('  OWASP MCP Top 10: none fits: the ten say nothing of two tools of one name;');
    expect(out).toContain('    CWE-694 ');
    expect((await explain(['unused-exception'])).out.match(/none fits: it is about the upkeep/g)).toHaveLength(3);
  });
});

describe('a gate item', () => {
  it.each(GATE_ITEMS)('%s says what to do next', async (id) => {
    expect((await explain([id])).out).toMatch(/\nWhat to do\n {2}\S[^]*\.\n$/);
  });
});

describe('an unknown id', () => {
  it.each([
    ['a check', 'vulnerable-pakage', 'vulnerable-package'],
    ['a check of the policy', 'unused-exeption', 'unused-exception'],
    ['a gate item', 'owner-asigned', 'owner-assigned'],
  ])('near %s is asked about', async (_, id, meant) => {
    const { code, out, err } = await explain([id]);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain(`nothing is known about ${id}: did you mean ${meant}?`);
  });

  it('near the id of a kept finding is asked about', async () => {
    const { out } = await explain(['vulnerable-package', '--from', 'i.json']);
    const [id = ''] = /^[0-9a-f]{16}(?= )/m.exec(out) ?? [];
    expect(id).not.toBe('');
    const near = `${id.slice(0, -1)}x`;
    expect((await explain([near, '--from', 'i.json'])).err).toContain(`did you mean ${id}?`);
    expect((await explain([near])).err).not.toContain('did you mean');
  });

  it('of an advisory is looked for by what can be done', async () => {
    const { code, err } = await explain(['CVE-1999-99999']);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(
      'Keep all advisories: mcp-audit db update; or read https://osv.dev/vulnerability/CVE-1999-99999',
    );
  });

  it('near nothing is not', async () => {
    expect((await explain(['zzzzzzzzzz'])).err).not.toContain('did you mean');
  });
});

describe('a kept finding', () => {
  const told = async (policy: string): Promise<string> =>
    (await explain(['GHSA-aaaa-bbbb-cccc', '--from', 'i.json', '--policy', policy])).out;

  it('names the rules of the policy that decide', async () => {
    expect(await told('p.yaml')).toContain('Action: block by rule `critical` of the policy. Severity: critical.');
  });

  it('names what cleared it, and no rule', async () => {
    expect(await told('cleared.yaml')).toContain('Action: allow; cleared by exception EX-1. Severity: critical.');
  });

  it('names both where a second rule stands', async () => {
    const out = await told('half.yaml');
    expect(out).toContain('Action: warn by rule `watch` of the policy.');
    expect(out).toContain('Cleared: rule `critical` of the policy, by exception EX-1.');
  });

  it('says so when no rule matches', async () => {
    expect(await told('bare.yaml')).toContain('Action: warn, for no rule of the policy matches.');
  });
});

describe('--from', () => {
  it.each([
    ['a JSON report', { schemaVersion: 1, verdict: 'fail' }],
    ['a SARIF report', { version: '2.1.0', runs: [] }],
  ])('%s is no inventory, and the way to one is named', async (_, report) => {
    const { code, err } = await explain(['vulnerable-package', '--from', 'r.json'], { 'r.json': report });
    expect(code).toBe(EXIT.usage);
    expect(err).toMatch(/r\.json is a report, not an inventory\n.*mcp-audit scan --save FILE/);
  });
});

describe('policy checks', () => {
  it.each(POLICY_CHECKS.map(({ id }) => id))('%s is explained like any other', async (id) => {
    expect((await explain([id])).out).toContain('What to do');
  });
});

describe('policy check', () => {
  it('counts one as one', async () => {
    const terminal = terminalAt(folderWith(FILES));
    await main(['policy', 'check', 'cleared.yaml'], terminal);
    expect(terminal.out).toContain('1 rule, 1 exception, 0 approvals, 0 reviews');
  });
});
