import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { inventoryCsv } from '../../src/commands/_inventory-csv.ts';
import { inventoryRow } from '../../src/commands/_inventory-row.ts';
import { reportOn } from '../../src/commands/_run-scan.ts';
import { inventoryWithoutPrivate, withoutPrivate, type PolicyFile } from '../../src/gate/index.ts';
import { inventorySchema, type Inventory } from '../../src/model/inventory.ts';
import type { PrivateFinding } from '../../src/model/private-finding.ts';
import { reportSchema } from '../../src/model/report.ts';
import { NO_SETTINGS, type Server } from '../../src/model/server.ts';
import { REPORTERS } from '../../src/reporters/index.ts';
import { credentialWith } from '../stand-ins/facts.ts';
import { folderWith } from '../stand-ins/folder.ts';
import {
  declarationWith,
  gapWith,
  installationOf,
  inventoryOf,
  serverWith,
  vulnerabilityIn,
} from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';
import { sarifErrors } from '../stand-ins/sarif-schema.ts';
import { terminalAt } from '../stand-ins/terminal.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const SECRET = '@acme/zebra-mcp';

/** A server that runs the package, in a project that is called like it, with everything that could tell of it. */
const ZEBRA: Server = serverWith({
  id: 'zebra#1a2b',
  name: 'zebra',
  declarations: [
    declarationWith({
      file: '/home/ada/zebra-mcp/.mcp.json',
      pointer: '/mcpServers/zebra',
      settings: { ...NO_SETTINGS, disabledTools: ['stripe_paint'] },
    }),
  ],
  environment: ['ZEBRA_TOKEN'],
  credentials: [credentialWith({ name: 'ZEBRA_TOKEN', scoped: 'unknown' })],
  launch: {
    package: SECRET,
    version: '4.0.1',
    commandLine: ['npx', '-y', `${SECRET}@4.0.1`, '--herd=/srv/zebra-herd'],
  },
  installation: installationOf(
    { [`${SECRET}@4.0.1`]: ['okapi-parser@2.0.0'], 'okapi-parser@2.0.0': [] },
    { path: '/home/ada/.npm/_npx/zebra' },
  ),
  offering: offeringWith([
    toolEntry('stripe_paint', 'Runs a shell command on a zebra.', { command: { type: 'string' } }),
  ]),
});
const PLAIN = serverWith({
  name: 'plain',
  installation: installationOf({ 'everything-server@1.0.0': ['left@1.0.0'], 'left@1.0.0': [] }),
});
const INVENTORY: Inventory = inventoryOf([PLAIN, ZEBRA], {
  vulnerabilities: [
    vulnerabilityIn([`${SECRET}@4.0.1`], null, {
      id: 'GHSA-zebr-aaaa-aaaa',
      ids: ['GHSA-zebr-aaaa-aaaa'],
      summary: 'Zebra escapes',
    }),
    vulnerabilityIn(['okapi-parser@2.0.0', 'left@1.0.0'], '2.0.1', {
      id: 'GHSA-okap-aaaa-aaaa',
      ids: ['GHSA-okap-aaaa-aaaa'],
    }),
  ],
  gaps: [
    gapWith({
      server: 'zebra#1a2b',
      message: 'the herd of zebra is not read',
      hint: 'npx -y @acme/zebra-mcp',
      components: [`pkg:npm/%40acme/zebra-mcp@4.0.1`],
    }),
    gapWith({
      kind: 'advisory-partial',
      server: null,
      message: 'known in part',
      components: ['pkg:npm/okapi-parser@2.0.0', 'pkg:npm/left@1.0.0'],
    }),
    gapWith({
      kind: 'config-invalid',
      item: 'inventory-complete',
      server: null,
      message: 'in /mcpServers/@acme~1zebra-mcp',
    }),
  ],
  remarks: [
    {
      kind: 'duplicate-key',
      client: 'cursor',
      message: 'zebra stands twice',
      location: { file: '/home/ada/x.json', line: 1, column: 1, pointer: '/mcpServers/zebra' },
      servers: ['zebra'],
    },
  ],
  configs: [
    { client: 'cursor', scope: 'project', file: '/home/ada/zebra-mcp/.mcp.json', servers: 1 },
    { client: 'cursor', scope: 'user', file: '/home/ada/.cursor/mcp.json', servers: 1 },
  ],
});
const ENTRY: PrivateFinding = {
  id: 'PRIV-2026-003',
  package: 'pkg:npm/%40acme/zebra-mcp@4.0.1',
  severity: 'high',
  text: 'A name with two dots leaves the paddock.',
  notification: { maintainer: 'keeper@zoo.example', channel: 'mail', reference: 'report-7719' },
};
const exception = {
  id: 'EX-1',
  finding: 'PRIV-2026-003',
  package: 'pkg:npm/%40acme/zebra-mcp@4.0.1',
  server: 'zebra',
  owner: 'a',
  approved_by: 'b',
  created: '2026-11-01',
  expires: '2026-12-01',
  reason: 'The paddock is empty until then.',
};
const policyOf = (entry: Partial<PrivateFinding> = {}, parts: PolicyParts = {}): PolicyFile =>
  policyWith({
    private: [{ ...ENTRY, ...entry }],
    exceptions: [exception],
    servers: { zebra: { pin: { version: '5.0.0' }, tools: { deny: ['stripe_*'] } }, gone: {} },
    owners: { servers: { zebra: 'keeper@zoo.example' } },
    ...parts,
  });

/** What no byte that leaves the machine may hold. */
const TELLING =
  /zebra|okapi|stripe_paint|paddock|keeper@zoo|report-7719|PRIV-2026-003|GHSA-zebr|GHSA-okap-aaaa-aaaa.*okapi/i;

function everyFormat(inventory: Inventory, file: PolicyFile, now = NOW): string[] {
  const report = withoutPrivate(reportOn(inventory, file, {}, NOW), file, now);
  const rendered = REPORTERS.flatMap(({ render }) =>
    [true, false].map((verbose) => render(report, { color: false, width: 100, verbose })),
  );
  const alone = inventoryWithoutPrivate(inventory, file, now);
  const csv = inventoryCsv(alone.servers.map((server) => inventoryRow(server, server.owner)));
  return [...rendered, JSON.stringify(report), JSON.stringify(alone), csv];
}

describe('what is not public', () => {
  it('stands in no format, and every other server stands in all', () => {
    const whole = JSON.stringify(reportOn(INVENTORY, policyOf(), {}, NOW));
    for (const word of ['zebra', 'okapi', 'stripe_paint', 'paddock', 'PRIV-2026-003']) expect(whole).toContain(word);
    for (const text of everyFormat(INVENTORY, policyOf())) {
      expect(text).not.toMatch(TELLING);
      expect(text).toContain('PRIVATE-');
    }
    expect(everyFormat(INVENTORY, policyOf()).filter((text) => text.includes('left'))).not.toEqual([]);
  });

  it.each<[string, Partial<PrivateFinding>]>([
    ['by its package at any version', { package: 'pkg:npm/%40acme/zebra-mcp' }],
    ['by its package at another version', { package: 'pkg:npm/%40acme/zebra-mcp@1.0.0' }],
    ['by its server', { package: undefined, server: 'zebra' }],
    ['by the id of its server', { package: undefined, server: 'zebra#1a2b' }],
    ['by both', { server: 'zebra' }],
  ])('is known %s', (_, { package: purl, ...more }) => {
    const { package: __, ...rest } = ENTRY;
    const entry = purl === undefined && 'server' in more ? rest : { ...rest, package: purl ?? ENTRY.package };
    const file = policyWith({ private: [{ ...entry, ...more } as PrivateFinding] });
    for (const text of everyFormat(INVENTORY, file)) expect(text).not.toMatch(/zebra|stripe_paint|paddock/i);
  });

  it('may be an exception alone', () => {
    const notification = { maintainer: 'keeper@zoo.example', channel: 'mail' };
    const file = policyWith({ exceptions: [{ ...exception, visibility: 'private', notification }] });
    for (const text of everyFormat(INVENTORY, file)) expect(text).not.toMatch(/zebra|paddock|PRIV-2026/i);
  });

  it('leaves a report that is one by its schema, with the same verdict and as many findings', () => {
    const file = policyOf();
    const whole = reportOn(INVENTORY, file, {}, NOW);
    const told = withoutPrivate(whole, file, NOW);
    expect(reportSchema.safeParse(told).error).toBeUndefined();
    expect(inventorySchema.safeParse(told.inventory).error).toBeUndefined();
    expect(told.decision.verdict).toBe(whole.decision.verdict);
    expect(told.decision.findings.map(({ action, kind }) => `${action} ${kind}`)).toEqual(
      whole.decision.findings.map(({ action, kind }) => `${action} ${kind}`),
    );
    const sarif =
      REPORTERS.find(({ id }) => id === 'sarif')?.render(told, { color: false, width: 100, verbose: false }) ?? '';
    expect(sarifErrors(JSON.parse(sarif))).toEqual([]);
    expect(told.inventory.servers).toHaveLength(2);
    expect(told.inventory.servers[0]).toEqual(whole.inventory.servers[0]);
  });

  it('has ids that stay, differ, and are no hash of what anybody can guess', () => {
    const idOf = (entry: Partial<PrivateFinding>): string | undefined => {
      const file = policyOf(entry);
      return withoutPrivate(reportOn(INVENTORY, file, {}, NOW), file, NOW).inventory.servers[1]?.id;
    };
    expect(idOf({})).toMatch(/^PRIVATE-[0-9a-f]{8}$/);
    expect(idOf({})).toBe(idOf({ severity: 'low' }));
    expect(idOf({})).not.toBe(idOf({ text: 'other' }));
    const file = policyOf();
    const whole = new Set(
      reportOn(INVENTORY, file, {}, NOW).decision.findings.flatMap(({ id, server }) =>
        server === 'zebra#1a2b' ? id : [],
      ),
    );
    const told = withoutPrivate(reportOn(INVENTORY, file, {}, NOW), file, NOW).decision.findings;
    expect(whole.size).toBeGreaterThan(3);
    expect(told.filter(({ id }) => whole.has(id))).toEqual([]);
  });

  it.each<[string, string]>([
    ['npx', 'the name of a launcher'],
    ['stdio', 'a word of the schema'],
    ['a', 'one letter'],
    ['.*', 'a pattern'],
    ['(a+)+$', 'a slow pattern'],
    ['2026-11-23', 'a day'],
    ['__proto__', 'a prototype'],
    ['x'.repeat(200), 'as long as it may be'],
    ['\u{1F993}', 'no letter'],
  ])('may have the name %j: %s', (name) => {
    const inventory = inventoryOf([
      PLAIN,
      serverWith({ id: name, name, launch: { package: 'unheard-of' }, installation: null }),
    ]);
    const file = policyWith({ private: [{ id: 'PRIV-1', server: name, severity: 'high', text: 'Not yet told.' }] });
    const told = withoutPrivate(reportOn(inventory, file, {}, NOW), file, NOW);
    expect(reportSchema.safeParse(told).error).toBeUndefined();
    expect(told.inventory.servers.map(({ name: one }) => one)).not.toContain(name);
    expect(JSON.stringify(told)).not.toContain('unheard-of');
    expect(JSON.stringify(told)).not.toContain('Not yet told');
  });
});

describe('other names', () => {
  it('that are a part of it, and words that anybody has, stay', () => {
    const inventory = inventoryOf(
      [PLAIN, serverWith({ name: 'yak', launch: { package: '@acme/server' }, installation: null })],
      {
        gaps: [gapWith({ server: null, message: 'a report about the server plain' })],
      },
    );
    const file = policyWith({
      private: [
        {
          ...ENTRY,
          package: 'pkg:npm/%40acme/server',
          notification: { maintainer: 'm', channel: 'c', reference: 'https://x.example/report' },
        },
      ],
    });
    const told = withoutPrivate(reportOn(inventory, file, {}, NOW), file, NOW);
    expect(JSON.stringify(told)).not.toMatch(/yak|@acme\/server/);
    expect(told.decision.gaps[0]?.message).toBe('a report about the server plain');
    expect(told.inventory.servers[0]).toEqual(PLAIN);
  });
});

describe('until when', () => {
  const sent = { maintainer: 'm@zoo.example', channel: 'mail', sent: '2026-11-01' };
  const hides = (
    notification: PrivateFinding['notification'],
    now: string,
    disclosure?: PolicyParts['disclosure'],
  ): boolean => {
    const { notification: _, ...rest } = ENTRY;
    const file = policyWith({
      private: [{ ...rest, ...(notification && { notification }) }],
      ...(disclosure && { disclosure }),
    });
    return !everyFormat(INVENTORY, file, new Date(now)).some((text) => text.includes('zebra'));
  };
  it.each([
    ['nobody was told', undefined, '2099-01-01T00:00:00Z', true],
    ['no day is named', sent, '2099-01-01T00:00:00Z', true],
    ['it was not sent', { ...sent, sent: undefined, publish_after: '2026-01-01' }, '2099-01-01T00:00:00Z', true],
    ['the last moment', { ...sent, publish_after: '2026-12-01' }, '2026-12-01T23:59:59.999Z', true],
    ['the moment after', { ...sent, publish_after: '2026-12-01' }, '2026-12-02T00:00:00.000Z', false],
    [
      'a day before it was sent',
      { ...sent, sent: '2027-01-01', publish_after: '2026-12-01' },
      '2026-12-15T00:00:00Z',
      true,
    ],
  ])('%s', (_, notification, now, expected) => {
    const { sent: day, ...rest } = notification ?? {};
    const whole =
      notification === undefined
        ? undefined
        : ({ ...rest, ...(day && { sent: day }) } as PrivateFinding['notification']);
    expect(hides(whole, now)).toBe(expected);
  });

  it('an embargo counts from the day on which it was sent', () => {
    const disclosure = { private: { embargo: '30d' } };
    expect(hides(sent, '2026-12-01T23:59:59Z', disclosure)).toBe(true);
    expect(hides(sent, '2026-12-02T00:00:00Z', disclosure)).toBe(false);
  });

  it('what nobody was told of is a finding where that is asked for, and so is what is kept back too long', () => {
    const titles = (
      notification: PrivateFinding['notification'],
      asks: NonNullable<PolicyParts['disclosure']>['private'],
    ) => {
      const file = policyWith({ private: [{ ...ENTRY, notification }], disclosure: { private: asks } });
      return reportOn(INVENTORY, file, {}, NOW).decision.findings.flatMap(({ kind, title }) =>
        kind === 'policy-entry' ? title : [],
      );
    };
    const told = { ...sent, publish_after: '2027-02-01' };
    expect(titles(ENTRY.notification, { require_notification: true })).toEqual([
      'The maintainer was not told of the private finding PRIV-2026-003',
    ]);
    expect(titles(ENTRY.notification, { require_notification: false })).toEqual([]);
    expect(titles(told, { require_notification: true, embargo: '30d' })).toEqual([
      'The private finding PRIV-2026-003 is kept back for more than 30d',
    ]);
    expect(titles(told, { embargo: '92d' })).toEqual([]);
  });
});

describe('the command', () => {
  async function run(isTerminal: boolean, ...more: string[]) {
    const { source: _, digest: __, root: ___, policy } = policyOf();
    const folder = folderWith({ 'i.json': JSON.stringify(INVENTORY), 'p.yaml': JSON.stringify(policy) });
    const terminal = terminalAt(folder, { isTerminal });
    const code = await main(['scan', '--from', 'i.json', '--policy', 'p.yaml', ...more], terminal);
    return { code, folder, ...terminal };
  }

  it.each(['text', 'json', 'sarif'])('tells nothing as %s, on stderr, in files or in what it saves', async (format) => {
    const { code, out, err, folder } = await run(
      false,
      '-v',
      '-f',
      format,
      '-o',
      'sarif=r.sarif',
      '-o',
      'json=r.json',
      '--save',
      's.json',
      '--as-of',
      '2030-01-01',
    );
    expect(code).toBe(1);
    const written = format === 'text' ? ['r.sarif', 'r.json', 's.json'] : ['s.json'];
    const texts = [out, err, ...written.map((file) => readFileSync(join(folder, file), 'utf8'))];
    for (const text of texts) expect(text).not.toMatch(TELLING);
    expect(inventorySchema.safeParse(JSON.parse(readFileSync(join(folder, 's.json'), 'utf8'))).error).toBeUndefined();
  });

  it('tells it on a terminal that asks for it, and in no file', async () => {
    const { out, folder } = await run(true, '--reveal-private', '-v', '-o', 'json=r.json', '--save', 's.json');
    expect(out).toMatch(/zebra/);
    expect(readFileSync(join(folder, 'r.json'), 'utf8') + readFileSync(join(folder, 's.json'), 'utf8')).not.toMatch(
      TELLING,
    );
  });

  it('refuses to tell it into a pipe', async () => {
    const { code, out, err } = await run(false, '--reveal-private');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('--reveal-private shows what is not public on a terminal only');
  });
});
