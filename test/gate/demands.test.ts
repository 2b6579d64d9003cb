import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { JudgedFinding } from '../../src/model/decision.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { IsolationDemand } from '../../src/model/risk-class.ts';
import type { Server } from '../../src/model/server.ts';
import type { CredentialList, ServerMatch, ServerPolicy } from '../../src/model/server-policy.ts';
import type { TransportPolicy } from '../../src/model/transport-policy.ts';
import { credentialWith, isolationWith } from '../stand-ins/facts.ts';
import {
  declarationWith,
  installationOf,
  inventoryOf,
  remoteServerWith,
  serverWith,
  vulnerabilityIn,
  type ServerParts,
} from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';
import { offeringWith, probedWith, toolEntry } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
type Classes = NonNullable<PolicyParts['risk_classes']>;

function found(servers: Server | Server[], parts: PolicyParts): JudgedFinding[] {
  return judge(inventoryOf([servers].flat()), policyWith(parts), NOW).findings.filter(({ kind }) =>
    kind.startsWith('policy-'),
  );
}
/** `action rule`, sorted. */
const told = (servers: Server | Server[], parts: PolicyParts): string[] =>
  found(servers, parts)
    .map(({ action, rules }) => `${action} ${rules.join(' ')}`)
    .sort();

/** A server of a risk. */
const of = (risk: 'high' | 'standard' | 'low', more: ServerPolicy = {}): PolicyParts['servers'] => ({
  everything: { risk, ...more },
});

describe('isolation by risk class', () => {
  const asks = (isolation: IsolationDemand): Classes => ({ high: { isolation }, standard: { isolation } });
  const row = (isolation: IsolationDemand, values: Parameters<typeof isolationWith>[0], risk: 'high' | 'standard') =>
    told(serverWith({ isolation: isolationWith(values) }), {
      risk_classes: asks(isolation),
      servers: of(risk),
    }).map((one) => one.replace(/ risk_classes\.(high|standard)\.isolation\./, ' '));
  const files = (reads: 'none' | 'listed' | 'without-home' | 'all' | null, writes: typeof reads) => ({
    filesystem: { reads, writes, mounts: [], hidden: [] },
  });
  const user = (isRoot: boolean | null) => ({ user: { id: null, isRoot, isMapped: null, isSame: null } });
  const net = (reach: 'none' | 'loopback' | 'allow-list' | 'all') => ({ network: { reach, hosts: null } });
  const open = (kind: 'privileged' | 'device', isComplete: boolean) => ({
    openings: { found: [{ kind, what: '--it' }], isComplete },
  });

  it.each<[string, IsolationDemand, Parameters<typeof isolationWith>[0], string[], string[]]>([
    ['a sandbox', { sandbox: 'required' }, {}, [], []],
    ['no sandbox', { sandbox: 'required' }, { sandbox: [] }, ['block sandbox'], ['block sandbox']],
    ['perhaps a sandbox', { sandbox: 'required' }, { sandbox: null }, ['block sandbox'], ['warn sandbox']],
    ['no sandbox, advised', { sandbox: 'recommended' }, { sandbox: [] }, ['warn sandbox'], ['warn sandbox']],
    ['perhaps one, advised', { sandbox: 'recommended' }, { sandbox: null }, ['warn sandbox'], ['warn sandbox']],
    ['another user', { user: 'non-root' }, user(false), [], []],
    ['root', { user: 'non-root' }, user(true), ['block user'], ['block user']],
    ['perhaps root', { user: 'non-root' }, user(null), ['block user'], ['warn user']],
    ['some user', { user: 'non-root' }, { user: null }, ['block user'], ['warn user']],
    ['listed files', { filesystem: 'allowlist' }, files('listed', 'listed'), [], []],
    ['no files', { filesystem: 'allowlist' }, files('none', 'none'), [], []],
    [
      'all files to read',
      { filesystem: 'allowlist' },
      files('all', 'none'),
      ['block filesystem'],
      ['block filesystem'],
    ],
    [
      'files without homes',
      { filesystem: 'allowlist' },
      files('without-home', 'none'),
      ['block filesystem'],
      ['block filesystem'],
    ],
    [
      'files of which writes are not known',
      { filesystem: 'allowlist' },
      files('listed', null),
      ['block filesystem'],
      ['warn filesystem'],
    ],
    [
      'all to read and writes not known',
      { filesystem: 'allowlist' },
      files('all', null),
      ['block filesystem'],
      ['block filesystem'],
    ],
    ['files not known', { filesystem: 'allowlist' }, { filesystem: null }, ['block filesystem'], ['warn filesystem']],
    ['no network', { egress: 'allowlist' }, net('none'), [], []],
    ['loopback', { egress: 'allowlist' }, net('loopback'), [], []],
    ['named hosts', { egress: 'allowlist' }, net('allow-list'), [], []],
    ['the whole network', { egress: 'allowlist' }, net('all'), ['block egress'], ['block egress']],
    ['a network not known', { egress: 'allowlist' }, { network: null }, ['block egress'], ['warn egress']],
    ['limits', { limits: ['memory', 'pids', 'cpu'] }, {}, [], []],
    ['no limit', { limits: ['memory'] }, { memory: 'none' }, ['block limits'], ['block limits']],
    [
      'no limits',
      { limits: ['memory', 'pids'] },
      { memory: 'none', processes: 'none' },
      ['block limits', 'block limits'],
      ['block limits', 'block limits'],
    ],
    ['another limit that is not asked for', { limits: ['memory'] }, { cpu: 'none' }, [], []],
    ['a limit not known', { limits: ['cpu'] }, { cpu: null }, ['block limits'], ['warn limits']],
    ['nothing open', { forbid: ['privileged'] }, {}, [], []],
    ['open and forbidden', { forbid: ['privileged'] }, open('privileged', true), ['block forbid'], ['block forbid']],
    ['open and not forbidden', { forbid: ['privileged'] }, open('device', true), [], []],
    ['perhaps more open', { forbid: ['privileged'] }, open('device', false), ['block forbid'], ['warn forbid']],
    ['openings not known', { forbid: ['privileged'] }, { openings: null }, ['block forbid'], ['warn forbid']],
  ])('%s', (_, isolation, values, high, standard) => {
    expect(row(isolation, values, 'high')).toEqual(high);
    expect(row(isolation, values, 'standard')).toEqual(standard);
  });

  it.each<[string, IsolationDemand['forbid'], Parameters<typeof isolationWith>[0], string[], string[]]>([
    ['all of it', ['host-root-mount'], files('all', 'none'), ['block forbid'], ['block forbid']],
    ['and keys in it', ['sensitive-mount'], files('listed', 'all'), ['block forbid'], ['block forbid']],
    ['and perhaps an engine', ['docker-socket'], files('all', 'all'), ['block forbid'], ['warn forbid']],
    ['all but homes', ['host-root-mount'], files('without-home', 'none'), ['block forbid'], ['warn forbid']],
    ['and no right over it', ['privileged'], files('all', 'all'), [], []],
    ['a part of it', ['host-root-mount', 'docker-socket'], files('listed', 'listed'), [], []],
    ['all of it, in no sandbox', ['host-root-mount'], { ...files('all', 'all'), sandbox: [] }, [], []],
  ])('a sandbox that begins with the root of the machine: %s', (_, forbid = [], values, high, standard) => {
    expect(row({ forbid }, values, 'high')).toEqual(high);
    expect(row({ forbid }, values, 'standard')).toEqual(standard);
  });

  it('is one finding where nobody has looked, and none of a server on another machine', () => {
    const parts: PolicyParts = {
      risk_classes: asks({ sandbox: 'required', user: 'non-root', limits: ['cpu'] }),
      servers: of('high'),
    };
    expect(told(serverWith({ isolation: null }), parts)).toEqual(['block risk_classes.high.isolation']);
    expect(
      told(remoteServerWith('https://mcp.example/', { isolation: null }), { risk_classes: parts.risk_classes }),
    ).toEqual([]);
  });

  it('names the place of the policy, the evidence and what to do', () => {
    const [finding] = found(serverWith({ isolation: isolationWith({ sandbox: [] }) }), {
      risk_classes: asks({ sandbox: 'required' }),
      servers: of('high'),
    });
    expect(finding).toMatchObject({
      title: '`everything` (risk high) has to run in a sandbox, and does not',
      confidence: 'high',
      item: 'critical-findings-handled',
      evidence: [
        'Its line says so.',
        expect.stringMatching(/^risk_classes\.high\.isolation\.sandbox in policy\.yaml:\d+ asks for it\.$/),
      ],
    });
    expect(finding?.fix).toContain('container');
  });
});

describe('the risk of a server', () => {
  const classes: Classes = {
    high: { isolation: { sandbox: 'required' } },
    standard: { isolation: { user: 'non-root' } },
    low: { isolation: { egress: 'allowlist' } },
  };
  const bare = serverWith({
    isolation: isolationWith({ sandbox: [], user: null, network: { reach: 'all', hosts: null } }),
  });
  const named = (servers: PolicyParts['servers'], risk_classes: Classes = classes) =>
    told(bare, { risk_classes, servers }).map((one) => one.split('.')[1]);

  it.each<[string, PolicyParts['servers'], string[]]>([
    ['as its entry says', of('low'), ['low']],
    ['high where nothing says it', undefined, ['high']],
    ['high where its entry does not say it', { everything: {} }, ['high']],
    ['as `*` says', { '*': { risk: 'low' } }, ['low']],
    ['as its entry says, whatever `*` says', { '*': { risk: 'high' }, ...of('low') }, ['low']],
    ['as `*` says where its entry does not', { '*': { risk: 'standard' }, everything: {} }, ['standard']],
    [
      'the highest of several entries',
      { ...of('low'), other: { match: { package: 'pkg:npm/everything-server' }, risk: 'standard' } },
      ['standard'],
    ],
    [
      'high under the name of another',
      { everything: { match: { image: 'a/b' }, risk: 'low' } },
      ['everything', 'high'],
    ],
  ])('%s', (_, servers, expected) => {
    expect(named(servers).sort()).toEqual(expected.sort());
  });

  it('is the highest class that there is, and none without classes', () => {
    expect(named(undefined, { low: classes.low })).toEqual(['low']);
    expect(told(bare, { servers: of('high') })).toEqual([]);
    expect(named(of('low'), { high: classes.high })).toEqual([]);
  });

  it('is asked of servers that a client would start alone', () => {
    const off = serverWith({ isolation: null, declarations: [declarationWith({ enabled: false })] });
    expect(told(off, { risk_classes: classes })).toEqual([]);
  });
});

describe('credentials by risk class', () => {
  type Asks = NonNullable<NonNullable<Classes['high']>['credentials']>;
  it.each<[string, Asks, Partial<Credential>, string[]]>([
    ['a literal', { literals: 'block' }, {}, ['block literals']],
    ['a literal, warned of', { literals: 'warn' }, {}, ['warn literals']],
    ['a literal, allowed', { literals: 'allow' }, {}, []],
    ['a reference', { literals: 'block' }, { state: 'reference' }, []],
    ['a form that does not tell', { literals: 'block' }, { state: 'unknown' }, ['warn literals']],
    ['a placeholder', { literals: 'block', unscoped: 'block' }, { state: 'placeholder' }, []],
    ['nothing', { literals: 'block', unscoped: 'block' }, { state: 'empty' }, []],
    ['what is made to be seen', { literals: 'block', unscoped: 'block' }, { isPublic: true }, []],
    ['what it could find', { literals: 'block' }, { way: 'reachable' }, []],
    ['long-lived', { long_lived: 'block' }, {}, ['block long_lived']],
    ['short-lived', { long_lived: 'block' }, { longLived: 'no' }, []],
    ['of a life not known', { long_lived: 'block' }, { longLived: 'unknown' }, ['warn long_lived']],
    ['unscoped', { unscoped: 'block' }, {}, ['block unscoped']],
    ['scoped', { unscoped: 'block' }, { scoped: 'yes' }, []],
    ['of a scope not known', { unscoped: 'block' }, { scoped: 'unknown' }, ['warn unscoped']],
    [
      'all of it',
      { literals: 'block', long_lived: 'warn', unscoped: 'block' },
      {},
      ['block literals', 'block unscoped', 'warn long_lived'],
    ],
  ])('%s', (_, credentials, more, expected) => {
    const server = serverWith({ credentials: [credentialWith(more)] });
    const parts = { risk_classes: { high: { credentials } }, servers: of('high') };
    expect(told(server, parts)).toEqual(expected.map((one) => one.replace(' ', ' risk_classes.high.credentials.')));
  });

  it('is a finding for each, so that an exception for one clears no other', () => {
    const parts: PolicyParts = { risk_classes: { high: { credentials: { literals: 'block' } } } };
    const [one] = found(serverWith({ credentials: [credentialWith()] }), parts);
    const exceptions = [
      {
        id: 'E',
        finding: one?.id ?? '',
        server: 'everything',
        owner: 'a',
        approved_by: 'b',
        created: '2026-11-01',
        expires: '2026-12-01',
        reason: 'x',
      },
    ];
    const two = serverWith({ credentials: [credentialWith(), credentialWith({ name: 'B' })] });
    expect(told(two, parts)).toHaveLength(2);
    expect(told(two, { ...parts, exceptions })).toEqual(['allow ', 'block risk_classes.high.credentials.literals']);
  });

  it('is one where that is not known, for these alone', () => {
    const parts: PolicyParts = { risk_classes: { high: { credentials: { unscoped: 'block' } } } };
    const unknown = (name: string) => credentialWith({ name, scoped: 'unknown' });
    const one = found(serverWith({ credentials: [unknown('A')] }), parts);
    const two = found(serverWith({ credentials: [unknown('B'), unknown('A')] }), parts);
    expect(two).toHaveLength(1);
    expect(two[0]?.title).toContain('A, B');
    expect(two[0]?.id).not.toBe(one[0]?.id);
  });
});

describe('the list of credentials', () => {
  const list = (credentials: CredentialList): PolicyParts => ({ servers: { everything: { credentials } } });
  it.each<[string, CredentialList, Partial<Credential>, boolean]>([
    ['by its name', { env: { GITHUB_TOKEN: {} } }, {}, true],
    ['by another name', { env: { TOKEN: {} } }, {}, false],
    ['by its name in other letters', { env: { github_token: {} } }, {}, false],
    ['by an empty list', {}, {}, false],
    ['of its class', { env: { GITHUB_TOKEN: { class: 'github-classic-pat' } } }, {}, true],
    ['of another class', { env: { GITHUB_TOKEN: { class: 'github-fine-grained-pat' } } }, {}, false],
    [
      'of a class that a reference does not show',
      { env: { GITHUB_TOKEN: { class: 'x' } } },
      { state: 'reference' },
      true,
    ],
    ['for its host', { env: { GITHUB_TOKEN: { target: 'api.github.com' } } }, {}, true],
    ['for another host', { env: { GITHUB_TOKEN: { target: 'api.example' } } }, {}, false],
    [
      'for a host not known',
      { env: { GITHUB_TOKEN: { target: 'x' } } },
      { target: { system: null, host: null } },
      true,
    ],
    ['a header as a variable', { env: { 'X-Key': {} } }, { way: 'header', name: 'X-Key' }, false],
    ['a header in other letters', { headers: { 'x-key': {} } }, { way: 'header', name: 'X-Key' }, true],
    ['a variable of a file', { env: { GITHUB_TOKEN: {} } }, { way: 'file' }, true],
    ['an argument, which no list allows', { env: { '--token': {} } }, { way: 'argument', name: '--token' }, false],
    ['one in a URL', { env: { key: {} } }, { way: 'url', name: 'key' }, false],
    ['an inherited one', {}, { way: 'inherited' }, false],
    ['an inherited one where all are let in', { inherit: 'all' }, { way: 'inherited' }, true],
    ['of the name of a prototype', { env: { A: {} } }, { name: 'constructor' }, false],
    ['one that is public', {}, { isPublic: true }, true],
  ])('allows or refuses one %s', (_, credentials, more, isAllowed) => {
    const server = serverWith({ credentials: [credentialWith(more)], inherits: 'minimal' });
    expect(told(server, list(credentials))).toEqual(isAllowed ? [] : ['block servers.everything.credentials']);
  });

  it.each([
    ['none', 'minimal', []],
    ['none', 'all', ['block servers.everything.credentials.inherit']],
    ['none', null, ['warn servers.everything.credentials.inherit']],
    ['all', 'all', []],
    ['all', null, []],
  ] as const)('inherit %s, where the client hands on %s', (inherit, inherits, expected) => {
    expect(told(serverWith({ inherits, credentials: [] }), list({ inherit }))).toEqual(expected);
  });
});

describe('egress', () => {
  it.each<[string, string[], 'none' | 'loopback' | 'allow-list' | 'all' | null, string[] | null, string[]]>([
    ['no network', [], 'none', null, []],
    ['this machine', [], 'loopback', null, []],
    ['listed hosts', ['api.github.com'], 'allow-list', ['api.github.com:443'], []],
    ['a host below a domain', ['*.acme.example'], 'allow-list', ['a.b.acme.example'], []],
    ['the domain itself', ['*.acme.example'], 'allow-list', ['acme.example'], ['block']],
    ['a host that only ends so', ['*.acme.example'], 'allow-list', ['evilacme.example'], ['block']],
    ['a host beside the list', ['api.github.com'], 'allow-list', ['api.github.com', 'x.example'], ['block']],
    ['a wildcard that is listed', ['*.acme.example'], 'allow-list', ['*.acme.example'], []],
    ['a wildcard that is wider', ['*.a.acme.example'], 'allow-list', ['*.acme.example'], ['block']],
    ['the whole network', ['api.github.com'], 'all', null, ['block']],
    ['hosts not known', ['api.github.com'], 'allow-list', null, ['block']],
    ['nothing known', ['api.github.com'], null, null, ['block']],
  ])('%s', (_, egress, reach, hosts, expected) => {
    const isolation = isolationWith({ network: reach === null ? null : { reach, hosts } });
    expect(told(serverWith({ isolation }), { servers: { everything: { egress } } })).toEqual(
      expected.map((action) => `${action} servers.everything.egress`),
    );
  });

  it('is asked of every server that its entry says nothing of, by `*`', () => {
    const isolation = isolationWith({ network: { reach: 'all', hosts: null } });
    const servers = { '*': { egress: [] }, everything: {} };
    expect(told(serverWith({ isolation }), { servers })).toEqual(['block servers.*.egress']);
  });
});

describe('the artifact', () => {
  const image = (text: string): ServerParts['launch'] => ({
    launcher: 'docker',
    ecosystem: 'oci',
    package: null,
    image: text,
  });
  it.each<[string, ServerMatch, ServerParts['launch'], boolean]>([
    ['a package', { package: 'pkg:npm/everything-server' }, {}, true],
    ['another package', { package: 'pkg:npm/other' }, {}, false],
    ['a package of another registry', { package: 'pkg:pypi/everything-server' }, {}, false],
    ['a scope', { package: 'pkg:npm/%40a/b' }, { package: '@a/b' }, true],
    [
      'a Python name in another spelling',
      { package: 'pkg:pypi/My_Server' },
      { ecosystem: 'PyPI', package: 'my.server' },
      true,
    ],
    [
      'a package from another index',
      { package: 'pkg:npm/everything-server' },
      { registry: 'https://evil.example' },
      false,
    ],
    [
      'a package from the index that is named',
      { package: 'pkg:npm/everything-server', registry: 'https://npm.acme.example' },
      { registry: 'https://npm.acme.example' },
      true,
    ],
    [
      'a package from the usual index, where another is named',
      { package: 'pkg:npm/everything-server', registry: 'https://npm.acme.example' },
      {},
      false,
    ],
    ['an image', { image: 'ghcr.io/a/b' }, image('ghcr.io/a/b:latest'), true],
    ['an image by digest', { image: 'ghcr.io/a/b' }, image(`ghcr.io/a/b@sha256:${'0'.repeat(64)}`), true],
    ['an image of the usual registry', { image: 'docker.io/a/b' }, image('a/b'), true],
    ['an official image', { image: 'docker.io/library/redis' }, image('redis:7'), true],
    ['the same path elsewhere', { image: 'ghcr.io/a/b' }, image('evil.example/a/b'), false],
    ['an image that is none', { image: 'ghcr.io/a/b' }, image('${IMAGE}'), false],
    ['a URL', { url: 'https://mcp.example/mcp' }, { remoteUrl: 'https://mcp.example/mcp/' }, true],
    ['a URL on another port', { url: 'https://mcp.example/mcp' }, { remoteUrl: 'https://mcp.example:8443/mcp' }, false],
    ['a host that begins so', { url: 'https://mcp.example/' }, { remoteUrl: 'https://mcp.example.evil.test/' }, false],
    ['a command', { command: ['node', '/s.js'] }, { commandLine: ['node', '/s.js'] }, true],
    ['a command with another word', { command: ['node', '/s.js'] }, { commandLine: ['node', '/s.js', '-x'] }, false],
    ['a command whose words are joined', { command: ['node', 'a b'] }, { commandLine: ['node', 'a', 'b'] }, false],
  ])('%s', (_, match, launch, isMet) => {
    const server = serverWith({ launch: { ...launch } });
    expect(told(server, { servers: { everything: { match } } })).toEqual(
      isMet ? [] : ['block servers.everything.match'],
    );
  });

  it('is what an entry is for, whatever the server is called', () => {
    const servers = { github: { match: { package: 'pkg:npm/everything-server' }, pin: { version: '2.0.0' } } };
    expect(told(serverWith(), { servers })).toEqual(['block servers.github.pin.version']);
  });

  it('of one name and another make is blocked for each server of that name', () => {
    const pair = [serverWith({ id: 'a#1', name: 'a' }), serverWith({ id: 'a#2', name: 'a' })];
    expect(told(pair, { servers: { a: { match: { image: 'x/y' } } } })).toHaveLength(2);
  });

  it('an entry without one is for no server where two have the name', () => {
    const pair = [serverWith({ id: 'a#1', name: 'a' }), serverWith({ id: 'a#2', name: 'a' })];
    const classes = { high: { receipts: 'all' as const }, low: {} };
    expect(told(pair, { risk_classes: classes, servers: { a: { risk: 'low' } } })).toHaveLength(2);
    expect(told(pair, { risk_classes: classes, servers: { 'a#1': { risk: 'low' } } })).toHaveLength(1);
  });
});

describe('the pin', () => {
  const D = (digit: string): string => `sha256:${digit.repeat(64)}`;
  const installed = (version: string | null) => installationOf({}, { version });
  it.each<[string, ServerParts, string[]]>([
    ['is met', {}, []],
    ['is met by the line alone', { installation: null }, []],
    ['is not what is installed', { installation: installed('1.0.1') }, ['block']],
    ['is not what the line asks for', { launch: { version: '2.0.0' } }, ['block']],
    ['is not held by a range', { launch: { pinned: false, version: '^1.0.0' } }, ['block']],
    ['is installed from a path', { launch: { pinned: null, version: null } }, []],
    ['is not known', { launch: { pinned: null, version: null }, installation: installed(null) }, ['block']],
    ['is met in the words of Python', { launch: { version: '==1.0.0' }, installation: null }, []],
  ])('of a version %s', (_, parts, expected) => {
    const servers = { everything: { pin: { version: '1.0.0' } } };
    expect(told(serverWith(parts), { servers })).toEqual(
      expected.map((one) => `${one} servers.everything.pin.version`),
    );
  });

  it.each<[string, string, string | null, string[]]>([
    ['is met', `a/b@${D('0')}`, null, []],
    ['is met, whatever the engine calls it', `a/b@${D('0')}`, D('1'), []],
    ['is another one', `a/b@${D('1')}`, D('0'), ['block']],
    ['is not held by a tag', 'a/b:1', D('0'), ['block']],
  ])('of a digest %s', (_, reference, digest, expected) => {
    const server = serverWith({
      launch: { ecosystem: 'oci', package: null, image: reference },
      installation: installationOf({}, { digest }),
    });
    const servers = { everything: { pin: { digest: D('0') } } };
    expect(told(server, { servers })).toEqual(expected.map((one) => `${one} servers.everything.pin.digest`));
  });

  it('that is not known is a warning for lesser risks', () => {
    const server = serverWith({ launch: { pinned: null, version: null }, installation: null });
    const parts: PolicyParts = { risk_classes: { low: {} }, servers: of('low', { pin: { version: '1.0.0' } }) };
    expect(told(server, parts)).toEqual(['warn servers.everything.pin.version']);
  });
});

describe('transports', () => {
  const local = (verdicts: Parameters<typeof probedWith>[0]) =>
    remoteServerWith('http://localhost:3000/mcp', { probed: probedWith(verdicts) });
  const http: TransportPolicy = {
    'streamable-http': { bind: 'loopback', origin: 'required', auth: 'required', tls: 'remote' },
  };
  it.each<[string, TransportPolicy, Server, string[]]>([
    ['stdio, allowed', { stdio: 'allow' }, serverWith(), []],
    ['stdio, blocked', { stdio: 'block' }, serverWith(), ['block stdio']],
    ['stdio, of which nothing is said', http, serverWith(), []],
    ['sse, warned of', { sse: 'warn' }, serverWith({ transport: 'sse' }), ['warn sse']],
    ['websocket, blocked', { websocket: 'block' }, serverWith({ transport: 'websocket' }), ['block websocket']],
    ['http, blocked', { 'streamable-http': 'block' }, local({}), ['block streamable-http']],
    ['http that keeps out what it should', http, local({}), []],
    ['http for everybody', http, local({ bind: 'fail' }), ['block streamable-http.bind']],
    ['http for every page', http, local({ origin: 'fail' }), ['block streamable-http.origin']],
    ['http without credentials', http, local({ auth: 'fail' }), ['block streamable-http.auth']],
    ['http of which that is not known', http, local({ auth: 'inconclusive', bind: 'not-reached' }), []],
    ['what is not asked for', { 'streamable-http': { bind: 'loopback' } }, local({ auth: 'fail' }), []],
    ['https elsewhere', http, remoteServerWith('https://mcp.example/'), []],
    ['http elsewhere', http, remoteServerWith('http://mcp.example/'), ['block streamable-http.tls']],
    ['http somewhere', http, remoteServerWith('http://${HOST}/'), ['block streamable-http.tls']],
    ['http here', http, remoteServerWith('http://127.0.0.1/'), []],
  ])('%s', (_, transports, server, expected) => {
    expect(told(server, { transports })).toEqual(expected.map((one) => one.replace(' ', ' transports.')));
  });
});

describe('denied tools', () => {
  const server = (names: string[], more: ServerParts = {}): Server =>
    serverWith({ offering: offeringWith(names.map((name) => toolEntry(name, 'Reads.'))), ...more });
  const denied = (deny: string[], names: string[]): string[] =>
    found(server(names), { servers: { everything: { tools: { deny } } } })
      .flatMap(({ tool }) => tool ?? [])
      .sort();
  it.each<[string[], string[], string[]]>([
    [['delete_*'], ['delete_file', 'read_file', 'undelete_file'], ['delete_file']],
    [['*_secret*'], ['get_secret', 'secret', 'a_secrets_b'], ['a_secrets_b', 'get_secret']],
    [['read_file'], ['read_file', 'read_files'], ['read_file']],
    [['delete_*'], ['DELETE_file'], ['DELETE_file']],
    [['delete_*'], ['d\u0435lete_file'], ['d\u0435lete_file']],
    [['*'], ['a', 'b'], ['a', 'b']],
    [['a*b*c'], ['abc', 'axbxc', 'acb', 'abbc'], ['abbc', 'abc', 'axbxc']],
    [['a*a'], ['a', 'aa'], ['aa']],
    [[], ['a'], []],
  ])('%j of %j', (deny, names, expected) => {
    expect(denied(deny, names)).toEqual(expected);
  });

  it('take no time, whatever the pattern', () => {
    expect(denied(['*a'.repeat(90)], ['a'.repeat(900)])).toHaveLength(1);
    expect(denied([`${'*a'.repeat(90)}b`], ['a'.repeat(900)])).toEqual([]);
  });

  it('and those that nobody has reviewed, by default', () => {
    const action = (tools: ServerPolicy['tools']) =>
      judge(inventoryOf([server(['a'])]), policyWith({ servers: { everything: { tools } } }), NOW).findings.find(
        ({ kind }) => kind === 'tool-unreviewed',
      );
    expect(action({ default: 'deny' })).toMatchObject({ action: 'block', rules: ['servers.everything.tools.default'] });
    expect(action({ default: 'allow' })).toMatchObject({ action: 'warn', rules: ['default'] });
  });
});

describe('what `*` asks of tools', () => {
  const server = serverWith({
    offering: offeringWith([toolEntry('run_command', 'Runs a shell command.'), toolEntry('drop', 'Drops.')]),
  });
  const sha256 = server.offering?.tools[0]?.hash ?? '';
  const reviewed = { run_command: { sha256, class: 'execute' as const, by: 'a', date: '2026-11-01' } };
  const all = { '*': { tools: { default: 'deny' as const, deny: ['run_*'] } } };
  const about = (servers: PolicyParts['servers']): string[] =>
    judge(inventoryOf([server]), policyWith({ servers }), NOW)
      .findings.map(({ action, kind, tool }) => `${action} ${kind} ${tool}`)
      .filter((one) => /tool-unreviewed|policy-tool/.test(one))
      .sort();

  it('holds, too, where an entry has reviews of its own', () => {
    expect(about(all)).toEqual([
      'block policy-tool run_command',
      'block tool-unreviewed drop',
      'block tool-unreviewed run_command',
    ]);
    expect(about({ ...all, everything: { tools: { reviewed } } })).toEqual([
      'block policy-tool run_command',
      'block tool-unreviewed drop',
    ]);
  });

  it('gives way where an entry says the same of itself, but for what is denied', () => {
    expect(about({ ...all, everything: { tools: { reviewed, default: 'allow', deny: [] } } })).toEqual([
      'block policy-tool run_command',
      'warn tool-unreviewed drop',
    ]);
  });

  it('reviews are for the artifact, whatever it is called, and for no other of the name', () => {
    const match = { package: 'pkg:npm/everything-server' };
    expect(about({ other: { match, tools: { reviewed } } })).toEqual(['warn tool-unreviewed drop']);
    const foreign = about({ everything: { match: { image: 'a/b' }, tools: { reviewed } } });
    expect(foreign).toEqual(['warn tool-unreviewed drop', 'warn tool-unreviewed run_command']);
  });

  it('and an exception for a name clears nothing of another server that has it', () => {
    const inventory = inventoryOf([serverWith()], { vulnerabilities: [vulnerabilityIn('everything-server@1.0.0')] });
    const exceptions = [
      {
        id: 'E',
        finding: 'GHSA-aaaa-bbbb-cccc',
        package: 'pkg:npm/everything-server@1.0.0',
        server: 'everything',
        owner: 'a',
        approved_by: 'b',
        created: '2026-11-01',
        expires: '2026-12-01',
        reason: 'x',
      },
    ];
    const gate: PolicyParts['gate'] = {
      rules: [{ id: 'r', when: { kind: 'vulnerability' }, action: 'block', override: 'exception' }],
    };
    const act = (match: ServerMatch) => {
      const { findings } = judge(inventory, policyWith({ gate, exceptions, servers: { everything: { match } } }), NOW);
      return [
        findings.find(({ kind }) => kind === 'vulnerability')?.action,
        findings.find(({ kind }) => kind === 'unused-exception')?.evidence[0],
      ];
    };
    expect(act({ package: 'pkg:npm/everything-server' })).toEqual(['allow', undefined]);
    expect(act({ package: 'pkg:npm/other' })).toEqual([
      'block',
      'everything is another server than the policy means by that name.',
    ]);
  });
});

describe('receipts', () => {
  const run = { commandLine: ['mcp-audit', 'run', '--', 'npx', 'x'] };
  const reads = offeringWith([toolEntry('read_file', 'Reads a file.', { path: { type: 'string' } })]);
  const runs = offeringWith([toolEntry('run_command', 'Runs a shell command.', { command: { type: 'string' } })]);
  it.each<[string, 'all' | 'sensitive' | 'none', ServerParts, boolean]>([
    ['all', 'all', {}, false],
    ['all, behind the gateway', 'all', { launch: run }, true],
    ['all, by an absolute path', 'all', { launch: { commandLine: ['/usr/bin/mcp-audit', 'run'] } }, true],
    ['all, by what a project brings', 'all', { launch: { commandLine: ['./mcp-audit', 'run'] } }, false],
    ['all, by another command of it', 'all', { launch: { commandLine: ['mcp-audit', 'scan'] } }, false],
    ['all, by a name that looks alike', 'all', { launch: { commandLine: ['/x/not-mcp-audit', 'run'] } }, false],
    ['none', 'none', {}, true],
    ['sensitive, and it only reads', 'sensitive', { offering: reads }, true],
    ['sensitive, and it runs', 'sensitive', { offering: runs }, false],
    ['sensitive, and nobody knows', 'sensitive', { offering: null }, false],
  ])('%s', (_, receipts, parts, isMet) => {
    expect(told(serverWith(parts), { risk_classes: { high: { receipts } } })).toEqual(
      isMet ? [] : ['block risk_classes.high.receipts'],
    );
  });
});

describe('a demand', () => {
  const parts: PolicyParts = { servers: { everything: { pin: { version: '2.0.0' } } } };
  const [finding] = found(serverWith(), parts);

  it('is cleared by an exact exception alone', () => {
    const entry = { finding: finding?.id ?? '', server: 'everything', expires: '2026-12-01' };
    const exceptions = [{ id: 'E', ...entry, owner: 'a', approved_by: 'b', created: '2026-11-01', reason: 'x' }];
    const reviews = [{ ...entry, by: 'a', date: '2026-11-01' }];
    expect(told(serverWith(), { ...parts, exceptions })).toEqual(['allow ']);
    expect(told(serverWith(), { ...parts, reviews })).toEqual(['block servers.everything.pin.version']);
  });

  it('of an exception is what was found then, and no other', () => {
    const idOf = (parts2: PolicyParts, server: Server): string | undefined => found(server, parts2)[0]?.id;
    const installed = (version: string) => serverWith({ installation: installationOf({}, { version }) });
    expect(idOf(parts, installed('1.0.0'))).not.toBe(idOf(parts, installed('3.0.0')));
    const egress: PolicyParts = { servers: { everything: { egress: [] } } };
    const reaching = (...hosts: string[]) =>
      serverWith({ isolation: isolationWith({ network: { reach: 'allow-list', hosts } }) });
    expect(idOf(egress, reaching('a.example', 'b.example'))).toBe(idOf(egress, reaching('b.example', 'a.example')));
    expect(idOf(egress, reaching('a.example'))).not.toBe(idOf(egress, reaching('a.example', 'b.example')));
    const match: PolicyParts = { servers: { everything: { match: { image: 'a/b' } } } };
    expect(idOf(match, serverWith())).not.toBe(idOf(match, serverWith({ launch: { package: 'worse' } })));
  });

  it('stands beside the rules of the gate, and the most severe of both counts', () => {
    const rule = (action: 'allow' | 'warn' | 'block') => ({
      gate: { rules: [{ id: 'r', when: { kind: 'policy-identity' as const }, action }] },
    });
    expect(told(serverWith(), { ...parts, ...rule('allow') })).toEqual(['block r servers.everything.pin.version']);
    const soft: PolicyParts = {
      transports: { stdio: 'warn' },
      gate: { rules: [{ id: 'r', when: { kind: 'policy-transport' }, action: 'block' }] },
    };
    expect(told(serverWith(), soft)).toEqual(['block r transports.stdio']);
  });
});
