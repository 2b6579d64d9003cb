import { describe, expect, it } from 'vitest';
import { isNotIdentified } from '../../src/launchers/index.ts';
import { node } from '../../src/launchers/node.ts';

const identify = (args: string[]) => node.identify({ program: 'node', command: 'node', args });

describe('node', () => {
  it.each([
    [['server.js'], 'server.js'],
    [['--no-warnings', '/a/server.js', '--port', '1'], '/a/server.js'],
    [['--inspect-port', '9230', 'server.js'], 'server.js'],
    [['node_modules/pkg/dist/index.js', 'x.js'], 'node_modules/pkg/dist/index.js'],
    [['--max-old-space-size=4096', 'server.js'], 'server.js'],
    [['--', '-odd.js'], '-odd.js'],
  ])('finds the script in %j', (args, path) => {
    expect(identify(args)).toMatchObject({
      launch: { launcher: 'node', localEntry: path },
      target: { kind: 'script', path },
    });
    expect(identify(args)).not.toHaveProperty('open');
  });

  it.each([
    [['--env-file', '.env', 'server.js'], 'server.js'],
    [['--env-file=.env', 'server.js'], 'server.js'],
    [['--env_file', '.env', 'server.js'], 'server.js'],
    [['-r', './hook.js', 'server.js'], 'server.js'],
    [['--require=./hook.js', 'server.js'], 'server.js'],
    [['--import', './hook.js', 'server.js'], 'server.js'],
    [['--experimental_loader', './hook.js', 'server.js'], 'server.js'],
  ])('says that more than the script runs in %j', (args, path) => {
    expect(identify(args)).toMatchObject({ target: { kind: 'script', path }, open: expect.any(String) });
  });

  it.each([
    [['node_modules/.bin/tsx', 'server.ts'], 'tsx'],
    [['./node_modules/tsx/dist/cli.mjs', 'server.ts'], 'tsx'],
    [['/a/node_modules/@babel/node/bin/x.js', 'server.ts'], '@babel/node'],
    [['C:\\a\\node_modules\\.bin\\ts-node.cmd', 'server.ts'], 'ts-node'],
  ])('hands on the package whose file %j runs', (args, name) => {
    expect(identify(args)).toMatchObject({ runs: { names: [name], args: ['server.ts'] } });
  });

  it.each([[['--run', 'start']], [['--no-warnings', '--run=start', '--', 'x']]])('knows a script in %j', (args) => {
    expect(identify(args)).toMatchObject({
      launch: { launcher: 'node', variant: 'node-run', entryCommand: 'start' },
      target: { kind: 'unread' },
      open: expect.any(String),
    });
  });

  it.each([
    [[]],
    [['-e', 'code']],
    [['--eval=code']],
    [['-']],
    [['--test', 'x.js']],
    [['inspect', 'x.js']],
    [['/opt/npm/bin/npx-cli.js', 'pkg']],
  ])('does not take %j for a server of its own', (args) => {
    expect(isNotIdentified(identify(args))).toBe(true);
  });
});
