import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLab, type LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import type { ProbeId } from '../../src/model/observation.ts';
import type { Severity } from '../../src/model/severity.ts';
import type { ToolClass } from '../../src/model/tool.ts';
import { targetOf, type ProbeOptions } from '../../src/probes/index.ts';
import { probed, verdictsOf } from './_lab.ts';

const OPEN = { host: 'any', origin: 'any', cors: 'none', auth: 'none', contentType: 'any', session: 'none' } as const;

async function severities(
  settings: Partial<LabConfig>,
  options: ProbeOptions = {},
): Promise<Record<ProbeId, Severity>> {
  const lab = await startLab({ ...OPEN, ...settings });
  onTestFinished(() => lab.close());
  const { verdicts } = await probed(lab.url, options);
  return Object.fromEntries(verdicts.map(({ check, severity }) => [check, severity])) as Record<ProbeId, Severity>;
}

async function serve(handler: RequestListener): Promise<number> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const TOOLS = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [] } });

describe('severity', () => {
  it.each<[string, ToolClass[] | null, Partial<LabConfig>, Partial<Record<ProbeId, Severity>>]>([
    ['nothing is known of the tools', null, {}, { rebinding: 'high', origin: 'high', auth: 'medium', host: 'low' }],
    ['a tool runs things', ['read', 'execute'], {}, { rebinding: 'high', origin: 'high', auth: 'medium' }],
    ['a tool writes', ['write'], {}, { rebinding: 'high' }],
    ['every tool reads', ['read'], {}, { rebinding: 'medium', origin: 'medium', auth: 'low', bind: 'info' }],
    ['every tool reads, for the network', ['read'], { bind: 'every' }, { rebinding: 'high', bind: 'medium' }],
    ['the network may come in', null, { bind: 'every' }, { bind: 'high', auth: 'high' }],
    ['only the Origin is looked at', null, { origin: 'strict' }, { rebinding: 'info', host: 'info', origin: 'info' }],
    ['a page cannot get there', null, { host: 'strict', contentType: 'strict' }, { origin: 'medium' }],
    ['a form gets there', null, {}, { 'simple-request': 'high' }],
    ['only a smuggled type gets there', null, { contentType: 'substring' }, { 'simple-request': 'medium' }],
    ['CORS lets pages in that the Origin keeps out', null, { origin: 'strict', cors: 'every' }, { cors: 'low' }],
    ['CORS lets every page in', null, { cors: 'every' }, { cors: 'high' }],
    ['it is not known', null, { session: 'uuid' }, { rebinding: 'unknown', host: 'unknown', session: 'unknown' }],
  ])('where %s', async (_, tools, settings, expected) => {
    expect(await severities(settings, { tools: tools === null ? null : new Set(tools) })).toMatchObject(expected);
  });

  it('of a token that is none: critical when it is taken, low when it is refused with the wrong status', async () => {
    const active = { isActive: true };
    expect((await severities({ auth: 'any-bearer' }, active)).token).toBe('critical');
    expect((await severities({ auth: 'bearer-403' }, active)).token).toBe('low');
  });
});

describe('the name that a server is called by', () => {
  it('is searched for: some take exactly one', async () => {
    const seen: string[] = [];
    const port = await serve(({ headers }, response) => {
      seen.push(headers.host ?? '');
      const isGood = headers.host === `localhost:${port}`;
      response.writeHead(isGood ? 200 : 403, { 'Content-Type': 'application/json' }).end(isGood ? TOOLS : '{}');
    });
    const report = await probed(`http://127.0.0.1:${port}/mcp`);
    expect(seen.slice(0, 3)).toEqual([
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      expect.stringMatching(/^localhost\.r\w+\.example:/) as string,
    ]);
    expect(report.notes).toContain(`It is called by the name localhost:${port}.`);
    expect(verdictsOf(report)).toMatchObject({ host: 'pass', rebinding: 'pass', origin: 'fail' });
  });

  it('that none is known of leaves the questions open', async () => {
    const port = await serve((_, response) => void response.writeHead(403).end());
    const report = await probed(`http://localhost:${port}/mcp`);
    expect(verdictsOf(report)).toMatchObject({ host: 'not-reached', rebinding: 'not-reached', auth: 'not-reached' });
    expect(report.requests).toBe(3);
  });
});

describe('metadata of a protected resource', () => {
  const withMetadata = (type: string, body: string, challenge = 'Bearer'): Promise<number> =>
    serve(({ url }, response) => {
      if (url?.startsWith('/.well-known/') === true) response.writeHead(200, { 'Content-Type': type }).end(body);
      else response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
    });

  it.each([
    ['application/json', '{"resource":"http://x/mcp","authorization_servers":["http://y"]}', ''],
    ['application/json', '{"resource":"http://x/mcp"}', 'lacks'],
    ['text/html', '<!doctype html>', 'there is no protected resource metadata'],
    [
      'application/json',
      '{"resource":"x","authorization_servers":["y"],"scopes_supported":["read","*"]}',
      'It offers the scope *',
    ],
  ])('%s %s', async (type, body, words) => {
    const report = await probed(`http://127.0.0.1:${await withMetadata(type, body)}/mcp`);
    const auth = report.verdicts.find(({ check }) => check === 'auth');
    expect(auth?.verdict).toBe('pass');
    expect(auth?.evidence.reason).toContain(words);
    const [, asked] = auth?.evidence.exchanges ?? [];
    expect(asked?.request.line).toBe('GET /.well-known/oauth-protected-resource/mcp HTTP/1.1');
  });

  it('at another origin is not fetched', async () => {
    const port = await withMetadata('text/html', '', 'Bearer resource_metadata="http://169.254.169.254/latest"');
    const { log } = await probed(`http://127.0.0.1:${port}/mcp`);
    expect(log.map(({ request }) => request.line)).toContain('GET /.well-known/oauth-protected-resource/mcp HTTP/1.1');
    expect(JSON.stringify(log.map(({ request }) => request))).not.toContain('169.254');
  });
});

describe('targetOf', () => {
  it.each([
    ['http://localhost:3000/mcp?a=1', ['127.0.0.1', '[::1]'], 'localhost:3000'],
    ['http://127.1:3000/', ['127.0.0.1'], '127.0.0.1:3000'],
    ['http://2130706433/', ['127.0.0.1'], '127.0.0.1'],
    ['https://[::1]/', ['[::1]'], '[::1]'],
    ['http://0.0.0.0:80/', ['127.0.0.1', '[::1]'], 'localhost'],
    ['http://user:secret@localhost:1/', ['127.0.0.1', '[::1]'], 'localhost:1'],
  ])('%s', (url, addresses, host) => {
    const target = targetOf(url);
    expect(target?.places.map((place) => place.url.hostname)).toEqual(addresses);
    expect(target?.places.every((place) => place.url.username === '')).toBe(true);
    expect(target?.host).toBe(host);
  });

  it.each(['http://10.0.0.1/', 'http://example.com/', 'http://localhost.example.com/', 'ws://localhost/', 'x', ''])(
    'is none for %j',
    (url) => expect(targetOf(url)).toBeNull(),
  );

  it('takes another address only where it is allowed, and never a name', () => {
    expect(targetOf('http://10.0.0.1:80/', ['10.0.0.1'])?.host).toBe('10.0.0.1');
    expect(targetOf('http://10.0.0.2/', ['10.0.0.1'])).toBeNull();
    expect(targetOf('http://example.com/', ['example.com'])).toBeNull();
  });
});
