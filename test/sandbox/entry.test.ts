import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { realStart, thisMachine, type Start } from '../../src/io/index.ts';
import { chooseContainment, containmentOf, startContained, type Containment } from '../../src/sandbox/index.ts';
import { listTools, type ServerListing } from '../../src/scan/list-tools.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { CLIENT, containmentFor, fixture, liveIo, ownTemporaryFolder, processesWith } from '../stand-ins/live.ts';

const temporary = ownTemporaryFolder();
afterEach(temporary.expectEmpty);

const options = { mayLeaveMachine: false, clientInfo: CLIENT };

/** A folder with a program that leaves a trace of its call and then does `script`. */
function programsWith(scripts: Record<string, string>): string {
  const files = Object.entries(scripts).map(([name, script]) => [
    name,
    `#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\n${script}\n`,
  ]);
  const folder = folderWith(Object.fromEntries(files));
  for (const name of Object.keys(scripts)) chmodSync(join(folder, name), 0o755);
  return folder;
}

const automatic = await chooseContainment({ sandbox: 'auto', network: false, realHome: false }, liveIo());
const hasBubblewrap = typeof automatic !== 'string' && automatic.sandbox?.kind === 'bubblewrap';
if (!hasBubblewrap) process.stderr.write('\nNOT TESTED: bubblewrap does not work on this machine.\n\n');

describe('an entry has no say in what keeps it in', () => {
  it('by its PATH', async () => {
    const folder = programsWith({ bwrap: 'exit 1', prlimit: 'exit 1', docker: 'exit 1' });
    const env = { PATH: `${folder}:${process.env['PATH']}` };
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs'), 'plain'],
      env,
      cwd: null,
      reads: [],
    };
    const listing = await listTools(
      { transport: 'stdio', launchable },
      { ...options, containment: await containmentFor('auto') },
      liveIo(),
    );
    expect(listing.problem).toBeNull();
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it.runIf(hasBubblewrap)('by variables of the loader, which only it gets', async () => {
    const seen: Array<{ args: readonly string[]; env: object }> = [];
    const start: Start = (command, args, more) => {
      seen.push({ args, env: more.env });
      return realStart(command, args, more);
    };
    const env = { LD_PRELOAD: '/evil.so', LD_LIBRARY_PATH: '/evil', API_TOKEN: 'a-secret-value' };
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs'), 'plain'],
      env,
      cwd: null,
      reads: [],
    };
    const contained = startContained(launchable, await containmentFor('auto', { graceMs: 300 }), {
      ...liveIo(),
      start,
    });
    if (typeof contained === 'string') throw new Error(contained);
    await contained.end();
    const [{ args, env: outside } = { args: [], env: {} }] = seen;
    expect(outside).toMatchObject({ API_TOKEN: 'a-secret-value' });
    expect(Object.keys(outside).filter((name) => name.startsWith('LD_'))).toEqual([]);
    expect(args.join(' ')).toContain('--setenv LD_PRELOAD /evil.so');
    // Others on this machine can read the line.
    expect(args.join(' ')).not.toContain('a-secret-value');
  });
});

describe('docker as a sandbox', () => {
  /** Stands in for docker: runs what follows the image, as this user and outside of any container. */
  const docker = `[ "$1" = --log-level ] && shift 2
    case "$1" in
    run) env > "$(dirname "$0")/environment"
      while [ "$1" != the-image ]; do shift; done; shift; exec "$@" ;;
    ps) echo a-warning; echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ;;
    *) exit 0 ;;
  esac`;

  const ID = 'a'.repeat(64);

  const inDocker = async (
    env: Record<string, string>,
  ): Promise<{ folder: string; listing: ServerListing; containment: Containment }> => {
    const folder = programsWith({ docker });
    const machine = {
      ...thisMachine(),
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}`, HOME: '/home/of-docker' },
    };
    const io = { ...liveIo(), machine };
    const containment = await chooseContainment(
      { sandbox: 'require', image: 'the-image', network: false, realHome: false },
      io,
    );
    if (typeof containment === 'string') throw new Error(containment);
    const mark = `in-docker-${process.pid}`;
    const args = [fixture('hostile-stdio.mjs'), 'plain', mark];
    const launchable = { command: process.execPath, args, env, cwd: null, reads: [] };
    const listing = await listTools({ transport: 'stdio', launchable }, { ...options, containment }, io);
    expect(processesWith(mark)).toEqual([]);
    return { folder, listing, containment };
  };

  it('gets the values of variables by its own environment, and none that it obeys', async () => {
    const { folder, listing, containment } = await inDocker({ API_TOKEN: 'a-secret-value', DOCKER_HOST: 'tcp://evil' });
    expect(listing.problem).toBeNull();
    expect(containment.sandbox).toEqual({ kind: 'docker', program: join(folder, 'docker'), image: 'the-image' });
    const environment = readFileSync(join(folder, 'environment'), 'utf8').split('\n');
    expect(environment).toContain('API_TOKEN=a-secret-value');
    expect(environment).toContain('HOME=/home/of-docker');
    expect(environment.filter((line) => line.includes('tcp://evil'))).toEqual([]);
    const [inspect, run = '', remove] = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(inspect).toBe('inspect --type image -- the-image');
    expect(run).toContain('--env API_TOKEN ');
    expect(run).toContain('--env DOCKER_HOST=tcp://evil');
    expect(run).not.toContain('a-secret-value');
    // What ends the client of an engine does not end the container.
    expect(remove).toMatch(/^rm --force session-\d+$/);
  });

  const ownContainer = async (
    args: readonly string[],
    change: Partial<Containment> = {},
  ): Promise<{ listing: ServerListing; calls: string[]; environment: string[] }> => {
    const folder = programsWith({ docker });
    const machine = { ...thisMachine(), env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } };
    const containment = { ...(await containmentFor('none')), ...change };
    const env = { API_TOKEN: 'a-secret-value', PATH: '/evil', DOCKER_HOST: 'tcp://evil' };
    const launchable = { command: 'docker', args, env, cwd: null, reads: [] };
    const listing = await listTools(
      { transport: 'stdio', launchable },
      { ...options, containment },
      { ...liveIo(), machine },
    );
    const linesOf = (name: string): string[] =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').trim().split('\n') : [];
    return { listing, calls: linesOf('calls'), environment: linesOf('environment') };
  };
  const server = ['the-image', process.execPath, fixture('hostile-stdio.mjs'), 'plain'];

  it('of a line that makes its own container: that is found again and ended', async () => {
    const { listing, calls } = await ownContainer([
      '--log-level',
      'error',
      'run',
      '-i',
      '--rm',
      '-e',
      'API_TOKEN',
      ...server,
    ]);
    expect(listing.problem).toBeNull();
    const [run = '', list = '', remove] = calls;
    const [, label] = /--label (session-\d+)/.exec(run) ?? [];
    expect(run).toBe(
      `--log-level error run --memory 2147483648 --pids-limit 200 -i --rm -e API_TOKEN --pull never --network none --label ${label} ${server.join(' ')}`,
    );
    expect(list).toBe(`ps --all --quiet --no-trunc --filter label=${label}`);
    expect(remove).toBe(`rm --force ${ID}`);
    expect(listing.containment.slice(0, 3)).toEqual([
      'It runs in the container that its own line makes, by your container engine.',
      'It has no network, and no image is fetched.',
      'Its line shares nothing of this machine with it.',
    ]);
  });

  it.each([
    [['run', '-i', '-v', '/:/host', '--mount=type=bind', '-v/a:/b'], '--volume, --mount'],
    // Short options may be joined.
    [['run', '-itv', '/:/host'], '--volume'],
    [['run', '-i', '--device-cgroup-rule=a *:* rwm', '--cidfile', '/tmp/written'], '--device-cgroup-rule, --cidfile'],
    [['run', '-i', '--privileged'], '--privileged'],
    [['run', '-i', '--network', 'host'], '--network'],
    [['run', '-i', '--net=host'], '--network'],
  ])('%j is told to be open, and is no sandbox', async (args, opens) => {
    const { listing, calls } = await ownContainer([...args, ...server], { isRequired: true });
    expect(listing.problem?.message).toBe(`A sandbox is required, and the container of its line is open (${opens}).`);
    expect(calls).toEqual([]);
    const open = await ownContainer([...args, ...server]);
    expect(open.listing.problem).toBeNull();
    expect(open.listing.containment.join(' ')).toContain(opens === '--network' ? 'It can use the network.' : opens);
  });

  it('gets no variable of this user that a line passes on by its name, and cannot undo what keeps it in', async () => {
    process.env['OF_THIS_USER'] = 'nobody-may-see-it';
    onTestFinished(() => void delete process.env['OF_THIS_USER']);
    const words = ['-i', '-e', 'OF_THIS_USER', '-eAPI_TOKEN', '--pull=always', '--label', 'session=mine'];
    const { listing, calls, environment } = await ownContainer(['run', ...words, ...server]);
    expect(listing.problem).toBeNull();
    expect(calls[0]).toMatch(
      /--pull=always --label session=mine --pull never --network none --label session-\d+ the-image/,
    );
    expect(environment).toContain('API_TOKEN=a-secret-value');
    expect(environment.join('\n')).not.toContain('nobody-may-see-it');
  });

  it.each([
    [['--host', 'tcp://evil', 'run'], 'Its line has the container engine run in a way of its own (--host)'],
    [['--config=/tmp/evil', 'run'], 'Its line has the container engine run in a way of its own (--config)'],
    [['run', '--no-such-option'], 'Its line has an option of a container engine that is not known here.'],
  ])('%j is not started where a sandbox is at hand', async (args, why) => {
    const sandbox = { kind: 'bubblewrap', program: '/usr/bin/bwrap' } as const;
    const { listing, calls } = await ownContainer([...args, ...server], { sandbox });
    expect(listing.problem?.message).toContain(why);
    expect(calls).toEqual([]);
  });

  it('a program that is only called like an engine is kept in as any other', async () => {
    const containment = await containmentFor('none');
    const folder = programsWith({ docker });
    const machine = { ...thisMachine(), env: { PATH: folder } };
    const kindOf = (command: string): string | undefined => {
      const found = containmentOf({ command, args: ['run', '-i', 'the-image'] }, containment, { ...liveIo(), machine });
      return typeof found === 'string' ? found : found.sandbox?.kind;
    };
    expect(kindOf('docker')).toBe('own-container');
    expect(kindOf(join(folder, 'docker'))).toBe('own-container');
    expect(kindOf(join(programsWith({ docker }), 'docker'))).toBeUndefined();
    expect(kindOf('./docker')).toBeUndefined();
  });
});
