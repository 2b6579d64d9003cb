import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/io/index.ts';
import { discover, type Discovered, type Selection } from '../../src/scan/discover.ts';
import { identify } from '../../src/scan/identify.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const LINUX: Machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] };
const servers = (name: string): object => ({ mcpServers: { [name]: { command: name } } });

function look(
  files: Record<string, unknown>,
  selection: Partial<Selection> = {},
  env: Machine['env'] = {},
): Discovered {
  const whole = { home: true, managed: true, project: null, files: [], ...selection };
  return discover(whole, { ...LINUX, env }, rootedFiles(folderWith(files)));
}
const found = ({ declared }: Discovered): string[] =>
  declared.map(({ client, scope, entry }) => `${client} ${scope} ${entry.name}`);

describe('the Windows around a WSL', () => {
  const files = {
    'run/WSL/1_interop': '',
    'home/ada/.cursor/mcp.json': servers('inner'),
    'mnt/c/Users/Public/.cursor/mcp.json': servers('nobody'),
    'mnt/c/Users/Ada/AppData/Roaming/Claude/claude_desktop_config.json': servers('desktop'),
    'mnt/c/Users/Ada/.claude.json': { projects: { 'C:\\work\\shop': servers('local') } },
    'mnt/c/work/shop/.mcp.json': servers('shop'),
    'mnt/c/Program Files/ClaudeCode/managed-mcp.json': servers('managed'),
  };
  const windows = [
    'claude-code managed managed',
    'claude-code local local',
    'claude-code project shop',
    'claude-desktop user desktop',
  ];

  it('is looked at with the home of the same name', () => {
    const seen = look({ ...files, 'mnt/c/Users/zoe/.cursor/mcp.json': servers('other') });
    expect(found(seen)).toEqual([...windows, 'cursor user inner']);
    expect(seen.gaps).toEqual([]);
  });

  it('is told by a variable too, and may have one user of another name', () => {
    const { 'run/WSL/1_interop': _mark, ...unmarked } = files;
    const renamed = Object.fromEntries(
      Object.entries(unmarked).map(([path, content]) => [path.replace('Users/Ada', 'Users/boss'), content]),
    );
    expect(found(look(renamed, {}, { WSL_DISTRO_NAME: 'Debian' }))).toEqual([...windows, 'cursor user inner']);
    expect(found(look(renamed))).toEqual(['cursor user inner']);
  });

  it('has its folders on the mounted drives', () => {
    const { declared } = look(files);
    expect(declared.find(({ entry }) => entry.name === 'local')?.project).toBe('/mnt/c/work/shop');
  });

  it('starts what is installed there: nothing of it is looked for here', () => {
    const { candidates } = identify(look(files).declared);
    const targets = candidates.map(({ server: { name }, target }) => [name, target?.kind]);
    expect(Object.fromEntries(targets)).toMatchObject({ desktop: 'unread', managed: 'unread', inner: 'executable' });
  });

  it('with several users of other names is a gap', () => {
    const seen = look({
      'run/WSL/1_interop': '',
      'mnt/c/Users/bob/.cursor/mcp.json': servers('bob'),
      'mnt/c/Users/zoe/.cursor/mcp.json': servers('zoe'),
    });
    expect(seen.declared).toEqual([]);
    expect(seen.gaps).toMatchObject([{ kind: 'config-unreadable', location: { file: '/mnt/c/Users' } }]);
  });

  it.each<[string, Partial<Selection>]>([
    ["somebody else's home", { managed: false }],
    ['a project alone', { home: false, project: '/home/ada' }],
  ])('is not looked at with %s', (_what, selection) => {
    expect(found(look(files, selection)).filter((line) => /desktop|managed|shop/.test(line))).toEqual([]);
  });
});

describe('a file that several clients read', () => {
  const files = { 'home/ada/shop/.mcp.json': servers('shared'), 'home/ada/.copilot/config.json': {} };

  it('counts for its owner, and for the others that are on the machine', () => {
    expect(found(look(files, { project: '/home/ada/shop' }))).toEqual([
      'claude-code project shared',
      'copilot-cli project shared',
    ]);
  });

  it('counts for its owner alone when no home is looked at', () => {
    const seen = look(files, { home: false, project: '/home/ada/shop' });
    expect(found(seen)).toEqual(['claude-code project shared']);
  });
});
