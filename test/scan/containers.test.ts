import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineAt, realFiles, thisMachine, type Engine } from '../../src/io/index.ts';
import type { Server } from '../../src/model/server.ts';
import { runningContainers } from '../../src/scan/containers.ts';
import { findIsolation } from '../../src/scan/isolation.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';
import { folderWith } from '../stand-ins/folder.ts';

const ID = '0123456789ab'.repeat(5);

const inspected = (image: string, command: string[] | null, host: object = {}): unknown => ({
  Id: ID,
  Config: { Image: image, Cmd: command, User: '1000', Env: ['TOKEN=value-that-nobody-may-see'] },
  HostConfig: { Privileged: false, NetworkMode: 'none', Memory: 0, ...host },
  Mounts: [],
});

/** An engine at a socket that answers these paths. */
async function engine(answers: Record<string, unknown>): Promise<{ engine: Engine; asked: string[] }> {
  const asked: string[] = [];
  const socket = join(folderWith({}), 'engine.sock');
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ''];
    if (answer === undefined) return void response.writeHead(404).end('{}');
    response
      .setHeader('content-type', 'application/json')
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((up) => server.listen(socket, up));
  onTestFinished(() => void server.close());
  return { engine: engineAt(socket), asked };
}

function look(
  entries: Record<string, unknown>,
  containers: Awaited<ReturnType<typeof runningContainers>>,
): Record<string, Server> {
  const { servers, candidates } = candidatesOf(entries);
  const found = findIsolation(servers, candidates, {
    machine: thisMachine(),
    files: realFiles,
    observing: null,
    containers,
  });
  return Object.fromEntries(found.map((server) => [server.id, server]));
}

const run = (...words: string[]) => ({ command: 'docker', args: ['run', '--rm', '-i', ...words] });

describe('a container that runs', () => {
  it('says how its server is kept apart, also where its line says otherwise', async () => {
    const { engine: docker, asked } = await engine({
      '/containers/json': [{ Id: ID }, { Id: '../etc' }, 7],
      [`/containers/${ID}/json`]: inspected('owner/server:1', ['--mode', 'x'], { NetworkMode: 'bridge' }),
    });
    const containers = await runningContainers({ docker });
    expect(asked).toEqual(['GET /containers/json', `GET /containers/${ID}/json`]);
    const { one, other, none } = look(
      {
        one: run('--network', 'none', 'owner/server:1', '--mode', 'x'),
        other: run('owner/server:1', '--mode', 'y'),
        none: run('owner/another:1'),
      },
      containers,
    );
    expect(one?.isolation?.network).toMatchObject({ basis: 'observed', value: { reach: 'all' } });
    expect(one?.isolationDisagreements).toMatchObject([{ aspect: 'network', isWeaker: true }]);
    expect(JSON.stringify(one)).not.toContain('value-that-nobody-may-see');
    for (const server of [other, none]) expect(server?.isolation?.network.basis).toBe('static');
  });

  it('is not taken for a server where several fit', () => {
    const container = { image: 'owner/server:1', command: [], inspected: inspected('owner/server:1', null) };
    const alone = look({ one: run('owner/server:1') }, [container]);
    expect(alone['one']?.isolation?.network.basis).toBe('observed');
    const twice = look({ one: run('owner/server:1') }, [container, container]);
    expect(twice['one']?.isolation?.network.basis).toBe('static');
  });

  it.each<[string, Record<string, unknown>]>([
    ['an engine that knows nothing', {}],
    ['no JSON', { '/containers/json': 'oops' }],
    ['another shape', { '/containers/json': { a: 1 } }],
    ['a container without a config', { '/containers/json': [{ Id: ID }], [`/containers/${ID}/json`]: { Id: ID } }],
    ['more than is read', { '/containers/json': `[${'1,'.repeat(3_000_000)}1]` }],
  ])('is not seen behind %s', async (_, answers) => {
    const { engine: docker } = await engine(answers);
    expect(await runningContainers({ docker })).toEqual([]);
  });

  it('is not seen where nobody listens', async () => {
    expect(await runningContainers({ docker: engineAt(join(folderWith({}), 'none.sock')) })).toEqual([]);
    expect(await runningContainers(undefined)).toEqual([]);
  });
});
