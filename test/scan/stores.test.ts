import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileError, realAccess, realFiles, type Access, type Files, type Machine } from '../../src/io/index.ts';
import { reachableStoreSchema, storeGapSchema } from '../../src/model/store.ts';
import { findStores, type FoundStores, type StoreSelection } from '../../src/scan/stores.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const NPMRC = '//registry.example.com/:_authToken=0123456789abcdef\n';

interface Options {
  env?: Machine['env'];
  selection?: Partial<StoreSelection>;
  access?: Access;
  platform?: Machine['platform'];
}

function look(
  home: string,
  { env = {}, selection = {}, access = realAccess, platform = 'linux' }: Options = {},
): FoundStores {
  const whole = { project: null, isOwnHome: false, ...selection };
  const found = findStores({ platform, home, env, nodePrefixes: [] }, realFiles, access, whole);
  for (const store of found.stores) reachableStoreSchema.parse(store);
  for (const gap of found.gaps) storeGapSchema.parse(gap);
  return found;
}
const ids = ({ stores }: FoundStores): string[] => stores.map(({ id }) => id);

/** A home whose folders let everybody in. */
function openHome(files: Record<string, unknown>): string {
  const home = folderWith(files);
  chmodSync(home, 0o755);
  return home;
}

describe('permissions of a store', () => {
  const withModes = (file: number, folder: number, home = 0o755): FoundStores['stores'][number] | undefined => {
    const path = openHome({ '.docker/config.json': { auths: { 'a.example.com': { auth: 'x' } } } });
    chmodSync(join(path, '.docker/config.json'), file);
    chmodSync(join(path, '.docker'), folder);
    chmodSync(path, home);
    // What lies above the folder of a test is another matter on each system.
    const above = { mode: 0o755, owner: 0, group: 0, isSocket: false };
    const access: Access = {
      ...realAccess,
      permissions: (one) => (one.startsWith(path) ? realAccess.permissions(one) : above),
    };
    return look(path, { access }).stores[0];
  };

  it.each([
    ['0600', 0o600, 0o700, 0o755, false, false, false],
    ['0644', 0o644, 0o755, 0o755, true, false, false],
    ['0604', 0o604, 0o701, 0o701, true, false, false],
    ['0666', 0o666, 0o755, 0o755, true, true, false],
    ['0644 in a folder for its user', 0o644, 0o700, 0o755, false, false, false],
    ['0644 in a home for its user', 0o644, 0o755, 0o700, false, false, false],
    ['0600 in a folder for all', 0o600, 0o777, 0o755, false, false, true],
    ['0600 in a folder where only owners remove', 0o600, 0o1777, 0o755, false, false, false],
    ['0600 in a home for all', 0o600, 0o700, 0o777, false, false, true],
  ])('%s', (name, file, folder, home, readable, writable, replaceable) => {
    expect(withModes(file, folder, home)).toMatchObject({
      mode: name.slice(0, 4),
      reachable: 'yes',
      readableByOthers: readable,
      writableByOthers: writable,
      folderWritableByOthers: replaceable,
      isLink: false,
    });
  });

  /** Everything is of user 1000 but what is named here. */
  const accessOf = (owners: Record<string, number>, allows: boolean | null): Access => ({
    permissions: (path) => {
      const owner = owners[path] ?? (path.startsWith('/tmp') ? 1000 : 0);
      return { mode: 0o755, isSocket: false, owner, group: owner };
    },
    allows: () => allows,
  });

  it.each([
    ['of the user', 1000, 0o660, false, false],
    ['of others', 100, 0o640, true, false],
    ['of others', 100, 0o660, true, true],
    ['of the user, with bits for all', 1000, 0o664, true, false],
  ])('of a group %s', (_, group, mode, readable, writable) => {
    const home = folderWith({ '.npmrc': NPMRC });
    const access: Access = {
      permissions: (path) => ({ mode: path.endsWith('.npmrc') ? mode : 0o755, isSocket: false, owner: 1000, group }),
      allows: () => true,
    };
    expect(look(home, { access }).stores[0]).toMatchObject({ readableByOthers: readable, writableByOthers: writable });
  });

  it('of a folder of another group are weak', () => {
    const home = folderWith({ '.docker/config.json': { auths: { a: { auth: 'x' } } } });
    const found = (group: number): object | undefined =>
      look(home, {
        access: {
          permissions: (path) => ({
            mode: path.endsWith('.docker') ? 0o775 : 0o755,
            isSocket: false,
            owner: 1000,
            group,
          }),
          allows: () => true,
        },
      }).stores[0];
    expect(found(100)).toMatchObject({ folderWritableByOthers: true });
    expect(found(1000)).toMatchObject({ folderWritableByOthers: false });
  });

  it('tells a file that another user owns', () => {
    const home = folderWith({ '.npmrc': NPMRC });
    const of = (owner: number): object | undefined =>
      look(home, { access: accessOf({ [`${home}/.npmrc`]: owner, '/tmp': 0 }, null) }).stores[0];
    expect(of(1000)).toMatchObject({ readableByOthers: true, writableByOthers: false, reachable: 'yes' });
    expect(of(0)).toMatchObject({ writableByOthers: false, reachable: 'unknown' });
    expect(of(1001)).toMatchObject({ writableByOthers: true, folderWritableByOthers: false, reachable: 'unknown' });
  });

  it('asks the system about a file of root', () => {
    const home = folderWith({ '.npmrc': NPMRC });
    const reach = (allows: boolean | null): string | undefined =>
      look(home, { access: accessOf({ [`${home}/.npmrc`]: 0 }, allows), selection: { isOwnHome: true } }).stores[0]
        ?.reachable;
    expect([reach(true), reach(false), reach(null)]).toEqual(['yes', 'no', 'unknown']);
  });

  it('are not known where the system has none', () => {
    const home = folderWith({ '.npmrc': NPMRC });
    const access: Access = { permissions: () => null, allows: () => null };
    expect(look(home, { access }).stores[0]).toMatchObject({
      mode: null,
      readableByOthers: null,
      writableByOthers: null,
      folderWritableByOthers: null,
      reachable: 'unknown',
    });
  });
});

describe('links', () => {
  it('inside the home are followed', () => {
    const home = folderWith({ 'dotfiles/npmrc': NPMRC, 'dotfiles/aws/credentials': '[a]\naws_secret_access_key=x\n' });
    symlinkSync(join(home, 'dotfiles/npmrc'), join(home, '.npmrc'));
    symlinkSync('dotfiles/aws', join(home, '.aws'));
    const { stores, gaps } = look(home);
    expect(gaps).toEqual([]);
    expect(stores.map(({ id, entries, isLink }) => [id, entries, isLink])).toEqual([
      ['aws-credentials', 1, false],
      ['npmrc', 1, true],
    ]);
  });

  it('out of the home are not', () => {
    const outside = folderWith({ npmrc: NPMRC, 'auth/v1/a_tokens.json': { access_token: 'x' }, key: '-----BEGIN' });
    const home = folderWith({ '.ssh/config': '' });
    symlinkSync(join(outside, 'npmrc'), join(home, '.npmrc'));
    symlinkSync(join(outside, 'auth'), join(home, '.mcp-auth'));
    symlinkSync(join(outside, 'key'), join(home, '.ssh/key'));
    const { stores, gaps } = look(home);
    expect(stores).toMatchObject([
      { id: 'npmrc', entries: null, protection: 'unknown', isLink: true, mode: null, reachable: 'unknown' },
    ]);
    expect(gaps.map(({ store, file }) => [store, file.slice(home.length)]).sort()).toEqual([
      ['mcp-remote-tokens', '/.mcp-auth'],
      ['npmrc', '/.npmrc'],
      ['ssh-keys', '/.ssh/key'],
    ]);
    expect(gaps[0]?.message).toContain('leads out of the home');
  });

  it('out of the project are not, even into the home', () => {
    const home = folderWith({ '.netrc': 'machine a.example.com password x', 'work/shop/package.json': '{}' });
    symlinkSync(join(home, '.netrc'), join(home, 'work/shop/.env'));
    const { stores, gaps } = look(home, { selection: { project: join(home, 'work/shop') } });
    expect(stores).toMatchObject([
      { id: 'dotenv', entries: null },
      { id: 'netrc', entries: 1 },
    ]);
    expect(gaps).toMatchObject([{ store: 'dotenv', file: join(home, 'work/shop/.env') }]);
  });

  it('that lead back or nowhere, and folders in circles, end', () => {
    const home = folderWith({ '.mcp-auth/v1/a_tokens.json': { access_token: 'x' } });
    symlinkSync('.netrc', join(home, '.netrc'));
    symlinkSync('nothing', join(home, '.pypirc'));
    symlinkSync('..', join(home, '.mcp-auth/up'));
    symlinkSync('.', join(home, '.mcp-auth/again'));
    const { stores, gaps } = look(home);
    expect(stores.map(({ id, entries }) => [id, entries])).toEqual([['mcp-remote-tokens', 1]]);
    expect(gaps).toMatchObject([{ store: 'netrc', message: expect.stringContaining('link') as string }]);
  });

  it('to one file under two names count once', () => {
    const home = folderWith({ '.cargo/credentials.toml': '[registry]\ntoken = "x"\n' });
    symlinkSync('credentials.toml', join(home, '.cargo/credentials'));
    expect(ids(look(home))).toEqual(['cargo-credentials']);
  });
});

describe('hostile files', () => {
  it('that are large are not read', () => {
    const home = folderWith({ '.npmrc': '', '.claude.json': '', '.kube/config': '', '.ssh/huge': '' });
    for (const name of ['.npmrc', '.claude.json', '.kube/config', '.ssh/huge'])
      truncateSync(join(home, name), 100 * 1024 * 1024);
    const { stores, gaps } = look(home);
    expect(stores.map(({ id, entries, protection }) => [id, entries, protection])).toEqual([
      ['claude-credentials', null, 'unknown'],
      ['kube-config', null, 'unknown'],
      ['npmrc', null, 'unknown'],
    ]);
    expect(gaps.map(({ message }) => message)).toEqual(gaps.map(() => expect.stringContaining('bytes') as string));
  });

  it('that are pipes, sockets or folders are none', () => {
    const home = folderWith({ '.npmrc/x': '', '.ssh/x': '' });
    execFileSync(
      'mkfifo',
      ['.netrc', '.ssh/pipe'].map((name) => join(home, name)),
    );
    const { stores, gaps } = look(home);
    expect(stores).toEqual([]);
    expect(gaps.map(({ store }) => store)).toEqual(['netrc', 'npmrc']);
  });

  it('that are damaged are told as far as they can be read', () => {
    const home = folderWith({
      '.docker/config.json': '{"auths": {"a.example.com": {"auth": "x"}}, ',
      '.codex/auth.json': '{"tokens": ',
      '.gemini/oauth_creds.json': 'null',
      '.claude/.credentials.json': '',
      '.kube/config': 'users: [',
    });
    const { stores, gaps } = look(home);
    expect(stores.map(({ id, entries, protection }) => [id, entries, protection])).toEqual([
      ['codex-auth', null, 'unknown'],
      ['docker-config', null, 'plain'],
      ['kube-config', null, 'unknown'],
    ]);
    expect(gaps.map(({ store, line }) => [store, line])).toEqual([
      ['codex-auth', 1],
      ['docker-config', 1],
      ['kube-config', 1],
    ]);
  });

  it('in another encoding are not taken for empty ones', () => {
    const home = folderWith({});
    writeFileSync(join(home, '.npmrc'), Buffer.from(`\uFEFF${NPMRC}`, 'utf16le'));
    writeFileSync(join(home, '.netrc'), Buffer.from('machine a login b password \xff', 'latin1'));
    const { stores, gaps } = look(home);
    expect(stores.map(({ id, protection }) => [id, protection])).toEqual([
      ['netrc', 'unknown'],
      ['npmrc', 'unknown'],
    ]);
    expect(gaps).toHaveLength(2);
  });

  it('with names of a prototype are read as any', () => {
    const home = folderWith({
      '.docker/config.json': '{"auths": {"__proto__": {"auth": "x"}, "constructor": {"auth": "x"}}}',
      '.npmrc': '__proto__=x\n//constructor/:_authToken=x\n',
      '.codex/auth.json': '{"__proto__": {"OPENAI_API_KEY": "x"}}',
    });
    expect(look(home).stores.map(({ id, entries }) => [id, entries])).toEqual([
      ['docker-config', 2],
      ['npmrc', 1],
    ]);
  });

  it('that are beyond their reader are told without a word of them', () => {
    const home = folderWith({ '.npmrc': NPMRC });
    const readText = (): never => {
      throw new TypeError(`not understood: ${NPMRC}`);
    };
    const machine: Machine = { platform: 'linux', home, env: {}, nodePrefixes: [] };
    const files = { ...realFiles, readText };
    const { stores, gaps } = findStores(machine, files, realAccess, { project: null, isOwnHome: false });
    expect(stores).toMatchObject([{ id: 'npmrc', entries: null, protection: 'unknown' }]);
    expect(gaps).toEqual([
      { store: 'npmrc', message: 'could not be understood', file: join(home, '.npmrc'), line: null },
    ]);
  });

  it('are bounded in number', () => {
    const names = Array.from({ length: 2100 }, (_, n) => `${n}.json`);
    const files: Files = {
      ...realFiles,
      kind: (path) => (path.includes('/.aws/sso/cache') ? (path.endsWith('.json') ? 'file' : 'folder') : null),
      realPath: (path) => path,
      list: () => names.map((name) => ({ name, kind: 'file' })),
      readText: () => '{"accessToken":"x"}',
    };
    const machine: Machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] };
    const { stores, gaps } = findStores(machine, files, realAccess, { project: null, isOwnHome: false });
    expect(stores).toHaveLength(100);
    expect(gaps.map(({ message }) => message)).toEqual([
      expect.stringContaining('more than 100 files'),
      expect.stringContaining('more than 2000 entries'),
    ]);
  });

  it.each([
    ['.pypirc', '[a]\npassword=x\n'.repeat(20_000)],
    ['.pypirc', `[a]\n${'password=x\n'.repeat(30_000)}`],
    ['.my.cnf', `[client]\nhost=a\n${'password=x\n'.repeat(30_000)}`],
    ['.config/pip/pip.conf', `[a]\nindex-url = ${'://'.repeat(300_000)}`],
    ['.config/pip/pip.conf', `[a]\nindex-url =\n${'  a\n'.repeat(100_000)}`],
    ['work/shop/.env', `A_TOKEN=b${' '.repeat(1_000_000)}c`],
    ['work/shop/.env', 'TOKEN=abcdef0123456789\n'.repeat(5_000)],
    ['.netrc', '"'.repeat(1_000_000)],
    ['.netrc', 'password '.repeat(110_000)],
    ['.m2/settings.xml', '<!--'.repeat(250_000)],
    ['.m2/settings.xml', '<password>'.repeat(100_000)],
    ['.pgpass', `${'\\'.repeat(1_000_000)}\n`],
    ['.terraformrc', `credentials ${' '.repeat(1_000_000)}`],
    ['.git-credentials', `https://${':'.repeat(1_000_000)}`],
    ['.npmrc', `${':'.repeat(1_000_000)}=x`],
    [
      '.docker/config.json',
      JSON.stringify({
        credsStore: 'x',
        credHelpers: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [n, 'x'])),
        auths: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [n, {}])),
      }),
    ],
    ['.gem/credentials', Array.from({ length: 6_000 }, (_, n) => `:k${n}: x\n`).join('')],
  ])('%s of any content is read in linear time', { timeout: 5_000 }, (path, content) => {
    const home = folderWith({ [path]: content });
    expect(look(home, { selection: { project: join(home, 'work/shop') } }).gaps).toEqual([]);
  });
});

describe('places', () => {
  it('are moved by variables, and a list of them is one for each', () => {
    const home = folderWith({
      '.npmrc': NPMRC,
      'moved/config.json': { auths: { a: { auth: 'x' } } },
      '.docker/config.json': { auths: { b: { auth: 'x' } } },
    });
    const user = 'users: [{name: a, user: {token: x}}]\n';
    const outside = folderWith({ one: user, two: user });
    const env = {
      DOCKER_CONFIG: join(home, 'moved'),
      KUBECONFIG: `${outside}/one::${outside}/two:${outside}/none`,
      NETRC: 'relative',
    };
    const { stores } = look(home, { env, selection: { isOwnHome: true } });
    expect(
      stores.filter(({ location }) => location.file.startsWith(tmpdir())).map(({ location: { file } }) => file),
    ).toEqual([join(home, 'moved/config.json'), `${outside}/one`, `${outside}/two`, join(home, '.npmrc')]);
  });

  it('beyond the first ones of a variable are a gap', () => {
    const KUBECONFIG = Array.from({ length: 25 }, (_, n) => `/nowhere/${n}`).join(':');
    const { gaps } = look(folderWith({}), { env: { KUBECONFIG }, selection: { isOwnHome: true } });
    expect(gaps).toMatchObject([{ store: 'kube-config', file: '/nowhere/20' }]);
  });

  it('of somebody else are those below their home', () => {
    const home = folderWith({ '.npmrc': NPMRC });
    const outside = folderWith({ config: 'users: [{name: a, user: {token: x}}]\n' });
    const found = look(home, { env: { KUBECONFIG: `${outside}/config` } });
    expect(ids(found)).toEqual(['npmrc']);
  });

  it('are those of each platform', () => {
    const home = folderWith({
      'Library/Application Support/Google/Chrome/Default/Login Data': '',
      'AppData/Local/Google/Chrome/User Data/Default/Login Data': '',
      '.config/google-chrome/Default/Login Data': '',
    });
    const protection = (platform: Machine['platform']): string[] =>
      look(home, { platform }).stores.map((one) => one.protection);
    expect([protection('linux'), protection('darwin')]).toEqual([['unknown'], ['keychain']]);
    const root = folderWith({ 'C/Users/ada/AppData/Local/Google/Chrome/User Data/Default/Network/Cookies': '' });
    const windows: Machine = { platform: 'win32', home: 'C:\\Users\\ada', env: {}, nodePrefixes: [] };
    const { stores } = findStores(windows, rootedFiles(root), realAccess, { project: null, isOwnHome: true });
    expect(stores).toMatchObject([
      {
        protection: 'keychain',
        mode: null,
        location: { file: 'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Network\\Cookies' },
      },
    ]);
  });

  it('outside of the home are read where they are', () => {
    const claims = Buffer.from(JSON.stringify({ iss: 'kubernetes/serviceaccount', exp: 1_796_000_000 })).toString(
      'base64url',
    );
    const token = `${Buffer.from('{"alg":"RS256","kid":"x"}').toString('base64url')}.${claims}.c2ln`;
    const root = folderWith({ 'var/run/secrets/kubernetes.io/serviceaccount/token': token, 'home/ada/x': '' });
    const machine: Machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] };
    const find = (isOwnHome: boolean): FoundStores =>
      findStores(machine, rootedFiles(root), realAccess, { project: null, isOwnHome });
    expect(find(true).stores).toMatchObject([{ id: 'kube-service-account', expires: '2026-11-30T00:53:20.000Z' }]);
    expect(find(false).stores).toEqual([]);
  });

  it('that may not be read are told once', () => {
    const home = folderWith({});
    const denied = (): never => {
      throw new FileError('denied', 'may not be read by this user');
    };
    const files = { ...realFiles, kind: denied };
    const machine: Machine = { platform: 'linux', home, env: {}, nodePrefixes: [] };
    const { stores, gaps } = findStores(machine, files, realAccess, { project: null, isOwnHome: false });
    expect(stores).toEqual([]);
    expect(gaps.filter(({ file }) => file === home)).toHaveLength(1);
    const once = new Set(gaps.map(({ file }) => file));
    expect(once.size).toBe(gaps.length);
  });
});

describe('sockets', () => {
  it('count where they are sockets, and for this user alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'mcp-audit-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const server = createServer();
    const socket = join(home, 'agent.sock');
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    onTestFinished(() => void server.close());
    mkdirSync(dirname(join(home, '.rd/docker.sock')));
    writeFileSync(join(home, '.rd/docker.sock'), '');
    const env = { SSH_AUTH_SOCK: socket };
    const own = look(home, { env, selection: { isOwnHome: true } });
    expect(own.stores.filter(({ location }) => location.file.startsWith(home))).toMatchObject([
      { id: 'ssh-agent', protection: 'agent', entries: null, reachable: 'yes', location: { file: socket, line: null } },
    ]);
    expect(look(home, { env }).stores).toEqual([]);
  });
});
