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
    [['npx', 'pkg', `postgres://user:${SECRET}@db.example/x`]],
    [['npx', 'pkg', `--url=https://db.example/x?key=${SECRET}`]],
    [['sh', '-c', `TOKEN=${SECRET} npx pkg --password ${SECRET}`]],
    [['npx', 'pkg', `ghp_${SECRET}${SECRET}`]],
    [['npx', 'pkg', `sk-ant-api03-${SECRET}`]],
  ])('keeps no secret of %j', (words) => {
    expect(redactCommandLine(words).join(' ')).not.toContain(SECRET);
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

  it('drops a key in the path', () => {
    expect(redactUrl('https://host.example/4f9d8a7b6c5e4d3c2b1a0f9e8d7c6b5a/mcp')).toBe(
      'https://host.example/<redacted>/mcp',
    );
  });
});
