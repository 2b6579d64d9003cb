import { describe, expect, it } from 'vitest';
import { isNotIdentified } from '../../src/launchers/index.ts';
import { node } from '../../src/launchers/node.ts';

const identify = (args: string[]) => node.identify({ program: 'node', command: 'node', args });

describe('node', () => {
  it.each([
    [['server.js'], 'server.js'],
    [['--no-warnings', '/a/server.js', '--port', '1'], '/a/server.js'],
    [['--env-file', '.env', 'server.js'], 'server.js'],
    [['--env-file=.env', 'server.js'], 'server.js'],
    [['-r', 'dotenv/config', '--import', 'x', 'server.js'], 'server.js'],
    [['--max-old-space-size=4096', 'server.js'], 'server.js'],
    [['--', '-odd.js'], '-odd.js'],
  ])('finds the script in %j', (args, path) => {
    expect(identify(args)).toMatchObject({
      launch: { launcher: 'node', localEntry: path },
      target: { kind: 'script', path },
    });
  });

  it.each([
    [[]],
    [['-e', 'code']],
    [['--eval=code']],
    [['-']],
    [['--test', 'x.js']],
    [['/opt/npm/bin/npx-cli.js', 'pkg']],
  ])('does not take %j for a server of its own', (args) => {
    expect(isNotIdentified(identify(args))).toBe(true);
  });
});
