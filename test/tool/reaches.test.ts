import { describe, expect, it } from 'vitest';
import { entry, inspected } from './_tools.ts';

const text = { type: 'string' };

/** The names or kinds of what a tool reaches. */
function systemsOf(name: string, description: string, properties: object = {}, server?: string): string[] {
  const around = server === undefined ? {} : { serverInfo: { name: server } };
  return inspected([entry(name, description, properties)], around).reaches.map((reach) => reach.name ?? reach.system);
}

describe('reachesOf', () => {
  it.each<[string[], string, string, object?, string?]>([
    [['filesystem'], 'read_file', 'Read a file.', { path: text }],
    [['filesystem'], 'move', 'Move files and directories.', { source: text, destination: text }],
    [['network'], 'fetch', 'Fetch it.', { url: text }],
    [['network'], 'search', 'Searches the internet.'],
    [['shell'], 'run', 'Run it.', { command: text }],
    [['shell'], 'run_code', 'Run code.', { code: text }],
    [['database'], 'query', 'Run a query.', { sql: text }],
    [['browser'], 'evaluate', 'Execute JavaScript in the browser.', { script: text }],
    [['cloud'], 'pods', 'List Kubernetes pods.'],
    [['cloud'], 'cleanup', 'Clean all up.', {}, 'kubernetes'],
    [['GitHub'], 'issues', 'List issues of GitHub.'],
    [['GitLab'], 'push_files', 'Push it.', {}, 'gitlab-mcp-server'],
    [['Google Drive'], 'list', 'List what is in google-drive.'],
    [['Linear'], 'get_team', 'Get a team.', {}, 'linear-mcp-server'],
    [['Linear'], 'linear_get_team', 'Get a team.'],
    [['network', 'Slack', 'Notion'].sort(), 'sync', 'Sync Slack with Notion.', { webhook: text }],
    // What says too little.
    [[], 'interpolate', 'A linear interpolation.'],
    [[], 'get_file', 'Get a file of a design.', { id: text }],
    [[], 'get_thing', 'Get it.', { path: text }],
    [[], 'get_docs', 'Get it, see https://github.com/a/b and https://www.example.com/'],
    [[], 'add', 'Add two numbers.'],
  ])('%j: %s, "%s"', (expected, name, description, properties, server) => {
    expect(systemsOf(name, description, properties, server).toSorted()).toEqual(expected);
  });

  it('shows the words and parameters that say it, in one order', () => {
    const { reaches } = inspected([
      entry('save', 'Saves a web page into a file of a folder.', { url: text, path: text }),
    ]);
    expect(reaches).toEqual([
      { system: 'filesystem', name: null, words: ['`path`', 'file', 'folder'] },
      { system: 'network', name: null, words: ['`url`', 'web page'] },
    ]);
  });
});
