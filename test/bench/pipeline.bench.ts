import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { startLab } from '../../fixtures/servers/lab/lab.mjs';
import { writeFiles } from '../stand-ins/folder.ts';
import { measured, median, type Run } from './_run.ts';
import { LAYOUTS } from './_trees.ts';

const SERVERS = 20;
const PACKAGES = 120;
const TOOLS = 25;
const ROUNDS = 5;
const POLICY = resolve(import.meta.dirname, '../../policy.example.yaml');

const toolsOf = (server: number): unknown => ({
  tools: Array.from({ length: TOOLS }, (_, at) => ({
    name: `${at % 2 === 0 ? 'get' : 'update'}_thing_${server}_${at}`,
    description:
      `${at % 2 === 0 ? 'Returns' : 'Changes'} the thing with the given id, and says what is known of it. `.repeat(4),
    inputSchema: { type: 'object', properties: { id: { type: 'string', description: 'Its id.' } }, required: ['id'] },
  })),
});

/** A home with everything that a scan looks at; the tools of each server in a list that was saved. */
function makeHome(home: string, url: string): string[] {
  const servers: Record<string, unknown> = { local: { url } };
  const lists: string[] = [];
  for (let at = 0; at < SERVERS - 1; at++) {
    const folder = join(home, `servers/s${at}`);
    LAYOUTS['hoisted']?.(folder, PACKAGES + (at === 0 ? PACKAGES : 0));
    servers[`server-${at}`] = {
      command: 'node',
      args: [join(folder, 'index.js'), '--api-key', '${API_KEY}'],
      env: { GITHUB_TOKEN: '${env:GITHUB_TOKEN}', LOG_LEVEL: 'info', REGION: 'eu-west-1' },
    };
    writeFiles(home, { [`lists/s${at}.json`]: toolsOf(at) });
    lists.push('--tools', `server-${at}=${join(home, `lists/s${at}.json`)}`);
  }
  writeFiles(home, {
    '.cursor/mcp.json': { mcpServers: servers },
    '.codeium/windsurf/mcp_config.json': { mcpServers: servers },
    '.npmrc': '//registry.example.com/:_authToken=${NPM_TOKEN}\n',
    '.aws/config': '[default]\nregion = eu-west-1\n',
    '.docker/config.json': { credsStore: 'desktop' },
  });
  return lists;
}

it(`the whole pipeline: ${SERVERS} servers, ${SERVERS * PACKAGES} packages`, async () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-bench-')));
  const lab = await startLab({ host: 'any', origin: 'any', auth: 'none', session: 'none' });
  try {
    const lists = makeHome(home, lab.url);
    const outputs = ['json', 'sarif', 'txt'].flatMap((ending) => ['-o', join(home, `report.${ending}`)]);
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: '', MCP_AUDIT_CACHE_DIR: join(home, 'cache') };
    const argv = ['scan', '--offline', '--policy', POLICY, ...lists];
    const run = (...more: string[]) => measured([...argv, ...more], env);
    const rounds = async (...more: string[]): Promise<string> => {
      const runs: Run[] = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await run(...more));
      const peak = Math.max(...runs.map(({ megabytes }) => megabytes));
      return `${Math.round(median(runs.map(({ ms }) => ms)))} ms, ${Math.round(peak)} MB`;
    };
    const first = await run('--no-cache', '--save', join(home, 'inventory.json'));
    const text = await rounds();
    const three = await rounds(...outputs);
    const { servers } = JSON.parse(readFileSync(join(home, 'inventory.json'), 'utf8')) as {
      servers: Array<{
        installation: { components: unknown[] } | null;
        offering: { tools: unknown[] } | null;
        probed: unknown;
      }>;
    };
    const packages = servers.reduce((sum, one) => sum + (one.installation?.components.length ?? 0), 0);
    const tools = servers.reduce((sum, one) => sum + (one.offering?.tools.length ?? 0), 0);
    process.stdout.write(
      `\n${servers.length} servers, ${packages} packages, ${tools} tools, 1 probed, a policy\n` +
        `first, with --save   ${Math.round(first.ms)} ms\nwarm                 ${text}\nwarm, three formats  ${three}\n`,
    );
    expect(servers.length).toBe(SERVERS);
    expect(packages).toBeGreaterThanOrEqual(SERVERS * PACKAGES - SERVERS);
    expect(servers.filter(({ probed }) => probed !== null)).toHaveLength(1);
  } finally {
    await lab.close();
    rmSync(home, { recursive: true, force: true });
  }
});
