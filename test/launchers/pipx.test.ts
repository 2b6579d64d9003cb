import { describe, expect, it } from 'vitest';
import { pipx } from '../../src/launchers/pipx.ts';
import { follows, identified } from './_identify.ts';

describe('pipx run', () => {
  it.each([
    [['run', 'pkg', '--spec', 'shown'], 'pkg', null, false, null],
    [['run', 'pkg==1.0.0'], 'pkg', '1.0.0', true, null],
    [['run', '--no-cache', '-qv', 'pkg[x]>=1'], 'pkg', '>=1', false, null],
    [['run', '--spec', 'pkg==1.0.0', 'tool', 'shown'], 'pkg', '1.0.0', true, 'tool'],
    // argparse takes the first letters of an option.
    [['run', '--spe', 'pkg', 'shown'], 'pkg', null, false, 'shown'],
    [['run', '--python', 'shown', '--with', 'shown', 'pkg'], 'pkg', null, false, null],
    [['run', '-ihttps://index.example', 'pkg'], 'pkg', null, false, null],
    [['run', '--', 'pkg'], 'pkg', null, false, null],
    [['run', '--spec', 'pkg==${V}', 'tool'], 'pkg', '${V}', false, 'tool'],
  ])('%j', (args, name, version, pinned, entryCommand) => {
    expect(identified(pipx, args).launch).toMatchObject({
      launcher: 'pipx',
      ecosystem: 'PyPI',
      package: name,
      version,
      pinned,
      entryCommand,
    });
  });

  it.each([
    [['run', '--spec', 'git+https://host.example/o/r@v2', 'tool'], { ecosystem: 'git', version: 'v2', package: null }],
    [['run', 'https://host.example/s.py'], { ecosystem: 'url', sourceUrl: 'https://host.example/s.py' }],
    [['run', '--spec', './folder', 'tool'], { ecosystem: 'local', localEntry: './folder' }],
    [['run', 'server.py'], { ecosystem: 'local', localEntry: 'server.py' }],
    [['run', '--path', 'server'], { ecosystem: 'local', localEntry: 'server' }],
  ])('tells %j from a name of the registry', (args, launch) => {
    expect(identified(pipx, args).launch).toMatchObject({ launcher: 'pipx', ...launch });
  });

  it('names the registry and what comes along', () => {
    const index = 'https://index.example/simple';
    expect(identified(pipx, ['run', '--index-url', index, '--with', 'a>1', 'pkg']).launch).toMatchObject({
      registry: index,
      extraPackages: [{ ecosystem: 'PyPI', name: 'a', version: '>1' }],
    });
    expect(identified(pipx, ['run', `--pip-args=--index-url=${index} --pre`, 'pkg'])).not.toHaveProperty('open');
    expect(identified(pipx, ['run', '--pip-args', `--index-url ${index}`, 'pkg']).launch.registry).toBe(index);
    expect(identified(pipx, ['run', '--pip-args=-r other.txt', 'pkg']).open).toBeDefined();
  });

  it.each([
    [['run']],
    [[]],
    [['install', 'pkg']],
    [['run', '--unknown', 'hidden', 'shown']],
    [['run', '--p', 'hidden', 'shown']],
    [['run', '--no-cache=hidden', 'shown']],
    [['run', '--spec', '--path', 'shown']],
    [['run', '--python-args', '-m hidden', 'shown']],
    [['run', '--pypackages', 'shown']],
    [['run', '${PKG}']],
    [['run', '--spec', '${SPEC}', 'shown']],
  ])('does not guess what %j runs', (args) => expect(follows(pipx, args)).toBe(false));
});
