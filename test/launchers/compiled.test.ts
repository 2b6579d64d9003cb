import { describe, expect, it } from 'vitest';
import { cargo } from '../../src/launchers/cargo.ts';
import { dnx } from '../../src/launchers/dnx.ts';
import { dotnet } from '../../src/launchers/dotnet.ts';
import { go } from '../../src/launchers/go.ts';
import { interpreter } from '../../src/launchers/interpreter.ts';
import { java } from '../../src/launchers/java.ts';
import { jbang } from '../../src/launchers/jbang.ts';
import { nix } from '../../src/launchers/nix.ts';
import { vp } from '../../src/launchers/vp.ts';
import type { Launcher } from '../../src/launchers/index.ts';
import { follows, identified } from './_identify.ts';

const COMMIT = 'a'.repeat(40);

describe('packages of a registry', () => {
  it.each<[Launcher, string[], string, string, string | null, boolean]>([
    [go, ['run', 'go.example/a/cmd/b@latest', 'x'], 'go', 'go.example/a/cmd/b', 'latest', false],
    [go, ['run', '-mod', 'mod', '-tags=x', '--race', 'go.example/a@v1.2.3'], 'go', 'go.example/a', 'v1.2.3', true],
    [go, ['run', 'go.example/a@v1'], 'go', 'go.example/a', 'v1', false],
    [go, ['run', `go.example/a@${COMMIT}`], 'go', 'go.example/a', COMMIT, true],
    [dnx, ['A.B@1.2.3', '--yes', '--', '--version', '9'], 'NuGet', 'A.B', '1.2.3', true],
    [dnx, ['-y', '--prerelease', '--source', 'https://feed.example', 'A.B'], 'NuGet', 'A.B', null, false],
    [dnx, ['A.B@1.*'], 'NuGet', 'A.B', '1.*', false],
    [dotnet, ['tool', 'exec', 'A.B@1.0.0-beta.1'], 'NuGet', 'A.B', '1.0.0-beta.1', true],
    [dotnet, ['dnx', 'A.B'], 'NuGet', 'A.B', null, false],
    [jbang, ['--repos', 'x=https://repo.example', '-Da=b', 'g.h:a-b:1.0:runner'], 'maven', 'g.h:a-b', '1.0', true],
    [jbang, ['run', '--fresh', 'g:a:LATEST'], 'maven', 'g:a', 'LATEST', false],
    [jbang, ['g:a:1.0-SNAPSHOT'], 'maven', 'g:a', '1.0-SNAPSHOT', false],
    [vp, ['dlx', '@scope/pkg@1.0.0'], 'npm', '@scope/pkg', '1.0.0', true],
  ])('$id %j', (launcher, args, ecosystem, name, version, pinned) => {
    expect(identified(launcher, args).launch).toMatchObject({ ecosystem, package: name, version, pinned });
  });
});

describe('files of this machine', () => {
  it.each<[Launcher, string[], string]>([
    [go, ['run', '-C', '/x', './cmd/server', 'a'], './cmd/server'],
    [go, ['run', 'main.go'], 'main.go'],
    [go, ['run', '.'], '.'],
    [java, ['-Xmx1g', '-jar', 'C:\\a b\\server.jar', '-jar', 'other.jar'], 'C:\\a b\\server.jar'],
    [java, ['-cp', 'C:/a.jar;D:/b.jar', '--add-opens', 'a/b=c', 'com.example.Main'], 'C:/a.jar'],
    [java, ['-classpath', '/a.jar:/b.jar', 'Main'], '/a.jar'],
    [jbang, ['./a.java'], './a.java'],
    [dotnet, ['run', '--project', 'a@1/b.csproj', '--no-build', '--', '--project', 'c'], 'a@1/b.csproj'],
    [dotnet, ['--roll-forward', 'Major', 'a.dll', 'x'], 'a.dll'],
    [dotnet, ['run', 'a.cs'], 'a.cs'],
    [nix, ['run', './x#y', '--', 'z'], './x#y'],
    [cargo, ['+nightly', 'run', '-q', '--manifest-path', 'a/Cargo.toml', '--', 'x'], 'a/Cargo.toml'],
  ])('$id %j', (launcher, args, localEntry) => {
    expect(identified(launcher, args).launch).toMatchObject({ ecosystem: 'local', localEntry });
  });

  it.each<[string, string[], string, string]>([
    ['php', ['-d', 'a=b', 'artisan', 'x'], 'php', 'artisan'],
    ['php8.4', ['artisan'], 'php', 'artisan'],
    ['php84', ['-f', 'a.php'], 'php', 'a.php'],
    ['perl', ['-I', 'lib', '-w', 'a.pl'], 'perl', 'a.pl'],
    ['ruby', ['-Ilib', 'a.rb'], 'ruby', 'a.rb'],
    ['Rscript', ['--vanilla', 'a.R'], 'rscript', 'a.R'],
  ])('%s %j', (program, args, variant, localEntry) => {
    const result = interpreter.identify({ program, command: program, args });
    expect(result).toMatchObject({ launch: { launcher: 'binary', variant, localEntry }, target: { kind: 'unread' } });
  });

  it('are servers themselves where a name only begins like an interpreter', () => {
    const result = interpreter.identify({ program: 'php-mcp', command: 'php-mcp', args: [] });
    expect(result).toMatchObject({ launch: { localEntry: 'php-mcp' }, target: { kind: 'executable' } });
  });
});

describe('sources that are no registry', () => {
  it('of nix are pinned by a commit', () => {
    expect(identified(nix, ['run', 'github:o/r']).launch).toMatchObject({ ecosystem: 'nix', pinned: false });
    expect(identified(nix, ['run', `github:o/r/${COMMIT}#x`]).launch).toMatchObject({ pinned: true, version: COMMIT });
  });

  it('of jbang are aliases without a version, or URLs', () => {
    const alias = identified(jbang, ['tool@owner/repo']);
    expect(alias).toMatchObject({
      launch: { ecosystem: 'maven', pinned: false, sourceUrl: 'tool@owner/repo' },
      open: expect.any(String),
    });
    expect(alias.launch.version ?? null).toBeNull();
    expect(identified(jbang, ['https://host.example/a.java']).launch).toMatchObject({ ecosystem: 'url' });
  });
});

describe('options that change what runs', () => {
  it.each<[Launcher, string[]]>([
    [go, ['run', '-exec', 'evil', 'go.example/a@v1.0.0']],
    [go, ['run', '-overlay=x.json', '.']],
    [java, ['-javaagent:x.jar', '-jar', 'a.jar']],
    [dotnet, ['--depsfile', 'x', 'a.dll']],
    [cargo, ['--config', 'x', 'run']],
    [nix, ['run', '--override-input', 'a', 'b', 'github:o/r']],
    [interpreter, ['-r', 'x', 'a.rb']],
  ])('$id %j', (launcher, args) => {
    const program = launcher === interpreter ? 'ruby' : launcher.id;
    expect(launcher.identify({ program, command: program, args })).toHaveProperty('open');
  });

  it.each<[Launcher, string[]]>([
    [go, ['run', '-unknown', 'evil', 'go.example/a@v1.0.0']],
    [go, ['install', 'go.example/a']],
    [go, ['run', '$PKG']],
    [dnx, ['--unknown', 'evil', 'A.B']],
    [dnx, ['$PKG']],
    [dotnet, ['watch', 'run']],
    [java, ['--version']],
    [jbang, ['-c', 'code', 'x']],
    [jbang, ['--unknown', 'a', 'b']],
    [cargo, ['build']],
    [vp, ['dlx', '-p', 'a', 'b']],
    [vp, ['run', 'x']],
  ])('$id %j is not guessed at', (launcher, args) => expect(follows(launcher, args)).toBe(false));
});
