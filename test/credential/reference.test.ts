import { describe, expect, it } from 'vitest';
import { classifyValue } from '../../src/credential/classify-value.ts';
import { isPlaceholder } from '../../src/credential/placeholder.ts';
import { ALNUM, HEX, Sample } from './_sample.ts';

const sample = new Sample(99);
const secret = sample.text(ALNUM, 40);
const read = (name: string, value: string) => classifyValue(name, value, { way: 'environment' }, 'key');

describe('a reference', () => {
  it.each([
    ['${API_TOKEN}', 'environment', 'API_TOKEN'],
    ['${env:API_TOKEN}', 'environment', 'API_TOKEN'],
    ['${localEnv:API_TOKEN}', 'environment', 'API_TOKEN'],
    ['${API_TOKEN:-}', 'environment', 'API_TOKEN'],
    ['${API_TOKEN:?is not set}', 'environment', 'API_TOKEN'],
    ['${API_TOKEN:-changeme}', 'environment', 'API_TOKEN'],
    ['{env:API_TOKEN}', 'environment', 'API_TOKEN'],
    ['$ACME_TOKEN', 'environment', 'ACME_TOKEN'],
    ['$env:ACME_TOKEN', 'environment', 'ACME_TOKEN'],
    ['%ACME_TOKEN%', 'environment', 'ACME_TOKEN'],
    ['env:ACME_TOKEN', 'environment', 'ACME_TOKEN'],
    ['process.env.ACME_TOKEN', 'environment', 'ACME_TOKEN'],
    ['os.environ/ACME_TOKEN', 'environment', 'ACME_TOKEN'],
    ['${input:acme-token}', 'input', 'acme-token'],
    ['input:acme-token', 'input', 'acme-token'],
    ['{file:~/.secrets/acme}', 'file', '~/.secrets/acme'],
    ['file:///run/secrets/acme', 'file', '/run/secrets/acme'],
    ['/run/secrets/acme_token', 'file', '/run/secrets/acme_token'],
    ['{{ACME_TOKEN}}', 'template', 'ACME_TOKEN'],
    ['{{ .acmeToken }}', 'template', 'acmeToken'],
    ['${{ secrets.ACME_TOKEN }}', 'secret-store', 'ACME_TOKEN'],
    ['$(op read op://x/y/z)', 'command', 'a command'],
    ['`cat token`', 'command', 'a command'],
    ['op://Private/GitHub/token', 'secret-store', 'op://Private/GitHub/token'],
    ['vault:secret/data/acme#token', 'secret-store', 'vault:secret/data/acme#token'],
    ['keyring:acme', 'secret-store', 'keyring:acme'],
    ['keychain://acme/token', 'secret-store', 'keychain://acme/token'],
    ['se://docker/mcp/acme', 'secret-store', 'se://docker/mcp/acme'],
    [
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:acme',
      'secret-store',
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:acme',
    ],
    ['projects/acme/secrets/token/versions/latest', 'secret-store', 'projects/acme/secrets/token/versions/latest'],
    ['Bearer ${ACME_TOKEN}', 'environment', 'ACME_TOKEN'],
    ['"${ACME_TOKEN}"', 'environment', 'ACME_TOKEN'],
  ])('%s is one to %s %s', (value, kind, name) => {
    expect(read('API_TOKEN', value)).toMatchObject({
      state: 'reference',
      reference: { kind, name },
      fingerprint: null,
    });
  });

  it.each([
    ['${API_TOKEN}', '${NAME}'],
    ['${API_TOKEN:?unset}', '${NAME}'],
    ['Bearer ${API_TOKEN}', '${NAME}'],
    ['${env:API_TOKEN}', '${env:NAME}'],
    ['${input:api-token}', '${input:NAME}'],
    ['$API_TOKEN', '$NAME'],
    ['%API_TOKEN%', '%NAME%'],
    ['{env:API_TOKEN}', '{env:NAME}'],
    ['${{ secrets.API_TOKEN }}', '${{ secrets.NAME }}'],
    // A client's own words, and ways in which clients do not differ.
    ['${workspaceFolder}', null],
    ['${user_config.token}', null],
    ['op://Private/GitHub/token', null],
    ['$(op read x)', null],
  ])('%s is written as %s', (value, form) => {
    expect(read('API_TOKEN', value)?.reference).toMatchObject({ form });
  });

  it('under a name that means no secret is nothing', () => {
    for (const value of ['${HOME}', '${input:folder}', '%APPDATA%', '{{root}}']) expect(read('ROOT', value)).toBeNull();
  });

  it('with a secret to fall back to is a literal', () => {
    for (const value of [`\${API_TOKEN:-${secret}}`, `\${env:API_TOKEN:-${secret}}`, `\${API_TOKEN-${secret}}`]) {
      const found = read('API_TOKEN', value);
      expect(found).toMatchObject({ state: 'literal', reference: { kind: 'environment', name: 'API_TOKEN' } });
      expect(JSON.stringify(found)).not.toContain(secret.slice(0, 7));
    }
  });

  it('is not every text with a dollar', () => {
    for (const value of ['$UMMER2024', '$ummer!', 'pa$$word9', '$2b$10$abcdefg']) {
      const found = read('DB_PASSWORD', value);
      expect(found).toMatchObject({ state: 'literal', reference: null });
      expect(JSON.stringify(found)).not.toContain(value);
    }
  });

  it('shows no name that looks like a secret', () => {
    const odd = `sk${'-'}${secret}`;
    for (const value of [
      `\${${odd}}`,
      `\${env:${odd}}`,
      `{{${odd}}}`,
      `vault:${secret}`,
      `op://x/${secret}`,
      `\${input:${odd}}`,
    ]) {
      expect(JSON.stringify(read('API_TOKEN', value))).not.toContain(secret.slice(0, 8));
    }
  });
});

describe('a placeholder', () => {
  it.each([
    'YOUR_API_KEY',
    'your-api-key-here',
    '<token>',
    '<your token here>',
    '[TOKEN]',
    '{api_key}',
    'xxx',
    'xxxxxxxx',
    'XXXX-XXXX-XXXX',
    'changeme',
    'change-me',
    'sk-...',
    'sk-…',
    '...',
    '***',
    '••••••',
    'TODO',
    'replace_me',
    'REPLACE_WITH_KEY',
    'insert-token-here',
    'my-api-key',
    'github_token_here',
    'dummy',
    'fake-key',
    'example-key',
    'REDACTED',
    'REDACTED_GITHUB_TOKEN',
    '[REDACTED]',
    'abc123',
    '123456789',
    'aaaaaaaaaaaa',
    '00000000-0000-0000-0000-000000000000',
    '0123456789abcdef0123456789abcdef',
    'sk-ant-xxxxxxxxxxxxxxxx',
    'ntn_****',
    'test',
    'secret',
    'token',
    'none',
    'null',
    'ctx7sk-your-key',
    'enter your key',
    '__API_KEY__',
    'notion-integration-token',
    'lin_api_YOUR_KEY',
    'some-secret-value',
    'pk-lf-...',
    'fill in your key',
    'votre clé <ici>',
  ])('%s is one', (value) => {
    expect(isPlaceholder(value)).toBe(true);
    expect(read('ACME_API_KEY', value)).toMatchObject({ state: 'placeholder', fingerprint: null });
    expect(read('Authorization', `Bearer ${value}`)).toMatchObject({ state: 'placeholder' });
    expect(read('LOG_LEVEL', value)).toBeNull();
  });

  it('has the form of a token where documentation shows one', () => {
    for (const value of [
      `AK${'IA'}IOSFODNN7EXAMPLE`,
      `ghp${'_'}${'x'.repeat(36)}`,
      `ghp${'_'}${'1234567890abcdefghijklmnopqrstuvwxyz'}`,
      `sk${'-proj-'}YOUR_OPENAI_KEY_${'X'.repeat(40)}`,
      `sk${'-ant-api03-'}${'your-api-key-here-'.repeat(5)}`,
      `glpat${'-'}${'x'.repeat(20)}`,
      `npm${'_'}${'0'.repeat(36)}`,
    ]) {
      expect(read('X_TOKEN', value), value.slice(0, 6)).toMatchObject({ state: 'placeholder', fingerprint: null });
    }
    expect(read('AWS_SECRET_ACCESS_KEY', `wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}`)).toMatchObject({
      state: 'placeholder',
    });
  });

  it('is none of a thousand random texts', () => {
    const wrong = Array.from({ length: 1_000 }, (_, index) =>
      sample.text(index % 2 === 0 ? ALNUM : HEX, 20 + (index % 40)),
    ).filter((text) => isPlaceholder(text) || read('ACME_API_KEY', text)?.state !== 'literal');
    expect(wrong).toEqual([]);
  });
});
