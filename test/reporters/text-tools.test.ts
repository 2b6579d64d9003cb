import { describe, expect, it } from 'vitest';
import type { JudgedFinding } from '../../src/model/decision.ts';
import type { Report } from '../../src/model/report.ts';
import { NO_SETTINGS, type Server } from '../../src/model/server.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { text } from '../../src/reporters/text.ts';
import { finding, report, server } from '../stand-ins/report.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { sarifErrors } from '../stand-ins/sarif-schema.ts';
import { offeringWith, probedWith, toolEntry } from '../stand-ins/tools.ts';

const OPTIONS = { color: false, width: 80, verbose: false };
const render = (from: Report, options: Partial<typeof OPTIONS> = {}): string =>
  text.render(from, { ...OPTIONS, ...options });

const one = (more: Partial<Server>): Server => ({ ...server('crm', { runs: 'crm-mcp@1.0.0' }), ...more });
const about = (more: Partial<JudgedFinding>): JudgedFinding =>
  finding({ server: 'crm', action: 'warn', severity: 'medium', title: 'a thing', ...more });

const unreviewed = (tool: string, more: Partial<JudgedFinding> = {}): JudgedFinding =>
  about({
    check: 'unreviewed-tool',
    kind: 'tool-unreviewed',
    tool,
    title: `\`${tool}\``,
    fix: 'Review them.',
    ...more,
  });

const NAMES = Array.from({ length: 401 }, (_, at) => `${at % 2 === 0 ? 'get' : 'delete'}_${at}`);
const MANY = offeringWith(NAMES.map((name) => toolEntry(name)));

it.each([40, 60, 80, 120])('keeps to %i columns with tools and probes', (width) => {
  for (const verbose of [false, true]) {
    const long = render(fiveServers(), { width, verbose })
      .split('\n')
      .filter((line) => [...line].length > width);
    expect(long.filter((line) => !/^.{0,19}\S*\/\S*$/.test(line))).toEqual([]);
  }
});

it('keeps a page for a handful of servers to two screens', () => {
  expect(render(fiveServers()).split('\n').length).toBeLessThan(80);
});

describe('the line about tools', () => {
  const lineOf = (from: Server, findings = [about({})]): string | undefined =>
    /^ {4}tools +(.*)/m.exec(render(report({ servers: [from], findings }), { width: 200 }))?.[1];

  it('counts what they do', () => {
    const tools = [
      toolEntry('get_a'),
      toolEntry('get_b'),
      toolEntry('delete_c'),
      toolEntry('run', 'Runs code.', { code: {} }),
    ];
    expect(lineOf(one({ offering: offeringWith(tools) }))).toBe('4: 2 read, 1 write, 1 execute');
  });

  it('says what the configs switch off and let run', () => {
    const declarations = one({}).declarations.map((declaration) => ({
      ...declaration,
      settings: { ...NO_SETTINGS, disabledTools: ['delete_*'], approvedTools: ['get_0'] },
    }));
    expect(lineOf(one({ offering: MANY, declarations }))).toBe(
      '401: 201 read, 200 write; 200 switched off, 1 runs unasked',
    );
  });

  it('says where a list is known in part, and where it is not the server’s word', () => {
    expect(
      lineOf(one({ offering: offeringWith([toolEntry('get_a')], { isComplete: false, source: 'manifest' }) })),
    ).toBe('1+: 1 read (by its manifest)');
    expect(lineOf(one({ offering: offeringWith([]) }))).toBe('0');
  });

  it('is left out where nothing is known', () => {
    expect(lineOf(one({}))).toBeUndefined();
  });

  it('stands behind a server without findings', () => {
    const shown = render(report({ servers: [one({ offering: offeringWith([toolEntry('get_a')]) })] }));
    expect(shown).toContain('crm-mcp 1.0.0 · 1 tool: 1 read');
  });
});

describe('tools that nobody has reviewed', () => {
  const FLOOD = NAMES.map((name) => unreviewed(name));

  it('are one line of a server that has other findings', () => {
    for (const verbose of [false, true]) {
      const shown = render(report({ servers: [one({ offering: MANY })], findings: [about({}), ...FLOOD] }), {
        verbose,
      });
      expect(shown).toContain('! warn   medium · 401 tools not reviewed (200 write, 201 read)');
      expect(shown.match(/not reviewed \(/g)).toHaveLength(1);
    }
  });

  it('are one line of a server that has none, with what to do', () => {
    const shown = render(report({ servers: [one({ offering: MANY })], findings: FLOOD }));
    expect(shown).toContain('Tools that nobody has reviewed (1)');
    expect(shown).toContain('▸ crm  401 tools not reviewed (200 write, 201 read)');
    expect(shown).toContain('→ Review them.');
    expect(shown).not.toContain('Findings\n');
    expect(shown.split('\n').length).toBeLessThan(30);
  });

  it('and a version that is not named stand in both lists', () => {
    const pin = about({ check: 'unpinned-package', kind: 'unpinned' });
    const shown = render(report({ servers: [one({ offering: MANY })], findings: [pin, ...FLOOD] }));
    expect(shown).toContain('Without an exact version (1)');
    expect(shown).toContain('Tools that nobody has reviewed (1)');
  });

  it('are told at length where the policy blocks them, as one entry', () => {
    const blocked = NAMES.map((name) => unreviewed(name, { action: 'block' }));
    const shown = render(report({ servers: [one({ offering: MANY })], findings: blocked }));
    expect(shown).toContain('✗ block  medium · `delete_101`');
    expect(shown).toMatch(/also +400 medium: delete_103, .*380 more/s);
    expect(shown).not.toContain('not reviewed (');
  });

  it('are marked in the table of all', () => {
    const shown = render(report({ servers: [one({ offering: MANY })], findings: [unreviewed('get_0')] }), {
      verbose: true,
    });
    expect(shown).toMatch(/ {6}read +\w+ +[0-9a-f]{8} get_0 · not reviewed\n/);
    expect(shown).toMatch(/ {6}write +\w+ +[0-9a-f]{8} delete_1\n/);
  });

  it('are counted without a class where the list is not there', () => {
    const shown = render(report({ servers: [one({})], findings: [unreviewed('constructor')] }));
    expect(shown).toContain('▸ crm  1 tool not reviewed\n');
  });
});

describe('the line about a transport', () => {
  const lineOf = (from: Server): string | undefined =>
    /^ {4}probed +(.*)/m.exec(render(report({ servers: [from], findings: [about({})] }), { width: 200 }))?.[1];

  it('counts the answers, the bad ones first', () => {
    const probed = probedWith({ origin: 'fail', auth: 'fail', cors: 'inconclusive', token: 'not-reached' });
    expect(lineOf(one({ probed }))).toBe('gently, 9 requests: 2 fail, 1 inconclusive, 1 not asked, 8 pass');
    expect(lineOf(one({ probed: probedWith({}, { mode: 'active', requests: 1 }) }))).toBe(
      'actively, 1 request: 12 pass',
    );
  });

  it('says where nothing listens', () => {
    expect(lineOf(one({ probed: probedWith({}, { isListening: false }) }))).toBe('nothing listens there');
  });
});

it('tells several faults of one tool as one entry, by their names', () => {
  const poison = (fault: string, tool: string): JudgedFinding =>
    about({
      check: 'poisoned-tool',
      kind: 'tool-poisoning',
      tool,
      action: 'block',
      title: `The tool \`${tool}\`: ${fault}`,
    });
  const findings = [poison('a', 'x'), poison('b', 'x'), poison('c', 'y')];
  const shown = render(report({ servers: [one({})], findings }));
  expect(shown.match(/✗ block/g)).toHaveLength(2);
  expect(shown).toContain('also  1 medium: b\n');
});

it('gives SARIF the tool and what it does, and only where a finding is about one', () => {
  const log = JSON.parse(sarif.render(fiveServers(), OPTIONS)) as {
    runs: Array<{ results: Array<{ properties: Record<string, unknown> }> }>;
  };
  expect(sarifErrors(log)).toEqual([]);
  const properties = log.runs[0]?.results.map((result) => result.properties) ?? [];
  expect(properties.find(({ check, tool }) => check === 'misleading-hint' && tool === 'get_output')).toMatchObject({
    toolClass: 'write',
    server: 'shell',
  });
  expect(properties.filter(({ check }) => check === 'unsafe-transport').every((one_) => !('tool' in one_))).toBe(true);
});
