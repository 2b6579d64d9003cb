import { describe, expect, it } from 'vitest';
import type { JudgedFinding } from '../../src/model/decision.ts';
import { GATE_ITEMS } from '../../src/model/gate-item.ts';
import type { Report } from '../../src/model/report.ts';
import { text } from '../../src/reporters/text.ts';
import { ABOUT_CHECKS, finding, gap, HOME, PROJECT, report, server } from '../stand-ins/report.ts';
import { NPX_CACHE } from '../stand-ins/inventory.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { twelveServers } from '../stand-ins/report-twelve.ts';

function render(from: Report, options: { color?: boolean; width?: number; verbose?: boolean } = {}): string {
  return text.render(from, { color: false, width: 80, verbose: false, ...options });
}

const OSV = { id: 'osv', from: 'https://api.osv.dev', status: 'complete' as const, asked: 84, answered: 84 };

function oneServer(): Report {
  return report({
    servers: [server('memory', { runs: '@modelcontextprotocol/server-memory@2026.7.4' })],
    inventory: { advisorySources: [{ ...OSV, dataTime: '2026-11-23T09:29:58.000Z' }] },
  });
}

/** Every third server has the same two problems. */
function fortyServers(): Report {
  const names = Array.from({ length: 40 }, (_, at) => `server-${String(at + 1).padStart(2, '0')}`);
  const bad = names.filter((_, at) => at % 3 === 0);
  return report({
    verdict: 'fail',
    servers: names.map((name, at) =>
      server(name, { runs: `@example/${name}@1.0.${at}`, declared: [`cursor ${HOME}/.cursor/mcp.json ${at * 8 + 3}`] }),
    ),
    findings: bad.flatMap((name) => [
      finding({
        server: name,
        action: 'block',
        severity: 'critical',
        title: 'form-data@4.0.3 is affected by GHSA-fjxv-7rqg-78g4: Unsafe random function for choosing the boundary',
        purl: 'pkg:npm/form-data@4.0.3',
        vulnerability: 'GHSA-fjxv-7rqg-78g4',
        fixed: '4.0.4',
        fix: `Run \`npm update form-data --prefix ${NPX_CACHE}\` for 4.0.4 or later.`,
        chain: [`@example/${name}@1.0.0`, 'form-data@4.0.3'],
      }),
      finding({
        server: name,
        check: 'unpinned-package',
        kind: 'unpinned',
        severity: 'medium',
        action: 'warn',
        title: `\`${name}\` starts @example/${name} without an exact version`,
        fix: `In ${HOME}/.cursor/mcp.json change \`@example/${name}\` to \`@example/${name}@1.0.${names.indexOf(name)}\`, the version that is installed now.`,
      }),
    ]),
    items: { 'critical-findings-handled': { status: 'fail', reason: `${bad.length} findings block` } },
    inventory: { advisorySources: [{ ...OSV, dataTime: '2026-11-22T20:00:00.000Z' }] },
  });
}

const columns = (line: string): number => [...line].length;

describe('the text report', () => {
  it.each([
    ['text-twelve-servers.txt', twelveServers(), {}],
    ['text-twelve-servers-verbose.txt', twelveServers(), { verbose: true }],
    ['text-one-server.txt', oneServer(), {}],
    ['text-forty-servers.txt', fortyServers(), {}],
    ['text-tools.txt', fiveServers(), {}],
    ['text-tools-verbose.txt', fiveServers(), { verbose: true }],
  ] as const)('reads well: %s', async (file, from, options) => {
    await expect(render(from, options)).toMatchFileSnapshot(`../../fixtures/golden/${file}`);
  });

  it('fits a screen for one server without findings', () => {
    expect(render(oneServer()).split('\n').length).toBeLessThan(24);
  });

  it.each([40, 60, 80, 100, 200])('keeps to %i columns, but for paths and commands', (width) => {
    for (const verbose of [false, true]) {
      const lines = render(twelveServers(), { width, verbose }).split('\n');
      const long = lines.filter((line) => columns(line) > width);
      // Only a path may stick out, and only where nothing but a label is before it.
      expect(long.filter((line) => !/^.{0,19}\S*\/\S*$/.test(line))).toEqual([]);
    }
  });

  it('survives a width that is none', () => {
    expect(render(oneServer(), { width: Number.NaN })).toBe(render(oneServer(), { width: 40 }));
    expect(render(oneServer(), { width: 0 })).toBe(render(oneServer(), { width: 40 }));
  });

  it('measures wide characters and marks as a terminal does', () => {
    const from = report({
      gaps: [gap({ kind: 'remote', message: `${'日本語 '.repeat(12)}${'é'.normalize('NFD').repeat(30)}` })],
    });
    const lines = render(from, { width: 40 })
      .split('\n')
      .filter((line) => /[日é]/u.test(line.normalize('NFC')));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      const visible = line.normalize('NFC');
      expect(visible.length + (visible.match(/[日本語]/gu) ?? []).length).toBeLessThanOrEqual(40);
    }
  });
});

describe('colours', () => {
  it('come only when they are asked for, and change no word', () => {
    const plain = render(twelveServers());
    const coloured = render(twelveServers(), { color: true });
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(coloured.replace(/\u001b\[[0-9]+m/g, '')).toBe(plain);
  });

  it('are the sixteen of the terminal, none of which is black or white', () => {
    const codes = new Set(render(twelveServers(), { color: true, verbose: true }).match(/\u001b\[[0-9;]+m/g));
    expect([...codes].map((code) => Number(code.slice(2, -1))).sort((one, other) => one - other)).toEqual([
      1, 2, 22, 31, 32, 33, 35, 39,
    ]);
  });
});

describe('the verdict', () => {
  it('comes first, with one sentence of counts', () => {
    expect(render(oneServer()).split('\n')[0]).toBe('✓ PASS  1 server with 1 package: no findings; no gaps.');
  });

  const NOTHING = Object.fromEntries(GATE_ITEMS.map((id) => [id, { status: 'not-applicable' as const }]));
  const firstRow = (from: Report): string => render(from, { width: 200 }).split('\n')[0] ?? '';

  it('says where no server was found, and asks nothing about it', () => {
    const none = report({ verdict: 'incomplete', items: NOTHING });
    expect(firstRow(none)).toBe(
      '? INCOMPLETE  No MCP server was found in ~ and ~/src/shop. If there should be none: --allow-empty.',
    );
    expect(render(none)).not.toContain('n/a');
    expect(firstRow(report({ items: NOTHING }))).toBe('✓ PASS  No MCP server was found in ~ and ~/src/shop.');
    const files = ['/a.json', '/b.json', '/c.json', '/d.json'];
    const target = { platform: 'linux', home: null, project: null, files };
    expect(firstRow(report({ items: NOTHING, inventory: { target } }))).toContain(
      'in /a.json, /b.json, /c.json and 1 more file.',
    );
    const findings = [finding({ action: 'warn', title: 'an exception is not used' })];
    expect(firstRow(report({ items: NOTHING, findings }))).toContain('~/src/shop. 1 finding warns.');
  });

  it('keeps the items where a gap may hide a server', () => {
    const hidden = render(report({ items: NOTHING, gaps: [gap({ kind: 'config-invalid', message: 'cut off' })] }));
    expect(hidden).toContain('0 servers with 0 packages: no findings; 1 gap.');
    expect(hidden.match(/n\/a/g)).toHaveLength(8);
  });

  it('is said again at the end of a report that is longer than a screen', () => {
    const lines = render(twelveServers()).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('✗ FAIL'))).toHaveLength(2);
    expect(lines.at(-2)).toBe(lines[0]);
  });
});

describe('the items', () => {
  it('say what moves them on, but not where nothing is to be done', () => {
    const next = 'Add an owner.';
    const shown = render(
      report({
        items: { 'owner-assigned': { status: 'warn', next }, 'receipts-enabled': { status: 'pass', next: 'x9' } },
      }),
    );
    expect(shown).toContain('→ Add an owner.');
    expect(shown).not.toContain('x9');
  });
});

describe('the findings', () => {
  const vulnerable = (server_: string, id: string, severity: 'high' | 'low', fixed: string | null) =>
    finding({
      server: server_,
      severity,
      action: 'warn',
      title: `axios@1.7.2 is affected by ${id}`,
      purl: 'pkg:npm/axios@1.7.2',
      vulnerability: id,
      fixed,
      fix: `take axios ${fixed ?? 'away'}`,
    });

  it('of one package are one entry, with the fix that mends all', () => {
    const shown = render(
      report({
        servers: [server('crm', { runs: 'crm@1.0.0' })],
        findings: [vulnerable('crm', 'GHSA-1', 'high', '1.9.0'), vulnerable('crm', 'GHSA-2', 'low', '1.10.0')],
      }),
    );
    expect(shown).toContain('is affected by GHSA-1 (and 1 low)');
    expect(shown).toContain('fix   take axios 1.10.0');
    expect(shown).not.toContain('1.9.0');
  });

  it('without a fix are not hidden behind one that has a fix', () => {
    const shown = render(
      report({
        servers: [server('crm', { runs: 'crm@1.0.0' })],
        findings: [vulnerable('crm', 'GHSA-1', 'high', '1.9.0'), vulnerable('crm', 'GHSA-2', 'high', null)],
      }),
    );
    expect(shown).toContain('fix   take axios 1.9.0');
    expect(shown).toContain('fix   take axios away');
  });

  it('met again under another server are told in short', () => {
    const shown = render(
      report({
        servers: [server('crm', { runs: 'crm@1.0.0' }), server('erp', { runs: 'erp@1.0.0' })],
        findings: [vulnerable('crm', 'GHSA-1', 'high', '1.9.0'), vulnerable('erp', 'GHSA-1', 'high', '1.9.0')],
      }),
    );
    expect(shown).toContain('(the same as in crm)');
    expect(shown.match(/take axios/g)).toHaveLength(1);
  });

  it('of a server are at most four, blocked first; --verbose tells all', () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      finding({
        server: 'crm',
        action: at === 8 ? 'block' : 'warn',
        severity: at === 8 ? 'low' : 'high',
        title: `fault ${at}`,
      }),
    );
    const from = report({ servers: [server('crm', { runs: 'crm@1.0.0' })], findings: many });
    const shown = render(from);
    expect(shown.match(/fault \d/g)).toEqual(['fault 8', 'fault 0', 'fault 1', 'fault 2']);
    expect(shown).toContain('5 more (5 high): --verbose');
    expect(render(from, { verbose: true }).match(/· fault \d$/gm)).toHaveLength(9);
  });

  it('that block are never folded away', () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      finding({ server: 'crm', action: at < 7 ? 'block' : 'warn', title: `fault ${at}` }),
    );
    const shown = render(report({ servers: [server('crm', { runs: 'crm@1.0.0', disabled: true })], findings: many }));
    expect(shown.match(/✗ block/g)).toHaveLength(7);
    expect(shown).toContain('2 more (2 high): --verbose');
  });

  it('of one command but for the name are told once for a server', () => {
    const dependency = (name: string, fixed: string) =>
      finding({
        server: 'crm',
        action: 'warn',
        title: `${name} is bad`,
        purl: `pkg:npm/${name}@1.0.0`,
        chain: ['crm@1.0.0', `${name}@1.0.0`],
        fixed,
        fix: `Run \`npm update ${name} --prefix /x\` for ${fixed} or later.`,
      });
    const from = report({
      servers: [server('crm', { runs: 'crm@1.0.0' })],
      findings: [dependency('left', '2.0.1'), dependency('right', '3.0.2')],
    });
    expect(render(from).match(/fix .*/g)).toEqual([
      'fix   Run `npm update left --prefix /x` for 2.0.1 or later.',
      'fix   The same way: right 3.0.2 or later.',
    ]);
    expect(render(from, { verbose: true })).not.toContain('The same way');
  });

  const unpinned = (name: string, action: 'block' | 'warn' = 'warn') =>
    finding({
      server: name,
      check: 'unpinned-package',
      kind: 'unpinned',
      severity: 'medium',
      action,
      title: `\`${name}\` starts ${name}-mcp without an exact version`,
      fix: `In ${HOME}/.cursor/mcp.json:4 change \`${name}-mcp\` to \`${name}-mcp@1.2.0\`.`,
    });

  it('that are nothing but a missing version are one line for each server', () => {
    const from = report({
      servers: [
        server('crm', { runs: 'crm-mcp@1.2.0' }),
        server('erp', { wants: 'erp-mcp' }),
        server('hr', { runs: 'hr-mcp@1.2.0' }),
      ],
      findings: [unpinned('crm'), unpinned('erp'), unpinned('hr', 'block')],
    });
    const shown = render(from);
    expect(shown).toContain(`Without an exact version (2)
  The next start may run code that nobody has looked at.
  ▸ crm  crm-mcp → 1.2.0 ~/.cursor/mcp.json:4
  ▸ erp  erp-mcp → a version you have looked at ~/.cursor/mcp.json:4
`);
    expect(shown).toContain('✗ block  medium · `hr` starts hr-mcp without an exact version');
    expect(render(from, { verbose: true })).not.toContain('Without an exact version (');
  });

  it('of servers that nobody starts are counted, unless one blocks', () => {
    const off = { runs: 'x@1.0.0', disabled: true };
    const from = report({
      servers: [server('old', off), server('older', off), server('worst', off)],
      findings: [
        finding({ server: 'older', action: 'warn', title: 'bad' }),
        finding({ server: 'worst', action: 'block', title: 'worse' }),
      ],
    });
    const shown = render(from);
    expect(shown).toContain(`Disabled (2)
  ▸ older  x 1.0.0 · 1 finding (1 high): --verbose
  ▸ old    x 1.0.0
`);
    expect(shown).toContain('high · worse');
    expect(render(from, { verbose: true })).toContain('high · bad');
  });

  it('say where, when it is not where the server stands', () => {
    const elsewhere = { file: `${PROJECT}/.mcp.json`, line: 29, column: 5, pointer: '' };
    const from = report({
      servers: [server('crm', { runs: 'crm@1.0.0' })],
      findings: [finding({ server: 'crm', action: 'warn', title: 'odd', locations: [elsewhere] })],
    });
    expect(render(from)).toContain('at    .mcp.json:29');
  });

  it('that are about no server, or one that is not listed, are told too', () => {
    const shown = render(
      report({
        findings: [
          finding({ action: 'warn', title: 'an exception has run out' }),
          finding({ server: 'gone', action: 'warn', title: 'a lost server' }),
        ],
      }),
    );
    expect(shown).toContain('Files and policy');
    expect(shown).toContain('an exception has run out');
    expect(shown).toContain('a lost server');
  });

  it('that an exception cleared are named with it', () => {
    const cleared = [{ rule: 'dep-only', by: 'EX-2026-014' }];
    const shown = render(
      report({ findings: [finding({ action: 'allow', severity: 'low', title: 'small', cleared })] }),
    );
    expect(shown).toContain('Allowed by the policy (1)');
    expect(shown).toContain('small (low, by EX-2026-014)');
  });
});

describe('what is exploited', () => {
  const affecting = (id: string, more: Partial<JudgedFinding>): JudgedFinding =>
    finding({
      server: 'memory',
      action: 'warn',
      severity: 'high',
      title: `${id}@1.0.0 is affected by GHSA-${id}`,
      vulnerability: `GHSA-${id}`,
      purl: `pkg:npm/${id}@1.0.0`,
      ...more,
    });
  const shown = (findings: JudgedFinding[], verbose = false): string =>
    render(report({ servers: oneServer().inventory.servers, findings }), { verbose, width: 200 });

  it('is marked, and comes first among what is as severe', () => {
    const out = shown([
      affecting('a', {}),
      affecting('b', { epss: 0.2 }),
      affecting('c', { epss: 0.9 }),
      affecting('d', { exploited: true }),
      affecting('e', { severity: 'critical' }),
    ]);
    expect(out.match(/(?:critical|high)[a-z, ]* · [a-e]/g)).toEqual([
      'critical · e',
      'high, exploited · d',
      'high · c',
      'high · b',
    ]);
  });

  it('is counted where it is not shown', () => {
    const same = { purl: 'pkg:npm/a@1.0.0' };
    const others = [affecting('b', { ...same, severity: 'low', exploited: true }), affecting('c', same)];
    expect(shown([affecting('a', same), ...others])).toContain('(and 1 high, 1 low; 1 exploited)');
    const blocked = [affecting('a', same), ...others].map((one) => ({ ...one, action: 'block' as const }));
    expect(shown(blocked)).toContain('also  1 high: GHSA-c; 1 low: GHSA-b (exploited)');
  });
});

describe('the end', () => {
  it('counts the gaps of a kind and shows the first few, each with its own hint', () => {
    const gaps = Array.from({ length: 7 }, (_, at) =>
      gap({
        kind: 'not-installed',
        message: `${at} is not there.`,
        hint: `start ${at}`,
        components: ['a', 'b', 'c', 'd'],
      }),
    );
    const shown = render(report({ gaps }));
    expect(shown).toContain('Packages that are not on this machine yet (7)');
    expect(shown.match(/is not there/g)).toHaveLength(3);
    expect(shown).toContain('4 more: --verbose');
    expect(shown).toContain('a, 3 more');
    expect(shown.match(/- \d is not there|→ start \d/g)).toEqual([
      '- 0 is not there',
      '→ start 0',
      '- 1 is not there',
      '→ start 1',
      '- 2 is not there',
      '→ start 2',
    ]);
    expect(render(report({ gaps }), { verbose: true }).match(/→ start/g)).toHaveLength(7);
  });

  it('tells a hint that several gaps share once, after them', () => {
    const same = (message: string, hint: string) => gap({ kind: 'tree-unsupported', message, hint });
    const shown = render(report({ gaps: [same('one', 'wait'), same('two', 'wait')] }));
    expect(shown).toContain('    - one\n    - two\n    → wait\n');
    const mixed = render(report({ gaps: [same('one', 'wait'), same('two', '')] }));
    expect(mixed).toContain('    - one\n      → wait\n    - two\n');
  });

  it.each([
    ['2026-11-23T09:29:30.000Z', 'asked just now'],
    ['2026-11-23T09:35:00.000Z', 'asked just now'],
    ['2026-11-23T09:35:01.000Z', 'of 2026-11-23'],
    ['2026-12-01T00:00:00.000Z', 'of 2026-12-01'],
    ['2026-11-23T09:29:00.000Z', '1 minute old'],
    ['2026-11-23T04:00:00.000Z', '5 hours old'],
    ['2026-11-11T00:00:00.000Z', '12 days old'],
    ['yesterday', 'of unknown age'],
    [null, 'of unknown age'],
  ])('says how old the advisories of %s are', (dataTime, age) => {
    const shown = render(report({ inventory: { advisorySources: [{ ...OSV, dataTime }] } }));
    expect(shown).toContain(`OSV (https://api.osv.dev): 84 of 84 packages, ${age}`);
  });

  it('says when no source, or a failing one, was asked', () => {
    expect(render(report())).toContain('no source was asked');
    const failed = [{ ...OSV, status: 'failed' as const, dataTime: null }];
    expect(render(report({ inventory: { advisorySources: failed } }))).toContain(
      'OSV (https://api.osv.dev): did not answer',
    );
  });

  it('says which registries were asked, and how they answered', () => {
    expect(render(report())).not.toContain('Registries');
    const npm = { ...OSV, id: 'npm', from: 'https://npm.example', dataTime: null, reason: null };
    const pypi = { ...npm, id: 'pypi', from: 'https://pypi.example', status: 'failed' as const, reason: 'is away' };
    const shown = render(report({ inventory: { registries: [npm, pypi, { ...npm, id: 'idle', asked: 0 }] } }));
    expect(shown).toMatch(/Registries +npm \(https:\/\/npm\.example\): 84 of 84 packages, /);
    expect(shown).toContain('pypi (https://pypi.example): did not answer');
    expect(shown).not.toContain('idle');
  });

  it('offers to explain only what can be pasted', () => {
    const hostile = finding({ action: 'warn', title: 'x', vulnerability: 'GHSA-1;reboot' });
    expect(render(report({ findings: [hostile] }))).toContain('mcp-audit explain ID');
    expect(render(report({ findings: [{ ...hostile, vulnerability: 'GHSA-1' }] }))).toContain(
      'mcp-audit explain GHSA-1',
    );
  });
});

it('knows a check that nobody has described', () => {
  const from = {
    ...report({ findings: [finding({ check: 'brand-new', action: 'warn', title: 'new' })] }),
    checks: ABOUT_CHECKS,
  };
  expect(render(from)).toContain('high · new');
});
