import { describe, expect, it } from 'vitest';
import { ambiguousConfig } from '../../src/checks/ambiguous-config.ts';
import { deceptiveName } from '../../src/checks/deceptive-name.ts';
import { plaintextTransport } from '../../src/checks/plaintext-transport.ts';
import type { ConfigRemark } from '../../src/model/inventory.ts';
import { declarationWith, inventoryOf, remoteServerWith, serverWith } from '../stand-ins/inventory.ts';

describe('plaintext-transport', () => {
  const run = (url: string, headers: string[] = []) =>
    plaintextTransport.run(inventoryOf([remoteServerWith(url, { headers })]));

  it.each([
    'https://mcp.example/sse',
    'wss://mcp.example',
    'http://localhost:3000/mcp',
    'http://LOCALHOST./',
    'http://app.localhost/',
    'http://127.0.0.1:8080',
    'http://127.1/',
    'http://[::1]:3000/',
    'http://[::ffff:127.0.0.1]/',
    'http://0.0.0.0:3000/',
    'ws://localhost:1/',
    'mcp.example/http://',
  ])('is silent about %s', (url) => {
    expect(run(url)).toEqual([]);
  });

  it.each([
    'http://mcp.example/sse',
    'HTTP://mcp.example/',
    'ws://mcp.example/',
    'http://192.168.1.4/',
    'http://localhost.mcp.example/',
    'http://128.0.0.1/',
  ])('finds %s', (url) => {
    expect(run(url)).toMatchObject([{ severity: 'medium', confidence: 'high', purl: null }]);
  });

  it('is worse when the entry sends headers', () => {
    expect(run('http://mcp.example/', ['Authorization'])).toMatchObject([{ severity: 'high' }]);
  });

  it('is not sure where the host is a variable', () => {
    expect(run('http://${HOST}/mcp')).toMatchObject([{ confidence: 'low' }]);
  });

  it('looks at the target of a bridge, too', () => {
    const bridge = serverWith({ launch: { remoteUrl: 'http://mcp.example/sse' } });
    expect(plaintextTransport.run(inventoryOf([bridge]))[0]?.fix).toBe(
      'In /home/ada/.cursor/mcp.json:3 change `http://` to `https://` if the host answers there, or disable the server.',
    );
  });
});

describe('deceptive-name', () => {
  const run = (name: string) => deceptiveName.run(inventoryOf([serverWith({ name })]));

  it.each([
    'github',
    'My Server (2) – naïve façade',
    'файлы',
    'αρχεία',
    'github файлы',
    '日本語-server',
    'नमस्ते क्‍ष',
    '👩‍💻 dev ✈️',
    'שלום',
    '',
  ])('is silent about %j', (name) => {
    expect(run(name)).toEqual([]);
  });

  it.each([
    ['a control character', 'git\u0007hub', 'U+0007'],
    ['an escape sequence', '\u001b[31mred', 'U+001B'],
    ['a line break', 'git\nhub', 'U+000A'],
    ['a bidi override', 'git\u202ebuh', 'U+202E'],
    ['a bidi isolate', 'git\u2066hub', 'U+2066'],
    ['a zero-width space', 'git\u200bhub', 'U+200B'],
    ['a joiner between ASCII letters', 'git\u200dhub', 'U+200D'],
    ['a joiner at the end', 'github\u200c', 'U+200C'],
    ['a byte order mark', '\ufeffgithub', 'U+FEFF'],
    ['a tag character', 'github\u{e0041}', 'U+E0041'],
    ['a Hangul filler', 'git\u3164hub', 'U+3164'],
    ['a Cyrillic letter in an ASCII word', 'g\u0456thub', 'U+0456'],
    ['a Greek letter in an ASCII word', 'my-githu\u03c1', 'U+03C1'],
  ])('finds %s', (_, name, character) => {
    const [finding, ...others] = run(name);
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('high');
    expect(finding?.fix).toContain(character);
  });

  it('looks at the package name, too, as a finding of its own', () => {
    const server = serverWith({ name: 'g\u0456thub', launch: { package: '@\u0430cme/server' } });
    const findings = deceptiveName.run(inventoryOf([server]));
    expect(findings.map(({ title }) => /The (\w+) name/.exec(title)?.[1])).toEqual(['server', 'package']);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  });
});

describe('ambiguous-config', () => {
  const remark: ConfigRemark = {
    kind: 'duplicate-key',
    client: 'cursor',
    message: 'the key `everything` stands twice',
    location: { file: '/home/ada/.cursor/mcp.json', line: 9, column: 5, pointer: '/mcpServers/everything' },
    servers: ['everything'],
  };
  const run = (servers: ReturnType<typeof serverWith>[]) =>
    ambiguousConfig.run(inventoryOf(servers, { remarks: [remark] }));

  it('is silent without a remark', () => {
    expect(ambiguousConfig.run(inventoryOf([serverWith()]))).toEqual([]);
  });

  it('points at the second entry first, and at the server', () => {
    const [finding, ...others] = run([serverWith(), serverWith({ name: 'other' })]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ server: 'everything', severity: 'medium' });
    expect(finding?.locations.map(({ line }) => line)).toEqual([9, 3]);
    expect(finding?.fix).toContain('In /home/ada/.cursor/mcp.json:9 keep one');
  });

  it('is about the file when no server of it is left, and not about a namesake in another file', () => {
    const namesake = serverWith({ declarations: [declarationWith({ file: '/other.json' })] });
    expect(run([namesake])).toMatchObject([{ server: null, active: true }]);
  });
});
