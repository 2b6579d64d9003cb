import { describe, expect, it } from 'vitest';
import { inventoryCsv } from '../../src/commands/_inventory-csv.ts';
import { inventoryRow, purlOfServer } from '../../src/commands/_inventory-row.ts';
import { inventoryTable } from '../../src/commands/_run-inventory.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';
import { declarationWith, installationOf, remoteServerWith, serverWith } from '../stand-ins/inventory.ts';

const rowOf = (...parts: Parameters<typeof serverWith>) => inventoryRow(serverWith(...parts), null);

describe('inventoryRow', () => {
  it('says what was asked for and what is there', () => {
    const row = rowOf({ launch: { version: '^1', pinned: false } });
    expect(row).toMatchObject({
      requested: '^1',
      resolved: '1.0.0',
      pinned: 'no',
      fidelity: 'installed',
      purl: 'pkg:npm/everything-server@1.0.0',
      source: 'registry',
      method: 'npx-cache',
      packages: '1',
    });
  });

  it('names every client and place', () => {
    const declarations = [declarationWith(), declarationWith({ client: 'vscode', file: '/b.json', enabled: false })];
    expect(rowOf({ declarations })).toMatchObject({
      clients: 'cursor, vscode',
      declared: '/home/ada/.cursor/mcp.json:3, /b.json:3',
      enabled: 'yes',
    });
  });

  it.each([
    [[true, false], 'yes'],
    [[false, false], 'no'],
    [[null, false], 'unknown'],
    [[null, true], 'yes'],
  ])('of switches %j is enabled: %s', (switches, enabled) => {
    const declarations = switches.map((one) => declarationWith({ enabled: one }));
    expect(rowOf({ declarations }).enabled).toBe(enabled);
  });

  it('names what runs beside it', () => {
    const extraPackages = [{ ecosystem: 'npm' as const, name: 'server', version: null }];
    expect(rowOf({ launch: { package: 'supergateway', extraPackages } }).runs).toBe('supergateway + server');
  });

  it('of a remote server has its address and nothing installed', () => {
    const server = remoteServerWith('https://mcp.example.com/', {
      source: 'remote',
      launch: { launcher: 'remote-http', ecosystem: 'remote', package: null, version: null, pinned: null },
    });
    expect(inventoryRow(server, 'ada')).toMatchObject({ packages: '', resolved: '', purl: '', owner: 'ada' });
  });
});

describe('the tools of a row', () => {
  const tools = [toolEntry('get_a'), toolEntry('delete_b'), toolEntry('run', 'Runs code.', { code: {} })];

  it('are counted by class, and left open where they are not known', () => {
    expect(rowOf({ offering: offeringWith(tools) })).toMatchObject({
      tools: '3',
      read: '1',
      write: '1',
      execute: '1',
      session: '0',
    });
    expect(rowOf({ offering: offeringWith([], { isComplete: false }) })).toMatchObject({ tools: '0+', read: '0' });
    expect(rowOf()).toMatchObject({ tools: '', read: '', write: '', execute: '', session: '' });
  });

  it('are a column of the table only where some are known', () => {
    const known = inventoryTable([rowOf({ offering: offeringWith(tools) }), rowOf({ name: 'other' })], 0, 200);
    expect(known).toMatch(/PACKAGES +TOOLS\n/);
    expect(known).toContain('3: 1 execute, 1 write\n');
    expect(known).toMatch(/other .* -\n/);
    expect(inventoryTable([rowOf()], 0, 200)).not.toContain('TOOLS');
  });

  it('are columns of the values in any case, the last ones', () => {
    const [header = '', line = ''] = inventoryCsv([rowOf({ offering: offeringWith(tools) })]).split('\n');
    expect(header).toMatch(/,url,tools,read,write,execute,session,credentials,literals,inherits,isolation$/);
    expect(line).toMatch(/,3,1,1,1,0,,,,$/);
  });
});

describe('purlOfServer', () => {
  it.each([
    [{ ecosystem: 'PyPI', package: 'mcp-server-git', version: '1.0', pinned: true }, 'pkg:pypi/mcp-server-git@1.0'],
    [{ ecosystem: 'PyPI', package: 'mcp-server-git', version: '>=1', pinned: false }, 'pkg:pypi/mcp-server-git'],
    [
      { ecosystem: 'oci', package: 'ghcr.io/acme/mcp', version: 'v1', pinned: false },
      'pkg:oci/mcp?repository_url=ghcr.io%2Facme%2Fmcp&tag=v1',
    ],
    [{ ecosystem: 'git', package: null, version: null, pinned: false }, null],
  ] as const)('of %j is %s', (launch, purl) => {
    expect(purlOfServer(serverWith({ installation: null, launch }))).toBe(purl);
  });

  it('has the digest of an image that is there', () => {
    const installation = { ...installationOf({}), digest: 'sha256:ab', root: null };
    const launch = { ecosystem: 'oci', package: 'acme/mcp', version: null, pinned: false } as const;
    expect(purlOfServer(serverWith({ installation, launch }))).toBe(
      'pkg:oci/mcp@sha256%3Aab?repository_url=acme%2Fmcp',
    );
  });
});

describe('inventoryCsv', () => {
  it('quotes what would break a line, and disarms formulas', () => {
    const server = serverWith({ name: '=HYPERLINK("http://x","y")', launch: { wrappers: ['a,b'] } });
    const [header, line, ...rest] = inventoryCsv([inventoryRow(server, '@team\nnext')]).split('\n');
    expect(header?.startsWith('id,name,clients')).toBe(true);
    expect(line).toContain('"\'=HYPERLINK(""http://x"",""y"")"');
    expect(line).toContain('"a,b"');
    expect(line).toContain("'@team\\u{a}next");
    expect(rest).toEqual(['']);
  });

  it('has as many cells as columns', () => {
    const [header = '', line = ''] = inventoryCsv([rowOf()]).split('\n');
    expect(line.split(',').length).toBe(header.split(',').length);
  });
});

describe('inventoryTable', () => {
  it('fits the terminal, the widest column giving way', () => {
    const rows = [rowOf({ name: 'x'.repeat(60) }), rowOf({ launch: { version: 'latest' } })];
    const text = inventoryTable(rows, 1, 80);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toContain('latest → 1.0.0');
    expect(text).toContain('2 servers, 1 gap ');
  });

  it('says when there is none', () => {
    expect(inventoryTable([], 0, 80)).toBe('no MCP server found\n');
  });
});
