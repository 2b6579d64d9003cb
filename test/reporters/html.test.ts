import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS } from '../../src/model/mapping.ts';
import type { Report } from '../../src/model/report.ts';
import { NO_SETTINGS, type Server } from '../../src/model/server.ts';
import { html } from '../../src/reporters/html.ts';
import { SCRIPT } from '../../src/reporters/_html-script.ts';
import { STYLE } from '../../src/reporters/_html-style.ts';
import { credentialWith, isolationWith, storeWith } from '../stand-ins/facts.ts';
import { npmPurl, vulnerabilityIn } from '../stand-ins/inventory.ts';
import { elementById, elementsOf, readMarkup, textOf, type Element } from '../stand-ins/markup.ts';
import { finding, gap, report, server } from '../stand-ins/report.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { twelveServers } from '../stand-ins/report-twelve.ts';
import { offeringWith, probedWith, toolEntry } from '../stand-ins/tools.ts';

const render = (from: Report): string => html.render(from, { color: false, width: 80, verbose: false });
const pageOf = (from: Report): Element => readMarkup(render(from));
const named = (root: Element, name: string): Element[] => elementsOf(root).filter((one) => one.name === name);

/** The section of a server, as it is read. */
function sectionOf(root: Element, id: string): Element {
  const found = named(root, 'section').find(
    ({ attributes }) => attributes['class'] === 'server' && attributes['data-server'] === id,
  );
  if (found === undefined) throw new Error(`no section of ${id}`);
  return found;
}

const one = (more: Partial<Server>): Server => ({ ...server('crm', { runs: 'crm-mcp@1.0.0' }), ...more });
const textAbout = (more: Partial<Server>): string => textOf(sectionOf(pageOf(report({ servers: [one(more)] })), 'crm'));

const PAGES: ReadonlyArray<readonly [string, Report]> = [
  ['twelve servers', twelveServers()],
  ['five servers with tools', fiveServers()],
  ['nothing', report()],
];

describe('the page', () => {
  it.each(PAGES)('stands alone: %s', (_, from) => {
    const page = render(from);
    const elements = elementsOf(readMarkup(page));
    const foreign = new Set(['link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'svg', 'video', 'audio']);
    expect(elements.filter(({ name }) => foreign.has(name))).toEqual([]);
    const keys = new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)));
    expect(
      [...keys].filter((key) => key.startsWith('on') || ['src', 'style', 'srcset', 'action'].includes(key)),
    ).toEqual([]);
    expect(STYLE).not.toMatch(/url\(|@import|@font-face|expression/);
  });

  it('allows its own style and its own script, by their hashes, and nothing else', () => {
    const root = pageOf(twelveServers());
    const hashes = ['style', 'script'].map((name) => {
      const [element, ...others] = named(root, name);
      expect(others).toEqual([]);
      return `'sha256-${createHash('sha256').update(String(element?.children[0])).digest('base64')}'`;
    });
    const metas = named(root, 'meta');
    const at = metas.findIndex(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    // Only what says how bytes become text may come before it.
    expect(at).toBe(1);
    expect(metas[at]?.attributes['content']).toBe(
      `default-src 'none'; style-src ${hashes[0]}; script-src ${hashes[1]}; base-uri 'none'; form-action 'none'`,
    );
  });

  it.each(PAGES)('has headings in order, ids that are its own, and links that lead somewhere: %s', (_, from) => {
    const elements = elementsOf(pageOf(from));
    const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 1) + 1)).toBe(true);
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    const hrefs = elements.flatMap(({ attributes }) => attributes['href'] ?? []);
    const within = hrefs.filter((href) => href.startsWith('#')).map((href) => href.slice(1));
    expect(within.filter((id) => !known.has(id))).toEqual([]);
    expect(hrefs.filter((href) => !/^(?:#|https:)/.test(href))).toEqual([]);
    const labels = elements.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []);
    expect(labels.filter((id) => !known.has(id))).toEqual([]);
  });

  it.each(PAGES)('puts no block into a line: %s', (_, from) => {
    const block = /^(?:p|div|ul|ol|dl|table|pre|details|section|article|h[1-6])$/;
    const lines = elementsOf(pageOf(from)).filter(({ name }) => ['p', 'span', 'code', 'a', 'strong'].includes(name));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.flatMap((line) => elementsOf(line)).filter(({ name }) => block.test(name))).toEqual([]);
  });

  it('has a name for everything that is operated', () => {
    const root = pageOf(twelveServers());
    const labels = named(root, 'label');
    const inLabels = new Set(labels.flatMap((label) => elementsOf(label)));
    const fields = elementsOf(root).filter(({ name }) => ['input', 'select'].includes(name));
    expect(fields.length).toBeGreaterThan(8);
    expect(fields.filter((field) => !inLabels.has(field))).toEqual([]);
    expect(labels.filter((label) => textOf(label) === '')).toEqual([]);
    const regions = elementsOf(root).filter(({ attributes }) => attributes['role'] === 'region');
    expect(regions.filter(({ attributes }) => (attributes['aria-label'] ?? '') === '')).toEqual([]);
    expect(named(root, 'html')[0]?.attributes['lang']).toBe('en');
    expect(elementsOf(root).find(({ name }) => name === 'a')?.attributes).toEqual({ class: 'skip', href: '#report' });
  });

  it('has a script that can be read, makes no markup of anything and asks nobody', () => {
    expect(() => new Script(SCRIPT)).not.toThrow();
    expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|fetch|XMLHttp|import/);
    expect(SCRIPT).not.toContain('</');
  });
});

describe('its colours', () => {
  const blocks = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries(
      [...body.matchAll(/--([a-z]+): #([0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex] as const),
    ),
  );

  /** Source: WCAG 2.2, relative luminance and contrast ratio. */
  function contrast(front: string, back: string): number {
    const luminance = (hex: string): number => {
      const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark = 0, light = 0] = [luminance(front), luminance(back)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  it('are known for light, dark and print', () => expect(blocks).toHaveLength(3));

  it.each([0, 1, 2])('are read on each ground, and controls are seen: set %i', (at) => {
    const { ground = '', raised = '', edge = '', line: _, ...words } = blocks[at] ?? {};
    expect(Object.keys(words)).toHaveLength(8);
    for (const hex of Object.values(words)) {
      expect(contrast(hex, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(hex, raised)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('what it says first', () => {
  const root = pageOf(twelveServers());

  it('is the verdict, by which policy, and when', () => {
    const [header] = named(root, 'header');
    const told = textOf(header ?? root);
    expect(told).toContain('✗ FAIL');
    expect(told).toContain(
      '12 servers (1 disabled) with 20 packages: 5 findings block, 14 warn, 1 is allowed; 5 gaps.',
    );
    expect(told).toContain('acme-laptops ( ~/.config/mcp-audit/policy.yaml )');
    expect(told).toContain(`sha256:${'a'.repeat(64)}`);
    expect(told).toContain('2026-11-23 09:30:00 UTC');
    expect(textOf(named(root, 'title')[0] ?? root)).toBe('FAIL · mcp-audit · acme-laptops');
  });

  it('then the eight items with their status, reason and next step', () => {
    const list = elementsOf(root).find(({ attributes }) => attributes['class'] === 'items');
    const items = (list?.children ?? []).filter((child) => typeof child !== 'string');
    expect(items).toHaveLength(8);
    expect(textOf(elementById(root, 'item-installed-tree-scanned'))).toBe(
      '? unknown Installed tree scanned 9 of 12 servers scanned; 1 is not installed, 2 run elsewhere Start slack once, then scan again. It is one of the eight.',
    );
    expect(textOf(elementById(root, 'item-receipts-enabled'))).toBe(
      '– n/a not required Receipts enabled the policy asks for none',
    );
  });

  it('then every server, the worst first, each in the contents with its counts', () => {
    const rows = elementsOf(root).filter(({ attributes }) => 'data-row' in attributes);
    expect(rows.map(textOf).slice(0, 3)).toEqual([
      'linear 1 block 3 warn',
      'kubernetes 1 block 4 warn',
      'filesystem 2 block 1 warn 1 allow',
    ]);
    expect(rows).toHaveLength(12);
  });
});

describe('what it says of a server', () => {
  it('is what runs, where it is declared, what is installed, and who stands behind it', () => {
    const told = textAbout({
      publisher: { kind: 'community', name: 'acme' },
      owner: '@platform',
      environment: ['CRM_URL'],
      headers: ['X-Team'],
    });
    for (const words of [
      'Runs crm-mcp 1.0.0',
      'Command npx -y crm-mcp',
      'Declared in ~/.cursor/mcp.json:4 cursor, user',
      'Installed 1.0.0, installed (npx-cache) in ~/.npm/_npx/0a1b2c',
      'Transport stdio',
      'Source registry',
      'Publisher acme (community)',
      'Owner @platform by CODEOWNERS',
      'Variables CRM_URL',
      'Headers X-Team',
      'Packages 1 package, 0 with findings',
      'Findings (0) None.',
    ]) {
      expect(told).toContain(words);
    }
  });

  it('says what is not known, and never leaves it out', () => {
    const told = textAbout({ installation: null, source: 'unknown' });
    for (const part of ['Installed', 'Source', 'Publisher', 'Tools', 'Credentials', 'Isolation']) {
      expect(told).toContain(`${part} not known`);
    }
    expect(textAbout({ transport: 'http' })).toContain('Transport not probed');
  });

  it('says that the installation of a remote server is elsewhere, and not of one that answers here', () => {
    const at = (url: string): string => textOf(sectionOf(pageOf(report({ servers: [server('crm', { url })] })), 'crm'));
    expect(at('https://mcp.example.com/')).toContain('Installed on another machine');
    expect(at('http://localhost:3000/mcp')).toContain('Installed not known');
  });

  it('has its tools in a table: class, confidence, reach, access, hash and what was found', () => {
    const root = sectionOf(pageOf(fiveServers()), 'shell');
    const rows = named(root, 'tr').map((row) => elementsOf(row).filter(({ name }) => /^t[hd]$/.test(name)));
    expect(rows[0]?.map(textOf)).toEqual(['Tool', 'Class', 'Confidence', 'Reaches', 'Access', 'Hash', 'Found']);
    const cells = rows.map((row) => row.map(textOf));
    const run = cells.find(([name]) => name === 'run_command');
    expect(run?.slice(1, 5)).toEqual(['execute', 'high', 'shell', 'runs unasked']);
    expect(run?.[5]).toMatch(/^[0-9a-f]{12}$/);
    expect(cells.find(([name]) => name === 'add_numbers')?.[6]).toContain('block: instruction-tag');
    expect(textOf(root)).toContain('Not the same list each time (by-client): add_numbers');
    expect(textOf(root)).toContain('It ran in a network namespace of its own.');
    const wiki = textOf(sectionOf(pageOf(fiveServers()), 'wiki'));
    expect(wiki).toContain('not reviewed');
    const forge = sectionOf(pageOf(fiveServers()), 'forge');
    expect(textOf(forge)).toContain('switched off');
  });

  it('keeps the texts of definitions to itself', () => {
    const definition = 'a-definition-that-is-kept';
    const offering = offeringWith([toolEntry('x', 'Reads.')]);
    const tools = offering.tools.map((tool) => ({ ...tool, definition }));
    expect(render(report({ servers: [one({ offering: { ...offering, tools } })] }))).not.toContain(definition);
  });

  it('has its credentials in a table without values', () => {
    const location = { file: '/home/ada/.cursor/mcp.json', line: 9, column: 3, pointer: '' };
    const told = textAbout({ credentials: [credentialWith({ location, administers: 'yes' })], inherits: 'all' });
    expect(told).toContain('Credentials 1 given: 1 literal GitHub classic pat; inherits all variables of its client');
    expect(told).toContain(
      'GITHUB_TOKEN literal github classic pat GitHub api.github.com as its administrator no : a classic token opens all of its account long-lived environment ~/.cursor/mcp.json:9',
    );
    // Not even what tells two of them apart.
    expect(told).not.toContain('0123456789abcdef');
  });

  it('has its isolation aspect by aspect, and where what runs is not what is declared', () => {
    const told = textAbout({
      isolation: isolationWith({ network: null }),
      isolationDisagreements: [{ aspect: 'user', static: 'user 1000', observed: 'root', isWeaker: true }],
    });
    expect(told).toContain('sandbox container static its line says so');
    expect(told).toContain('network not known static');
    expect(told).toContain('user user 1000 root kept apart less');
  });

  it('has each answer of its transport with the request and the answer, line by line', () => {
    const exchange = {
      purpose: 'list the tools',
      request: { line: 'POST /mcp HTTP/1.1', headers: ['host: evil.example', 'origin: null'] },
      answer: { status: 200, headers: ['content-type: text/plain'], body: '{"a":1}\n</pre><b>' },
      problem: 'it was cut off',
    };
    const source = { says: 'Servers must look.', section: 'Transports', url: 'https://spec.example/transports' };
    const probed = probedWith({
      origin: { verdict: 'fail', severity: 'high', evidence: { reason: 'It took it.', exchanges: [exchange], source } },
    });
    const root = sectionOf(pageOf(report({ servers: [one({ transport: 'http', probed })] })), 'crm');
    expect(named(root, 'pre').map(({ children }) => children.join(''))).toEqual([
      'POST /mcp HTTP/1.1\nhost: evil.example\norigin: null',
      '\nHTTP 200\ncontent-type: text/plain\n\n{"a":1}\n</pre><b>',
    ]);
    expect(textOf(root)).toContain('It took it.');
    expect(textOf(root)).toContain('it was cut off');
    expect(textOf(root)).toContain('Asked for Servers must look. Transports');
  });
});

describe('what it says of a finding', () => {
  const blocked = finding({
    id: '0123456789abcdef',
    server: 'crm',
    action: 'block',
    severity: 'critical',
    title: 'left@1.0.0 is affected by GHSA-aaaa-bbbb-cccc: Command injection',
    vulnerability: 'GHSA-aaaa-bbbb-cccc',
    ids: ['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'],
    purl: npmPurl('left@1.0.0'),
    fixed: '1.0.1',
    exploited: true,
    epss: 0.123,
    evidence: ['It is installed.', 'It is reached.'],
    chain: ['crm-mcp@1.0.0', 'left@1.0.0'],
    fix: 'Run `npm update left --prefix /home/ada/.npm/_npx/0a1b2c`.',
    rules: ['critical'],
    cleared: [{ rule: 'high', by: 'EX-1' }],
  });
  const root = pageOf(
    report({
      servers: [server('crm', { runs: 'crm-mcp@1.0.0', brings: ['left@1.0.0'] })],
      findings: [blocked, finding({ server: 'crm', action: 'allow', severity: 'low', title: 'a small thing' })],
      inventory: {
        vulnerabilities: [
          vulnerabilityIn('left@1.0.0', '1.0.1', {
            score: 9.8,
            vector: 'CVSS:3.1/AV:N',
            exploited: { since: '2026-01-12', ransomware: false },
          }),
        ],
      },
    }),
  );
  const part = elementById(root, 'finding-0123456789abcdef');

  it('is all that is known of it', () => {
    const told = textOf(part);
    for (const words of [
      '✗ block critical exploited left@1.0.0 is affected by GHSA-aaaa-bbbb-cccc: Command injection',
      'Fix Run npm update left --prefix ~/.npm/_npx/0a1b2c .',
      'Where ~/.cursor/mcp.json:4',
      'Evidence It is installed. It is reached.',
      'Chain crm-mcp@1.0.0 → left@1.0.0',
      'Package pkg:npm/left@1.0.0 (fixed in 1.0.1)',
      'Advisory GHSA-aaaa-bbbb-cccc (CVE-2026-0001) · CVSS 9.8 · CVSS:3.1/AV:N · exploited since 2026-01-12 · EPSS 12.3 %',
      'Rules critical high cleared by EX-1',
      'Confidence high; reach: dependency-only',
      'Listed as OWASP MCP Top 10 MCP04:2025 , CWE-1395',
      'Check Package with a known vulnerability · finding 0123456789abcdef',
    ]) {
      expect(told).toContain(words);
    }
  });

  it('can be filtered by', () => {
    expect(part.attributes).toMatchObject({
      'data-item': '',
      'data-server': 'crm',
      'data-severity': 'critical',
      'data-action': 'block',
    });
  });

  it('is open where it blocks, unless that would be too much at once', () => {
    const opened = (from: Element): number =>
      named(from, 'details').filter(
        ({ attributes }) => attributes['class']?.startsWith('finding') && 'open' in attributes,
      ).length;
    expect(opened(root)).toBe(1);
    const many = Array.from({ length: 21 }, (_, at) => finding({ action: 'block', title: `${at}` }));
    expect(opened(pageOf(report({ findings: many })))).toBe(0);
  });

  it('is counted under what published lists call the fault, with a link to each list', () => {
    const checks = textOf(
      named(root, 'section').find(({ attributes }) => attributes['aria-labelledby'] === 'checks') ?? root,
    );
    expect(checks).toContain('Package with a known vulnerability (2)');
    expect(checks).toContain('A published flaw is the first thing an attacker tries.');
    for (const { name } of Object.values(FRAMEWORKS)) expect(checks).toContain(name);
    expect(checks).not.toContain('Malicious package');
  });

  it('is named with its package beside the others of that', () => {
    expect(textOf(sectionOf(root, 'crm'))).toContain(
      'Packages 2 packages, 1 with findings Package Findings Fixed in pkg:npm/left@1.0.0 GHSA-aaaa-bbbb-cccc critical 1.0.1',
    );
  });
});

describe('the rest', () => {
  it('is what is not known, by kind, with what it keeps open and the way on', () => {
    const root = pageOf(twelveServers());
    const gaps = named(root, 'section').find(({ attributes }) => attributes['aria-labelledby'] === 'gaps');
    const told = textOf(gaps ?? root);
    expect(told).toContain('Not known (5)');
    expect(told).toContain('Servers that run elsewhere (2)');
    expect(told).toContain(
      'Mend the file, then scan again. ~/.codeium/windsurf/mcp_config.json:41 · keeps open: Inventory complete',
    );
    expect(told).toContain('pkg:npm/%40acme/crm-mcp@4.2.0 , pkg:npm/%40acme/crm-client@4.2.0');
  });

  it('is what any program of this user can reach, where somebody looked', () => {
    const stores = [
      storeWith({ readableByOthers: true, mode: '0644' }),
      storeWith({ title: 'Kept', protection: 'encrypted' }),
      storeWith({ title: 'Hidden', reachable: 'no' }),
    ];
    const told = textOf(pageOf(report({ inventory: { stores } })));
    expect(told).toContain('What any program of this user can reach (2)');
    expect(told).toContain(
      'AWS credentials plain ~/.aws/credentials:1 0644 others may read it 1 AWS not known not known use the cloud account',
    );
    expect(told).not.toContain('Hidden');
    expect(render(report())).not.toContain('What any program of this user can reach');
  });

  it('is what the answer rests on', () => {
    const told = textOf(pageOf(twelveServers()));
    expect(told).toContain('OSV (https://api.osv.dev): 18 of 20 packages, asked just now (partial)');
    expect(textOf(pageOf(report()))).toContain('Advisories no source was asked');
  });

  it('is findings about no server', () => {
    const policy = finding({ action: 'warn', title: 'An exception has run out', kind: 'expired-exception' });
    expect(textOf(pageOf(report({ findings: [policy], gaps: [gap({ kind: 'remote', message: 'x' })] })))).toContain(
      'Config files and policy (1) ! warn high An exception has run out',
    );
  });
});

describe('a large report', () => {
  const many = (servers: number): Report => {
    const ids = Array.from({ length: servers }, (_, at) => `server-of-a-team-${at}`);
    return report({
      servers: ids.map((id) => ({
        ...server(id, {
          runs: `${id}@1.0.0`,
          brings: Array.from({ length: 119 }, (_, at) => `a-package-with-a-name-${at}@1.${at}.0`),
        }),
        offering: offeringWith(Array.from({ length: 15 }, (_, at) => toolEntry(`get_thing_${at}`, 'Gets a thing.'))),
        isolation: isolationWith(),
        credentials: [credentialWith(), credentialWith({ name: 'OTHER' })],
      })),
      findings: ids.flatMap((id) =>
        Array.from({ length: 25 }, (_, at) =>
          finding({
            id: `${id}-${at}`,
            server: id,
            action: at < 5 ? 'block' : 'warn',
            vulnerability: `GHSA-aaaa-bbbb-${1000 + at}`,
            purl: npmPurl(`a-package-with-a-name-${at}@1.${at}.0`),
            title: `a-package-with-a-name-${at}@1.${at}.0 is affected by GHSA-aaaa-bbbb-${1000 + at}: A thing that goes wrong in a way`,
            evidence: [
              'It is installed in a folder.',
              'Severity high (GHSA label, score 7.5).',
              'Also known as CVE-2026-1.',
            ],
            chain: [`${id}@1.0.0`, 'in-between@2.0.0', `a-package-with-a-name-${at}@1.${at}.0`],
            fix: 'Run `npm update --ignore-scripts a-package --prefix /home/ada/.npm/_npx/0a1b2c` for 2.0.0 or later.',
          }),
        ),
      ),
    });
  };

  it('stays small: packages are counted, and each server weighs the same', () => {
    const [ten, twenty] = [render(many(10)).length, render(many(20)).length];
    expect(twenty).toBeLessThan(2_000_000);
    expect(twenty / ten).toBeLessThan(2.05);
  });
});

it('counts tools that a client switched off or runs unasked', () => {
  const offering = offeringWith([toolEntry('get_a'), toolEntry('get_b')]);
  const declarations = one({}).declarations.map((declaration) => ({
    ...declaration,
    settings: { ...NO_SETTINGS, disabledTools: ['get_a'], approvedTools: ['get_b'] },
    toolSwitch: 'its settings',
  }));
  const told = textAbout({ offering, declarations });
  expect(told).toContain('2: 2 read; 1 switched off, 1 runs unasked');
  expect(told).toContain('cursor switches a tool off by its settings.');
});
