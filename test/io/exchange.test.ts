import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HttpError, realExchange, type ExchangeAnswer } from '../../src/io/index.ts';

async function listen(server: Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp?a=1`);
}

async function textOf({ body }: ExchangeAnswer): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString('utf8');
  return text;
}

const soon = (): AbortSignal => AbortSignal.timeout(5_000);

describe('realExchange', () => {
  it('sends the Host that it is told, the path as it is, and closes the connection', async () => {
    let seen: IncomingMessage | null = null;
    const url = await listen(createServer((request, response) => void ((seen = request), response.end('ok'))));
    const answer = await realExchange({
      method: 'POST',
      url,
      headers: { host: 'evil.example:1', origin: 'null' },
      body: '{}',
      signal: soon(),
    });
    expect(await textOf(answer)).toBe('ok');
    expect(seen).toMatchObject({ method: 'POST', url: '/mcp?a=1' });
    expect((seen as unknown as IncomingMessage).headers).toEqual({
      host: 'evil.example:1',
      origin: 'null',
      connection: 'close',
      'content-length': '2',
    });
  });

  it('says its own Host where none is told', async () => {
    const url = await listen(createServer(({ headers }, response) => void response.end(headers.host)));
    expect(await textOf(await realExchange({ method: 'GET', url, headers: {}, signal: soon() }))).toBe(url.host);
  });

  it('joins headers that come again, and follows nothing', async () => {
    const url = await listen(
      createServer((_, response) => {
        response.writeHead(302, [
          ['Location', '/elsewhere'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['__proto__', 'x'],
        ] as never);
        response.end();
      }),
    );
    const { status, headers, close } = await realExchange({ method: 'GET', url, headers: {}, signal: soon() });
    close();
    expect(status).toBe(302);
    expect(headers['set-cookie']).toBe('a=1, b=2');
    expect(headers['location']).toBe('/elsewhere');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('rejects with HttpError when nobody is there, when time is up, and for headers that cannot be sent', async () => {
    const silent = await listen(createServer(() => {}));
    const at = (url: URL, headers = {}, signal = soon()): Promise<ExchangeAnswer> =>
      realExchange({ method: 'GET', url, headers, signal });
    await expect(at(new URL('http://127.0.0.1:1/'))).rejects.toThrow('ECONNREFUSED');
    await expect(at(silent, {}, AbortSignal.timeout(50))).rejects.toThrow('no answer in time');
    await expect(at(silent, { 'x-bad': 'a\nb' })).rejects.toBeInstanceOf(HttpError);
  });

  it('ends a body whose time is up, and lets go of one that is not wanted', async () => {
    let closed = 0;
    const url = await listen(
      createServer((_, response) => {
        response.on('close', () => closed++);
        response.write('begun');
      }),
    );
    const slow = await realExchange({ method: 'GET', url, headers: {}, signal: AbortSignal.timeout(100) });
    await expect(textOf(slow)).rejects.toBeInstanceOf(HttpError);
    const unwanted = await realExchange({ method: 'GET', url, headers: {}, signal: soon() });
    unwanted.close();
    await expect.poll(() => closed).toBe(2);
  });
});
