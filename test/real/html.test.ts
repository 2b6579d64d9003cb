import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { html } from '../../src/reporters/html.ts';
import { elementsOf, readMarkup } from '../stand-ins/markup.ts';
import { finding, report, server } from '../stand-ins/report.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { twelveServers } from '../stand-ins/report-twelve.ts';
import { chromium, openTab, type Tab } from './_browser.ts';

const render = (from: Report): string => html.render(from, { color: false, width: 80, verbose: false });

const ATTACK = `"><script>document.title='run'</script><img src=x onerror="document.title='run'"><style>*{display:none}</style></details></main><a href="javascript:document.title='run'">x</a><!--`;

/** Every text of a finding and of its server is an attack. */
function hostile(): Report {
  const texts = { title: ATTACK, fix: `Run \`${ATTACK}\`.`, evidence: [ATTACK], chain: [ATTACK, ATTACK], purl: ATTACK };
  return report({
    servers: [{ ...server('s', { runs: 's@1.0.0' }), id: ATTACK, name: ATTACK }],
    findings: [
      finding({ id: ATTACK, server: ATTACK, action: 'block', vulnerability: ATTACK, rules: [ATTACK], ...texts }),
      finding({ server: null, action: 'warn', tool: ATTACK, ...texts }),
    ],
  });
}

if (chromium === undefined) process.stderr.write('\nNOT TESTED in a browser: there is no chromium\n');

describe.skipIf(chromium === undefined)('the HTML report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-audit-page-'));
  let tab: Tab;

  const fileOf = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name)).href;
  };
  const pages = {
    twelve: fileOf('twelve.html', render(twelveServers())),
    five: fileOf('five.html', render(fiveServers())),
    hostile: fileOf('hostile.html', render(hostile())),
  };

  /** Titles of the findings that are shown. */
  const shown = async (): Promise<string[]> =>
    (await tab.value(
      `[...document.querySelectorAll('.finding')].filter((one) => one.checkVisibility()).map((one) => one.querySelector('.title').textContent)`,
    )) as string[];
  const focused = (): Promise<unknown> =>
    tab.value(
      `(({ name, value, localName }) => [localName, name, value].filter(Boolean).join(' '))(document.activeElement)`,
    );
  /** Presses Tab until the focus is there. */
  const tabTo = async (what: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focused()) === what) return;
      await tab.press('Tab');
    }
    throw new Error(`${what} is not reached by Tab`);
  };

  /** What the browser complained of: blocked by the policy, thrown, not found. */
  const complaints = (): string[] =>
    tab.events
      .filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown')
      .map(({ params }) => JSON.stringify(params));
  const requested = (): string[] =>
    tab.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => String((params['request'] as { url: string }).url));

  beforeAll(async () => {
    tab = await openTab();
    await tab.send('Emulation.setDeviceMetricsOverride', {
      width: 1280,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
  });
  afterAll(async () => {
    await tab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read as it was written, without a request or a complaint', async () => {
    for (const [name, from] of Object.entries({ twelve: twelveServers(), five: fiveServers() })) {
      const url = pages[name as keyof typeof pages];
      await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
      await tab.open(url);
      await tab.send('Emulation.setScriptExecutionDisabled', { value: false });
      const written = elementsOf(readMarkup(render(from))).map((element) => element.name);
      expect(await tab.value(`[...document.querySelectorAll('*')].map((one) => one.localName)`)).toEqual(written);
      await tab.open(url);
    }
    expect(complaints()).toEqual([]);
    expect(requested().filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  it('says everything without its script', async () => {
    await tab.send('Emulation.setScriptExecutionDisabled', { value: true });
    await tab.open(pages.twelve);
    await tab.send('Emulation.setScriptExecutionDisabled', { value: false });
    expect(await shown()).toHaveLength(twelveServers().decision.findings.length);
    expect(await tab.value(`document.getElementById('filter').checkVisibility()`)).toBe(false);
  });

  it('is filtered by the keyboard alone, and keeps the choice in its address', async () => {
    await tab.open(pages.twelve);
    const all = await shown();
    await tabTo('input text');
    for (const key of 'undici') await tab.press(key);
    const some = await shown();
    expect(some.length).toBeGreaterThan(1);
    expect(some.length).toBeLessThan(all.length);
    await tabTo('input severity high');
    await tab.press(' ');
    expect(await shown()).toEqual([expect.stringContaining('GHSA-vrm6-8vpv-qv8q')]);
    expect(await tab.value(`document.getElementById('shown').textContent`)).toBe(
      `Filtered: 1 of ${all.length} findings and 0 of 5 gaps are shown (text: undici; severity: high).`,
    );
    expect(await tab.value('location.hash')).toBe('#text=undici&severity=high');
    // The list of contents has what is left.
    expect(
      await tab.value(`[...document.querySelectorAll('[data-row]')].filter((one) => one.checkVisibility()).length`),
    ).toBe(1);
    await tabTo('button clear');
    await tab.press('Enter');
    expect(await shown()).toEqual(all);
    expect(await tab.value('location.hash')).toBe('');
  });

  it('goes from the words to the first finding by Enter, and opens and closes it by Enter', async () => {
    await tab.open(pages.twelve);
    await tabTo('input text');
    for (const key of 'path-to') await tab.press(key);
    await tab.press('Enter');
    expect(await focused()).toBe('summary');
    const open = `document.activeElement.parentElement.open`;
    expect(await tab.value(open)).toBe(true);
    await tab.press('Enter');
    expect(await tab.value(open)).toBe(false);
  });

  it('takes its state from its address, and leaves what is none', async () => {
    await tab.open(`${pages.twelve}#server=linear&action=warn&severity=medium,low&at=gaps`);
    await expect.poll(shown).toHaveLength(2);
    expect(await tab.value(`document.querySelector('[name=server]').value`)).toBe('linear');
    await tab.open('about:blank');
    await tab.open(`${pages.twelve}#server=nobody&severity=%3Cimg%20src%3Dx%3E&__proto__=1`);
    expect(await shown()).toHaveLength(twelveServers().decision.findings.length);
    await tab.open('about:blank');
    await tab.open(`${pages.twelve}#text=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(await shown()).toEqual([]);
    expect(await tab.value(`document.querySelectorAll('img').length`)).toBe(0);
  });

  it('shows what a link leads to, also where a filter hid it', async () => {
    await tab.open('about:blank');
    await tab.open(`${pages.twelve}#server=github`);
    const id = await tab.value(`document.querySelector('.finding[hidden]').id`);
    await tab.value(`location.hash = '#${String(id)}'`);
    await expect.poll(() => tab.value(`document.getElementById('${String(id)}').checkVisibility()`)).toBe(true);
    expect(await tab.value(`document.getElementById('${String(id)}').open`)).toBe(true);
    expect(await tab.value(`document.getElementById('shown').textContent`)).toBe('');
  });

  it.each([320, 390, 768, 1024, 1280])('is no wider than a window of %i', async (width) => {
    await tab.send('Emulation.setDeviceMetricsOverride', {
      width,
      height: 800,
      deviceScaleFactor: 1,
      mobile: width < 500,
    });
    for (const url of Object.values(pages)) {
      await tab.open(url);
      await tab.value(`for (const one of document.querySelectorAll('details')) one.open = true`);
      expect(await tab.value('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
        true,
      );
    }
    await tab.send('Emulation.setDeviceMetricsOverride', {
      width: 1280,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
  });

  it('prints with everything opened and without controls', async () => {
    await tab.open(pages.twelve);
    await tab.send('Emulation.setEmulatedMedia', { media: 'print' });
    const part = `[...document.querySelectorAll('main details:not([open]) dl')]`;
    expect(
      await tab.value(`${part}.length > 10 && ${part}.every((one) => one.getBoundingClientRect().height > 20)`),
    ).toBe(true);
    expect(await tab.value(`document.querySelector('aside').checkVisibility()`)).toBe(false);
    await tab.send('Emulation.setEmulatedMedia', { media: '' });
    const { data } = await tab.send('Page.printToPDF', {});
    expect(Buffer.from(String(data), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('has another ground in the dark', async () => {
    await tab.open(pages.twelve);
    const grounds = [];
    for (const value of ['light', 'dark']) {
      await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
      grounds.push(await tab.value(`getComputedStyle(document.body).backgroundColor`));
    }
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(16, 21, 26)']);
  });

  it('runs and loads nothing that came from outside', async () => {
    const before = [complaints().length, requested().length];
    await tab.open(pages.hostile);
    expect(await tab.value('document.title')).toBe('PASS · mcp-audit · baseline');
    expect(await tab.value(`document.scripts.length`)).toBe(1);
    expect(await tab.value(`document.querySelectorAll('img, main style, a[href^="javascript" i]').length`)).toBe(0);
    expect(await shown()).toEqual([expect.stringContaining('<script>'), expect.stringContaining('<script>')]);
    expect(complaints().slice(before[0])).toEqual([]);
    expect(requested().slice(before[1])).toEqual([pages.hostile]);
  });
});
