import { describe, expect, it } from 'vitest';
import { credentialsIn, credentialsInArguments } from '../../src/credential/classify-value.ts';
import { redactCommandLine } from '../../src/credential/redact.ts';
import type { Credential } from '../../src/model/credential.ts';
import { ALNUM, HEX, Sample } from './_sample.ts';

const sample = new Sample(11);
const secret = sample.text(ALNUM, 32);
const hex = sample.text(HEX, 32);
const states = (found: Credential[]): string[] => found.map(({ name, state }) => `${name} ${state}`);
const inWords = (...words: string[]): string[] => states(credentialsInArguments(words, { way: 'argument' }, 'key'));
const inValue = (name: string, value: string): string[] =>
  states(credentialsIn(name, value, { way: 'environment' }, 'key'));

describe('a secret in a line that another one quotes', () => {
  it.each([
    ['an assignment before a command', ['-c', `API_KEY=${hex} npx -y server`]],
    ['several of them', ['-lc', `A=1 API_KEY="${hex}" npx -y server`]],
    ['for cmd', ['/c', `set API_KEY=${hex}&& npx -y server`]],
    ['for PowerShell', ['-Command', `$env:API_KEY = '${hex}'; npx -y server`]],
  ])('%s', (_, words) => expect(inWords(...words)).toEqual(['API_KEY literal']));

  it('is none where the line asks for it', () => {
    expect(inWords('-c', 'API_KEY=$(pass show key) npx -y server')).toEqual(['API_KEY reference']);
    expect(inWords('-c', 'LOG_LEVEL=debug npx -y server')).toEqual([]);
  });
});

describe('a secret in JSON that a line quotes', () => {
  const json = JSON.stringify({ apiKey: secret, debug: true });
  it.each([
    ['with its quotes escaped', json.replaceAll('"', '\\"')],
    ['in quotes of its own', JSON.stringify(json)],
    ['in a list', `[${json}]`],
  ])('%s', (_, text) => expect(inWords('run', '--config', text)).toEqual(['apiKey literal']));
});

describe('a secret in a header', () => {
  it.each([
    ['that an option holds', 'header', [`--header=X-Api-Key:${secret}`]],
    ['that a variable holds', 'env', ['MCP_HEADERS', `Authorization: Bearer ${secret}`]],
    ['of a scheme of its provider', 'env', ['Authorization', `Splunk ${secret}`]],
    ['whose scheme has signs', 'env', ['Authorization', `DeepL-Auth-Key ${hex}:fx`]],
    ['whose value has a word before it', 'env', ['FLY_API_TOKEN', `FlyV1 fm2_${secret}`]],
  ])('%s', (_, kind, [one = '', other = '']) => {
    expect(kind === 'header' ? inWords(one) : inValue(one, other)).toEqual([expect.stringMatching(/ literal$/)]);
  });

  it.each([
    ['LABEL', 'key:value'],
    ['FROM', 'secret:my-secret'],
    ['Authorization', 'Bearer ${TOKEN}'],
  ])('%s: %s has none', (name, value) => {
    expect(inValue(name, value).filter((one) => /literal|unknown/.test(one))).toEqual([]);
  });
});

describe('other places', () => {
  it.each([
    ['TOKEN_2', hex],
    ['API_KEY_PROD', hex],
    ['CLIENT_SECRET_VALUE', secret],
    ['APISECRET', hex],
    ['WALLET_MNEMONIC', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  ])('%s', (name, value) => expect(inValue(name, value)).toEqual([`${name} literal`]));

  it.each([
    ['FIGMA_FILE_KEY', secret],
    ['MAX_TOKENS_DEFAULT', '8192'],
    ['API_KEY_NAME', 'X-Api-Key'],
    ['SORT_KEY_1', 'updated_at'],
  ])('%s is no name of one', (name, value) => expect(inValue(name, value)).toEqual([]));

  it('the settings of npm, the key of an Azure function, an option of Windows', () => {
    expect(inWords(`//registry.example/:_authToken=${secret}`)).toEqual(['_authToken literal']);
    const azure = `https://acme.azurewebsites.net/runtime/webhooks/mcp/sse?code=${sample.text(ALNUM, 54)}==`;
    expect(credentialsIn('url', azure, { way: 'url' }, 'key').map((one) => one.class)).toEqual(['azure-function-key']);
    expect(inWords('/password:Sup3r!pass-W0rd')).toEqual(['password literal']);
    expect(redactCommandLine(['server.exe', '/password:Sup3r!pass-W0rd']).join(' ')).not.toContain('Sup3r');
  });
});
