import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_SETTINGS, type Settings } from '../../src/model/server.ts';
import { discover } from '../../src/scan/discover.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const MACHINE = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] } as const;

/** The settings of one server of a client's fixture, after those of all its files. */
function settingsOf(client: string, server: string): Settings | undefined {
  const files = rootedFiles(join(import.meta.dirname, '../../fixtures/clients', client));
  const { declared } = discover({ home: true, managed: true, project: '/home/ada/shop', files: [] }, MACHINE, files);
  return declared.find((one) => one.client === client && one.entry.name === server)?.entry.settings;
}

describe('the settings of', () => {
  it.each<[client: string, server: string, settings: Partial<Settings>]>([
    ['5ire', 'notes', { approvedTools: ['*'] }],
    ['amazon-q', 'docs.acme', { approvedTools: ['search'] }],
    ['amazon-q', 'git', { approvedTools: ['log'] }],
    ['amazon-q', 'shop', { approvedTools: ['*'], enabledTools: ['add', 'list'] }],
    ['amazon-q', 'idle', { enabledTools: [] }],
    ['amp', 'charts', { enabledTools: ['draw_*'] }],
    ['antigravity', 'maps', { disabledTools: ['delete'] }],
    ['bob', 'tickets', { approvedTools: ['read'] }],
    ['cline', 'search', { approvedTools: ['find'] }],
    ['crush', 'files', { disabledTools: ['rm'] }],
    ['deepagents', 'plans', { enabledTools: ['read'] }],
    ['docker-mcp-toolkit', 'github-official', { enabledTools: ['get_me', 'list_issues'] }],
    ['docker-mcp-toolkit', 'duckduckgo', {}],
    ['factory', 'tracker', { disabledTools: ['close'], approvedTools: ['list'] }],
    ['factory', 'shop', { approvedTools: ['*'] }],
    ['firebender', 'android', { envFile: '.env.mcp' }],
    ['goose', 'fetch', { approvedTools: ['fetch'] }],
    ['goose', 'feed', { disabledTools: ['post'] }],
    ['hermes', 'github', { enabledTools: ['list_issues'], disabledTools: ['delete_repo'] }],
    ['kilo-code', 'files', { disabledTools: ['write'] }],
    ['kilo-code', 'older', { approvedTools: ['x'] }],
    ['kimi-code', 'papers', { enabledTools: ['read'] }],
    ['kiro', 'aws', { approvedTools: ['read'], disabledTools: ['write'] }],
    ['kiro', 'git', { approvedTools: ['*'] }],
    ['mistral-vibe', 'feed', { disabledTools: ['post'] }],
    ['opencode', 'files', { disabledTools: ['delete'] }],
    ['pool', 'files', { approvedTools: ['read_*'], disabledTools: ['write_file'] }],
    ['roo', 'files', { approvedTools: ['read'], disabledTools: ['write'] }],
    ['tabnine', 'style', { enabledTools: ['check'] }],
    ['trae', 'design', {}],
  ])('%s for %s', (client, server, settings) => {
    expect(settingsOf(client, server)).toEqual({ ...NO_SETTINGS, ...settings });
  });
});
