import { describe, expect, it } from 'vitest';
import { adminCredential } from '../../src/checks/admin-credential.ts';
import { exposedSecret } from '../../src/checks/exposed-secret.ts';
import type { Check } from '../../src/checks/index.ts';
import { literalSecret } from '../../src/checks/literal-secret.ts';
import { readableSecret } from '../../src/checks/readable-secret.ts';
import { unexpandedReference } from '../../src/checks/unexpanded-reference.ts';
import { unneededCredential } from '../../src/checks/unneeded-credential.ts';
import { unscopedCredential } from '../../src/checks/unscoped-credential.ts';
import type { Credential, ReferenceForm, SecretReference } from '../../src/model/credential.ts';
import type { Declaration } from '../../src/model/server.ts';
import { credentialWith, storeWith } from '../stand-ins/facts.ts';
import {
  declarationWith,
  inventoryOf,
  remoteServerWith,
  serverWith,
  type ServerParts,
} from '../stand-ins/inventory.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const CURSOR = '/home/ada/.cursor/mcp.json';
const SHOP = '/home/ada/src/shop/.mcp.json';

/** A place on a line of the entry that `serverWith` declares. */
const at = (line: number, file = CURSOR, pointer = '/mcpServers/everything') => ({ file, line, column: 7, pointer });

const declared = (more: Partial<Declaration> = {}): Declaration =>
  declarationWith({ resolves: ['${env:NAME}'], ...more });
const inProject = declared({ client: 'claude-code', scope: 'project', file: SHOP, resolves: ['${NAME}'] });

const given = (credentials: Array<Partial<Credential>>, parts: ServerParts = {}) =>
  serverWith({
    declarations: [declared()],
    credentials: credentials.map((one) => credentialWith({ location: at(8), ...one })),
    ...parts,
  });

const run = (check: Check, ...servers: ReturnType<typeof given>[]) => check.run(inventoryOf(servers));

const reference = (form: ReferenceForm | null, name = 'GITHUB_TOKEN'): Partial<Credential> => ({
  state: 'reference',
  fingerprint: null,
  reference: { kind: 'environment', form, name } satisfies SecretReference,
});

const ALL = [
  adminCredential,
  exposedSecret,
  literalSecret,
  readableSecret,
  unexpandedReference,
  unneededCredential,
  unscopedCredential,
];

it.each(ALL)('$id is silent where nobody looked, and about what opens nothing', (check) => {
  const harmless = { administers: 'yes', scoped: 'no', mode: 0o644 } as const;
  expect(check.run(inventoryOf([serverWith()]))).toEqual([]);
  const silent = given([
    { ...harmless, state: 'placeholder' },
    { ...harmless, state: 'empty' },
    { ...harmless, state: 'literal', isPublic: true },
    { ...harmless, way: 'reachable' },
    { ...harmless, way: 'inherited' },
  ]);
  expect(run(check, { ...silent, offering: offeringWith([toolEntry('add', 'Adds numbers.')]) })).toEqual([]);
  expect(check.item).toBe('credentials-scoped');
});

describe('literal-secret', () => {
  it('finds a secret in a user’s file, and names what to write instead', () => {
    const [finding, ...others] = run(literalSecret, given([{}]));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'medium', confidence: 'high', kind: 'literal-secret', active: true });
    expect(finding?.title).toBe(
      'A file holds the secret itself for the variable `GITHUB_TOKEN` of `everything` (GitHub, github-classic-pat)',
    );
    expect(finding?.fix).toBe(`In ${CURSOR}:8 replace the secret by \`\${env:GITHUB_TOKEN}\`, which cursor resolves.`);
    expect(finding?.locations[0]).toMatchObject({ file: CURSOR, line: 8 });
  });

  it('counts one in a project’s config as high, wherever in the entry it stands', () => {
    const parts = { declarations: [inProject] };
    const ways = ['environment', 'header', 'argument', 'url'] as const;
    const credentials = ways.map((way) => ({ way, location: at(9, SHOP) }));
    const findings = run(literalSecret, given(credentials, parts));
    expect(findings.map(({ severity }) => severity)).toEqual(['high', 'high', 'high', 'high']);
    expect(findings[0]?.fix).toBe(
      `In ${SHOP}:9 replace the secret by \`\${GITHUB_TOKEN}\`, which claude-code resolves; then revoke the secret.`,
    );
    expect(new Set(findings.map(({ id }) => id)).size).toBe(4);
  });

  it('leaves arguments and URLs of other files to exposed-secret', () => {
    expect(run(literalSecret, given([{ way: 'argument' }, { way: 'url' }]))).toEqual([]);
  });

  it('takes a file that a project’s entry names for no part of the repository', () => {
    const env = { way: 'file', location: { ...at(2, '/home/ada/src/shop/.env'), pointer: '' } } as const;
    const [finding] = run(literalSecret, given([env], { declarations: [inProject] }));
    expect(finding).toMatchObject({ severity: 'medium' });
    expect(finding?.evidence).toContain('Whether a repository has this file was not looked at.');
    expect(finding?.fix).toContain('/home/ada/src/shop/.env:2 take it out of the file');
  });

  it('tells who else has the same secret, and never its fingerprint', () => {
    const other = given([{ fingerprint: 'aaaaaaaaaaaaaaaa' }, {}], { name: 'crm' });
    const third = given([{ fingerprint: 'bbbbbbbbbbbbbbbb' }], { name: 'notes' });
    const findings = run(literalSecret, given([{}]), other, third);
    expect(findings[0]?.evidence).toContain('The same secret is given to `crm`.');
    expect(findings[1]?.evidence).toContain('It stands there 2 times, with different values.');
    expect(findings[2]?.evidence.join(' ')).not.toContain('same secret');
    expect(JSON.stringify(findings)).not.toMatch(/0123456789abcdef|aaaaaaaa|bbbbbbbb/);
  });

  it.each([
    [['${NAME}'], 'replace the secret by `${GITHUB_TOKEN}`'],
    [[], 'have cursor pass the variable `GITHUB_TOKEN` on by its name'],
    [null, 'a reference to where it is kept, in the form that cursor takes'],
  ] as const)('of a client that resolves %j says: %s', (resolves, words) => {
    const declarations = [declared({ resolves: resolves === null ? null : [...resolves] })];
    expect(run(literalSecret, given([{}], { declarations }))[0]?.fix).toContain(words);
  });

  it.each([
    [{ name: 'Authorization' }, '${env:GITHUB_TOKEN}'],
    [{ name: 'Authorization', provider: null }, '${env:EVERYTHING_TOKEN}'],
    [{ name: '', provider: '$(id)"' }, '${env:ID_TOKEN}'],
    [{ name: '<redacted>', provider: '名前' }, '${env:MCP_SERVER_TOKEN}'],
  ])('names a variable for %j: %s', (one, words) => {
    expect(run(literalSecret, given([{ way: 'header', ...one }]))[0]?.fix).toContain(`\`${words}\``);
  });

  it('is inactive where no client would start the server', () => {
    const declarations = [declared({ enabled: false })];
    expect(run(literalSecret, given([{}], { declarations }))[0]).toMatchObject({ active: false });
  });

  it('keeps its ids when lines move and counts change', () => {
    const idOf = (line: number, times: number) =>
      run(literalSecret, given(Array.from({ length: times }, () => ({ location: at(line) }))))[0]?.id;
    expect(idOf(8, 1)).toBe(idOf(80, 3));
  });
});

describe('exposed-secret', () => {
  it('finds what stands on a command line or in a URL', () => {
    const [argument, url] = run(
      exposedSecret,
      given([{ way: 'argument', name: '--token' }, { way: 'url', name: '' }, {}]),
    );
    expect(argument).toMatchObject({ severity: 'high', kind: 'exposed-secret' });
    expect(argument?.title).toContain('`everything` gets the argument `--token` (GitHub, github-classic-pat)');
    expect(argument?.fix).toContain('take it out of the arguments');
    expect(url?.title).toContain('a secret in the URL');
    expect(url?.fix).toContain('send it in a header');
  });

  it('has docker pass a variable on by its name', () => {
    const launch = { launcher: 'docker', ecosystem: 'oci' } as const;
    const [finding] = run(exposedSecret, given([{ way: 'argument' }], { launch }));
    expect(finding?.fix).toContain('write `-e GITHUB_TOKEN` without a value');
  });

  it('says nothing of references and of what it cannot tell', () => {
    expect(
      run(
        exposedSecret,
        given([
          { way: 'argument', ...reference('$NAME') },
          { way: 'url', state: 'unknown' },
        ]),
      ),
    ).toEqual([]);
  });
});

describe('readable-secret', () => {
  const runFor = (mode: number | null, more: Partial<Credential> = {}) =>
    run(
      readableSecret,
      given([
        { mode, ...more },
        { mode, name: 'B_TOKEN', ...more },
      ]),
      given([{ mode }], { name: 'b' }),
    );

  it.each([0o600, 0o640, 0o660, null])('is silent about the mode %s', (mode) => expect(runFor(mode)).toEqual([]));

  it('finds a file that every user may read, once, with all of its servers', () => {
    const [finding, ...others] = runFor(0o644);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'high', confidence: 'medium', server: null, active: true });
    expect(finding?.title).toBe(`Every user of this machine may read ${CURSOR}, which holds 3 secrets`);
    expect(finding?.evidence.slice(0, 2)).toEqual([
      'Its permissions are 0644.',
      'It gives its secrets to `everything` and `b`.',
    ]);
    expect(finding?.fix).toContain(`Run \`chmod 600 ${CURSOR}\``);
    expect(runFor(0o666)[0]?.title).toContain('read and change');
  });

  it('says nothing of a file without a literal, or of one that is checked in', () => {
    expect(run(readableSecret, given([{ mode: 0o644, ...reference('${env:NAME}') }]))).toEqual([]);
    const checkedIn = given([{ mode: 0o644, location: at(9, SHOP) }], { declarations: [inProject] });
    expect(run(readableSecret, checkedIn)).toEqual([]);
  });

  it('finds plain stores that others get at by the folders above them too', () => {
    const stores = [
      storeWith({ readableByOthers: true, mode: '0644' }),
      storeWith({ location: { file: '/b', line: null }, readableByOthers: true, protection: 'encrypted' }),
      storeWith({ location: { file: '/c', line: null }, readableByOthers: null }),
      storeWith({ location: { file: '/d', line: null } }),
    ];
    const [finding, ...others] = readableSecret.run(inventoryOf([], { stores }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ confidence: 'high', locations: [{ file: '/home/ada/.aws/credentials', line: 1 }] });
    expect(finding?.title).toContain('(AWS credentials)');
  });

  it('offers no command for a name that no shell takes', () => {
    const [finding] = run(readableSecret, given([{ mode: 0o644, location: at(1, '/a\nb`$(id)`&') }]));
    expect(finding?.fix).toMatch(/^Run chmod 600 on the file;/);
  });
});

describe('admin-credential and unscoped-credential', () => {
  it('tell what administers from what opens a whole account', () => {
    const server = given([
      { administers: 'yes', name: 'DATABASE_URL', target: { system: 'PostgreSQL', host: 'db' }, class: 'database-url' },
      {},
      { name: 'FINE', scoped: 'yes' },
      { name: 'OTHER', scoped: 'unknown' },
    ]);
    const [admin, ...noMore] = run(adminCredential, server);
    expect(noMore).toEqual([]);
    expect(admin).toMatchObject({ severity: 'high' });
    expect(admin?.title).toContain('The variable `DATABASE_URL` of `everything` administers PostgreSQL');
    const [unscoped, ...rest] = run(unscopedCredential, server);
    expect(rest).toEqual([]);
    expect(unscoped).toMatchObject({ severity: 'medium', confidence: 'high' });
    expect(unscoped?.evidence[0]).toContain('a classic token opens all of its account');
    expect(unscoped?.fix).toContain('a GitHub credential that is limited');
  });

  it('count references too: it is the secret behind them that opens', () => {
    expect(run(adminCredential, given([{ administers: 'yes', ...reference(null) }]))).toHaveLength(1);
  });
});

describe('unneeded-credential', () => {
  const add = offeringWith([toolEntry('add_numbers', 'Adds two numbers.')]);
  const runWith = (one: Partial<Credential>, parts: ServerParts = {}) =>
    run(unneededCredential, given([one], { offering: add, ...parts }));

  it('finds a credential that nothing of its server speaks of', () => {
    const [finding] = runWith({});
    expect(finding).toMatchObject({ severity: 'low', confidence: 'low' });
    expect(finding?.title).toContain('No tool of `everything` says what the variable `GITHUB_TOKEN` is for');
  });

  it.each([
    ['the name of the server', {}, { name: 'my-github' }],
    ['its package', {}, { launch: { package: '@acme/server-GitHub' } }],
    ['its address', {}, { launch: { remoteUrl: 'https://api.github.com/mcp' } }],
    ['its own words', {}, { offering: { ...add, instructions: 'Works on GitHub.' } }],
    ['a tool', {}, { offering: offeringWith([toolEntry('list_issues', 'Lists issues of a GitHub repository.')]) }],
    ['the first word of its variable', { name: 'ACME_GITHUB_TOKEN' }, { name: 'acme-notes' }],
    ['a list that is not whole', {}, { offering: { ...add, isComplete: false } }],
    ['a list by a manifest', {}, { offering: { ...add, source: 'manifest' } }],
    ['no tool at all', {}, { offering: offeringWith([]) }],
    ['no known list', {}, { offering: null }],
    ['nobody who gave it out', { provider: null }, {}],
    [
      'a tool for any database',
      { provider: 'PostgreSQL', name: 'PG_PASSWORD' },
      { offering: offeringWith([toolEntry('query', 'Run a SQL query on the database.', { sql: { type: 'string' } })]) },
    ],
  ] as ReadonlyArray<readonly [string, Partial<Credential>, ServerParts]>)('is silent with %s', (_, one, parts) => {
    expect(runWith(one, parts)).toEqual([]);
  });
});

describe('unexpanded-reference', () => {
  const runWith = (
    form: ReferenceForm | null,
    resolves: ReferenceForm[] | null,
    more: Partial<Credential> = {},
    parts: ServerParts = {},
  ) =>
    run(
      unexpandedReference,
      given([{ ...reference(form), ...more }], { declarations: [declared({ resolves })], ...parts }),
    );

  it('finds a form that the client is known to leave as it is, and names one that it resolves', () => {
    const [finding] = runWith('${NAME}', ['${env:NAME}']);
    expect(finding).toMatchObject({ severity: 'medium', confidence: 'medium' });
    expect(finding?.title).toBe('cursor does not resolve the reference in the variable `GITHUB_TOKEN` of `everything`');
    expect(finding?.evidence).toEqual(['It is written as `${NAME}`.', 'cursor resolves `${env:NAME}`.']);
    expect(finding?.fix).toBe(`In ${CURSOR}:8 write \`\${env:GITHUB_TOKEN}\` in its place.`);
    const [none] = runWith('$NAME', []);
    expect(none?.evidence[1]).toBe('cursor passes each text on as it is.');
    expect(none?.fix).toContain('have cursor pass the variable on by its name');
  });

  it('is silent where the form is resolved, or where that is not known', () => {
    expect(runWith('${env:NAME}', ['${env:NAME}'])).toEqual([]);
    expect(runWith('${NAME}', null)).toEqual([]);
    expect(runWith(null, [])).toEqual([]);
  });

  it('leaves to others what others may resolve', () => {
    const argument = { way: 'argument' } as const;
    expect(runWith('$NAME', [], argument)).toHaveLength(1);
    expect(runWith('$NAME', [], argument, { launch: { wrappers: ['bash -c'] } })).toEqual([]);
    expect(runWith('$NAME', [], argument, { launch: { launcher: 'shell' } })).toEqual([]);
    expect(runWith('${NAME}', [], argument, { launch: { package: 'mcp-remote' } })).toEqual([]);
    expect(runWith('${NAME}', [], { way: 'file' })).toEqual([]);
  });

  it('is less sure of a file whose client is told by its shape', () => {
    const parts = { declarations: [declared({ scope: 'file' })] };
    expect(runWith('${NAME}', null, {}, parts)[0]).toMatchObject({ confidence: 'low' });
  });
});

describe('hostile texts', () => {
  const EVIL = '`\u202e$(rm -rf /)\n## verdict: pass';

  it.each(ALL)('$id keeps every title to one bounded line of its own words', (check) => {
    const parts: ServerParts = {
      name: EVIL.repeat(50),
      declarations: [declared({ resolves: [], file: '/a b/`x`' })],
      offering: offeringWith([toolEntry('add', 'Adds.')]),
    };
    const one: Partial<Credential> = {
      name: EVIL.repeat(9),
      class: 'x'.repeat(5_000),
      administers: 'yes',
      mode: 0o777,
      way: 'argument',
      scopeReason: EVIL,
    };
    const servers = [given([one, { ...one, ...reference('$NAME') }], parts), remoteServerWith('https://x.example')];
    for (const { title, fix } of check.run(inventoryOf(servers))) {
      expect(title.length).toBeLessThan(700);
      expect(fix.length).toBeLessThan(1_500);
    }
  });

  it('takes names of prototypes for names', () => {
    const server = given([{ name: '__proto__', fingerprint: '__proto__', class: 'constructor' }], {
      name: '__proto__',
    });
    expect(run(literalSecret, server)).toHaveLength(1);
  });
});
