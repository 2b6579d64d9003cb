import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npxHash } from '../ecosystems/npm/locate-npx.ts';

/** One npx cache folder: the spec it was made for, and its packages with what they depend on. */
interface Tree {
  spec: string;
  packages: Record<string, { version: string; needs?: string[]; deprecated?: string }>;
}

/** Versions with published advisories, as they lie on machines that were set up a while ago. */
const TREES: readonly Tree[] = [
  {
    spec: 'mcp-remote@0.1.15',
    packages: {
      'mcp-remote': { version: '0.1.15', needs: ['@modelcontextprotocol/sdk', 'express', 'open'] },
      '@modelcontextprotocol/sdk': { version: '1.10.2', needs: ['express', 'cross-spawn'] },
      express: { version: '4.21.2', needs: ['body-parser', 'qs'] },
      'body-parser': { version: '1.20.2', needs: ['qs'] },
      qs: { version: '6.11.0' },
      'cross-spawn': { version: '7.0.3' },
      open: { version: '10.1.0' },
    },
  },
  {
    spec: '@modelcontextprotocol/server-filesystem@2025.3.28',
    packages: {
      '@modelcontextprotocol/server-filesystem': { version: '2025.3.28', needs: ['minimatch', 'glob'] },
      minimatch: { version: '10.0.1', needs: ['brace-expansion'] },
      'brace-expansion': { version: '2.0.1' },
      glob: {
        version: '9.3.5',
        needs: ['minimatch'],
        deprecated: 'Glob versions prior to v10 are no longer supported',
      },
    },
  },
  {
    spec: 'figma-developer-mcp',
    packages: {
      'figma-developer-mcp': { version: '0.6.0', needs: ['js-yaml'] },
      'js-yaml': { version: '4.1.1' },
    },
  },
];

function npxFolder({ spec, packages }: Tree): Record<string, string> {
  const [own = ''] = Object.keys(packages);
  const folder = `.npm/_npx/${npxHash([spec])}`;
  const range = (name: string): string => `^${packages[name]?.version ?? '0.0.0'}`;
  const lock: Record<string, unknown> = {};
  const files: Record<string, string> = {
    [`${folder}/package.json`]: JSON.stringify({ dependencies: { [own]: range(own) }, _npx: { packages: [spec] } }),
  };
  for (const [name, { version, needs = [], deprecated }] of Object.entries(packages)) {
    const dependencies = Object.fromEntries(needs.map((need) => [need, range(need)]));
    files[`${folder}/node_modules/${name}/package.json`] = JSON.stringify({ name, version, dependencies });
    lock[`node_modules/${name}`] = { version, dependencies, ...(deprecated === undefined ? {} : { deprecated }) };
  }
  files[`${folder}/node_modules/.package-lock.json`] = JSON.stringify({ lockfileVersion: 3, packages: lock });
  return files;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function configs(settings: string, notesUrl: string): Record<string, string> {
  return {
    [`${settings}/Claude/claude_desktop_config.json`]: json({
      mcpServers: {
        tickets: { command: 'npx', args: ['-y', 'mcp-remote@0.1.15', 'https://tickets.example.com/mcp'] },
        files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2025.3.28', '~/Documents'] },
      },
    }),
    '.cursor/mcp.json': json({
      mcpServers: {
        figma: {
          command: 'npx',
          args: ['-y', 'figma-developer-mcp', '--stdio'],
          // Of the form of a real one, and nobody's.
          env: { FIGMA_API_KEY: `figd_${'aB3dE6gH9jK2mN5pQ8sT'.repeat(2)}` },
        },
      },
    }),
    [`${settings}/Code/User/mcp.json`]: json({
      servers: {
        notes: { type: 'http', url: 'http://notes.example.com/mcp' },
        'desk-notes': { type: 'http', url: notesUrl },
        'old-notes': { command: 'npx', args: ['-y', 'notes-mcp@1.0.0'] },
      },
    }),
    '.codex/config.toml': '[mcp_servers.weather]\ncommand = "uvx"\nargs = ["weather-mcp"]\n',
  };
}

/**
 * Writes a home with four clients and bad servers into an empty folder. `settings` is the platform's settings folder in it, `notesUrl`
 * where one of the servers listens.
 */
export function buildDemoHome(home: string, settings: string, notesUrl: string): void {
  const files = Object.assign({}, configs(settings, notesUrl), ...TREES.map(npxFolder)) as Record<string, string>;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
