import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { guessRisk } from '../../src/commands/_policy-server-entry.ts';
import { policyTemplate } from '../../src/commands/_policy-template.ts';
import { EXIT } from '../../src/errors.ts';
import { judge, loadBaseline, parsePolicy, recordReview } from '../../src/gate/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Server } from '../../src/model/server.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { declarationWith, gapWith, inventoryOf, remoteServerWith, serverWith } from '../stand-ins/inventory.ts';
import { terminalAt } from '../stand-ins/terminal.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const DAY = '2026-11-23';
const textFor = (servers: Server[], more: Partial<Inventory> = {}): string =>
  policyTemplate(inventoryOf(servers, more), DAY);
const policyFor = (servers: Server[]): Policy => parsePolicy(textFor(servers), 'p.yaml').policy;

const credentialWith = (more: Partial<Credential>): Credential => ({
  name: 'TOKEN',
  way: 'environment',
  class: 'token',
  provider: null,
  target: { system: null, host: null },
  state: 'literal',
  reference: null,
  isPublic: false,
  scoped: 'unknown',
  scopeReason: '',
  longLived: 'unknown',
  expires: null,
  administers: 'unknown',
  confidence: 'low',
  fingerprint: null,
  location: null,
  mode: null,
  ...more,
});

const CONFIG = {
  mcpServers: {
    github: {
      command: 'npx',
      args: ['-y', 'left-server@1.0.0'],
      env: { LEFT_TOKEN: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' },
    },
    'odd: "name"\n- x': { url: 'https://x.example/mcp' },
  },
};

async function init(args: string[], files: Record<string, unknown>) {
  const folder = folderWith(files);
  const terminal = terminalAt(folder);
  const code = await main(['policy', 'init', ...args], terminal);
  return { code, folder, out: terminal.out, err: terminal.err };
}

describe('policy init', () => {
  it('writes a policy that a check accepts, and never over another', async () => {
    const { code, folder, out } = await init(['--config', 'mcp.json', '-o', 'p.yaml'], { 'mcp.json': CONFIG });
    const file = join(folder, 'p.yaml');
    expect([code, out]).toEqual([EXIT.pass, `${file}: written, 2 servers, 2 TODOs to be decided\n`]);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('ghp_');
    expect(Object.keys(parsePolicy(text, file).policy.servers ?? {})).toEqual(['github', 'odd: "name"\n- x']);

    const check = terminalAt(folder);
    expect(await main(['policy', 'check', 'p.yaml'], check)).toBe(EXIT.pass);
    expect(check.out).toContain(
      `${file}:5:7: warning: \`name\` is still TODO\n${file}:9:12: warning: \`default\` is still TODO\n`,
    );

    const again = terminalAt(folder);
    expect(await main(['policy', 'init', '--config', 'mcp.json', '-o', 'p.yaml'], again)).toBe(EXIT.usage);
    expect(again.err).toContain(`${file} is there already: it was left as it is`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('prints without a file, and says that servers may be missing', async () => {
    const { code, out, err } = await init(['--config', 'mcp.json'], { 'mcp.json': '{"mcpServers": {"a": 1}}' });
    expect(code).toBe(EXIT.pass);
    expect(parsePolicy(out, 'p').policy.gate).toEqual({
      ...loadBaseline().policy.gate,
      require: [...(loadBaseline().policy.gate.require ?? []), 'owner-assigned'],
    });
    expect(err).toMatch(/^\d+ gaps?: not every server may be in it/);
  });

  it('makes no folder', async () => {
    const { code, folder, err } = await init(['--config', 'mcp.json', '-o', 'no/p.yaml'], { 'mcp.json': CONFIG });
    expect([code, existsSync(join(folder, 'no'))]).toEqual([EXIT.usage, false]);
    expect(err).toContain('could not write');
  });
});

describe('the entry of a server', () => {
  it('says which artifact it is, by what its line says', () => {
    const { servers } = policyFor([
      serverWith({ name: 'npm' }),
      remoteServerWith('https://tickets.example/mcp?key=1', { name: 'far' }),
      serverWith({
        name: 'image',
        launch: {
          launcher: 'docker',
          ecosystem: 'oci',
          image: 'ghcr.io/acme/mcp:1',
          package: 'ghcr.io/acme/mcp',
          version: '1',
          pinned: false,
        },
      }),
      serverWith({
        name: 'file',
        launch: {
          launcher: 'node',
          ecosystem: 'local',
          package: null,
          version: null,
          pinned: null,
          commandLine: ['node', 'a b.js'],
        },
      }),
    ]);
    expect(servers?.['npm']).toMatchObject({
      match: { package: 'pkg:npm/everything-server' },
      pin: { version: '1.0.0' },
    });
    expect(servers?.['far']?.match).toEqual({ url: 'https://tickets.example/mcp' });
    expect(servers?.['image']).toMatchObject({ match: { image: 'ghcr.io/acme/mcp' } });
    expect(servers?.['image']?.pin).toBeUndefined();
    expect(servers?.['file']?.match).toEqual({ command: ['node', 'a b.js'] });
  });

  it('takes the whole line where several servers start one package', () => {
    const { servers } = policyFor(
      ['a', 'b'].map((name) => serverWith({ name, launch: { commandLine: ['npx', 'everything-server@1.0.0', name] } })),
    );
    expect(servers?.['a']?.match).toEqual({ command: ['npx', 'everything-server@1.0.0', 'a'] });
    expect(servers?.['b']?.match).toEqual({ command: ['npx', 'everything-server@1.0.0', 'b'] });
    const same = policyFor(['a', 'b'].map((name) => serverWith({ name })));
    expect(same.servers?.['a']?.match).toBeUndefined();
  });

  it('can be added to by a review, and keeps what it holds', () => {
    const servers = [serverWith({ name: 'a' }), remoteServerWith('https://b.example', { name: 'b: c' })];
    const review = { sha256: 'b'.repeat(64), class: 'read' as const, by: 'ada', date: DAY };
    const text = recordReview(textFor(servers), 'p.yaml', { server: 'b: c', tool: 't', review });
    const entry = parsePolicy(text, 'p.yaml').policy.servers?.['b: c'];
    expect(entry).toMatchObject({ match: { url: 'https://b.example' }, tools: { reviewed: { t: review } } });
  });

  it('allows the credentials that it has, by name, so that the policy has nothing against the server as it is', () => {
    const servers = [
      serverWith({
        name: 'a',
        credentials: [
          credentialWith({ name: 'TOKEN', way: 'environment' }),
          credentialWith({ name: 'Authorization', way: 'header' }),
          credentialWith({ name: 'KEY\u200B: {}\n', way: 'file' }),
          credentialWith({ name: 'PUBLIC', way: 'environment', isPublic: true }),
          credentialWith({ name: 'LATER', way: 'environment', state: 'placeholder' }),
          credentialWith({ name: '\u200B'.repeat(250), way: 'reachable' }),
        ],
        inherits: 'all',
      }),
      serverWith({ name: 'b', credentials: [], launch: { package: 'other' } }),
      serverWith({ name: 'c', credentials: null, launch: { package: 'third' } }),
    ];
    const file = parsePolicy(textFor(servers), 'p.yaml');
    expect(file.policy.servers?.['a']?.credentials).toEqual({
      env: { TOKEN: {}, 'KEY\u200B: {}\n': {} },
      headers: { Authorization: {} },
    });
    expect(file.policy.servers?.['b']?.credentials).toEqual({ env: {} });
    expect(file.policy.servers?.['c']?.credentials).toBeUndefined();
    const { findings } = judge(inventoryOf(servers), file, new Date(`${DAY}T12:00:00Z`));
    expect(findings.filter(({ kind }) => kind.startsWith('policy-'))).toEqual([]);
  });

  it('says which credentials no list can allow', () => {
    const text = textFor([serverWith({ credentials: [credentialWith({ name: '--token', way: 'argument' })] })]);
    expect(text).toContain('# not allowed by any list, for it stands in its command or address: --token\n');
  });

  it('guesses a risk only from tools that are all known', () => {
    const offering = (isComplete: boolean, ...entries: object[]) => ({
      offering: offeringWith(entries, { isComplete }),
    });
    const [run, write, read] = [
      toolEntry('run_command', 'Runs a shell command.', { command: { type: 'string' } }),
      toolEntry('write_file', 'Writes a file.', { path: { type: 'string' } }),
      toolEntry('read_file', 'Reads a file.', { path: { type: 'string' } }),
    ];
    expect(guessRisk({ offering: null })).toBeNull();
    expect(guessRisk(offering(false, run))).toBe('high');
    expect(guessRisk(offering(false, write))).toBeNull();
    expect(guessRisk(offering(true, write, read))).toBe('standard');
    expect(guessRisk(offering(true, read))).toBe('low');
    expect(guessRisk({ offering: { ...offeringWith([read]), tools: [] } })).toBeNull();
  });
});

describe('what is found', () => {
  it('is told with its gaps and its day', () => {
    expect(textFor([serverWith()], { gaps: [gapWith()] }).split('\n')[0]).toBe(
      `# A policy for mcp-audit, version 1, from what is configured: 1 server found on ${DAY}, with 1 gap: not all may be here.`,
    );
    expect(policyFor([]).servers).toBeUndefined();
  });

  it('keeps owners of CODEOWNERS, which the default would hide', () => {
    const { owners } = policyFor([
      serverWith({ name: 'a', owner: '@acme/tools' }),
      serverWith({ name: 'b', owner: ' ' }),
      serverWith({ name: 'c' }),
    ]);
    expect(owners).toEqual({ default: 'TODO@example.com', servers: { a: '@acme/tools' } });
  });

  it('leaves out a server that no key can mean alone', () => {
    const text = textFor([
      serverWith({ id: 'a', name: 'a' }),
      serverWith({ id: 'a-2', name: 'a' }),
      serverWith({ name: 'x'.repeat(201) }),
    ]);
    expect(Object.keys(parsePolicy(text, 'p').policy.servers ?? {})).toEqual(['a-2']);
    expect(text).toContain('# No key can mean this server alone: a\n');
  });
});

describe('hostile names', () => {
  /** More than a key of YAML may be long, once it is escaped. */
  const ESCAPED = '\u200B'.repeat(200);
  const NAMES = [
    '__proto__',
    'constructor',
    'on',
    'null',
    '1e3',
    '0x10',
    '~',
    '*',
    '<<',
    '&a',
    '!tag',
    '# x',
    'a: b',
    'a\nversion: 2',
    'a\r\n\u2028b',
    '\u202Eevil',
    '\u0000',
    '\uD800',
    '"quoted\\',
    "it's",
    ' lead',
    '- x',
    '? x',
    '{a: b}',
    '\u{E0041}'.repeat(20),
    'é'.repeat(200),
    ESCAPED,
    '```\n',
    'TODO',
  ];

  it.each(NAMES.map((name) => [JSON.stringify(name), name]))('%s', (_, name) => {
    const server = serverWith({
      name,
      environment: [name],
      owner: name,
      declarations: [declarationWith({ client: name })],
      launch: { package: name, version: name, pinned: true, commandLine: ['npx', name] },
    });
    const text = textFor([server, serverWith({ name: 'other' })]);
    const { policy } = parsePolicy(text, 'p.yaml');
    const keys = Object.keys(policy.servers ?? {});
    // A name that is too long or stands for all servers has no entry.
    const canBeKey = name !== '*' && name !== ESCAPED;
    expect(keys.sort()).toEqual([...(canBeKey ? [name] : []), 'other'].sort());
    expect(policy.gate.rules).toEqual(loadBaseline().policy.gate.rules);
    expect([policy.version, policy.owners?.default]).toEqual([1, 'TODO@example.com']);
    // Nothing that a terminal obeys, and nothing that ends a comment.
    expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  });
});
