import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import type { Terminal } from '../../src/commands/terminal.ts';
import { EXIT } from '../../src/errors.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { fixture, ownTemporaryFolder } from '../stand-ins/live.ts';
import { terminalAt, type RememberingTerminal } from '../stand-ins/terminal.ts';

ownTemporaryFolder();

const SECRET = 'value-that-nobody-may-see';
const server = (mode: string) => ({
  command: process.execPath,
  args: [fixture('hostile-stdio.mjs'), mode, '--api-key', SECRET],
  env: { TOKEN: SECRET },
});

/** A person who types these lines. */
function typing(...lines: string[]): Partial<Terminal> {
  async function* typed(): AsyncIterable<Uint8Array> {
    for (const line of lines) yield Buffer.from(`${line}\n`);
  }
  return { stdin: typed(), hasKeyboard: true, isInteractive: true, env: { PATH: process.env['PATH'] } };
}

interface Scanned extends RememberingTerminal {
  code: number;
  /** Names of the tools that are known, by server. */
  tools: Record<string, string[] | null>;
}

async function scan(
  servers: Record<string, unknown>,
  options: readonly string[],
  person: Partial<Terminal> = { env: { PATH: process.env['PATH'] } },
): Promise<Scanned> {
  const folder = folderWith({ 'mcp.json': { mcpServers: servers }, 'list.json': { tools: [{ name: 'saved' }] } });
  const terminal = terminalAt(folder, person);
  const saved = join(folder, 'inventory.json');
  const argv = ['scan', '--config', 'mcp.json', '--offline', '--no-cache', '--save', saved, '--sandbox=none'];
  const code = await main([...argv, ...options], terminal);
  if (code === EXIT.usage) return Object.assign(terminal, { code, tools: {} });
  const inventory = JSON.parse(readFileSync(saved, 'utf8')) as Inventory;
  expect(JSON.stringify(inventory) + terminal.out + terminal.err).not.toContain(SECRET);
  const tools = inventory.servers.map(({ id, offering }) => [id, offering?.tools.map(({ name }) => name) ?? null]);
  return Object.assign(terminal, { code, tools: Object.fromEntries(tools) as Scanned['tools'] });
}

describe('a scan at a terminal', () => {
  it('asks about each server, with its line, and starts those that it may', async () => {
    const { err, tools } = await scan(
      { one: server('plain'), two: server('duplicates') },
      [],
      typing('maybe', 'y', 'n'),
    );
    expect(tools).toEqual({ one: ['only'], two: null });
    expect(err).toContain('Start `one` to list its tools?');
    expect(err).toContain(`hostile-stdio.mjs plain --api-key '<redacted>'`);
    expect(err).toContain('variables  TOKEN (their values are passed on and not shown)');
    expect(err).toContain('It runs outside of any sandbox, as you');
    expect(err.match(/Start `one`/g)).toHaveLength(1);
    expect(err.match(/\[y\]es/g)).toHaveLength(3);
  });

  it('takes one word for all that are left', async () => {
    const { tools } = await scan({ one: server('plain'), two: server('plain') }, [], typing('a'));
    expect(tools).toEqual({ one: ['only'], two: ['only'] });
  });

  it.each([
    ['q', typing('q')],
    ['nothing more is typed', typing()],
  ])('starts none where: %s', async (_, person) => {
    const { tools, err } = await scan({ one: server('plain'), two: server('plain') }, [], person);
    expect(tools).toEqual({ one: null, two: null });
    expect(err.match(/Start /g)).toHaveLength(1);
  });

  it('asks nothing with --enumerate=none', async () => {
    const { tools, err } = await scan({ one: server('plain') }, ['--enumerate=none'], typing('y'));
    expect(tools).toEqual({ one: null });
    expect(err).not.toContain('Start');
  });
});

describe('a scan where nobody can be asked', () => {
  it('starts nothing by itself, and all where it is told to', async () => {
    expect((await scan({ one: server('plain') }, [])).tools).toEqual({ one: null });
    expect((await scan({ one: server('plain') }, ['--enumerate=all'])).tools).toEqual({ one: ['only'] });
  });

  it('cannot ask', async () => {
    const { code, err } = await scan({ one: server('plain') }, ['--enumerate=ask']);
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('--enumerate=ask: there is nobody to ask');
  });

  it('does not start the servers of another home', async () => {
    const folder = folderWith({ 'home/.cursor/mcp.json': { mcpServers: { one: server('plain') } } });
    const terminal = terminalAt(folder);
    expect(await main(['scan', '--home', 'home', '--offline', '--enumerate=all'], terminal)).toBe(EXIT.usage);
    expect(terminal.err).toContain('--home is another home');
  });
});

describe('--tools', () => {
  it('takes a saved list, and starts nothing for it', async () => {
    const { tools } = await scan({ one: server('exits-at-once') }, ['--tools', 'one=list.json', '--enumerate=all']);
    expect(tools).toEqual({ one: ['saved'] });
  });

  it.each([
    ['one', /--tools one: wanted SERVER=FILE/],
    ['one=missing.json', /missing\.json/],
    ['one=mcp.json', /mcp\.json is no list of tools/],
    ['none=list.json', /--tools none=.*: there is no server none/],
  ])('%s is refused', async (word, message) => {
    const { code, err } = await scan({ one: server('plain') }, ['--tools', word]);
    expect(code).toBe(EXIT.usage);
    expect(err).toMatch(message);
  });
});

describe('tools list, review and diff of the configured servers', () => {
  const POLICY = 'version: 1\nname: small\ngate:\n  rules: []\n';

  async function tools(
    command: string,
    options: readonly string[],
    person: Partial<Terminal>,
  ): Promise<RememberingTerminal & { code: number; policy: string }> {
    const folder = folderWith({
      'mcp.json': { mcpServers: { one: server('duplicates'), two: server('plain') } },
      'policy.yaml': POLICY,
    });
    const terminal = terminalAt(folder, person);
    const shared = ['--config', 'mcp.json', '--cache-dir', 'kept', '--sandbox=none'];
    const code = await main(['tools', command, ...shared, ...options], terminal);
    expect(terminal.out + terminal.err).not.toContain(SECRET);
    return Object.assign(terminal, { code, policy: readFileSync(join(folder, 'policy.yaml'), 'utf8') });
  }
  const alone = { env: { PATH: process.env['PATH'] } };

  it('starts nothing without a word', async () => {
    const { code, out, err } = await tools('list', [], alone);
    expect(code).toBe(EXIT.incomplete);
    expect(out).toContain('one  tools not known');
    // The command that is named works where nobody can be asked.
    expect(err).toContain('Servers are started only when you say so: mcp-audit tools list --enumerate=all');
    const diff = await tools('diff', ['--policy', 'policy.yaml'], alone);
    expect(diff.code).toBe(EXIT.incomplete);
    expect(diff.out).toMatch(/^one: tools not known$/m);
    expect(diff.out).not.toContain('no tools');
    expect(diff.out.match(/--enumerate=all/g)).toHaveLength(1);
  });

  it('lists those that are named', async () => {
    const { code, out } = await tools('list', ['two', '--enumerate=all', '--format', 'json'], alone);
    expect(code).toBe(EXIT.pass);
    expect(JSON.parse(out)).toMatchObject({ servers: [{ server: 'two', offering: { tools: [{ name: 'only' }] } }] });
    expect((await tools('list', ['three', '--enumerate=all'], alone)).err).toContain('there is no server three');
  });

  it('keeps the list of one, which is read again as the server gave it', async () => {
    const kept = join(folderWith({}), 'kept.json');
    expect((await tools('list', ['two', '--enumerate=all', '--save', kept], alone)).code).toBe(EXIT.pass);
    const { code, out } = await tools('list', ['two', '--enumerate=all', '--format', 'json'], alone);
    expect(code).toBe(EXIT.pass);
    const hash = (JSON.parse(out) as { servers: Array<{ offering: { tools: Array<{ hash: string }> } }> }).servers[0]
      ?.offering.tools[0]?.hash;
    const terminal = terminalAt('/');
    expect(await main(['tools', 'list', '--from', kept, '--format', 'json'], terminal)).toBe(EXIT.pass);
    expect(JSON.parse(terminal.out)).toMatchObject({ server: { name: 'hostile' }, tools: [{ name: 'only', hash }] });
    expect((await tools('list', ['--enumerate=all', '--save', kept], alone)).code).toBe(EXIT.usage);
  });

  it('asks at one keyboard whether to start, and then about the tools', async () => {
    const review = ['two', '--policy', 'policy.yaml', '--by', 'me@example.com'];
    const { code, policy, err } = await tools('review', review, typing('y', 'a'));
    expect({ code, err }).toMatchObject({ code: EXIT.pass });
    expect(policy).toMatch(/two:\n\s+tools:\n\s+reviewed:\n\s+only:[^]*by: me@example\.com/);
  });

  it('says what is new', async () => {
    const { code, out } = await tools('diff', ['two', '--policy', 'policy.yaml', '--enumerate=all'], alone);
    expect(code).toBe(EXIT.fail);
    expect(out).toContain('two: 1 new');
  });
});
