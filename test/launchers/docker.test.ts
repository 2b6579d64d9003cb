import { describe, expect, it } from 'vitest';
import { isNotIdentified } from '../../src/launchers/index.ts';
import { docker } from '../../src/launchers/docker.ts';

const identify = (program: string, args: string[]) => docker.identify({ program, command: program, args });
const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('docker run', () => {
  it.each<[string[], string, string | null, boolean]>([
    [['run', '-i', '--rm', 'mcp/x'], 'mcp/x', null, false],
    [['run', '-it', '--name', 'n', 'mcp/x:1.0', '--name', 'other:2'], 'mcp/x', '1.0', false],
    [['run', '-ie', 'TOKEN', 'mcp/x:1'], 'mcp/x', '1', false],
    [['run', '-eTOKEN=abc', '-i', 'x'], 'x', null, false],
    [['run', '--rm=true', '--network=host', '-p', '1:1', '-v/a:/b', 'x'], 'x', null, false],
    [['run', '-v', 'evil/image:/data', 'x'], 'x', null, false],
    [['run', 'registry.example:5000/team/x'], 'registry.example:5000/team/x', null, false],
    [['run', 'registry.example:5000/team/x:2'], 'registry.example:5000/team/x', '2', false],
    [['run', `ghcr.example/a/b:1.0@${DIGEST}`], 'ghcr.example/a/b', '1.0', true],
    [['run', `a@${DIGEST}`], 'a', null, true],
    [['--context', 'run', 'container', 'run', 'x:1'], 'x', '1', false],
    [['run', '--', 'x:1'], 'x', '1', false],
  ])('%j', (args, name, version, pinned) => {
    expect(identify('docker', args)).toMatchObject({
      launch: { launcher: 'docker', ecosystem: 'oci', package: name, version, pinned },
      target: { kind: 'image', engine: 'docker' },
    });
  });

  it('keeps the entrypoint, the words for the image and the names of variables', () => {
    const line = [
      'run',
      '-e',
      'A',
      '--env=B=hunter2',
      '-eC=hunter2',
      '--env-file',
      'f',
      '--entrypoint',
      'serve',
      'x',
      '-y',
    ];
    const result = identify('docker', line);
    expect(result).toMatchObject({
      launch: { environment: ['A', 'B', 'C'] },
      target: { entrypoint: 'serve', args: ['-y'] },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it.each<[string[], string[]]>([
    [['-v', '/home/me/a:/app'], ['/app']],
    [
      ['-v/a:/b:ro', '--volume=name:/c'],
      ['/b', '/c'],
    ],
    [
      ['-v', 'C:\\Users\\me:/data', '-v', 'C:/me:/more:ro'],
      ['/data', '/more'],
    ],
    [['-v', '${env:HOME}/x:/data'], ['/data']],
    [['-v', '/anonymous'], []],
    [
      ['--mount', 'type=bind,src=/a,dst=/b,readonly', '--mount=type=volume,target=/c'],
      ['/b', '/c'],
    ],
    [['--tmpfs', '/tmp:size=1g'], ['/tmp']],
  ])('knows where %j lays something over the image', (options, mounts) => {
    const result = identify('docker', ['run', ...options, '-w', '/work', 'x:1']);
    expect(result).toMatchObject({ target: { mounts, workingDirectory: '/work' } });
    expect(result).not.toHaveProperty('open');
  });

  it.each([
    [['-v', '$DATA']],
    [['-v', '/a:${PLACE}']],
    [['--mount', '$M']],
    [['-w', '$PWD']],
    [['--volumes-from', 'c']],
  ])('says that %j leaves open what is where', (options) =>
    expect(identify('docker', ['run', ...options, 'x:1'])).toHaveProperty('open'),
  );

  it('says that more than the image runs', () => {
    expect(identify('docker', ['run', 'node:20', 'npx', '-y', 'pkg'])).toHaveProperty('open');
    expect(identify('docker', ['run', '--entrypoint', '/bin/sh', 'x', '-c', 'y'])).toHaveProperty('open');
    expect(identify('docker', ['run', 'x', 'serve'])).not.toHaveProperty('open');
    expect(identify('docker', ['-H', 'ssh://h', 'run', 'x'])).toHaveProperty('open');
    expect(identify('docker', ['--context', 'far', 'run', 'x'])).toHaveProperty('open');
    expect(identify('docker', ['--context', 'default', 'run', 'x'])).not.toHaveProperty('open');
  });

  it.each<[string[]]>([
    [['run', '--unknown', 'evil', 'good']],
    [['run', '-zi', 'x']],
    [['run', '$IMAGE']],
    [['run', '${IMAGE}:1']],
    [['run', 'Not/Lower']],
    [['run', 'x:a:b']],
    [['run', 'x@sha256:short']],
    [['run', '-i']],
    [['build', '.']],
    [['mcp', 'client', 'ls']],
    [[]],
  ])('does not guess at %j', (args) => expect(isNotIdentified(identify('docker', args))).toBe(true));
});

describe('other engines and verbs', () => {
  it('know their own options', () => {
    expect(identify('podman', ['--remote', 'run', '--secret', 'a', '--replace', 'x:1'])).toMatchObject({
      launch: { launcher: 'podman', package: 'x' },
    });
    expect(identify('nerdctl', ['-n', 'k8s.io', 'run', '-i', 'x:1'])).toMatchObject({
      launch: { launcher: 'docker', variant: 'nerdctl', package: 'x' },
      target: { engine: 'nerdctl' },
    });
    expect(isNotIdentified(identify('docker', ['run', '--secret', 'a', 'x']))).toBe(true);
  });

  it.each<[string, string[], string, string | null]>([
    ['docker', ['compose', '-f', 'c.yaml', 'run', '--rm', '-e', 'A', 'mcp', 'serve'], 'docker-compose', 'mcp'],
    ['docker-compose', ['run', 'mcp'], 'docker-compose', 'mcp'],
    ['docker', ['compose', 'up'], 'docker-compose', null],
    ['docker', ['exec', '-i', '-u', 'me', 'box', 'serve'], 'docker-exec', 'serve'],
    ['podman', ['exec', '-it', 'box', 'serve'], 'podman-exec', 'serve'],
    ['docker', ['start', '-ai', 'box'], 'docker-start', null],
    ['docker', ['mcp', 'gateway', 'run', '--servers', 'a'], 'docker-mcp-gateway', null],
  ])('%s %j has its image elsewhere', (program, args, variant, entryCommand) => {
    const result = identify(program, args);
    expect(result).toMatchObject({
      launch: { variant, ecosystem: 'unknown' },
      target: { kind: 'unread' },
      open: expect.any(String),
    });
    expect('target' in result && (result.launch.entryCommand ?? null)).toBe(entryCommand);
  });
});
