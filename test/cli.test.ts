import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../src/cli.ts';
import { EXIT } from '../src/errors.ts';
import { npxHash } from '../src/ecosystems/npm/locate-npx.ts';
import { folderWith } from './stand-ins/folder.ts';
import { serverError, startOsv, withHeaders, type ServedRecord } from './stand-ins/osv.ts';
import { packument, startRegistry } from './stand-ins/registry.ts';
import { terminalAt, type RememberingTerminal } from './stand-ins/terminal.ts';

/** What the machine alone can answer: the items of later versions are not asked for. */
const POLICY = `version: 1
name: small
owners: { default: me@example.com }
gate:
  max_advisory_age: 24h
  require: [inventory-complete, installed-tree-scanned, critical-findings-handled]
  rules:
    - { id: critical, when: { kind: vulnerability, severity: critical }, action: block, override: exception }
    - { id: unpinned, when: { kind: unpinned }, action: allow }
`;

function homeWith(servers: Record<string, string>, more: Record<string, unknown> = {}): string {
  const files: Record<string, unknown> = {
    'policy.yaml': POLICY,
    '.cursor/mcp.json': {
      mcpServers: Object.fromEntries(
        Object.keys(servers).map((name) => [name, { command: 'npx', args: ['-y', `${name}@${servers[name]}`] }]),
      ),
    },
  };
  for (const [name, version] of Object.entries(servers)) {
    const folder = `.npm/_npx/${npxHash([`${name}@${version}`])}`;
    files[`${folder}/package.json`] = { dependencies: { [name]: `^${version}` } };
    files[`${folder}/node_modules/${name}/package.json`] = { name, version };
  }
  return folderWith({ ...files, ...more });
}

const ADVISORY: ServedRecord = {
  id: 'GHSA-xxxx-yyyy-zzzz',
  modified: '2026-01-01T00:00:00Z',
  summary: 'Anybody may do anything',
  database_specific: { severity: 'CRITICAL' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'bad-server' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
};

async function osvWith(...records: ServedRecord[]): Promise<Awaited<ReturnType<typeof startOsv>>> {
  const osv = await startOsv(records);
  onTestFinished(() => osv.close());
  return osv;
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
const online = ({ url }: { url: string }, npmRegistry = NOWHERE): string[] => [
  '--osv-url',
  url,
  '--npm-registry',
  npmRegistry,
  '--pypi-index',
  NOWHERE,
];

async function run(cwd: string, ...argv: string[]): Promise<RememberingTerminal & { code: number }> {
  const terminal = terminalAt(cwd, { env: { MCP_AUDIT_CACHE_DIR: join(cwd, '.cache') } });
  const code = await main(argv, terminal);
  return Object.assign(terminal, { code });
}

describe('scan', () => {
  it('passes a clean server that was checked in full', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const osv = await osvWith(ADVISORY);
    const { code, out, err } = await run(home, 'scan', '--home', home, ...online(osv), '--policy', 'policy.yaml');
    expect(err).toBe('');
    expect(out).toContain('PASS');
    expect(code).toBe(EXIT.pass);
  });

  it('fails a vulnerable one and says where it is declared and what mends it', async () => {
    const home = homeWith({ 'bad-server': '1.0.0' });
    const osv = await osvWith(ADVISORY);
    const { code, out } = await run(home, 'scan', '--home', home, ...online(osv), '--policy', 'policy.yaml');
    expect(code).toBe(EXIT.fail);
    expect(out).toContain('GHSA-xxxx-yyyy-zzzz');
    expect(out).toContain('bad-server@1.0.1');
    expect(out).toMatch(/\.cursor\/mcp\.json:\d+/);
  });

  it('lets an exact exception through, and shows it', async () => {
    const exception = `exceptions:
  - { id: EX-1, finding: GHSA-xxxx-yyyy-zzzz, package: "pkg:npm/bad-server@1.0.0", server: bad-server,
      owner: a@example.com, approved_by: b@example.com, created: 2026-11-01, expires: 2026-12-01, reason: "behind a firewall" }\n`;
    const home = homeWith({ 'bad-server': '1.0.0' }, { 'policy.yaml': POLICY + exception });
    const osv = await osvWith(ADVISORY);
    const save = ['--save', 'inventory.json'];
    await run(home, 'scan', '--home', home, ...online(osv), '--policy', 'policy.yaml', ...save);
    const judge = ['scan', '--from', 'inventory.json', '--policy', 'policy.yaml', '--format', 'json', '--as-of'];
    const inTime = await run(home, ...judge, '2026-11-30');
    expect(JSON.parse(inTime.out).findings).toContainEqual(
      expect.objectContaining({ kind: 'vulnerability', action: 'allow' }),
    );
    const late = await run(home, ...judge, '2026-12-02');
    expect(JSON.parse(late.out).findings).toContainEqual(
      expect.objectContaining({ kind: 'vulnerability', action: 'block' }),
    );
    expect(late.code).toBe(EXIT.fail);
  });

  it('is incomplete, never pass, when OSV fails or nobody answers, and names what was not checked', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const broken = await osvWith();
    broken.fault(serverError());
    const closed = await startOsv([]);
    await closed.close();
    for (const url of [broken.url, closed.url]) {
      const { code, out } = await run(home, 'scan', '--home', home, ...online({ url }), '--policy', 'policy.yaml');
      expect(code).toBe(EXIT.incomplete);
      expect(out).toContain('good-server@1.0.0');
    }
  }, 120_000);

  it('shows what it has when the network dies between two records: incomplete, or fail if that blocks already', async () => {
    const home = homeWith({ 'bad-server': '1.0.0', 'worse-server': '1.0.0' });
    const second = {
      ...ADVISORY,
      id: 'GHSA-wwww-yyyy-zzzz',
      affected: [{ package: { ecosystem: 'npm', name: 'worse-server' }, versions: ['1.0.0'] }],
    };
    for (const [severity, expected] of [
      ['CRITICAL', EXIT.fail],
      ['HIGH', EXIT.incomplete],
    ] as const) {
      const label = { database_specific: { severity } };
      const osv = await osvWith({ ...ADVISORY, ...label }, { ...second, ...label });
      // One batch and one record are answered.
      osv.stopAfter(2);
      const scan = ['scan', '--home', home, ...online(osv), '--policy', 'policy.yaml', '--no-cache'];
      const { code, out } = await run(home, ...scan);
      expect(code, severity).toBe(expected);
      expect(out).toContain('GHSA-xxxx-yyyy-zzzz');
      expect(out).toContain('GHSA-wwww-yyyy-zzzz');
    }
  }, 120_000);

  it('is incomplete when OSV, or a cache on the way, answers with old data', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const osv = await osvWith(ADVISORY);
    osv.fault(withHeaders({ age: String(3 * 86_400) }));
    const { code, out } = await run(home, 'scan', '--home', home, ...online(osv), '--policy', 'policy.yaml');
    expect(code).toBe(EXIT.incomplete);
    expect(out).toContain('good-server@1.0.0');
    expect(out).toMatch(/3 days old/);
  });

  describe('of what may be deprecated', () => {
    const policy = `${POLICY}    - { id: deprecated, when: { kind: deprecated }, action: block, override: approval }\n`;
    const scan = (home: string, ...more: string[]) =>
      run(home, 'scan', '--home', home, '--policy', 'policy.yaml', ...more);

    it.each([
      ['passes what its registry has nothing against', null, EXIT.pass],
      ['fails what its registry calls deprecated', 'use better-server', EXIT.fail],
    ])('%s, which is asked once a day', async (_, message, expected) => {
      const home = homeWith({ 'good-server': '1.0.0' }, { 'policy.yaml': policy });
      const osv = await osvWith();
      const registry = await startRegistry({ 'good-server': packument('good-server', { '1.0.0': message }) });
      for (const time of ['first', 'second']) {
        const { code, out } = await scan(home, ...online(osv, registry.url));
        expect(code, time).toBe(expected);
        expect(out).toContain(`npm (${registry.url}): 1 of 1 package`);
        expect(out.includes('good-server@1.0.0 is deprecated: use better-server')).toBe(message !== null);
      }
      expect(registry.requests).toEqual(['good-server']);
    });

    it('is incomplete where nobody says: registry gone, or not to be asked', async () => {
      const home = homeWith({ 'good-server': '1.0.0' }, { 'policy.yaml': policy });
      const gone = await scan(home, ...online(await osvWith()));
      expect(gone.code).toBe(EXIT.incomplete);
      expect(gone.out).toMatch(/whether 1 package is deprecated is not known: npm did\s+not\s+answer/);
      const registry = await startRegistry({ 'good-server': packument('good-server', { '1.0.0': null }) });
      const offline = await scan(home, '--offline', '--npm-registry', registry.url);
      expect(offline.code).toBe(EXIT.incomplete);
      expect(offline.out).toMatch(/whether 1 package is deprecated is not known: no\s+registry\s+was\s+asked/);
      expect(registry.requests).toEqual([]);
    });

    it('passes by what npm noted when it installed the package', async () => {
      const folder = `.npm/_npx/${npxHash(['good-server@1.0.0'])}`;
      const lock = { lockfileVersion: 3, packages: { 'node_modules/good-server': { version: '1.0.0' } } };
      const files = { 'policy.yaml': policy, [`${folder}/node_modules/.package-lock.json`]: lock };
      const home = homeWith({ 'good-server': '1.0.0' }, files);
      expect((await scan(home, ...online(await osvWith()))).code).toBe(EXIT.pass);
    });
  });

  it('is incomplete with the shipped advisories alone', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const { code, out } = await run(home, 'scan', '--offline', '--home', home, '--policy', 'policy.yaml');
    expect(code).toBe(EXIT.incomplete);
    expect(out).toMatch(/part of the published advisories/);
  });

  it('finds no server: incomplete, or pass when that is allowed', async () => {
    const home = folderWith({ 'policy.yaml': POLICY });
    expect((await run(home, 'scan', '--offline', '--home', home)).code).toBe(EXIT.incomplete);
    expect((await run(home, 'scan', '--offline', '--home', home, '--allow-empty')).code).toBe(EXIT.pass);
  });

  it('writes several reports in one run and keeps stdout for the text', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const outputs = ['-o', 'r.json', '-o', 'sarif=deep/r.out', '--save', 'inventory.json'];
    const { out } = await run(home, 'scan', '--offline', '--home', home, ...outputs);
    expect(JSON.parse(readFileSync(join(home, 'r.json'), 'utf8'))).toMatchObject({
      schemaVersion: 1,
      verdict: 'incomplete',
    });
    expect(JSON.parse(readFileSync(join(home, 'deep/r.out'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(out).toContain('INCOMPLETE');
    const again = await run(home, 'scan', '--from', 'inventory.json');
    expect(again.out).toContain('INCOMPLETE');
  });

  it('writes into what is no regular file, and behind links', async () => {
    const home = homeWith({ 'good-server': '1.0.0' }, { real: 'old' });
    symlinkSync('real', join(home, 'link.json'));
    await run(home, 'scan', '--offline', '--home', home, '-o', 'link.json');
    expect(lstatSync(join(home, 'link.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(home, 'real'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it('keeps an inventory that a terminal can show', async () => {
    const name = 'a\u009b31m\u202eb';
    const home = folderWith({ '.cursor/mcp.json': { mcpServers: { [name]: { command: 'x' } } } });
    await run(home, 'scan', '--offline', '--home', home, '--save', 'i.json');
    const text = readFileSync(join(home, 'i.json'), 'utf8');
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(JSON.parse(text).servers).toMatchObject([{ name }]);
  });

  it('passes no file that was read as the wrong client, even where nothing found is a pass', async () => {
    const home = homeWith({ 'bad-server': '1.0.0' }, { 'empty.yaml': POLICY });
    const named = ['--config', '.cursor/mcp.json', '--client', 'vscode', '--allow-empty', '--policy', 'empty.yaml'];
    const { code, out } = await run(home, 'scan', '--offline', ...named);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toContain('vscode');
  });

  it('points at the own line of each server in SARIF', async () => {
    const home = homeWith({ 'bad-server': '1.0.0', 'good-server': '1.0.0' });
    const osv = await osvWith(ADVISORY);
    const { out } = await run(home, 'scan', '--home', home, ...online(osv), '--format', 'sarif');
    const [{ results }] = JSON.parse(out).runs;
    expect(results.length).toBeGreaterThan(0);
    const text = readFileSync(join(home, '.cursor/mcp.json'), 'utf8').split('\n');
    for (const { ruleId, locations } of results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri, ruleId).toMatch(/\.cursor\/mcp\.json$/);
      expect(text[region.startLine - 1]?.slice(region.startColumn - 1), ruleId).toMatch(
        ruleId === 'no-isolation' ? /^"(?:bad|good)-server"/ : /^"bad-server"/,
      );
    }
  });

  it('tells a person at a terminal what it is doing, and cleans the line up', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const terminal = terminalAt(home, { isInteractive: true });
    await main(['scan', '--offline', '--home', home, '--no-cache'], terminal);
    expect(terminal.err).toContain('good-server');
    expect(terminal.err.endsWith('\r\u001B[2K')).toBe(true);
    expect((await run(home, 'scan', '--offline', '--home', home)).err).toBe('');
  });

  it('reads a project alone with --project', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const project = folderWith({ '.mcp.json': { mcpServers: { 'of-project': { command: 'node', args: ['x.js'] } } } });
    const { out } = await run(project, 'scan', '--offline', '--project', '.', '--format', 'json');
    expect(JSON.parse(out).servers.map(({ name }: { name: string }) => name)).toEqual(['of-project']);
    expect(home).not.toBe(project);
  });

  it('keeps values of variables, headers and tokens out of every report', async () => {
    const secret = 'hunter2-hunter2-hunter2';
    const home = folderWith({
      '.cursor/mcp.json': {
        mcpServers: {
          one: { command: 'npx', args: ['-y', 'x', '--token', secret], env: { API_KEY: secret } },
          two: {
            url: `https://u:${secret}@host.example/mcp?key=${secret}`,
            headers: { Authorization: `Bearer ${secret}` },
          },
          three: { command: `uvx --key=${secret}`, args: [] },
        },
      },
    });
    const { out } = await run(
      home,
      'scan',
      '--offline',
      '--home',
      home,
      '-v',
      '-o',
      'r.json',
      '-o',
      'r.sarif',
      '--save',
      'i.json',
    );
    for (const text of [
      out,
      ...['r.json', 'r.sarif', 'i.json'].map((file) => readFileSync(join(home, file), 'utf8')),
    ]) {
      expect(text).toContain('one');
      expect(text).not.toContain(secret);
    }
  });
});

describe('usage errors', () => {
  it.each([
    [['scan', '--nonsense']],
    [['nonsense']],
    [['scan', '--project', 'nowhere']],
    [['scan', '--client', 'cursor']],
    [['scan', '--config', 'nowhere.json']],
    [['scan', '--policy', 'nowhere.yaml']],
    [['scan', '--from', 'nowhere.json']],
    [['scan', '--format', 'pdf']],
    [['scan', '--format', 'json,sarif']],
    [['scan', '--output', 'report.pdf']],
    [['scan', '--osv-url', 'ftp://x']],
    [['scan', '--npm-registry', 'registry.example']],
    [['scan', '--pypi-index', 'file:///index']],
    [['scan', '--as-of', 'tomorrow']],
    [['scan', '-o', 'text=r', '-o', 'json=./r']],
    [['scan', '-o', 'json=r', '--save', 'r']],
    [['help', 'nonsense']],
    [['explain', 'nothing-like-it']],
    [['policy', 'check', 'nowhere.yaml']],
    [[]],
  ])('%j is one, with words and without a report', async (argv) => {
    const { code, out, err } = await run(folderWith({}), ...argv);
    expect(code).toBe(EXIT.usage);
    if (argv.length > 0) expect(out).toBe('');
    if (argv.length > 0) expect(err).not.toBe('');
  });

  it('of the command line are told like all others, with the way to the help', async () => {
    const told = async (...argv: string[]): Promise<string> => (await run('/', ...argv)).err;
    expect(await told('scan', '--ofline')).toBe(
      "mcp-audit: unknown option '--ofline'\n  (Did you mean --offline?)\n  See: mcp-audit scan --help\n",
    );
    expect(await told('nonsense')).toBe("mcp-audit: unknown command 'nonsense'\n  See: mcp-audit --help\n");
    expect(await told('policy', 'check')).toMatch(/^mcp-audit: missing .*\n {2}See: mcp-audit policy check --help\n$/);
    expect(await told('scan', '--as-of', 'x\nmcp-audit: all is well\u001b[2J')).toMatch(
      /^[^\n\u001b]+\n {2}See: [^\n]+\n$/,
    );
  });

  it.each([
    [['--home', '.'], '--home'],
    [['--project', '.', '--config', 'x', '--client', 'cursor'], '--project, --config, --client'],
    [['--offline', '--osv-url', 'https://api.osv.dev'], '--offline, --osv-url'],
    [['--npm-registry', 'http://x', '--pypi-index', 'http://x'], '--npm-registry, --pypi-index'],
    [['--no-cache'], '--no-cache'],
    [['--cache-dir', 'x'], '--cache-dir'],
  ])('--from beside %j is one that names them', async (beside, names) => {
    const { code, err } = await run(folderWith({}), 'scan', '--from', 'nowhere.json', ...beside);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain(`looks at nothing else: ${names} cannot`);
  });

  it.each(['--home', '--project'])(
    '%s that is no folder, cannot be reached or cannot be read is one',
    async (option) => {
      const cwd = folderWith({ file: '' });
      symlinkSync('loop', join(cwd, 'loop'));
      mkdirSync(join(cwd, 'closed'));
      chmodSync(join(cwd, 'closed'), 0);
      const isRoot = process.getuid?.() === 0;
      for (const path of ['file', 'file/x', 'loop', 'x'.repeat(5000), ...(isRoot ? [] : ['closed'])]) {
        const { code, err } = await run(cwd, 'scan', '--offline', option, path);
        expect(code, path.slice(0, 20)).toBe(EXIT.usage);
        expect(err).toMatch(new RegExp(`^mcp-audit: ${option}: `));
      }
    },
  );

  it('an inventory with a time that is none is one', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    await run(home, 'scan', '--offline', '--home', home, '--save', 'i.json');
    const text = readFileSync(join(home, 'i.json'), 'utf8');
    for (const key of ['createdAt', 'dataTime']) {
      for (const time of ['yesterday', '', '+275760-09-13T00:00:00.001Z', '2026-02-30T00:00:00Z']) {
        const hostile = text.replace(new RegExp(`"${key}": "[^"]*"`), `"${key}": ${JSON.stringify(time)}`);
        expect(hostile).not.toBe(text);
        writeFileSync(join(home, 'hostile.json'), hostile);
        const { code, err } = await run(home, 'scan', '--from', 'hostile.json');
        expect(code).toBe(EXIT.usage);
        expect(err).toContain(key);
      }
    }
  });

  it('an inventory cannot forge a line of the message that refuses it', async () => {
    const home = folderWith({
      'i.json': { schemaVersion: 1, '\nmcp-audit: PASS\u001b[2J\u202e\u009b': 1, tool: { '\nforged': 1 } },
    });
    const { code, err } = await run(home, 'scan', '--from', 'i.json');
    expect(code).toBe(EXIT.usage);
    expect(err.split('\n').filter((line) => !line.startsWith('  '))).toHaveLength(2);
    expect(err).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  it('a file name cannot forge a line either', async () => {
    const { err } = await run(folderWith({}), 'scan', '--config', 'x\nmcp-audit: PASS');
    expect(err).toMatch(/^mcp-audit: .*does not exist\n {2}[^\n]+\n$/);
  });

  it('a policy mistake names its line, and nothing is audited', async () => {
    const home = homeWith({ 'good-server': '1.0.0' }, { 'policy.yaml': POLICY.replace('rules:', 'rule:') });
    const { code, out, err } = await run(home, 'scan', '--offline', '--home', home, '--policy', 'policy.yaml');
    expect(code).toBe(EXIT.usage);
    expect(out).toBe('');
    expect(err).toMatch(/policy\.yaml:7:3: .*rule/);
  });

  it('policy mistakes have a line each', async () => {
    const { err } = await run(folderWith({ 'p.yaml': 'version: 2\nnam: x\n' }), 'policy', 'check', 'p.yaml');
    expect(err.split('\n').filter((line) => /p\.yaml:\d+:\d+: /.test(line)).length).toBeGreaterThan(1);
  });

  it('an inventory that was tampered with is refused', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    await run(home, 'scan', '--offline', '--home', home, '--save', 'i.json');
    const file = join(home, 'i.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"schemaVersion": 1', '"schemaVersion": 1, "extra": true'));
    const { code, err } = await run(home, 'scan', '--from', 'i.json');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('i.json');
  });
});

describe('the other commands', () => {
  it('inventory lists servers as a table and as JSON', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const table = await run(home, 'inventory', '--home', home);
    expect(table.out).toMatch(/good-server +cursor +good-server +1\.0\.0 +installed +1/);
    expect(table.code).toBe(EXIT.pass);
    const json = await run(home, 'inventory', '--home', home, '--format', 'json');
    expect(JSON.parse(json.out).servers[0]).toMatchObject({ name: 'good-server', installation: { version: '1.0.0' } });
    const csv = await run(home, 'inventory', '--home', home, '--format', 'csv');
    expect(csv.out).toMatch(
      /^id,name,.*,owner,url,tools,read,write,execute,session,credentials,literals,inherits,isolation\ngood-server,good-server,cursor,user,.*pkg:npm\/good-server@1\.0\.0/,
    );
  });

  it('inventory shows the owners of a policy', async () => {
    const home = homeWith({ 'good-server': '1.0.0' });
    const policy = join(home, 'policy.yaml');
    writeFileSync(policy, 'version: 1\nname: p\nowners:\n  default: ada\ngate:\n  rules: []\n');
    const { out } = await run(home, 'inventory', '--home', home, '--policy', policy, '--format', 'json');
    expect(JSON.parse(out).servers[0].owner).toBe('ada');
  });

  it('a folder is no config file', async () => {
    const home = folderWith({ 'folder/x': '' });
    const { code, err } = await run(home, 'inventory', '--config', join(home, 'folder'));
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('is a folder');
    expect(err).toContain('--project');
  });

  it('a package that cannot be named ends before anything is fetched', async () => {
    const { code, err } = await run(folderWith({}), 'scan', 'npm:--global');
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('names no package of npm');
  });

  it('inventory is never cut but at a terminal, and tells servers of one name apart', async () => {
    const folder = `/${'deep/'.repeat(30)}`;
    const home = folderWith({
      '.cursor/mcp.json': { mcpServers: { twin: { command: `${folder}server-one` } } },
      '.codeium/windsurf/mcp_config.json': { mcpServers: { twin: { command: `${folder}server-two` } } },
    });
    const { out } = await run(home, 'inventory', '--home', home);
    expect(out).toContain(`${folder}server-one`);
    expect(out.match(/^twin#[0-9a-f]{6} +\S/gm)).toHaveLength(2);
    const terminal = terminalAt(home, { isTerminal: true });
    await main(['inventory', '--home', home, '--no-cache'], terminal);
    expect(terminal.out).toContain('…');
    expect(terminal.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    await main(['inventory', '--home', home, '--no-cache', '--output', 'table.txt'], terminal);
    expect(readFileSync(join(home, 'table.txt'), 'utf8')).toContain(`${folder}server-one`);
  });

  it('explain knows checks, gate items, advisories and findings', async () => {
    const home = homeWith({ 'bad-server': '1.0.0' });
    const osv = await osvWith(ADVISORY);
    await run(home, 'scan', '--home', home, ...online(osv), '--save', 'i.json');
    for (const id of ['vulnerable-package', 'installed-tree-scanned', 'GHSA-6xpm-ggf7-wc3p', 'CVE-2025-6514']) {
      const { code, out } = await run(home, 'explain', id);
      expect(code, id).toBe(EXIT.pass);
      expect(out.length, id).toBeGreaterThan(100);
    }
    expect((await run(home, 'explain')).out).toContain('vulnerable-package');
    expect((await run(home, 'explain', 'GHSA-xxxx-yyyy-zzzz', '--from', 'i.json')).out).toContain('bad-server');
  });

  it('policy checks, prints its schema and the baseline, which is valid itself', async () => {
    const home = folderWith({ 'policy.yaml': POLICY });
    expect((await run(home, 'policy', 'check', 'policy.yaml')).code).toBe(EXIT.pass);
    const { out } = await run(home, 'policy', 'baseline');
    writeFileSync(join(home, 'baseline.yaml'), out);
    expect((await run(home, 'policy', 'check', 'baseline.yaml')).code).toBe(EXIT.pass);
    expect(JSON.parse((await run(home, 'policy', 'schema')).out)).toMatchObject({ type: 'object' });
  });

  it('demo shows a failing gate and leaves nothing behind', async () => {
    // A temporary folder of its own: other test files run demos at the same time.
    const [home, own] = [folderWith({}), folderWith({})];
    vi.stubEnv('TMPDIR', own);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, out, err } = await run(home, 'demo', '-o', 'demo.html');
    expect(err).toBe('');
    expect(readFileSync(join(home, 'demo.html'), 'utf8')).toContain('GHSA-6xpm-ggf7-wc3p');
    expect(code).toBe(EXIT.fail);
    expect(out).toContain('FAIL');
    expect(out).toContain('GHSA-6xpm-ggf7-wc3p');
    expect(readdirSync(own)).toEqual([]);
  });

  it('demo watches for signals while it has a home, and no longer', async () => {
    const watching = (): number[] => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));
    const before = watching();
    let during: number[] = [];
    await main(['demo'], terminalAt(folderWith({}), { stdout: () => (during = watching()) }));
    expect(during).toEqual(before.map((count) => count + 1));
    expect(watching()).toEqual(before);
  });

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'scan'],
      ['scan', '--help'],
    ],
    [
      ['help', 'policy', 'check'],
      ['policy', 'check', '--help'],
    ],
  ])('%j is %j', async (asked, same) => {
    const help = await run('/', ...asked);
    expect(help.code).toBe(EXIT.pass);
    expect(help.out).toBe((await run('/', ...same)).out);
  });

  it('keeps to the width of the terminal, for every command', async () => {
    const listed = (help: string): string[] =>
      [...help.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
    const asked = [[]] as string[][];
    for (const words of asked) {
      const { code, out } = await run('/', ...words, '--help');
      expect(code).toBe(EXIT.pass);
      expect(
        out.split('\n').filter((line) => line.length > 80),
        words.join(' '),
      ).toEqual([]);
      const commands = /\nCommands:\n([^]*?)(?:\n\n|$)/.exec(out)?.[1] ?? '';
      asked.push(...listed(commands).flatMap((name) => (name === 'help' ? [] : [[...words, name]])));
    }
    expect(asked).toContainEqual(['db', 'update']);
    expect(asked).toContainEqual(['policy', 'check']);
  });

  it('--version and --help answer on stdout', async () => {
    const version = await run('/', '--version');
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await run('/', '--help');
    expect(help.out).toContain('scan');
    expect([version.code, help.code]).toEqual([EXIT.pass, EXIT.pass]);
  });
});
