import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Path of a Chromium on this machine, if there is one. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

/** So that it asks nothing of any network by itself. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Fields = Record<string, unknown>;

/** A tab of a browser, driven by the DevTools protocol over pipes. */
export interface Tab {
  send(method: string, params?: Fields): Promise<Fields>;
  /** What the browser told on its own since it was started. */
  events: ReadonlyArray<{ method: string; params: Fields }>;
  /** Loads a page and waits for it; goes to another place on the page that is there. */
  open(url: string): Promise<void>;
  /** The value of an expression on the page, by JSON. */
  value(expression: string): Promise<unknown>;
  /** Presses one key, such as `Tab`, `Enter`, or a letter. */
  press(key: string): Promise<void>;
  close(): Promise<void>;
}

const KEYS: Readonly<Record<string, { code: number; text?: string }>> = {
  Tab: { code: 9 },
  Enter: { code: 13, text: '\r' },
  ' ': { code: 32, text: ' ' },
  ArrowDown: { code: 40 },
};

/** A new browser with an empty profile. */
export async function openTab(): Promise<Tab> {
  const profile = mkdtempSync(join(tmpdir(), 'mcp-audit-browser-'));
  const browser = spawn(
    chromium ?? '',
    [...FLAGS, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const ended = new Promise((resolve) => browser.on('exit', resolve));
  const input = browser.stdio[3] as Writable;
  const events: Array<{ method: string; params: Fields }> = [];
  const waiting = new Map<number, { resolve(result: Fields): void; reject(error: Error): void }>();
  const loads: Array<() => void> = [];
  let rest = '';
  const take = (message: { id?: number; method?: string; params?: Fields; result?: Fields; error?: Fields }): void => {
    if (message.id === undefined) {
      events.push({ method: message.method ?? '', params: message.params ?? {} });
      if (message.method === 'Page.loadEventFired') loads.splice(0).forEach((loaded) => loaded());
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined) asked?.reject(new Error(JSON.stringify(message.error)));
    else asked?.resolve(message.result ?? {});
  };
  (browser.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message));
  });
  const fail = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
  };
  browser.on('exit', fail).on('error', fail);
  let last = 0;
  const call = (method: string, params: Fields = {}, sessionId?: string): Promise<Fields> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      input.write(
        `${JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
      );
    });

  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params?: Fields): Promise<Fields> => call(method, params, String(sessionId));
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);

  return {
    send,
    events,
    async open(url) {
      const loaded = new Promise<void>((resolve) => loads.push(resolve));
      // Without one it is another place on the page that is there.
      const { loaderId } = await send('Page.navigate', { url });
      if (loaderId !== undefined) await loaded;
    },
    async value(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as Fields)['value'];
    },
    async press(key) {
      const { code, text = key.length === 1 ? key : undefined } = KEYS[key] ?? { code: key.charCodeAt(0) };
      const fields = { key, windowsVirtualKeyCode: code, ...(text === undefined ? {} : { text }) };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...fields });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...fields });
    },
    async close() {
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
