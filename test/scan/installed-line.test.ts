import { describe, expect, it } from 'vitest';
import { realFiles } from '../../src/io/index.ts';
import { NO_INSTALLATION, type Installation } from '../../src/model/installation.ts';
import { installedLine, type Words } from '../../src/scan/installed-line.ts';
import { folderWith } from '../stand-ins/folder.ts';

const installed = (path: string, root: string): Installation => ({
  ...NO_INSTALLATION,
  method: 'npx-cache',
  fidelity: 'installed',
  path,
  root,
});

describe('the line of what is installed', () => {
  const tree = (): string =>
    folderWith({
      'node_modules/@it/server/package.json': {
        name: '@it/server',
        version: '1.0.0',
        bin: { server: 'dist/cli.js', other: './other.sh' },
      },
      'node_modules/@it/server/dist/cli.js': '#!/usr/bin/env node\n',
      'node_modules/@it/server/other.sh': '#!/bin/sh\n',
      'node_modules/one/package.json': { name: 'one', version: '1.0.0', bin: './run' },
      'node_modules/one/run': '#!/usr/bin/env node\n',
      'bin/tool': '',
    });

  it.each([
    [
      'npx -y @it/server --flag -y',
      'node_modules/@it/server',
      'node PATH/node_modules/@it/server/dist/cli.js --flag -y',
    ],
    ['npx @it/server@1.0.0', 'node_modules/@it/server', 'node PATH/node_modules/@it/server/dist/cli.js'],
    ['npx --package=@it/server server x', 'node_modules/@it/server', 'node PATH/node_modules/@it/server/dist/cli.js x'],
    ['pnpm dlx one a', 'node_modules/one', 'node PATH/node_modules/one/run a'],
    ['bunx one', 'node_modules/one', 'node PATH/node_modules/one/run'],
    ['uvx tool --db x', 'tool', 'PATH/bin/tool --db x'],
    ['uvx --from thing[extra] tool', 'thing', 'PATH/bin/tool'],
    ['pipx run tool x', 'tool', 'PATH/bin/tool x'],
    // What is not sure is left to the line itself.
    ['npx -p @it/server other', 'node_modules/@it/server', null],
    ['npx -p @it/server nothing', 'node_modules/@it/server', null],
    ['npx -c one', 'node_modules/one', null],
    ['npx gone', 'node_modules/gone', null],
    ['uvx nothing', 'nothing', null],
    ['node server.js', 'node_modules/one', null],
    ['unknown-program one', 'node_modules/one', null],
  ])('%s', (line, root, expected) => {
    const path = tree();
    const [command = '', ...args] = line.split(' ');
    const found = installedLine({ command, args }, installed(path, root), realFiles);
    expect(found === null ? null : [found.command, ...found.args].join(' ').replaceAll(path, 'PATH')).toBe(expected);
  });

  it('is not told of what is only declared', () => {
    const words: Words = { command: 'npx', args: ['one'] };
    const path = tree();
    expect(installedLine(words, null, realFiles)).toBeNull();
    expect(installedLine(words, { ...installed(path, 'node_modules/one'), fidelity: 'locked' }, realFiles)).toBeNull();
    expect(installedLine(words, { ...installed(path, 'node_modules/one'), path: null }, realFiles)).toBeNull();
  });
});
