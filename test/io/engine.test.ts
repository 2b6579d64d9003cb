import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineAt, homeAt, localEngines, realFiles } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';

async function listen(answer: RequestListener, folder = folderWith({}), name = 'engine.sock'): Promise<string> {
  const socket = join(folder, name);
  const server = createServer(answer);
  server.listen(socket);
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return socket;
}

describe.skipIf(process.platform === 'win32')('an engine at a socket', () => {
  it('answers a GET with a stream', async () => {
    const socket = await listen((request, response) => response.end(`${request.method} ${request.url}`));
    const { status, body } = await engineAt(socket).get('/images/a/b:1/json', 10_000);
    const pieces = [];
    for await (const piece of body) pieces.push(piece);
    expect([status, Buffer.concat(pieces).toString()]).toEqual([200, 'GET /images/a/b:1/json']);
  });

  it('that is silent, breaks off or is not there is an error of one kind', async () => {
    const silent = await listen(() => {});
    await expect(engineAt(silent).get('/', 20)).rejects.toMatchObject({ name: 'HttpError' });
    await expect(engineAt('/nonexistent/engine.sock').get('/', 1000)).rejects.toMatchObject({ name: 'HttpError' });
    const broken = await listen((_, response) => response.write('x', () => response.destroy()));
    const { body } = await engineAt(broken).get('/', 10_000);
    const drain = async () => {
      for await (const _ of body);
    };
    await expect(drain()).rejects.toMatchObject({ name: 'HttpError' });
    const stalled = await listen((_, response) => response.write('x'));
    const slow = await engineAt(stalled).get('/', 50);
    await expect(
      (async () => {
        for await (const _ of slow.body);
      })(),
    ).rejects.toMatchObject({ name: 'HttpError' });
  });

  it('is found where its variables say, and only there', async () => {
    const folder = folderWith({ 'run/podman/none': '' });
    const socket = await listen((_, response) => response.end(), folder, 'docker.sock');
    await listen((_, response) => response.end(), join(folder, 'run/podman'), 'podman.sock');
    writeFileSync(join(folder, 'file'), '');
    const found = (env: Record<string, string>) =>
      Object.keys(localEngines({ ...homeAt(folder), platform: 'linux', env }, realFiles)).sort();
    const podman = { CONTAINER_HOST: 'unix:///nonexistent' };
    expect(found({ DOCKER_HOST: `unix://${socket}`, XDG_RUNTIME_DIR: join(folder, 'run') })).toEqual([
      'docker',
      'podman',
    ]);
    expect(found({ DOCKER_HOST: 'tcp://127.0.0.1:2375', ...podman })).toEqual([]);
    expect(found({ DOCKER_HOST: 'ssh://host', ...podman })).toEqual([]);
    expect(found({ DOCKER_HOST: `unix://${join(folder, 'file')}`, ...podman })).toEqual([]);
    expect(found({ DOCKER_HOST: 'unix:///nonexistent', ...podman })).toEqual([]);
  });

  it('is that of the context in use, as for docker itself', async () => {
    const folder = folderWith({});
    const socket = await listen((_, response) => response.end(), folder, 'docker.sock');
    const context = (name: string, Host: string): Record<string, unknown> => ({
      [`.docker/contexts/meta/${createHash('sha256').update(name).digest('hex')}/meta.json`]: {
        Name: name,
        Endpoints: { docker: { Host } },
      },
    });
    const contexts = { ...context('near', `unix://${socket}`), ...context('far', 'ssh://far') };
    const found = (config: unknown, env: Record<string, string> = {}) => {
      const home = folderWith({ ...contexts, '.docker/config.json': config });
      const engines = localEngines({ ...homeAt(home), platform: 'linux', env }, realFiles);
      return engines.docker !== undefined;
    };
    const host = { DOCKER_HOST: `unix://${socket}` };
    expect(found({ currentContext: 'near' })).toBe(true);
    expect(found({ currentContext: 'far' })).toBe(false);
    expect(found({ currentContext: 'unknown' })).toBe(false);
    expect(found('{ broken')).toBe(false);
    expect(found({ currentContext: 'near' }, { DOCKER_CONTEXT: 'far' })).toBe(false);
    expect(found({ currentContext: 'far' }, host)).toBe(true);
    expect(found({ currentContext: 'default' }, host)).toBe(true);
    expect(found({}, { ...host, DOCKER_CONTEXT: 'far' })).toBe(false);
  });
});
