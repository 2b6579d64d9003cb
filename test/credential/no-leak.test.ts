import { describe, expect, it } from 'vitest';
import { credentialsIn, credentialsInArguments } from '../../src/credential/classify-value.ts';
import { FORMATS } from '../../src/credential/formats/index.ts';
import { seal } from '../../src/credential/sealed.ts';
import { credentialSchema, type Credential } from '../../src/model/credential.ts';
import { ALNUM, Sample } from './_sample.ts';

const LONGEST_SHOWN = 6;

/** How a text may stand in another one. */
const writings = (text: string): string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  encodeURIComponent(text),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('base64url'),
  Buffer.from(text).toString('hex'),
  text.toLowerCase(),
];

/** The pieces of a secret that are shown; what stands in the constant texts of the table is no piece of it. */
function piecesIn(shown: string, body: string): string[] {
  return writings(body).flatMap((text) =>
    Array.from({ length: Math.max(text.length - LONGEST_SHOWN, 0) }, (_, at) =>
      text.slice(at, at + LONGEST_SHOWN + 1),
    ).filter((piece) => shown.includes(piece)),
  );
}

/** A value in each place that it may stand. */
function everywhere(value: string): Credential[] {
  const way = 'environment';
  const quoted = encodeURIComponent(value);
  const texts: ReadonlyArray<readonly [string, string]> = [
    ['', value],
    ['ACME_API_KEY', value],
    ['DB_PASSWORD', value],
    ['Authorization', `Bearer ${value}`],
    ['Authorization', `Basic ${Buffer.from(`user:${value}`).toString('base64')}`],
    ['Cookie', `sid=${value}`],
    ['X', `postgresql://app:${quoted}@db.example.org/app`],
    ['X', `https://user:${value}@example.org/path`],
    ['X', `https://example.org/mcp?token=${quoted}`],
    // With an `@` in it, the rest is a host.
    ['X', `https://${value.includes('@') ? '' : value}.example.org/mcp`],
    ['X', `https://example.org/${value}`],
    ['X', JSON.stringify({ token: value, nested: [{ value }] })],
    ['X', `Server=db;Password=${value};Encrypt=true`],
    ['X', `export TOKEN=${value} && run --api-key '${value}' ${value}`],
    ['TOKEN', `\${TOKEN:-${value}}`],
    ['TOKEN', `\${env:TOKEN:-${value}}`],
    ['TOKEN', `\${${value}}`],
    ['TOKEN', `vault:${value}`],
    [value, value],
    [`X_${value}_TOKEN`, value],
  ];
  return [
    ...texts.flatMap(([name, text]) => credentialsIn(name, seal(text), { way }, 'key')),
    ...credentialsInArguments(
      ['--token', value, `--secret=${value}`, '-H', `X-Api-Key: ${value}`],
      { way: 'argument' },
      'key',
    ),
  ];
}

describe('no piece of a value', () => {
  const sample = new Sample(31337);
  const values = Array.from({ length: 1_000 }, (_, index) => {
    const format = FORMATS[index % FORMATS.length];
    const value = format === undefined ? '' : sample.of(format.pattern);
    return { value, body: value.slice(format?.prefix.length ?? 0) };
  });

  it('longer than six characters is in what is told of it, for a thousand values of all forms', () => {
    const shown = values.flatMap(({ value, body }, index) => {
      // Each value bare, every seventh in every place.
      const found = index % 7 === 0 ? everywhere(value) : credentialsIn('ACME_TOKEN', value, { way: 'file' }, 'key');
      for (const credential of found) credentialSchema.parse(credential);
      const fingerprints = found.map(({ fingerprint }) => fingerprint ?? '');
      const text = JSON.stringify(found).replace(new RegExp(`"fingerprint":"(?:${fingerprints.join('|')})"`, 'g'), '');
      return piecesIn(text, body).map((piece) => `${index}: ${piece}`);
    });
    expect(shown).toEqual([]);
  });

  it('is in what is told of keys and random texts', () => {
    const texts = new Sample(1);
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${texts.text(`${ALNUM}+/`, 800)}\n-----END RSA PRIVATE KEY-----`;
    const file = JSON.stringify({
      type: 'service_account',
      private_key: key,
      client_email: 'x@y.iam.gserviceaccount.com',
    });
    for (const value of [key, file, ...Array.from({ length: 40 }, () => texts.text(`${ALNUM}!#$%&*+-=?@^_~`, 24))]) {
      const text = JSON.stringify(everywhere(value)).replace(/"fingerprint":"[0-9a-f]{16}"/g, '');
      const body = value.replaceAll(/-----[A-Z ]+-----/g, '').slice(0, 300);
      expect(piecesIn(text, value === file ? value.slice(80, 300) : body)).toEqual([]);
    }
  });

  it('is in an error, whatever the text', () => {
    const texts = new Sample(2);
    const signs = '${}%<>[]():/?#@!$&\'"*+,;=\\ \n\t\u0000\ud800é…-_.~Aa0';
    for (let index = 0; index < 400; index++) {
      const text = texts.text(signs, texts.below(60));
      const name = texts.text(`${signs}TOKENkey`, texts.below(20));
      const found = [
        ...credentialsIn(name, text, { way: 'environment' }, 'key'),
        ...credentialsIn('API_TOKEN', text, { way: 'environment' }, 'key'),
        ...credentialsInArguments([name, text, text], { way: 'argument' }, 'key'),
      ];
      for (const credential of found) expect(credentialSchema.safeParse(credential).success).toBe(true);
    }
  });
});
