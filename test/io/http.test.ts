import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HttpError, realHttp } from '../../src/io/index.ts';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, env: Record<string, string> = {}, maxBytes = 1000) =>
  realHttp('test', env).then(async (http) => {
    try {
      return await http.request({ method: 'GET', url, timeoutMs: 5000, maxBytes });
    } finally {
      await http.close();
    }
  });

/** A proxy that tunnels, and remembers where to. */
async function proxy(): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const server = createServer();
  server.on('connect', ({ url = '' }, socket) => {
    tunnels.push(url);
    const [host = '', port = ''] = url.split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
  });
  return { url: await listen(server), tunnels };
}

describe('realHttp', () => {
  it('gives status, headers and text', async () => {
    const url = await listen(createServer((_, response) => response.writeHead(404, { 'X-Kind': 'a' }).end('gone')));
    expect(await get(url)).toMatchObject({ status: 404, text: 'gone', headers: { 'x-kind': 'a' } });
  });

  it('sends the headers of a request besides its own', async () => {
    const echo = createServer(({ headers }, response) => response.end(`${headers.accept} ${headers['user-agent']}`));
    const http = await realHttp('test', {});
    onTestFinished(() => http.close());
    const asked = { method: 'GET', url: await listen(echo), timeoutMs: 5000, maxBytes: 1000 } as const;
    expect((await http.request({ ...asked, headers: { accept: 'text/x' } })).text).toBe('text/x test');
    expect((await http.request(asked)).text).toBe('*/* test');
  });

  it('refuses redirects, long answers and silence', async () => {
    const redirect = await listen(createServer((_, response) => response.writeHead(302, { location: '/x' }).end()));
    const long = await listen(createServer((_, response) => response.end('x'.repeat(2000))));
    const cut = await listen(createServer((_, response) => response.destroy()));
    for (const url of [redirect, long, cut]) await expect(get(url)).rejects.toBeInstanceOf(HttpError);
  });

  it('says in words why nothing answered, with the code that people look for', async () => {
    const server = createServer();
    const url = await listen(server);
    server.close();
    await expect(get(url)).rejects.toThrow('the connection is refused (ECONNREFUSED)');
    await expect(get('http://nowhere.invalid/')).rejects.toThrow(
      /^(?:no such host is known \(ENOTFOUND\)|its name could not be looked up \(EAI_AGAIN\))$/,
    );
  });

  it('goes through the proxy of the environment, but for the hosts that need none', async () => {
    const target = await listen(createServer((_, response) => response.end('here')));
    const { url, tunnels } = await proxy();
    expect((await get(target, { HTTP_PROXY: url })).text).toBe('here');
    expect(tunnels).toEqual([new URL(target).host]);
    expect((await get(target, { http_proxy: url, no_proxy: '127.0.0.1' })).text).toBe('here');
    expect(tunnels).toHaveLength(1);
    expect((await get(target)).text).toBe('here');
    expect(tunnels).toHaveLength(1);
  });
});
