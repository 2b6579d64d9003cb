import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeAt, realAccess, realFiles, thisMachine } from '../../src/io/index.ts';
import { discover } from '../../src/scan/discover.ts';
import { findCredentials } from '../../src/scan/credentials.ts';
import { identify } from '../../src/scan/identify.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';
import { folderWith } from '../stand-ins/folder.ts';

/** Of the right shape, and nobody's; built here, so that nothing takes it for a find. */
const GITHUB = ['github', 'pat', `11${'A1b2C3d4E5'.repeat(2)}`, 'f6G7h8I9j0'.repeat(5) + 'k1L2m3N4o'].join('_');
const PASSWORD = 'correct-horse-7-battery';

function find(entries: Record<string, unknown>) {
  const { servers, candidates } = candidatesOf(entries);
  const options = { machine: thisMachine(), files: realFiles, access: realAccess, key: 'key' };
  const found = findCredentials(servers, candidates, options);
  const text = JSON.stringify(found);
  for (const secret of [GITHUB, PASSWORD]) expect(text).not.toContain(secret.slice(0, 18));
  return { byId: new Map(found.servers.map((server) => [server.id, server])), gaps: found.gaps };
}

describe('what a server is given', () => {
  it('by its variables, arguments, headers and address, each with its way and place', () => {
    const { byId, gaps } = find({
      local: {
        command: 'node',
        args: ['x.js', '--api-key', GITHUB, `--db=postgres://root:${PASSWORD}@db.example.com/app`],
        env: { GITHUB_TOKEN: GITHUB, OTHER_TOKEN: '${env:OTHER_TOKEN}', LOG_LEVEL: 'info', API_KEY: 'YOUR_API_KEY' },
      },
      remote: {
        url: `https://api.example.com/mcp?token=${GITHUB}`,
        headers: { Authorization: `Bearer ${GITHUB}`, 'X-Trace': 'on' },
      },
    });
    expect(gaps).toEqual([]);
    const local = byId.get('local')?.credentials ?? [];
    expect(local.map(({ name, way, state }) => [name, way, state])).toEqual([
      ['GITHUB_TOKEN', 'environment', 'literal'],
      ['OTHER_TOKEN', 'environment', 'reference'],
      ['API_KEY', 'environment', 'placeholder'],
      [expect.stringMatching(/api-key/), 'argument', 'literal'],
      [expect.any(String), 'argument', 'literal'],
    ]);
    expect(local[0]).toMatchObject({ class: 'github-fine-grained-pat', provider: 'GitHub', location: { line: 1 } });
    const remote = byId.get('remote')?.credentials ?? [];
    expect(remote.map(({ way, state }) => [way, state])).toEqual([
      ['header', 'literal'],
      ['url', 'literal'],
    ]);
    // The same secret in two places is known again.
    expect(new Set([local[0], local[3], ...remote].map((one) => one?.fingerprint)).size).toBe(1);
    expect(local[4]?.fingerprint).not.toBe(local[0]?.fingerprint);
  });

  it('by a variable that is passed on from where the client runs', () => {
    const { byId } = find({ one: { command: 'node', args: ['x.js'], envVars: ['SLACK_BOT_TOKEN', 'LANG'] } });
    expect(byId.get('one')?.credentials).toMatchObject([
      { name: 'SLACK_BOT_TOKEN', state: 'reference', provider: 'Slack', reference: { form: null } },
    ]);
    // Neither is there a text where docker's line passes one on.
    const args = ['run', '-e', 'SLACK_BOT_TOKEN', '-e', 'OTHER_TOKEN=${OTHER_TOKEN}', 'image:1'];
    const { byId: passed } = find({ two: { command: 'docker', args } });
    expect(passed.get('two')?.credentials).toMatchObject([
      { way: 'argument', reference: { name: 'SLACK_BOT_TOKEN', form: null } },
      { way: 'argument', reference: { name: 'OTHER_TOKEN', form: '${NAME}' } },
    ]);
  });

  it('by a file of variables, with the line and the mode of that file', () => {
    const folder = folderWith({ '.env': `# comment\nexport GITHUB_TOKEN="${GITHUB}"\nPLAIN=1\n` });
    chmodSync(join(folder, '.env'), 0o644);
    symlinkSync(join(folder, '.env'), join(folder, 'link'));
    const { byId, gaps } = find({
      named: { command: 'docker', args: ['run', '--rm', '--env-file', join(folder, '.env'), 'image:1'] },
      linked: { command: 'docker', args: ['run', '--rm', `--env-file=${join(folder, 'link')}`, 'image:1'] },
      gone: { command: 'docker', args: ['run', '--env-file', join(folder, 'none'), 'image:1'] },
      unclear: { command: 'docker', args: ['run', '--env-file', '${SECRETS}/.env', 'image:1'] },
    });
    for (const id of ['named', 'linked']) {
      expect(byId.get(id)?.credentials, id).toMatchObject([
        { name: 'GITHUB_TOKEN', way: 'file', state: 'literal', mode: 0o644, location: { line: 2 } },
      ]);
    }
    expect(gaps).toMatchObject([
      { kind: 'credentials-unknown', server: 'gone', message: expect.stringContaining('does not exist') },
      { kind: 'credentials-unknown', server: 'unclear', message: expect.stringContaining('only known to its client') },
    ]);
  });

  it('by each of the entries that declare it', () => {
    const home = folderWith({
      '.cursor/mcp.json': { mcpServers: { one: { command: 'node', env: { GITHUB_TOKEN: '${env:GITHUB_TOKEN}' } } } },
      '.codeium/windsurf/mcp_config.json': { mcpServers: { one: { command: 'node', env: { GITHUB_TOKEN: GITHUB } } } },
      '.kiro/settings/mcp.json': { mcpServers: { one: { command: 'node', env: { GITHUB_TOKEN: GITHUB } } } },
    });
    const selection = { home: true, managed: false, project: null, files: [] };
    const { declared } = discover(selection, homeAt(home), realFiles);
    const { candidates } = identify(declared);
    const servers = candidates.map(({ server }) => server);
    const byId = new Map(candidates.map((candidate) => [candidate.server.id, candidate]));
    const options = { machine: homeAt(home), files: realFiles, access: realAccess, key: 'key' };
    const [one, ...others] = findCredentials(servers, byId, options).servers;
    expect(others).toEqual([]);
    expect(one?.credentials?.map(({ state, location }) => [state, location?.file.slice(home.length)])).toEqual(
      expect.arrayContaining([
        ['reference', '/.cursor/mcp.json'],
        ['literal', '/.codeium/windsurf/mcp_config.json'],
        ['literal', '/.kiro/settings/mcp.json'],
      ]),
    );
  });

  it('and of an entry with very many the first are told, and that there are others', () => {
    const env = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [`TOKEN_${at}`, `${GITHUB.slice(0, -4)}${1000 + at}`]),
    );
    const { byId, gaps } = find({ one: { command: 'node', env } });
    expect(byId.get('one')?.credentials).toHaveLength(500);
    expect(gaps).toMatchObject([{ kind: 'credentials-unknown', server: 'one' }]);
  });
});
