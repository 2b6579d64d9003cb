import { describe, expect, it } from 'vitest';
import { mappingsOf } from '../../src/checks/_mappings.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { judge, loadBaseline } from '../../src/gate/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Report } from '../../src/model/report.ts';
import type { Server } from '../../src/model/server.ts';
import type { ReachableStore } from '../../src/model/store.ts';
import { json } from '../../src/reporters/json.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { text } from '../../src/reporters/text.ts';
import { credentialWith, isolationWith, storeWith } from '../stand-ins/facts.ts';
import { finding, HOME, JUDGED_AT, PROJECT, report, server } from '../stand-ins/report.ts';
import { inventoryOf } from '../stand-ins/inventory.ts';
import { sarifErrors } from '../stand-ins/sarif-schema.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const OPTIONS = { color: false, width: 80, verbose: false };
const render = (from: Report, options: Partial<typeof OPTIONS> = {}): string =>
  text.render(from, { ...OPTIONS, ...options });

const one = (more: Partial<Server>): Server => ({ ...server('crm', { runs: 'crm-mcp@1.0.0' }), ...more });
const about = finding({ server: 'crm', action: 'warn', severity: 'medium', title: 'a thing' });

const reference = (name: string, more: Partial<Credential> = {}): Credential =>
  credentialWith({
    name,
    state: 'reference',
    reference: { kind: 'environment', form: '${NAME}', name },
    fingerprint: null,
    scoped: 'unknown',
    ...more,
  });

/** The line with this label, whole. */
function line(label: string, from: Server, stores: ReachableStore[] | null = null): string | undefined {
  const page = render(report({ servers: [from], findings: [about], inventory: { stores } }), { width: 1_000 });
  return new RegExp(`^ *${label} +(.*)`, 'm').exec(page)?.[1];
}

describe('the line about credentials', () => {
  it('is not there where nobody looked', () => expect(line('credentials', one({}))).toBeUndefined());

  it('counts what is given, literals by their kind, and says what is inherited', () => {
    const credentials = [credentialWith(), reference('A_TOKEN'), reference('B_TOKEN')];
    expect(line('credentials', one({ credentials, inherits: 'all' }))).toBe(
      '3 given: 1 literal GitHub classic pat, 2 references; inherits all variables of its client',
    );
    expect(line('credentials', one({ credentials: [], inherits: 'minimal' }))).toBe('none given; inherits none');
    expect(line('credentials', one({ credentials: [], inherits: null }))).toBe(
      'none given; what it inherits is not known',
    );
    expect(line('credentials', one({ credentials: [], transport: 'http', inherits: 'minimal' }))).toBe('none given');
  });

  it('tells what opens nothing apart, and of many kinds of literals how many more there are', () => {
    const kinds = ['api-key', 'password', 'token', 'jwt', 'dsn'].map((id) =>
      credentialWith({ class: id, provider: null }),
    );
    const rest = [
      credentialWith({ isPublic: true }),
      credentialWith({ state: 'placeholder' }),
      credentialWith({ state: 'empty' }),
      credentialWith({ state: 'unknown' }),
    ];
    expect(line('credentials', one({ credentials: [...kinds, ...rest], inherits: 'most' }))).toBe(
      '9 given: 1 literal api key, 1 literal password, 1 literal token, 2 other literals, 1 of a form that does not tell, 1 placeholder, 1 empty, 1 public; inherits what does not look like a secret',
    );
  });
});

describe('the line about isolation', () => {
  it('is the sentence, and says where what runs is another thing', () => {
    expect(line('isolation', one({}))).toBeUndefined();
    expect(line('isolation', one({ isolation: isolationWith({ sandbox: [] }) }))).toMatch(/^No isolation: runs as /);
    const isolationDisagreements = [{ aspect: 'network', static: 'none', observed: 'all', isWeaker: true }] as const;
    expect(
      line('isolation', one({ isolation: isolationWith(), isolationDisagreements: [...isolationDisagreements] })),
    ).toMatch(/^In a container: .* What runs is not what its line says: network\.$/);
  });
});

describe('the line about stores', () => {
  it('counts them, plain ones first and by name', () => {
    const store = (title: string, more: Partial<ReachableStore>): ReachableStore => storeWith({ title, ...more });
    const stores = [
      store('SSH keys', { protection: 'encrypted' }),
      store('AWS credentials', {}),
      store('AWS credentials', {}),
      store('npm', { reachable: 'unknown' }),
      store('root’s', { reachable: 'no' }),
      store('agent', { protection: 'agent' }),
    ];
    expect(line('Reachable', one({}), stores)).toBe(
      '5 stores of credentials, by any program of this user unless a sandbox hides them: 3 plain (AWS credentials, npm), 1 used for whoever asks, 1 encrypted',
    );
    expect(line('Reachable', one({}), [])).toBe('no store of credentials was found');
    expect(line('Reachable', one({}), null)).toBeUndefined();
  });
});

/** Four servers and what the checks find in them, judged by the built-in policy. */
function fourServers(): Report {
  const CONFIG = `${HOME}/.cursor/mcp.json`;
  const place = (file: string, at: number, name: string) => ({
    file,
    line: at,
    column: 9,
    pointer: `/mcpServers/${name}`,
  });
  const mounted = { kind: 'docker-socket' as const, what: '/var/run/docker.sock' };
  const servers: Server[] = [
    {
      ...server('forge', { runs: 'forge-mcp@1.4.0', declared: [`claude-code ${PROJECT}/.mcp.json 4`] }),
      credentials: [
        credentialWith({ location: place(`${PROJECT}/.mcp.json`, 7, 'forge'), mode: 0o644 }),
        reference('FORGE_URL', {
          class: 'connection-string',
          provider: null,
          location: place(`${PROJECT}/.mcp.json`, 8, 'forge'),
        }),
      ],
      inherits: 'all',
      isolation: isolationWith({ sandbox: [] }),
    },
    {
      ...server('builder', { runs: 'builder-mcp@0.3.0', declared: [`cursor ${CONFIG} 12`] }),
      credentials: [
        credentialWith({ way: 'argument', name: 'token', location: place(CONFIG, 15, 'builder'), mode: 0o644 }),
      ],
      inherits: null,
      isolation: isolationWith({ openings: { found: [mounted], isComplete: true } }),
      offering: offeringWith([toolEntry('run', 'Runs code.', { code: {} })]),
      environment: ['LD_PRELOAD'],
    },
    {
      ...server('notes', { runs: 'notes-mcp@2.0.0', declared: [`cursor ${CONFIG} 20`] }),
      credentials: [],
      inherits: 'minimal',
      isolation: isolationWith({ sandbox: [] }),
    },
    {
      ...server('wiki', { url: 'https://wiki.example.com/mcp', declared: [`cursor ${CONFIG} 28`] }),
      credentials: [reference('Authorization', { way: 'header', location: place(CONFIG, 31, 'wiki') })],
    },
  ];
  const projected = servers.map((known) => ({
    ...known,
    declarations: known.declarations.map((entry) => ({
      ...entry,
      ...(entry.client === 'claude-code'
        ? { scope: 'project' as const, resolves: ['${NAME}' as const] }
        : { resolves: ['${env:NAME}' as const] }),
    })),
  }));
  const stores = [
    storeWith({ location: { file: `${HOME}/.aws/credentials`, line: 2 }, mode: '0644', readableByOthers: true }),
    storeWith({
      id: 'ssh-keys',
      title: 'SSH keys',
      why: 'log in elsewhere',
      protection: 'encrypted',
      location: { file: `${HOME}/.ssh/id_ed25519`, line: null },
    }),
  ];
  const inventory = inventoryOf(projected, {
    stores,
    createdAt: JUDGED_AT,
    target: { platform: 'linux', home: HOME, project: PROJECT, files: [] },
  });
  const decision = judge(inventory, loadBaseline(), new Date(JUDGED_AT));
  const checks = CHECKS.map(({ references, ...rest }) => ({
    ...rest,
    references: [...references],
    mappings: mappingsOf(rest.id),
  }));
  return { ...report({}), inventory, decision, checks };
}

it.each([
  ['text-reach.txt', {}],
  ['text-reach-verbose.txt', { verbose: true, width: 100 }],
])('is told as %s', async (file, options) => {
  await expect(render(fourServers(), options)).toMatchFileSnapshot(`../../fixtures/golden/${file}`);
});

it.each([40, 60, 80, 120])('keeps to %i columns', (width) => {
  for (const verbose of [false, true]) {
    const long = render(fourServers(), { width, verbose })
      .split('\n')
      .filter((words) => [...words].length > width);
    expect(long.filter((words) => !/^.{0,34}\S*\/\S*$/.test(words))).toEqual([]);
  }
});

it('blocks a secret in a repository and a sandbox that is open as a whole, and lets no isolation stand', () => {
  const { decision } = fourServers();
  const actionsOf = (check: string) =>
    decision.findings.filter((one_) => one_.check === check).map(({ action }) => action);
  expect(actionsOf('literal-secret')).toEqual(['block']);
  expect(actionsOf('open-sandbox')).toEqual(['block']);
  expect(actionsOf('exposed-secret')).toEqual(['warn']);
  expect(actionsOf('forbidden-variable')).toEqual(['warn']);
  expect(new Set(actionsOf('no-isolation'))).toEqual(new Set(['allow']));
});

it('is valid SARIF, and nothing shows a fingerprint in text', () => {
  const from = fourServers();
  expect(sarifErrors(JSON.parse(sarif.render(from, OPTIONS)))).toEqual([]);
  expect(JSON.parse(json.render(from, OPTIONS))).toBeTruthy();
  expect(render(from, { verbose: true })).not.toContain('0123456789abcdef');
});
