import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { GateItem } from '../../src/model/decision.ts';
import type { GateItemId } from '../../src/model/gate-item.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { credentialWith, isolationWith, storeWith } from '../stand-ins/facts.ts';
import {
  declarationWith,
  inventoryOf,
  remoteServerWith,
  serverWith,
  type ServerParts,
} from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
function item(id: GateItemId, inventory: Inventory, parts: PolicyParts = {}): GateItem {
  const found = judge(inventory, policyWith({ gate: { rules: QUIET }, ...parts }), NOW).items.find(
    (one) => one.id === id,
  );
  expect(found?.reason).toMatch(/^[^\n]+\.$/);
  return found as GateItem;
}

/** What the inventory's own checks find of credentials is not what is looked at here. */
const QUIET = [
  {
    id: 'quiet',
    when: {
      kind: ['literal-secret', 'unscoped-credential', 'admin-credential', 'unneeded-credential', 'no-isolation'],
    },
    action: 'allow',
  },
] as NonNullable<NonNullable<PolicyParts['gate']>['rules']>;

describe('credentials-scoped', () => {
  const id = 'credentials-scoped';
  const KEPT: ServerParts = { inherits: 'minimal', isolation: isolationWith() };
  const of = (
    credentials: Partial<Credential>[],
    more: ServerParts = {},
    stores: Inventory['stores'] = [],
  ): Inventory =>
    inventoryOf([serverWith({ ...KEPT, credentials: credentials.map(credentialWith), ...more })], { stores });
  const listed: PolicyParts = {
    servers: { everything: { credentials: { env: { GITHUB_TOKEN: {} }, inherit: 'all' } } },
  };

  it.each<[string, Inventory, PolicyParts, GateItem['status'], RegExp]>([
    ['there is none', of([]), {}, 'pass', /^0 credentials of 1 active server, each/],
    ['its type limits it', of([{ scoped: 'yes' }]), {}, 'pass', /^1 credential of 1 active server/],
    [
      'its type has no limit',
      of([{}]),
      {},
      'warn',
      /1 of them reaches as far as its account \(GITHUB_TOKEN of everything\)/,
    ],
    ['the policy allows it by name', of([{}]), listed, 'pass', /allowed by the policy/],
    ['nobody knows what it opens', of([{ scoped: 'unknown' }]), {}, 'warn', /what 1 of them opens is not known/],
    ['nobody knows, and the policy allows it', of([{ scoped: 'unknown' }]), listed, 'pass', /./],
    [
      'the policy allows another one',
      of([{ name: 'B', scoped: 'yes' }]),
      listed,
      'fail',
      /^The policy blocks 1 finding about credentials/,
    ],
    [
      'nobody has looked',
      of([], { credentials: null }),
      {},
      'unknown',
      /^What 1 server is given is not known \(everything\)/,
    ],
    [
      'nobody has looked at the machine',
      of([], {}, null),
      {},
      'unknown',
      /programs of this user can reach is not known/,
    ],
    ['it may inherit more', of([], { inherits: null }), {}, 'warn', /whether 1 server gets the variables/],
    [
      'it gets all that its client has',
      of([], { inherits: 'all' }),
      {},
      'warn',
      /1 server gets every variable of the client/,
    ],
    ['it gets all, which the policy settles', of([], { inherits: 'all' }), listed, 'pass', /./],
    ['it may inherit more, which the policy settles', of([], { inherits: null }), listed, 'pass', /./],
    [
      'a store is open to it',
      of([], { isolation: null }, [storeWith()]),
      {},
      'warn',
      /1 store of credentials \(AWS credentials\) in reach of 1 server/,
    ],
    ['a store is out of its reach', of([], {}, [storeWith()]), {}, 'pass', /./],
    ['a store is closed', of([], { isolation: null }, [storeWith({ protection: 'encrypted' })]), {}, 'pass', /./],
    [
      'nobody could try whether a store may be read',
      of([], { isolation: null }, [storeWith({ reachable: 'unknown' })]),
      {},
      'warn',
      /1 store of credentials/,
    ],
    ['a store may not be read', of([], { isolation: null }, [storeWith({ reachable: 'no' })]), {}, 'pass', /./],
    ['what it has is made to be seen', of([{ isPublic: true }]), {}, 'pass', /^0 credentials/],
  ])('where %s', (_, inventory, parts, status, reason) => {
    const judged = item(id, inventory, parts);
    expect(judged).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(judged.next === '').toBe(status === 'pass');
  });

  it('does not apply without an active server, and asks nothing of what a server elsewhere could read here', () => {
    const off = inventoryOf([serverWith({ declarations: [declarationWith({ enabled: false })] })]);
    expect(item(id, off).status).toBe('not-applicable');
    const remote = remoteServerWith('https://mcp.example/', { credentials: [], inherits: null });
    expect(item(id, inventoryOf([remote], { stores: [storeWith()] })).status).toBe('pass');
  });

  it('says what would supply what is missing', () => {
    expect(item(id, of([], { credentials: null })).next).toContain('mcp-audit scan');
    expect(item(id, of([{ scoped: 'unknown' }])).next).toContain('servers.everything.credentials');
    expect(item(id, of([], { inherits: null })).next).toContain('servers.everything.credentials.inherit');
  });

  it('writes the name of a server as a key of YAML', () => {
    const next = item(id, of([], { name: '@acme/files#2: x', inherits: null })).next;
    expect(next).toContain('servers."@acme/files#2: x".credentials.inherit');
  });
});

describe('receipts-enabled', () => {
  const id = 'receipts-enabled';
  const run: ServerParts = { name: 'a', launch: { commandLine: ['mcp-audit', 'run', '--', 'npx', 'x'] } };
  it.each<[string, ServerParts[], PolicyParts, GateItem['status']]>([
    ['each is recorded', [run], {}, 'pass'],
    ['one is not', [run, {}], {}, 'warn'],
    ['one is not, and the policy requires it', [run, {}], { gate: { require: [id], rules: [] } }, 'fail'],
    ['one is not, and its class requires it', [{}], { risk_classes: { high: { receipts: 'all' } } }, 'fail'],
    ['one is not, and its class does not', [{}], { risk_classes: { high: { receipts: 'none' } } }, 'warn'],
    ['one that is disabled is not', [run, { declarations: [declarationWith({ enabled: false })] }], {}, 'pass'],
  ])('where %s', (_, servers, parts, status) => {
    const judged = item(id, inventoryOf(servers.map(serverWith)), parts);
    expect(judged.status).toBe(status);
    expect(judged.next === '').toBe(status === 'pass');
  });
});

describe('owner-assigned', () => {
  it.each([
    ['ada@acme.example', 'pass'],
    ['TODO@example.com', 'warn'],
    ['todo: name somebody', 'warn'],
    ['<TODO>', 'warn'],
    ['nobody', 'warn'],
    ['Todorov <t@acme.example>', 'pass'],
  ])('%s: %s', (owner, status) => {
    expect(item('owner-assigned', inventoryOf([serverWith()]), { owners: { default: owner } }).status).toBe(status);
  });
});
