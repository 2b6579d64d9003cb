import { describe, expect, it } from 'vitest';
import { credentialsIn, credentialsInArguments } from '../../src/credential/classify-value.ts';
import { ALNUM, Sample } from './_sample.ts';

const sample = new Sample(5);
const secret = sample.text(ALNUM, 32);
const github = `ghp${'_'}${sample.text(ALNUM, 36)}`;
const read = (...words: string[]) =>
  credentialsInArguments(words, { way: 'argument' }, 'key').map(
    ({ name, class: id, state }) => `${name} ${id} ${state}`,
  );

describe('arguments of a command line', () => {
  it.each([
    [['--api-key', secret], 'api-key api-key literal'],
    [[`--api-key=${secret}`], 'api-key api-key literal'],
    [['--token', github], 'token github-classic-pat literal'],
    [['-e', `GITHUB_TOKEN=${github}`], 'GITHUB_TOKEN github-classic-pat literal'],
    [[`-eACME_TOKEN=${secret}`], 'ACME_TOKEN token literal'],
    [['-e', 'GITHUB_TOKEN'], 'GITHUB_TOKEN token reference'],
    [['--header', `Authorization: Bearer ${secret}`], 'Authorization bearer-token literal'],
    [['--header', 'Authorization:${AUTH_HEADER}'], 'Authorization authorization reference'],
    [['-H', `X-Api-Key: ${secret}`], 'X-Api-Key api-key literal'],
    [[github], ' github-classic-pat literal'],
    [[`postgresql://app:${secret}@db/app`], ' database-url literal'],
    [[`https://mcp.example.org/mcp?api_key=${secret}`], 'api_key api-key literal'],
    [['--config', JSON.stringify({ apiKey: secret })], 'apiKey api-key literal'],
    [['--password', 'hunter2'], 'password password literal'],
    [['-u', `admin:${secret}`], 'u basic-auth literal'],
    [['--key', '<your key>'], 'key api-key placeholder'],
  ])('%j', (words, expected) => expect(read('npx', '-y', 'server', ...words)).toEqual([expected]));

  it.each([
    [['run', '-u', '1000:1000', '--user', 'node:node', 'ghcr.io/acme/server:1.2.3']],
    [['-y', '@scope/server@1.2.3', '--port', '8080', '--transport', 'stdio']],
    [['--api-key']],
    [['--api-key', '--verbose']],
    [['--max-tokens', '4096', '--model', 'claude-sonnet-4-20250514']],
    [['--allow-origin', 'https://example.org:8443', '--root', '/home/me/projects']],
    [['--from', `git+https://github.com/acme/x@${sample.text('0123456789abcdef', 40)}`, 'x']],
    [['npm:name', 'https://user@example.org/x', '--auth', 'oauth', '--no-auth']],
    [['C:\\Users\\me\\server.js', '--mount', 'type=bind,src=/a,dst=/b']],
  ])('%j hold nothing', (words) => expect(read(...words)).toEqual([]));

  it('are found in the value of a variable', () => {
    const found = credentialsIn('SERVER_ARGS', `--api-key=${secret}`, { way: 'environment' }, 'key');
    expect(found).toMatchObject([{ name: 'api-key', class: 'api-key', state: 'literal' }]);
  });

  it('are bounded', () => {
    expect(read(...Array.from({ length: 5_000 }, () => github)).length).toBeLessThanOrEqual(500);
    expect(read('--api-key', 'a1'.repeat(1_000_000))).toEqual(['api-key api-key empty']);
  });
});
