import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/cli.ts';
import { folderWith } from './stand-ins/folder.ts';
import { terminalAt } from './stand-ins/terminal.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Secrets that were planted: their random parts, behind a public prefix or none. */
class Planted {
  readonly bodies: string[] = [];
  private readonly next = random(20261128);

  secret(): string {
    const prefixes = ['', '', 'sk-proj-', `${'gh'}p_`, `${'xox'}b-`, 'npm_', 'hf_'];
    const prefix = prefixes[Math.floor(this.next() * prefixes.length)] ?? '';
    const length = 24 + Math.floor(this.next() * 24);
    const body = `a7Q${Array.from({ length }, () => LETTERS[Math.floor(this.next() * LETTERS.length)]).join('')}`;
    this.bodies.push(body);
    return prefix + body;
  }
}

/** An entry with a secret in every place that an entry has. */
function entry(planted: Planted, at: number): unknown {
  const s = (): string => planted.secret();
  const local: ReadonlyArray<() => unknown> = [
    () => ({
      command: 'npx',
      args: ['-y', 'some-server@1.0.0', '--api-key', s(), `--token=${s()}`],
      env: { API_KEY: s(), PLAIN: s() },
    }),
    () => ({
      command: 'docker',
      args: ['run', '--rm', '-e', `TOKEN=${s()}`, `--env=OTHER=${s()}`, '-e', 'PASSED', 'image:1', s()],
      env: { PASSED: s() },
    }),
    () => ({ command: 'sh', args: ['-c', `TOKEN=${s()} exec npx -y some-server --password '${s()}'`] }),
    () => ({
      command: 'uvx',
      args: ['some-server', '--db', `postgres://user:${s()}@db.example.com/app?sslpassword=${s()}`],
      env: { DATABASE_URL: `mysql://root:${s()}@h/x` },
    }),
    () => ({
      command: 'npx',
      args: [
        'mcp-remote',
        `https://h.example.com/mcp?key=${s()}`,
        '--header',
        `Authorization: Bearer ${s()}`,
        '--header',
        `X-Key:${s()}`,
      ],
    }),
    () => ({ command: 'env', args: [`A=${s()}`, 'npx', '-y', `https://user:${s()}@git.example.com/x.git`] }),
    () => ({
      command: 'node',
      args: ['server.js', s(), JSON.stringify({ token: s(), nested: { key: s() } })],
      env: { JSON: JSON.stringify({ a: s() }) },
    }),
    () => ({ command: `/opt/${s()}/server`, args: [`--config=/srv/${s()}.json`], cwd: `/srv/${s()}` }),
    () => ({
      url: `https://u:${s()}@h.example.com/${s()}/mcp?token=${s()}&x=${s()}#${s()}`,
      headers: { Authorization: `Bearer ${s()}`, Cookie: `sid=${s()}`, 'X-Plain': s() },
    }),
    () => ({ type: 'sse', url: `http://127.0.0.1:9/sse?sessionId=${s()}`, headers: { 'X-Api-Key': s() } }),
    () => ({
      command: 'npx',
      args: ['-y', 'some-server'],
      envFile: './secrets.env',
      headersHelper: `get-token --secret ${s()}`,
      env: { [`K_${at}`]: s() },
    }),
    // Entries that cannot be read in full.
    () => ({ command: ['npx', s()], args: { token: s() }, env: [`TOKEN=${s()}`], headers: s(), url: 7, note: s() }),
    () => ({ command: 'npx', args: [s(), 7, null, [s()]], env: { A: { B: s() } }, unknown: s() }),
  ];
  return local[at % local.length]?.();
}

/** Every seven characters of a planted secret, and of what it looks like in base64. */
function traces(bodies: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const body of bodies) {
    const packed = Buffer.from(body).toString('base64').slice(0, -4);
    for (const text of [body, packed]) {
      for (let at = 0; at + 7 <= text.length; at++) found.set(text.slice(at, at + 7), body);
    }
  }
  return found;
}

function leaksIn(text: string, known: ReadonlyMap<string, string>): string[] {
  const leaks: string[] = [];
  for (let at = 0; at + 7 <= text.length; at++) {
    if (!known.has(text.slice(at, at + 7))) continue;
    leaks.push(text.slice(Math.max(0, at - 60), at + 20));
    if (leaks.length === 5) return leaks;
    at += 200;
  }
  return leaks;
}

function plant(): { home: string; planted: Planted } {
  const planted = new Planted();
  const servers = (from: number): unknown =>
    Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`server-${from + at}`, entry(planted, from + at)]));
  const s = (): string => planted.secret();
  const home = folderWith({
    '.cursor/mcp.json': { mcpServers: servers(0) },
    '.claude.json': { mcpServers: servers(100), oauthAccount: { token: s() }, projects: {} },
    '.config/Claude/claude_desktop_config.json': { mcpServers: servers(200) },
    '.config/Code/User/mcp.json': { servers: servers(300), inputs: [{ id: 'key', default: s() }] },
    '.gemini/settings.json': { mcpServers: servers(400) },
    // A file that breaks off in the middle of a secret.
    '.codeium/windsurf/mcp_config.json': `{"mcpServers": {"cut": {"command": "npx", "env": {"TOKEN": "${s()}", "B": "${s()}`,
    '.codex/config.toml': `[mcp_servers.one]\ncommand = "npx"\nargs = ["x", "--key", "${s()}"]\n[mcp_servers.one.env]\nTOKEN = "${s()}"\nBROKEN = "${s()}\n`,
    '.config/goose/config.yaml': `extensions:\n  one:\n    type: stdio\n    cmd: npx\n    args: [x, --token, ${s()}]\n    envs: { TOKEN: ${s()} }\n    bad: [${s()}\n`,
    'secrets.env': `TOKEN=${s()}\nPLAIN=${s()}\n`,
    '.env': `TOKEN=${s()}\n`,
    '.npmrc': `//registry.example.com/:_authToken=${s()}\n`,
    '.netrc': `machine h.example.com login me password ${s()}\n`,
    '.aws/credentials': `[default]\naws_access_key_id = ${s()}\naws_secret_access_key = ${s()}\n`,
    '.docker/config.json': { auths: { 'h.example.com': { auth: Buffer.from(`u:${s()}`).toString('base64') } } },
    '.git-credentials': `https://me:${s()}@git.example.com\n`,
    '.config/gh/hosts.yml': `github.com:\n  oauth_token: ${s()}\n`,
    '.kube/config': `apiVersion: v1\nkind: Config\nusers:\n- name: me\n  user: { token: ${s()} }\n`,
    '.mcp-auth/mcp-remote-0.1.29/a_tokens.json': { access_token: s(), refresh_token: s() },
  });
  return { home, planted };
}

describe('no value of a secret, nor seven characters of one', () => {
  it('is in anything that is said, written or thrown', { timeout: 60_000 }, async () => {
    const { home, planted } = plant();
    const out = join(home, 'out');
    mkdirSync(out);
    writeFileSync(join(home, 'broken.yaml'), `version: 1\nname: x\ntoken: ${planted.secret()}\ngate: { rules: [] }\n`);
    expect(planted.bodies.length).toBeGreaterThanOrEqual(1_000);
    const said: string[] = [];
    const look = ['--home', home, '--project', home, '--no-cache'];
    const scan = ['scan', '--offline', ...look];
    const commands: string[][] = [
      [
        ...scan,
        '--verbose',
        '--save',
        join(out, 'inventory.json'),
        '-o',
        join(out, 'r.json'),
        '-o',
        join(out, 'r.sarif'),
        '-o',
        join(out, 'r.txt'),
        '-o',
        join(out, 'r.html'),
      ],
      ['scan', '--offline', '--from', join(out, 'inventory.json'), '--format', 'json'],
      ['inventory', ...look],
      ['inventory', ...look, '--format', 'csv'],
      ['inventory', ...look, '--format', 'json'],
      ['tools', 'list', ...look],
      ['explain', '--from', join(out, 'inventory.json'), 'literal-secret'],
      ['policy', 'init', ...look],
      ['policy', 'explain', 'server-0', '--from', join(out, 'inventory.json')],
      ['policy', 'check', join(home, 'broken.yaml')],
      [...scan, '--policy', join(home, 'broken.yaml')],
      [...scan, '--from', join(home, '.cursor/mcp.json')],
      ['tools', 'list', '--from', join(home, '.cursor/mcp.json')],
    ];
    for (const argv of commands) {
      const terminal = terminalAt(home, { width: 200 });
      const code = await main(argv, terminal);
      expect(code, `${argv.join(' ')}: ${terminal.err.slice(0, 500)}`).not.toBe(70);
      said.push(terminal.out, terminal.err);
    }
    for (const name of readdirSync(out)) said.push(readFileSync(join(out, name), 'utf8'));
    expect(said.join('').length).toBeGreaterThan(500_000);
    const known = traces(planted.bodies);
    expect(said.flatMap((text) => leaksIn(text, known)).slice(0, 10)).toEqual([]);
  });
});
