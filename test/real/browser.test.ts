import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab, type Lab, type LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import { probed, verdictsOf } from '../probes/_lab.ts';
import { chromium, FLAGS } from './_browser.ts';

/** All that a page can try on a server: JSON with and without a session, text, no type, a form. Runs in the browser. */
const ATTEMPTS = `
const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const start = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'page', version: '1' } } };
const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const post = (url, body, headers, mode) => fetch(url, { method: 'POST', mode, headers, body });
async function attempt(url) {
  const text = JSON.stringify(list);
  const tries = [
    () => post(url, text, json),
    async () => {
      const opened = await post(url, JSON.stringify(start), json);
      return post(url, text, { ...json, 'mcp-session-id': opened.headers.get('mcp-session-id') });
    },
    () => post(url, text, { 'content-type': 'text/plain' }, 'no-cors'),
    () => post(url, text, { 'content-type': 'text/plain; a=application/json' }, 'no-cors'),
    () => post(url, new Blob([text]), {}, 'no-cors'),
    () => navigator.sendBeacon(url, new Blob([text], { type: 'text/plain' })),
  ];
  for (const one of tries) { try { await one(); } catch {} }
  const frame = document.createElement('iframe');
  frame.name = 'target' + Math.random();
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', enctype: 'text/plain', action: url, target: frame.name });
  const field = document.createElement('input');
  field.name = text.slice(0, -1) + ',"params":{"a":"';
  field.value = '"}}';
  form.append(field);
  document.body.append(frame, form);
  const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1000); });
  form.submit();
  await loaded;
}
`;

/** The page, and the same in a frame whose origin is \`null\`. */
const pageFor = (urls: readonly string[]): string => {
  const run = `${ATTEMPTS}\n(async () => { for (const url of ${JSON.stringify(urls)}) await attempt(url); parent.postMessage('done', '*'); })();`;
  const framed = `<body><script>${run}</script></body>`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><body><script>
    let left = 2;
    addEventListener('message', ({ data }) => { if (data === 'done' && --left === 0) fetch('/done', { method: 'POST' }); });
    ${run}
  </script><iframe sandbox="allow-scripts allow-forms" srcdoc="${framed}"></iframe></body>`;
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

/** Opens a page of another loopback origin in a new browser, and waits until it has tried everything; false when it did not. */
async function visit(urls: readonly string[]): Promise<boolean> {
  const profile = mkdtempSync(join(tmpdir(), 'mcp-audit-browser-'));
  let finish: (isDone: boolean) => void = () => {};
  const done = new Promise<boolean>((resolve) => (finish = resolve));
  const site = createServer(({ method }, response) => {
    if (method === 'POST') finish(true);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(method === 'POST' ? '' : pageFor(urls));
  });
  const port = await listen(site);
  const args = [...FLAGS, `--user-data-dir=${profile}`, `http://localhost:${port}/`];
  const browser = spawn(chromium ?? '', args, { stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => browser.on('exit', resolve));
  browser.on('error', () => finish(false));
  const timer = setTimeout(() => finish(false), 60_000);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await ended;
    site.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const BASE = { auth: 'none', host: 'any', session: 'none' } as const;
const SERVERS: ReadonlyArray<readonly [string, boolean, Partial<LabConfig>]> = [
  ['JSON by CORS', true, { ...BASE, origin: 'any', cors: 'every', contentType: 'strict' }],
  ['text without CORS', true, { ...BASE, origin: 'any', cors: 'none', contentType: 'any' }],
  ['text from a sandboxed frame', true, { ...BASE, origin: 'null', cors: 'none', contentType: 'substring' }],
  [
    'JSON by CORS into a session',
    true,
    { ...BASE, origin: 'prefix', cors: 'reflect', contentType: 'strict', session: 'uuid' },
  ],
  ['refused by its origin', false, { ...BASE, origin: 'strict', cors: 'none', contentType: 'any' }],
  ['refused by its type, and by the preflight', false, { ...BASE, origin: 'any', cors: 'none', contentType: 'strict' }],
  ['refused by its origin in spite of CORS', false, { ...BASE, origin: 'strict', cors: 'every', contentType: 'any' }],
  [
    'refused for want of a token',
    false,
    { ...BASE, origin: 'any', cors: 'credentials', contentType: 'any', auth: 'bearer' },
  ],
];

if (chromium === undefined) process.stderr.write('\nNOT TESTED in a browser: there is no chromium\n');

describe.skipIf(chromium === undefined)('a page of another loopback origin', () => {
  let labs: Lab[] = [];
  const judged: boolean[] = [];
  const reached: boolean[] = [];
  let hasTried = false;

  beforeAll(async () => {
    labs = await Promise.all(SERVERS.map(([, , config]) => startLab(config)));
    for (const lab of labs) {
      const verdicts = verdictsOf(await probed(lab.url, { isActive: true }));
      const byCors = verdicts.cors === 'fail' && verdicts.origin === 'fail';
      judged.push(verdicts['simple-request'] === 'fail' || byCors);
    }
    const before = labs.map(({ state }) => state.tools);
    hasTried = await visit(labs.map(({ url }) => url));
    labs.forEach(({ state }, at) => reached.push(state.tools > (before[at] ?? 0)));
  });
  afterAll(async () => {
    await Promise.all(labs.map((lab) => lab.close()));
  });

  it('tries everything on every server', () => expect(hasTried).toBe(true));

  it.each(SERVERS.map(([name, isReachable], at) => [name, isReachable, at] as const))(
    '%s: reaches the tools: %s, as the verdicts say',
    (_, isReachable, at) => {
      expect({ judged: judged[at], reached: reached[at] }).toEqual({ judged: isReachable, reached: isReachable });
    },
  );
});
