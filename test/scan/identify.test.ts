import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/clients/index.ts';
import { NO_SETTINGS } from '../../src/model/server.ts';
import type { Declared } from '../../src/scan/discover.ts';
import { identify } from '../../src/scan/identify.ts';

const BLANK: Entry = {
  name: 's',
  at: { line: 1, column: 1 },
  pointer: '/mcpServers/s',
  enabled: true,
  transport: 'stdio',
  command: null,
  args: [],
  cwd: null,
  url: null,
  env: [],
  headers: [],
  settings: NO_SETTINGS,
  project: null,
};

function declare(
  entry: Partial<Entry>,
  { project = null, file = '/home/ada/.cursor/mcp.json', client = 'cursor' } = {},
) {
  const whole = { ...BLANK, ...entry };
  const location = { file, line: 1, column: 1, pointer: `/mcpServers/${whole.name}` };
  return { client, scope: 'user', enabled: true, entry: whole, location, project } as Declared;
}

/** What one entry becomes. */
function one(entry: Partial<Entry>, where: Parameters<typeof declare>[1] = {}) {
  const { candidates, gaps } = identify([declare(entry, where)]);
  const [candidate] = candidates;
  if (!candidate) throw new Error('no candidate');
  return { ...candidate, launch: candidate.server.launch, gaps, words: gaps.map(({ message }) => message).join() };
}

const inProject = (project: string) => ({ project: project as never, file: `${project}/.cursor/mcp.json` });
const ids = (declared: Declared[]) => identify(declared).candidates.map(({ server }) => server.id);

describe('servers of the same name', () => {
  const lodash = { command: 'npx', args: ['lodash'] };

  it('are one when they run the same in the same folder', () => {
    const both = [declare(lodash), declare(lodash, { client: 'windsurf', file: '/home/ada/.windsurf.json' })];
    expect(identify(both).candidates.map(({ server }) => server.declarations.length)).toEqual([2]);
  });

  it.each([
    ['a script', { command: 'node', args: ['dist/index.js'] }],
    ['a package', lodash],
    ['a program', { command: 'server' }],
  ])('are two when %s is started in two projects', (_, entry) => {
    const { candidates } = identify([declare(entry, inProject('/a')), declare(entry, inProject('/b'))]);
    expect(candidates.map(({ cwd }) => cwd)).toEqual(['/a', '/b']);
  });

  it('are two when they find packages in different places', () => {
    const cached = (value: string) => declare({ ...lodash, env: [{ name: 'npm_config_cache', value }] });
    expect(identify([cached('/a'), cached('/b')]).candidates).toHaveLength(2);
  });

  it('are one when they are the same place on the network, in whatever project', () => {
    const remote = { url: 'https://mcp.example/mcp', transport: 'http' as const };
    expect(identify([declare(remote, inProject('/a')), declare(remote, inProject('/b'))]).candidates).toHaveLength(1);
  });

  it('all have an id with a suffix, the same in every order', () => {
    const mine = declare({ command: 'mine' });
    const other = declare({ command: 'other' }, inProject('/repo'));
    const all = ids([mine, other]);
    expect(all).toEqual([expect.stringMatching(/^s#[0-9a-f]{6}$/), expect.stringMatching(/^s#[0-9a-f]{6}$/)]);
    expect(new Set(all).size).toBe(2);
    expect(ids([other, mine])).toEqual(all.toReversed());
    expect(ids([mine])).toEqual(['s']);
  });

  it('leave their ids to no other name', () => {
    const pair = [declare({ command: 'mine' }), declare({ command: 'other' }, inProject('/repo'))];
    const [first = ''] = ids(pair);
    const all = ids([...pair, declare({ name: first, command: 'x' }, inProject('/repo'))]);
    expect(all[0]).toBe(first);
    expect(new Set(all).size).toBe(3);
  });
});

describe('a command with a path', () => {
  const args = ['-y', 'pkg@1.0.0'];

  it.each([
    'npx',
    '/usr/bin/npx',
    '/opt/homebrew/bin/npx',
    '/home/ada/.nvm/versions/node/v20.1.0/bin/npx',
    '/home/ada/.local/share/mise/shims/npx',
    'C:\\Program Files\\nodejs\\npx.cmd',
    'C:\\Users\\ada\\AppData\\Roaming\\nvm\\v20.1.0\\NPX.CMD',
    'npx.cmd',
    'NPX.exe',
  ])('%s is npx', (command) => {
    expect(one({ command, args })).toMatchObject({ launch: { launcher: 'npx', package: 'pkg' }, gaps: [] });
  });

  it.each(['/opt/tools/npx', '/anything/evil/bin/npx', '/home/ada/bin/npx', '~/bin/npx'])(
    '%s is npx in an odd place',
    (command) => {
      expect(one({ command, args })).toMatchObject({
        launch: { launcher: 'npx', package: 'pkg' },
        gaps: [{ kind: 'launch-unrecognised' }],
      });
    },
  );

  it.each([
    './tools/npx',
    'tools/npx',
    '.\\npx.cmd',
    '/proc/self/cwd/bin/npx',
    '/usr/bin/../../home/ada/bin/npx',
    '/a/node_modules/x/bin/npx',
    '/a/node_modules/.bin/npx',
  ])('%s may be anything', (command) => {
    expect(one({ command, args })).toMatchObject({
      target: { kind: 'executable', path: command },
      launch: { launcher: 'binary', localEntry: command, package: null },
      gaps: [{ kind: 'launch-unrecognised' }],
    });
  });

  it('in the project that declares it may be anything', () => {
    expect(one({ command: '/home/ada/repo/bin/npx', args }, inProject('/home/ada/repo')).gaps).toHaveLength(1);
    expect(one({ command: '/usr/bin/npx', args }, inProject('/home/ada/repo')).gaps).toEqual([]);
  });

  it('is told apart by letter case, but on Windows', () => {
    expect(one({ command: 'NPX', args }).launch).toMatchObject({ launcher: 'binary', package: null });
    expect(one({ command: 'C:\\Program Files\\nodejs\\NPX', args }).launch).toMatchObject({ launcher: 'npx' });
  });
});

describe('secrets', () => {
  const SECRET = 'hunter2hunter2';

  it.each<[Partial<Entry>]>([
    [{ command: `/usr/bin/foo --token=${SECRET}` }],
    [{ command: 'npx', args: ['tsx', '--api-key', SECRET, 'server.ts'] }],
    [{ command: 'node', args: [`a.js?token=${SECRET}`] }],
    [{ command: 'npx', args: [`https://u:${SECRET}@h.example/p.tgz?token=${SECRET}`] }],
    [{ command: 'npx', args: [`git+https://user:a/${SECRET}@host/r.git`] }],
    [{ command: 'npx', args: ['mcp-remote', `https://h.example/mcp?key=${SECRET}`] }],
    [{ url: ` https://u:${SECRET}@h.example/mcp?key=${SECRET}`, transport: 'http' }],
    [{ url: `api.example/mcp?key=${SECRET}`, transport: 'http' }],
  ])('of %j stay outside the model', (entry) => {
    const { server, gaps } = one(entry);
    expect(JSON.stringify([server, gaps])).not.toContain(SECRET);
  });
});

describe('variables', () => {
  const npx = { command: 'npx', args: ['pkg@1.0.0'] };
  const set = (...names: string[]) => names.map((name) => ({ name, value: null }));

  it.each([
    'NODE_OPTIONS',
    'NODE_PATH',
    'LD_PRELOAD',
    'DYLD_INSERT_LIBRARIES',
    'PATH',
    'Path',
    'HOME',
    'USERPROFILE',
    'PYTHONPATH',
    'BUN_OPTIONS',
    'JAVA_TOOL_OPTIONS',
    'DOCKER_HOST',
    'UV_OVERRIDE',
    'npm_config_script_shell',
    'NPM_CONFIG_NODE_OPTIONS',
    'Npm_Config_Package',
    'npm_config_cache',
  ])('of the name %s can change what runs', (name) => {
    const { gaps, words, target } = one({ ...npx, env: set(name) });
    expect(gaps).toMatchObject([{ kind: 'launch-unrecognised', server: 's' }]);
    expect(words).toContain(name);
    expect(target).not.toBeNull();
  });

  it('that are known or say nothing about it cannot', () => {
    const harmless = ['API_KEY', 'NODE_ENV', 'npm_config_yes', 'NPM_CONFIG_LOGLEVEL', 'npm_config_update_notifier'];
    const env = [...set(...harmless, 'npm_config_registry'), { name: 'Npm_Config_Cache', value: '/c' }];
    const { gaps, env: known } = one({ ...npx, env });
    expect(gaps).toEqual([]);
    expect(known).toEqual({ npm_config_cache: '/c' });
  });

  it('that an engine passes into a container count like those of the entry', () => {
    const run = (...words: string[]) => one({ command: 'docker', args: ['run', ...words, 'mcp/x:1'] });
    expect(run('-e', 'API_KEY', '-e', 'NODE_ENV=production').gaps).toEqual([]);
    const { gaps, words } = run('-e', 'NODE_OPTIONS=--require /opt/other.js');
    expect(gaps).toMatchObject([{ kind: 'launch-unrecognised' }]);
    expect(words).toContain('NODE_OPTIONS');
  });

  it('of a remote server start nothing here', () => {
    expect(one({ url: 'https://h.example', transport: 'http', env: set('PATH') }).gaps).toEqual([]);
  });
});

describe('a program for headers', () => {
  it('is a gap of a remote server', () => {
    const { gaps, words } = one({
      url: 'https://h.example',
      transport: 'http',
      settings: { ...NO_SETTINGS, headersHelper: 'get-token' },
    });
    expect(gaps).toMatchObject([{ kind: 'launch-unrecognised' }]);
    expect(words).toContain('headersHelper');
  });
});
