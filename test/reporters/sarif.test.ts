import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mappingsOf } from '../../src/checks/_mappings.ts';
import { FRAMEWORKS } from '../../src/model/mapping.ts';
import type { Report } from '../../src/model/report.ts';
import { sarif, type SarifLog } from '../../src/reporters/sarif.ts';
import { finding, gap, HOME, PROJECT, report, server } from '../stand-ins/report.ts';
import { NPX_CACHE } from '../stand-ins/inventory.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { twelveServers } from '../stand-ins/report-twelve.ts';
import { sarifErrors } from '../stand-ins/sarif-schema.ts';

type Run = SarifLog['runs'][number];

function run(from: Report): Run {
  const log = JSON.parse(sarif.render(from, { color: false, width: 80, verbose: false })) as SarifLog;
  expect(sarifErrors(log)).toEqual([]);
  const [only] = log.runs;
  if (only === undefined) throw new Error('no run');
  return only;
}

function result(from: Report, at = 0): Run['results'][number] {
  const found = run(from).results[at];
  if (found === undefined) throw new Error('no result');
  return found;
}

const crm = server('crm', {
  runs: 'crm-mcp@1.0.0',
  brings: ['axios@1.7.2'],
  declared: [`claude-code ${PROJECT}/.mcp.json 3`, `cursor ${HOME}/.cursor/mcp.json 9`],
});

const inAxios = finding({
  server: 'crm',
  action: 'warn',
  title: 'axios@1.7.2 is affected by GHSA-1',
  purl: 'pkg:npm/axios@1.7.2',
  vulnerability: 'GHSA-1',
  ids: ['CVE-1', 'GHSA-1'],
  chain: ['crm-mcp@1.0.0', 'axios@1.7.2'],
  fix: 'Take axios 1.7.4.',
});

describe('the SARIF log', () => {
  it('follows the schema, for much and for nothing', () => {
    expect(run(twelveServers()).results).toHaveLength(20);
    expect(run(report()).results).toEqual([]);
  });

  it('has the verdict, and says that the scan itself went well', () => {
    const { properties, invocations } = run(twelveServers());
    expect(properties).toMatchObject({ verdict: 'fail', policy: { name: 'acme-laptops' } });
    expect(invocations[0]?.executionSuccessful).toBe(true);
    expect(invocations[0]).not.toHaveProperty('exitCode');
  });

  it('says what was asked, and of when that is', () => {
    const { inventory } = twelveServers();
    expect(inventory.advisorySources).not.toEqual([]);
    const kev = [{ id: 'kev' as const, from: '/data/kev.json', date: '2026-11-22' }];
    const { properties } = run(report({ inventory: { ...inventory, exploitation: kev } }));
    expect(properties).toMatchObject({
      advisorySources: inventory.advisorySources,
      registries: inventory.registries,
      exploitation: kev,
    });
  });
});

describe('rules', () => {
  it('are the vulnerability where there is one, else the check', () => {
    const { tool, results } = run(twelveServers());
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    expect(new Set(results.map(({ ruleId }) => ruleId))).toContain('GHSA-6xpm-ggf7-wc3p');
    expect(new Set(results.map(({ ruleId }) => ruleId))).toContain('unpinned-package');
    expect(new Set(results.map(({ ruleId }) => ruleId))).not.toContain('vulnerable-package');
  });

  it('have what a reader needs, and no more tags than are shown', () => {
    const { rules } = run(twelveServers()).tool.driver;
    for (const rule of rules) {
      expect(rule.help.text).not.toBe('');
      expect(rule.help.markdown).not.toBe('');
      expect(rule.shortDescription.text).not.toBe('');
      expect(rule.helpUri).toMatch(/^https:\/\//);
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
    }
    expect(rules.find(({ id }) => id === 'GHSA-8hc4-vh64-cxmj')).toMatchObject({
      helpUri: 'https://osv.dev/vulnerability/GHSA-8hc4-vh64-cxmj',
      properties: { aliases: ['CVE-8hc4'] },
    });
  });

  it.each([
    ['critical', '9.5'],
    ['high', '8.0'],
    ['medium', '5.5'],
    ['low', '3.0'],
    ['info', '0.1'],
    ['unknown', '6.0'],
  ] as const)('of %s severity have the score %s, as a string', (severity, score) => {
    const { rules } = run(report({ servers: [crm], findings: [{ ...inAxios, severity }] })).tool.driver;
    expect(rules.find(({ id }) => id === 'GHSA-1')?.properties).toMatchObject({ 'security-severity': score });
  });

  it('of a check take the worst of its findings, whatever the policy says', () => {
    const findings = [
      finding({ check: 'unpinned-package', action: 'block', severity: 'low', title: 'a' }),
      finding({ check: 'unpinned-package', action: 'warn', severity: 'critical', title: 'b' }),
    ];
    const { rules } = run(report({ findings })).tool.driver;
    expect(rules.find(({ id }) => id === 'unpinned-package')?.properties).toMatchObject({ 'security-severity': '9.5' });
  });

  it('take the score of the record', () => {
    const { rules } = run(twelveServers()).tool.driver;
    expect(rules.find(({ id }) => id === 'GHSA-6xpm-ggf7-wc3p')?.properties).toMatchObject({
      'security-severity': '9.6',
    });
  });

  it('link only to the web', () => {
    const from = report({ servers: [crm], findings: [inAxios] });
    const checks = from.checks.map((check) => ({ ...check, references: ['javascript:alert(1)'] }));
    const { rules } = run({ ...from, checks }).tool.driver;
    expect(JSON.stringify(rules)).not.toContain('javascript:');
  });
});

/** UUID of version 5 of a web address. Source: RFC 9562, 5.5. */
function uuidOf(url: string): string {
  const digest = createHash('sha1').update(Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')).update(url).digest();
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x50;
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

describe('published lists', () => {
  const tagsOf = (from: Report, id: string) =>
    run(from).tool.driver.rules.find((rule) => rule.id === id)?.properties.tags;

  it('are tags of a rule, by which code scanning filters', () => {
    expect(tagsOf(twelveServers(), 'unpinned-package')).toEqual([
      'security',
      'unpinned',
      'critical-findings-handled',
      'MCP04:2025',
      'external/cwe/cwe-829',
    ]);
    const unsafe = ['MCP07:2025', ...[306, 352, 940, 1327].map((id) => `external/cwe/cwe-${id}`)];
    expect(tagsOf(fiveServers(), 'unsafe-transport')).toEqual(expect.arrayContaining(unsafe));
  });

  it('are those of the check where the rule is a vulnerability', () => {
    expect(tagsOf(twelveServers(), 'GHSA-6xpm-ggf7-wc3p')).toEqual(
      expect.arrayContaining(['MCP04:2025', 'external/cwe/cwe-1395']),
    );
  });

  it.each([
    ['twelve servers', twelveServers],
    ['five servers', fiveServers],
  ])('stand as taxonomies, and every relationship of %s leads to its entry', (_, make) => {
    const { taxonomies, tool } = run(make());
    expect(taxonomies.map(({ name }) => name)).toEqual(Object.values(FRAMEWORKS).map(({ name }) => name));
    expect(tool.driver.supportedTaxonomies).toEqual(taxonomies.map(({ name, guid }) => ({ name, guid })));
    const related = tool.driver.rules.flatMap((rule) => ('relationships' in rule ? rule.relationships : []));
    expect(related.length).toBeGreaterThan(tool.driver.rules.length);
    for (const { target } of related) {
      const taxonomy = taxonomies.find(({ guid }) => guid === target.toolComponent.guid);
      expect(taxonomy?.taxa[target.index]?.id).toBe(target.id);
    }
  });

  it('say all that a check is mapped to, and each entry once', () => {
    const { taxonomies, tool } = run(fiveServers());
    const rule = tool.driver.rules.find(({ id }) => id === 'unsafe-transport');
    const targets = rule !== undefined && 'relationships' in rule ? rule.relationships.map(({ target }) => target) : [];
    expect(targets.map(({ id }) => id)).toEqual(mappingsOf('unsafe-transport').map(({ id }) => id));
    for (const { taxa } of taxonomies) expect(new Set(taxa.map(({ id }) => id)).size).toBe(taxa.length);
    const [, cwe] = taxonomies;
    const numbers = cwe?.taxa.map(({ id }) => Number(id.slice(4))) ?? [];
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are known by the UUID of their address', () => {
    const { taxonomies } = run(twelveServers());
    for (const { guid, informationUri } of taxonomies) expect(guid).toBe(uuidOf(informationUri));
  });

  it('are left out where no check is mapped', () => {
    const from = twelveServers();
    const { taxonomies, tool } = run({ ...from, checks: from.checks.map((check) => ({ ...check, mappings: [] })) });
    expect([taxonomies, tool.driver.supportedTaxonomies]).toEqual([[], []]);
    expect(JSON.stringify(tool)).not.toContain('relationships');
  });

  it('obey no word of an entry', () => {
    const from = report({ findings: [finding({ check: 'unpinned-package', action: 'warn', title: 'a' })] });
    const evil = {
      framework: 'cwe',
      id: 'CWE-1\n\u202e',
      title: '[a](b)\u001b[2J',
      url: 'javascript:alert(1)',
    } as const;
    const many = Array.from({ length: 30 }, (_, at) => ({ ...evil, id: `CWE-${at}` }));
    const checks = from.checks.map((check) => ({ ...check, mappings: [evil, ...many] }));
    const log = run({ ...from, checks });
    expect(JSON.stringify(log.taxonomies)).not.toMatch(/javascript|\u001b|\u202e|\]\(/);
    for (const rule of log.tool.driver.rules) expect(rule.properties.tags).toHaveLength(10);
  });
});

describe('results', () => {
  it.each([
    ['block', 'low', 'error'],
    ['warn', 'critical', 'warning'],
    ['warn', 'low', 'warning'],
    ['allow', 'critical', 'note'],
  ] as const)('that %s and are %s have the level %s', (action, severity, level) => {
    expect(result(report({ servers: [crm], findings: [{ ...inAxios, action, severity }] })).level).toBe(level);
  });

  it('say what is wrong and how it is mended', () => {
    expect(result(report({ servers: [crm], findings: [inAxios] })).message.text).toBe(
      'axios@1.7.2 is affected by GHSA-1. Fix: Take axios 1.7.4.',
    );
  });

  it('stand where the server is declared, relative to the project', () => {
    const from = report({ servers: [crm], findings: [inAxios] });
    expect(result(from).locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: '.mcp.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 5 },
        },
      },
    ]);
    expect(run(from)).toMatchObject({ originalUriBaseIds: { '%SRCROOT%': { uri: `file://${PROJECT}/` } } });
  });

  it('have an absolute address outside the project, also on Windows', () => {
    const windows = server('w', { declared: ['cursor C:\\Users\\Ada%20\\mcp.json 4'] });
    const from = report({
      servers: [windows],
      findings: [{ ...inAxios, server: 'w' }],
      inventory: { target: { platform: 'win32', home: null, project: null, files: [] } },
    });
    expect(result(from).locations?.[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'file:///C:/Users/Ada%2520/mcp.json',
    });
    expect(run(from)).not.toHaveProperty('originalUriBaseIds');
  });

  it('name the other declarations and the installed package beside it', () => {
    const related = result(report({ servers: [crm], findings: [inAxios] })).relatedLocations;
    expect(
      related?.map(({ id, physicalLocation, message }) => [id, physicalLocation.artifactLocation.uri, message.text]),
    ).toEqual([
      [1, `file://${HOME}/.cursor/mcp.json`, 'Declared here'],
      [2, `file://${NPX_CACHE}/node_modules/axios/package.json`, 'axios@1.7.2 is installed here'],
    ]);
  });

  it('name no package.json that is not on disk', () => {
    const { installation } = crm;
    if (installation === null) throw new Error('not installed');
    const locked = { ...crm, installation: { ...installation, fidelity: 'locked' as const } };
    expect(JSON.stringify(result(report({ servers: [locked], findings: [inAxios] })))).not.toContain('package.json');
  });

  it('show the chain as a code flow, each step with a place', () => {
    const [flow] = result(report({ servers: [crm], findings: [inAxios] })).codeFlows ?? [];
    const steps = flow?.threadFlows[0]?.locations.map(({ location }) => location);
    expect(steps?.map(({ message }) => message.text)).toEqual(inAxios.chain);
    for (const step of steps ?? []) expect(step.physicalLocation.artifactLocation.uri).toContain('package.json');
    const direct = { ...inAxios, chain: ['axios@1.7.2'] };
    expect(result(report({ servers: [crm], findings: [direct] }))).not.toHaveProperty('codeFlows');
  });

  it('have a fingerprint that stays', () => {
    expect(result(report({ servers: [crm], findings: [inAxios] })).partialFingerprints).toEqual({
      'mcpAudit/v1': inAxios.id,
    });
  });

  it('are suppressed when an exception cleared them, and not while another rule stands', () => {
    const cleared = [{ rule: 'dep-only', by: 'EX-1' }];
    const from = (action: 'allow' | 'block') => report({ servers: [crm], findings: [{ ...inAxios, action, cleared }] });
    expect(result(from('allow')).suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'EX-1' },
    ]);
    expect(result(from('block'))).not.toHaveProperty('suppressions');
    expect(result(report({ findings: [{ ...inAxios, action: 'allow' }] }))).not.toHaveProperty('suppressions');
  });

  it('about no file stand in the policy, else in a config: GitHub refuses a result without a place', () => {
    const policy = { name: 'p', source: `${PROJECT}/policy.yaml`, digest: '' };
    const findings = [finding({ action: 'warn', title: 'an exception has run out' })];
    const configs = [{ client: 'cursor', scope: 'user' as const, file: `${PROJECT}/.cursor/mcp.json`, servers: 0 }];
    const uri = (from: Report) => result(from).locations?.[0]?.physicalLocation.artifactLocation.uri;
    expect(uri(report({ findings, policy }))).toBe('policy.yaml');
    expect(uri(report({ findings, inventory: { configs } }))).toBe('.cursor/mcp.json');
  });

  it('are at most 5,000: the most severe are kept and the rest is counted', () => {
    const many = Array.from({ length: 5003 }, (_, at) =>
      finding({ id: `f${at}`, action: at === 5002 ? 'block' : 'warn', severity: 'low', title: `t${at}` }),
    );
    const { results, invocations } = run(report({ findings: many }));
    expect(results).toHaveLength(5000);
    expect(results[0]?.message.text).toBe('t5002.');
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^3 results /);
  });
});

describe('gaps', () => {
  const missing = gap({
    kind: 'not-installed',
    server: 'crm',
    message: 'It is not there.',
    hint: 'Start it.',
    components: ['pkg:npm/a@1'],
  });

  it('are notifications with a place, errors where the gate has no answer because of them', () => {
    const from = (status: 'unknown' | 'warn') =>
      run(report({ servers: [crm], gaps: [missing], items: { 'installed-tree-scanned': { status } } }));
    expect(from('unknown').invocations[0]?.toolExecutionNotifications).toEqual([
      {
        descriptor: { id: 'not-installed' },
        level: 'error',
        message: { text: 'crm: It is not there. Packages: pkg:npm/a@1. Start it.' },
        locations: result(report({ servers: [crm], findings: [inAxios] })).locations,
      },
    ]);
    expect(from('warn').invocations[0]?.toolExecutionNotifications[0]?.level).toBe('warning');
  });

  it('have a descriptor in the driver', () => {
    const { tool } = run(report({ gaps: [missing, missing] }));
    expect(tool.driver.notifications.map(({ id }) => id)).toEqual(['not-installed']);
  });
});
