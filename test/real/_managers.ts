import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The same four servers for every package manager, with the command of each. */
export const SERVERS: Readonly<Record<string, string>> = {
  '@modelcontextprotocol/server-filesystem': 'mcp-server-filesystem',
  '@modelcontextprotocol/server-everything': 'mcp-server-everything',
  '@upstash/context7-mcp': 'context7-mcp',
  'firecrawl-mcp': 'firecrawl-mcp',
};

const run = promisify(execFile);

/** Package managers in a folder of their own, with a home of their own. */
export interface Managers {
  home: string;
  /** A new folder with a project that depends on the servers. */
  project(name: string): string;
  /** Runs a manager in a folder; `npm` and `npx` are those of this machine. */
  run(tool: string, args: readonly string[], cwd: string, env?: Record<string, string>): Promise<void>;
  /** A folder whose `node` starts nothing: with it in PATH a launcher fetches and its package is not run. */
  idleNode: string;
  registry: string;
}

export async function prepareManagers(): Promise<Managers> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-managers-')));
  const npmrc = join(homedir(), '.npmrc');
  if (existsSync(npmrc)) copyFileSync(npmrc, join(home, '.npmrc'));
  const env = {
    // The network needs what the environment says of proxies and certificates; what moves caches stays outside.
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(CI$|XDG|PNPM|BUN|YARN|VOLTA|npm_)/i.test(name)),
    ),
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    npm_config_cache: join(home, '.npm'),
    npm_config_update_notifier: 'false',
    YARN_ENABLE_TELEMETRY: '0',
    // On CI machines yarn installs nothing without a lockfile.
    YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
  };
  const tools = join(home, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{}');
  const wanted = ['pnpm@10', 'yarn@1', '@yarnpkg/cli-dist@4', 'bun@1'];
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], { cwd: tools, env });
  const modules = join(tools, 'node_modules');
  const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: tools, env });

  // Without install scripts the command of bun is a stand-in: the program itself lies in the package for the platform.
  const platform = readdirSync(join(modules, '@oven')).find((name) =>
    existsSync(join(modules, '@oven', name, 'bin/bun')),
  );
  const bun = join(modules, '@oven', platform ?? '', 'bin/bun');
  const scripts: Record<string, string> = {
    pnpm: join(modules, 'pnpm/bin/pnpm.cjs'),
    yarn: join(modules, 'yarn/bin/yarn.js'),
    berry: join(modules, '@yarnpkg/cli-dist/bin/yarn.js'),
  };
  const idleNode = join(home, 'idle');
  mkdirSync(idleNode);
  writeFileSync(join(idleNode, 'node'), '#!/bin/sh\nexit 0\n');
  chmodSync(join(idleNode, 'node'), 0o755);

  return {
    home,
    idleNode,
    registry: stdout.trim(),
    project(name) {
      const folder = join(home, 'projects', name);
      mkdirSync(folder, { recursive: true });
      const dependencies = Object.fromEntries(Object.keys(SERVERS).map((server) => [server, '*']));
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }),
      );
      writeFileSync(join(folder, 'index.js'), '');
      return folder;
    },
    async run(tool, args, cwd, extra = {}) {
      mkdirSync(cwd, { recursive: true });
      const script = scripts[tool];
      const [program, words] =
        tool === 'bun' ? [bun, args] : script ? [process.execPath, [script, ...args]] : [tool, args];
      const PATH = [extra['PATH'] ?? [], dirname(process.execPath), env.PATH].flat().join(delimiter);
      await run(program, [...words], { cwd, env: { ...env, ...extra, PATH }, maxBuffer: 1e9 });
    },
  };
}
