import { describe, expect, it } from 'vitest';
import { innerOf, unwrap } from './_unwrap.ts';

describe('shells', () => {
  it.each<[string, string[], string, string]>([
    ['sh', ['-c', 'exec npx pkg'], 'sh -c', 'npx pkg'],
    ['bash', ['-lc', 'npx pkg'], 'bash -lc', 'npx pkg'],
    ['bash', ['--norc', '-i', '-c', 'npx pkg', 'zero'], 'bash -c', 'npx pkg'],
    ['bash', ['-o', 'pipefail', '-c', 'npx pkg'], 'bash -c', 'npx pkg'],
    ['zsh', ['-ilc', 'A=b npx pkg'], 'zsh -ilc', 'npx pkg'],
    ['fish', ['--command', 'npx pkg'], 'fish --command', 'npx pkg'],
    ['sh', ['-c', 'exec "$@"', 'zero', 'npx', 'pkg'], 'sh -c', 'npx pkg'],
    ['cmd', ['/c', 'npx', 'pkg'], 'cmd /c', 'npx pkg'],
    ['cmd', ['/d', '/s', '/C', 'npx pkg "a b"'], 'cmd /c', 'npx pkg a b'],
    ['cmd', ['/V:ON', '/k', 'call', 'npx', 'pkg'], 'cmd /k', 'npx pkg'],
    ['cmd', ['/c', '"C:\\Program Files\\nodejs\\npx.cmd" pkg'], 'cmd /c', 'C:\\Program Files\\nodejs\\npx.cmd pkg'],
    [
      'powershell',
      ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-Command', 'npx pkg'],
      'powershell -Command',
      'npx pkg',
    ],
    ['pwsh', ['-c', '& "C:\\a b\\npx.cmd" pkg'], 'pwsh -Command', 'C:\\a b\\npx.cmd pkg'],
    ['powershell', ['npx', 'pkg'], 'powershell', 'npx pkg'],
    ['wsl', ['npx', '-e', 'pkg'], 'wsl', 'npx -e pkg'],
    ['wsl', ['-d', 'Ubuntu', '--cd', '~', '-e', 'bash', '-lc', 'npx pkg'], 'wsl', 'bash -lc npx pkg'],
    ['wsl', ['~', '--', 'npx', 'pkg'], 'wsl', 'npx pkg'],
    ['wsl', ['exec npx pkg'], 'wsl', 'npx pkg'],
  ])('%s %j', (program, args, name, inner) => {
    expect(unwrap(program, args)?.name).toBe(name);
    expect(innerOf(program, args)).toBe(inner);
  });

  it.each<[string, string[]]>([
    ['bash', ['-c', 'cd /x && npx pkg']],
    ['bash', ['-c', 'npx pkg "$(evil)"']],
    ['cmd', ['/c', 'cd /d C:\\x && npx pkg']],
    ['cmd', ['/c', 'set', 'A=b', '&&', 'npx', 'pkg']],
    ['cmd', ['/c', '(npx pkg)']],
    ['cmd', ['/c', 'set A=b&&', 'npx', 'pkg']],
    ['cmd', ['/c', 'first&', 'npx', 'pkg']],
    ['powershell', ['-Command', '$env:A="b"; npx pkg']],
    ['powershell', ['-Command', '& { npx pkg }']],
    ['powershell', ['-EncodedCommand', 'AAAA']],
    ['wsl', ['cd', '/x', '&&', 'npx', 'pkg']],
    ['wsl', ['cd /x && npx pkg']],
  ])('do not look through the line of %s %j', (program, args) => {
    expect(unwrap(program, args)?.result).toMatchObject({
      kind: 'end',
      launch: { launcher: 'shell', ecosystem: 'unknown' },
      open: expect.any(String),
    });
  });

  it.each<[string, string[], string, string]>([
    ['bash', ['run.sh', '-c', 'x'], 'bash', 'run.sh'],
    [
      'powershell',
      ['-ExecutionPolicy', 'Bypass', '-File', 'C:\\a b\\run.ps1', '-Command', 'x'],
      'powershell -File',
      'C:\\a b\\run.ps1',
    ],
    ['pwsh', ['./run.ps1', '-Run'], 'pwsh', './run.ps1'],
  ])('take the script of %s %j for the server', (program, args, name, localEntry) => {
    expect(unwrap(program, args)).toMatchObject({
      name,
      result: { kind: 'end', launch: { launcher: 'shell', ecosystem: 'local', localEntry } },
    });
  });

  it.each<[string, string[]]>([
    ['bash', []],
    ['bash', ['-s']],
    ['bash', ['--unknown', '-c', 'npx pkg']],
    ['cmd', ['npx', 'pkg']],
    ['cmd', ['/unknown', '/c', 'npx']],
    ['powershell', ['-Unknown', 'x', 'npx pkg']],
    ['wsl', ['--list']],
  ])('do not guess at %s %j', (program, args) => expect(innerOf(program, args)).toBe('problem'));

  it('say what may be read once more', () => {
    expect(unwrap('bash', ['-c', 'npx $X pkg'])?.result).toHaveProperty('open');
    expect(unwrap('bash', ['--rcfile', 'x', '-c', 'npx pkg'])?.result).toHaveProperty('open');
    expect(unwrap('cmd', ['/c', 'npx', 'pkg', 'a&evil'])?.result).toHaveProperty('open');
    expect(unwrap('cmd', ['/c', 'npx', 'pkg', 'a & b'])?.result).not.toHaveProperty('open');
    expect(unwrap('wsl', ['npx', '$X'])?.result).toHaveProperty('open');
    expect(unwrap('wsl', ['-e', 'npx', '$X'])?.result).not.toHaveProperty('open');
  });
});

describe('ssh', () => {
  it('ends what can be followed, with a gap', () => {
    expect(unwrap('ssh', ['-i', 'key', '-p', '22', 'user@host', 'npx pkg'])).toMatchObject({
      name: 'ssh',
      result: {
        kind: 'end',
        launch: { launcher: 'binary', variant: 'ssh' },
        target: { kind: 'unread' },
        open: expect.any(String),
      },
    });
    expect(innerOf('ssh', ['-o', 'x'])).toBe('problem');
  });
});
