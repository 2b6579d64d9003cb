import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A home whose npx cache holds the servers. */
    home: string;
    /** Specs that the registry would not give. */
    missing: string[];
  }
}

/** Real servers, as people declare them: four with published advisories against them, the rest as they are today. */
export const SPECS = [
  'mcp-remote@0.1.15',
  '@modelcontextprotocol/inspector@0.14.0',
  'figma-developer-mcp@0.6.0',
  '@modelcontextprotocol/server-filesystem@2025.3.28',
  '@modelcontextprotocol/server-filesystem',
  '@playwright/mcp',
  '@modelcontextprotocol/server-everything',
  '@modelcontextprotocol/server-memory',
  '@upstash/context7-mcp',
  '@notionhq/notion-mcp-server',
  'firecrawl-mcp',
  'mcp-server-kubernetes',
] as const;

const run = promisify(execFile);

/** Has npx itself fetch a package into its cache, without starting it or any install script. */
async function fetchPackage(home: string, spec: string): Promise<void> {
  const env = { ...process.env, HOME: home, npm_config_cache: join(home, '.npm'), npm_config_update_notifier: 'false' };
  await run('npx', ['--yes', '--ignore-scripts', `--package=${spec}`, '-c', 'node -v'], { env, cwd: home });
}

/** Installs every server once into a new home and takes it away after the tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-real-')));
  const npmrc = join(homedir(), '.npmrc');
  if (existsSync(npmrc)) copyFileSync(npmrc, join(home, '.npmrc'));
  const missing: string[] = [];
  for (const spec of SPECS) {
    try {
      await fetchPackage(home, spec);
    } catch {
      await fetchPackage(home, spec).catch(() => missing.push(spec));
    }
  }
  if (missing.length > 0) process.stderr.write(`\nNOT TESTED, the registry did not give: ${missing.join(', ')}\n\n`);
  project.provide('home', home);
  project.provide('missing', missing);
  return () => rmSync(home, { recursive: true, force: true });
}
