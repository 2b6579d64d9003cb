import { describe, expect, it } from 'vitest';
import { imageFiles } from '../../../src/ecosystems/oci/image-files.ts';
import { applyLayer, emptyFolder } from '../../../src/ecosystems/oci/image-tree.ts';
import { followScripts } from '../../../src/ecosystems/oci/start-script.ts';

const NODE = `#!/bin/sh
set -e

# Run command with node if the first argument contains a "-" or is not a system command.
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`;

function follow(script: string, command: string[]): { command: string[]; open: string[] } {
  const root = emptyFolder();
  const file = (path: string, text: string, executable = true) => {
    const content = Buffer.from(text);
    const node = { kind: 'file' as const, layer: 0, entry: 0, size: content.length, executable, modified: 0, content };
    return { path, node };
  };
  const entries = [
    file('bin/start', script),
    file('bin/node', '\x7fELF'),
    file('app/run.js', ';', false),
    file('app/tool', ';'),
  ];
  applyLayer(root, entries, new Map(), { steps: 0 });
  return followScripts(command, imageFiles(root), { path: '/usr/bin:/bin', cwd: '/app' });
}

describe('followScripts', () => {
  it.each([
    [
      ['start', 'node', 'index.js'],
      ['node', 'index.js'],
    ],
    [
      ['/bin/start', '--flag'],
      ['node', '--flag'],
    ],
    [
      ['start', 'index.js'],
      ['node', 'index.js'],
    ],
    [
      ['start', './run.js'],
      ['node', './run.js'],
    ],
    [
      ['start', './tool', 'x'],
      ['./tool', 'x'],
    ],
  ])('knows the script of the Node images: %j', (command, expected) => {
    expect(follow(NODE, command)).toEqual({ command: expected, open: [] });
  });

  it('follows a last line of plain words, and says when more stands before it', () => {
    expect(follow('#!/bin/sh\nexec node /app/run.js "$@"\n', ['start', '-v'])).toEqual({
      command: ['node', '/app/run.js', '-v'],
      open: [],
    });
    const more = follow('#!/usr/bin/env bash\nset -euo pipefail\n./migrate\nexec "$@"', ['start', 'node', 'x']);
    expect(more).toEqual({ command: ['node', 'x'], open: [expect.stringMatching(/only the last line/)] });
  });

  it.each([
    ['no exec', '#!/bin/sh\nnode x\n'],
    ['a variable', '#!/bin/sh\nexec $RUNTIME "$@"\n'],
    ['a substitution', '#!/bin/sh\nexec $(which node) "$@"\n'],
    ['two commands', '#!/bin/sh\nexec node x; rm y\n'],
    ['itself', '#!/bin/sh\nexec start "$@"\n'],
  ])('does not guess at a script that ends with %s', (_, script) => {
    expect(follow(script, ['start', 'a'])).toEqual({ command: [], open: [expect.any(String)] });
  });

  it.each([[['node', 'x']], [['missing']], [[]]])('leaves %j alone', (command) => {
    expect(follow(NODE, command)).toEqual({ command, open: [] });
  });
});
