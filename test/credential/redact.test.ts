import { describe, expect, it } from 'vitest';
import { redactCommandLine, redactUrl } from '../../src/credential/redact.ts';

const SECRET = 'hunter2hunter2';

describe('redactCommandLine', () => {
  it.each([
    [['npx', 'pkg', '--api-key', SECRET]],
    [['npx', 'pkg', `--api-key=${SECRET}`]],
    [['npx', 'pkg', '--token', SECRET, '--port', '1']],
    [['npx', 'pkg', `GITHUB_TOKEN=${SECRET}`]],
    [['npx', 'pkg', '--header', `Authorization: Bearer ${SECRET}`]],
    [['npx', 'pkg', `X-Api-Key: ${SECRET}`]],
    [['npx', 'pkg', `https://user:${SECRET}@db.example/x`]],
    [['npx', 'pkg', `u:/${SECRET}@db.example/x`]],
    [['npx', 'pkg', `postgres://user:${SECRET}@db.example/x`]],
    [['npx', 'pkg', `--url=https://db.example/x?key=${SECRET}`]],
    [['sh', '-c', `TOKEN=${SECRET} npx pkg --password ${SECRET}`]],
    [['npx', 'pkg', `ghp_${SECRET}${SECRET}`]],
    [['npx', 'pkg', `sk-ant-api03-${SECRET}`]],
    [['x', '--header', `Authorization: Basic ${SECRET}==`]],
    [['x', '--header', `X-Custom: ${SECRET}=`]],
    [['x', '--header', `X-Custom=${SECRET}`]],
    [['x', `--header=Authorization: Bearer ${SECRET}`]],
    [['x', '-H', `curl -H 'Authorization: Bearer ${SECRET}' https://h`]],
    [['sh', '-c', `curl -H 'X-Custom: a ${SECRET}' https://h`]],
    [['sh', '-c', `curl -H "X-Custom: a ${SECRET}" https://h`]],
    [['sh', '-c', `npx x --header \\"Authorization: Bearer ${SECRET}\\"`]],
    [['x', '-H', 'Authorization:', 'Bearer', SECRET]],
    [['x', 'Authorization:', 'Basic', SECRET]],
    [['x', 'Bearer', SECRET]],
    [['x', `Authorization:Bearer ${SECRET}`]],
    [['x', '--config', `{"apiKey":"${SECRET}"}`]],
    [['x', `--config={"a":{"b":["${SECRET}"]}}`]],
    [['x', '--config', `'{"apiKey":"${SECRET}"}'`]],
    [['x', '--config', `"{\\"apiKey\\":\\"${SECRET}\\"}"`]],
    [['x', '--config', `{apiKey: ${SECRET}}`]],
    [['x', '--config', `config:{"apiKey":"${SECRET}"}`]],
    [['x', '--headers', `{"Authorization":"Bearer ${SECRET}"}`]],
    [['x', '--pwd', SECRET]],
    [['x', '--db-pass', SECRET]],
    [['x', '-e', `DB_PASS=${SECRET}`]],
    [['x', '-e', 'API_KEY', SECRET]],
    [['x', `--env=DB_PASS=${SECRET}`]],
    [['x', `Server=db;Pwd=${SECRET};`]],
    [['x', `Pwd=${SECRET};`]],
    [['x', '--api.key', SECRET]],
    [['x', '--password', `-${SECRET}`]],
    [['x', '--password', '--token', SECRET]],
    [['x', '-u', `admin:${SECRET}`]],
    [['x', `--password:${SECRET}`]],
    [['x', `Server=db;User Id=sa;Password=${SECRET};`]],
    [['x', `@a/b=${SECRET}`]],
    [['x', `${SECRET}==`]],
    [['x', `postgres://admin:${SECRET}/b@db`]],
    [['x', `postgres://admin:a/${SECRET}@db`]],
    [['x', `postgres://admin:${SECRET}?b@db/x`]],
    [['x', `jdbc:postgresql://admin:${SECRET}@db/x`]],
    [['x', `git+https://user:a/${SECRET}@host/r.git`]],
    [['x', `--url=git+https://user:${SECRET}/b@host/r.git`]],
    [['x', `admin:${SECRET}@db:5432`]],
    [['x', `api.example.com/mcp?api_key=${SECRET}`]],
    [['x', `api.example.com/mcp?${SECRET}`]],
    [['x', `\${BASE}/mcp?key=${SECRET}`]],
    [['x', `--url=\${BASE}/mcp?key=${SECRET}`]],
    [['x', ` https://u:${SECRET}@h/?token=${SECRET}`]],
    [['x', `https:/u:${SECRET}@h/`]],
    [['x', `"https://u:${SECRET}@h/"`]],
    [['x', `a,https://u:${SECRET}@h/`]],
    [['/usr/bin/foo --token=hunter2hunter2']],
    [['env', `PLAIN=${SECRET}`, 'npx']],
    [['docker', 'run', `-eX=${SECRET}`, `--env=Y=${SECRET}`, '-e', `z=${SECRET}`, '--env', `a.b=${SECRET}`, 'image']],
    [['sh', '-c', `PLAIN=${SECRET} exec npx x`]],
  ])('keeps no secret of %j', (words) => {
    expect(redactCommandLine(words).join(' ')).not.toContain(SECRET);
  });

  it('keeps the names around a secret', () => {
    const words = ['x', '--header', 'X-Custom: v', '--config={"apiKey":"v","on":true}', '--token', 'v', 'DB_PASS=v'];
    expect(redactCommandLine(words)).toEqual([
      'x',
      '--header',
      'X-Custom: <redacted>',
      '--config={"apiKey":"<redacted>","on":true}',
      '--token',
      '<redacted>',
      'DB_PASS=<redacted>',
    ]);
  });

  it('removes long random words', () => {
    expect(redactCommandLine(['x', '4f9d8a7b6c5e4d3c2b1a0f9e8d7c6b5a'])).toEqual(['x', '<redacted>']);
  });

  it('leaves names, versions, paths and flags alone', () => {
    const words = [
      'npx',
      '-y',
      '@modelcontextprotocol/server-filesystem@2025.3.28',
      '/home/someone/Documents',
      '--stdio',
      'mcp-server-fetch==2025.4.7',
      'alias@npm:@scope/real@1.0.0',
      'github:owner/repo#v1',
      '--port=3000',
      'C:\\Program Files\\nodejs\\node.exe',
      'C:\\npm\\node_modules\\@scope\\server\\index.js',
      'https://mcp.example:8080/@owner/server',
      '${HOME}/x',
      '.',
    ];
    expect(redactCommandLine(words)).toEqual(words);
  });

  it('is bounded', () => {
    const words = redactCommandLine(Array.from({ length: 100_000 }, () => 'x'.repeat(2000)));
    expect(words.length).toBeLessThan(300);
    expect(words.join('').length).toBeLessThan(400_000);
  });
});

describe('redactUrl', () => {
  it('keeps where it leads and drops who and what', () => {
    expect(redactUrl('https://user:pw@host.example:8080/mcp?key=v&flag#frag')).toBe(
      'https://host.example:8080/mcp?key=<redacted>&<redacted>',
    );
    expect(redactUrl('http://127.0.0.1:3000/sse')).toBe('http://127.0.0.1:3000/sse');
  });

  it.each([
    ['https://mcp.example/@owner/server', 'https://mcp.example/@owner/server'],
    ['http://[::1]:3000/mcp', 'http://[::1]:3000/mcp'],
    ['http://${HOST}:${PORT}/mcp', 'http://${HOST}:${PORT}/mcp'],
    ['${env:BASE}/mcp', '${env:BASE}/mcp'],
    [' https://h.example/mcp ', 'https://h.example/mcp'],
    ['api.example/mcp?key=v', 'api.example/mcp?key=<redacted>'],
    ['${BASE}/mcp?key=v', '${BASE}/mcp?key=<redacted>'],
    ['postgres://admin:a/b@db/x', 'postgres://db/x'],
    ['https://u:p@h.example\\@evil.example/', 'https://h.example\\@evil.example/'],
    [
      'https://api.telegram.example/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/x',
      'https://api.telegram.example/<redacted>/x',
    ],
    ['https://user:SEC/RET@host.example/mcp', 'https://<redacted>'],
    ['wss://h.example/mcp;token=hunter2', 'wss://h.example/mcp;<redacted>'],
    ['https://h.example/mcp/token/hunter2', 'https://h.example/mcp/token/<redacted>'],
    ['https://h.example/v1.4f9d8a7b6c5e4d3c2b1a0f9e8d7c6b5a/x', 'https://h.example/<redacted>/x'],
  ])('of %s is %s', (text, expected) => expect(redactUrl(text)).toBe(expected));

  it('names no host that a browser would not go to', () => {
    expect(redactUrl('http://localhost:hunter2/x@elsewhere.example')).toBe('http://<redacted>');
  });

  it('drops a key in the path', () => {
    expect(redactUrl('https://host.example/4f9d8a7b6c5e4d3c2b1a0f9e8d7c6b5a/mcp')).toBe(
      'https://host.example/<redacted>/mcp',
    );
  });
});
