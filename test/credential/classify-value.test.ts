import { describe, expect, it } from 'vitest';
import { classifyValue, credentialsIn } from '../../src/credential/classify-value.ts';
import { seal } from '../../src/credential/sealed.ts';
import { credentialSchema } from '../../src/model/credential.ts';
import { ALNUM, HEX, Sample } from './_sample.ts';

const sample = new Sample(42);
const secret = sample.text(ALNUM, 40);
const github = `ghp${'_'}${sample.text(ALNUM, 36)}`;
const read = (name: string, value: string, key = 'key') => classifyValue(name, value, { way: 'environment' }, key);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const url64 = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url');
const jwt = (claims: object): string =>
  `${url64({ alg: 'HS256', typ: 'JWT' })}.${url64(claims)}.${sample.text(ALNUM, 43)}`;
const pem = (type: string, body = sample.text(`${ALNUM}+/`, 400)): string =>
  `-----BEGIN ${type}PRIVATE KEY-----\n${body}\n-----END ${type}PRIVATE KEY-----`;

describe('what its name alone says', () => {
  it.each([
    ['NOTION_TOKEN', 'token', 'Notion'],
    ['MISTRAL_API_KEY', 'api-key', 'Mistral'],
    ['EXA_API_KEY', 'api-key', 'Exa'],
    ['AWS_SECRET_ACCESS_KEY', 'aws-secret-access-key', 'AWS'],
    ['SNOWFLAKE_PASSWORD', 'password', 'Snowflake'],
    ['AUTH0_CLIENT_SECRET', 'oauth-client-secret', 'Auth0'],
    ['X-Api-Key', 'api-key', null],
    ['acmeAccessToken', 'access-token', null],
    ['X-Goog-Api-Key', 'api-key', 'Google'],
    ['GITHUB_PERSONAL_ACCESS_TOKEN', 'personal-access-token', 'GitHub'],
    ['JIRA_PAT', 'personal-access-token', 'Atlassian'],
    ['STRIPE_WEBHOOK_SECRET', 'signing-secret', 'Stripe'],
  ])('%s is a %s of %s', (name, id, provider) => {
    expect(read(name, secret)).toMatchObject({ class: id, provider, state: 'literal', confidence: 'medium' });
  });

  it.each([
    ['GITHUB_APP_ID', '123456'],
    ['SSH_AUTH_SOCK', '/run/user/1000/keyring/ssh'],
    ['GIT_ASKPASS', '/usr/bin/true'],
    ['MAX_TOKENS', '4096'],
    ['DEFAULT_MAX_TOKENS', '20000'],
    ['TOKENIZERS_PARALLELISM', 'false'],
    ['USE_API_KEY', 'true'],
    ['API_KEY', 'true'],
    ['TOKEN_LIMIT', '100'],
    ['AUTH_TYPE', 'oauth'],
    ['MCP_AUTH', 'oauth'],
    ['AUTH_URL', 'https://login.example.org/authorize'],
    ['TOKEN_ENDPOINT', 'https://login.example.org/token'],
    ['JIRA_PROJECT_KEY', 'ABC123DEF456'],
    ['AWS_REGION', 'us-east-1'],
    ['AWS_PROFILE', 'production-admin-2024'],
    ['ANTHROPIC_MODEL', 'claude-sonnet-4-20250514'],
    ['LOG_LEVEL', 'debug'],
    ['DATABASE_URL', 'postgresql://localhost:5432/app'],
    ['DATABASE_URL', 'sqlite:///var/lib/app.db'],
    ['DATABASE_URL', 'postgres://reader@db.example.org/app'],
    ['HOMEPAGE', 'https://example.org/npm/@scope/name?version=1.2.3'],
    ['PROXY', 'http://127.0.0.1:8080'],
    ['ENDPOINT', 'https://example.org:8443/@scope/pkg'],
    ['SESSION', '1'],
    ['COMMIT', sample.text(HEX, 40)],
    ['INTEGRITY', `sha512-${sample.text(`${ALNUM}+/`, 86)}==`],
    ['IMAGE', `ghcr.io/acme/server@sha256:${sample.text(HEX, 64)}`],
    ['PUBLIC_CERT', `-----BEGIN CERTIFICATE-----\n${sample.text(ALNUM, 200)}\n-----END CERTIFICATE-----`],
    ['REQUEST_ID', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['KEYBOARD', 'us-intl'],
    ['COMPASS', secret],
    ['', secret],
  ])('%s=%s opens nothing', (name, value) => expect(read(name, value)).toBeNull());

  it('is not enough where the value could be anything', () => {
    for (const value of ['qwe', 'enabled-by-ops', '73915', 'local']) {
      expect(read('ACME_API_KEY', value)).toMatchObject({ state: 'unknown', confidence: 'low', fingerprint: null });
    }
  });

  it('makes a password of anything', () => {
    expect(read('DB_PASSWORD', 'correct horse battery staple')).toMatchObject({ state: 'literal', class: 'password' });
    expect(read('DB_PASSWORD', 'https://x:y@z')).toMatchObject({ state: 'literal' });
  });

  it('tells a file that holds the secret', () => {
    for (const name of ['GOOGLE_APPLICATION_CREDENTIALS', 'SSH_KEY_PATH', 'TOKEN_FILE', 'DB_PASSWORD']) {
      expect(read(name, '/etc/acme/file.json')).toMatchObject({
        state: 'reference',
        reference: { kind: 'file', name: '/etc/acme/file.json' },
      });
    }
    expect(read('LOG_FILE', '/var/log/acme.log')).toBeNull();
  });

  it('is empty where nothing stands', () => expect(read('API_KEY', '')).toMatchObject({ state: 'empty' }));
});

describe('a URL', () => {
  it('opens a database with its password, as its user', () => {
    expect(read('DATABASE_URL', `postgresql://postgres:${secret}@db.example.org:5432/app`)).toMatchObject({
      class: 'database-url',
      target: { system: 'PostgreSQL', host: 'db.example.org' },
      state: 'literal',
      administers: 'yes',
    });
    expect(read('ANYTHING', `mongodb+srv://reader:${secret}@cluster0.example.org/app`)).toMatchObject({
      target: { system: 'MongoDB', host: 'cluster0.example.org' },
      administers: 'unknown',
    });
    expect(read('REDIS_URL', `redis://:${secret}@cache:6379`)).toMatchObject({
      target: { system: 'Redis', host: 'cache' },
    });
  });

  it('refers to a password, and has a placeholder for one', () => {
    for (const value of ['${DB_PASSWORD}', '${env:DB_PASSWORD}', '${DB_PASSWORD:?unset}', '%DB_PASSWORD%']) {
      expect(read('DATABASE_URL', `mysql://\${env:DB_USER}:${value}@\${HOST}:3306/app`)).toMatchObject({
        state: 'reference',
        reference: { kind: 'environment', name: 'DB_PASSWORD' },
        target: { system: 'MySQL', host: null },
        fingerprint: null,
      });
    }
    for (const value of ['password', '<password>', 'your_password', '***', 'xxxx', '[YOUR-PASSWORD]']) {
      expect(read('DATABASE_URL', `postgres://app:${value}@db/app`)).toMatchObject({ state: 'placeholder' });
    }
  });

  it('shows no host that may be a piece of a password', () => {
    for (const rest of ['pa#ss@db.example.org/app', 'pa?ss@db.example.org/app', 'pa/ss@db.example.org/app']) {
      const found = read('X', `https://user:${rest}`);
      expect(found).toMatchObject({ class: 'basic-auth-url', state: 'literal' });
      expect([null, 'db.example.org']).toContain(found?.target.host);
      expect(JSON.stringify(found)).not.toMatch(/pa[#?/]|\bss\b/);
    }
  });

  it('holds tokens in its user, its path and its query', () => {
    expect(read('X', `https://${github}@github.com/acme/app.git`)).toMatchObject({ class: 'github-classic-pat' });
    expect(read('X', `https://x-access-token:${github}@ghe.example.org/app`)).toMatchObject({
      class: 'github-classic-pat',
      target: { system: 'GitHub', host: 'ghe.example.org' },
    });
    expect(read('', `https://mcp.example.org/sse?exaApiKey=${secret}&x=1`)).toMatchObject({
      name: 'exaApiKey',
      provider: 'Exa',
      class: 'api-key',
      target: { host: 'mcp.example.org' },
      state: 'literal',
    });
    expect(read('', `https://mcp.zapier.com/api/mcp/s/${secret}/mcp`)).toMatchObject({
      class: 'zapier-mcp-url',
      scoped: 'yes',
    });
    expect(
      read('', `https://api.telegram.org/bot${sample.text('123456789', 10)}:A${sample.text(ALNUM, 34)}/send`),
    ).toMatchObject({
      class: 'telegram-bot-token',
    });
    expect(read('ACME_WEBHOOK_URL', `https://flows.example.org/hook/${secret}`)).toMatchObject({
      class: 'webhook-url',
    });
    expect(read('ACME_API_TOKEN', `https://example.org/docs/${secret}`)).toBeNull();
  });

  it('that is signed says when it ends', () => {
    const signed = `https://acme.blob.core.windows.net/data?sv=2024-11-04&se=2027-01-31T00%3A00%3A00Z&sp=r&sig=${secret}%3D`;
    expect(read('', signed)).toMatchObject({
      class: 'azure-sas-url',
      scoped: 'yes',
      expires: '2027-01-31T00:00:00.000Z',
      provider: 'Azure',
    });
    const presigned = `https://acme.s3.amazonaws.com/x?X-Amz-Expires=600&X-Amz-Signature=${sample.text(HEX, 64)}`;
    expect(read('', presigned)).toMatchObject({ class: 'presigned-url', longLived: 'no' });
  });

  it('of errors for Sentry is public', () => {
    expect(read('SENTRY_DSN', `https://${sample.text(HEX, 32)}@o1.ingest.sentry.io/2`)).toMatchObject({
      class: 'sentry-dsn',
      isPublic: true,
    });
  });
});

describe('a header', () => {
  it.each([
    ['Bearer', 'bearer-token'],
    ['bearer', 'bearer-token'],
    ['token', 'token'],
    ['Bot', 'token'],
  ])('with the scheme %s', (scheme, id) => {
    expect(read('Authorization', `${scheme} ${secret}`)).toMatchObject({ class: id, state: 'literal' });
    expect(read('Authorization', `${scheme} ${github}`)).toMatchObject({ class: 'github-classic-pat' });
    expect(read('Authorization', `${scheme} YOUR_TOKEN`)).toMatchObject({ state: 'placeholder' });
    expect(read('Authorization', `${scheme} \${input:token}`)).toMatchObject({
      reference: { kind: 'input', name: 'token' },
    });
  });

  it('with a user and password in base 64', () => {
    expect(read('Authorization', `Basic ${base64(`admin:${secret}`)}`)).toMatchObject({
      class: 'basic-auth',
      administers: 'yes',
      state: 'literal',
    });
    const atlassian = `ATA${'TT3'}${sample.text(ALNUM, 180)}`;
    expect(read('Authorization', `Basic ${base64(`me@example.org:${atlassian}`)}`)?.class).toBe('atlassian-api-token');
    expect(read('Authorization', `Basic ${base64('user:password')}`)).toMatchObject({ state: 'placeholder' });
    expect(read('Authorization', 'Basic ${input:basic}')).toMatchObject({ state: 'reference' });
  });

  it('with cookies, and without a scheme', () => {
    expect(read('Cookie', `theme=dark; sid=${secret}`)).toMatchObject({ class: 'cookie', state: 'literal' });
    expect(read('Cookie', 'theme=dark')).toBeNull();
    expect(read('Authorization', secret)).toMatchObject({ class: 'authorization', state: 'literal' });
    expect(read('Accept', 'application/json, text/event-stream')).toBeNull();
  });
});

describe('a text with others in it', () => {
  it('of JSON is looked into by its keys', () => {
    const headers = JSON.stringify({ Authorization: `Bearer ${github}`, 'Notion-Version': '2022-06-28' });
    expect(read('OPENAPI_MCP_HEADERS', headers)).toMatchObject({ name: 'Authorization', class: 'github-classic-pat' });
    expect(read('CONFIG', JSON.stringify({ a: { b: [{ apiKey: secret }] } }))).toMatchObject({ name: 'apiKey' });
    expect(read('CONFIG', '{"__proto__": {"token": 1}, "constructor": "x"}')).toBeNull();
    expect(read('CONFIG', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)).toBeNull();
  });

  it('of settings is looked into by theirs', () => {
    expect(read('SQL', `Server=tcp:sql.example.org,1433;User Id=sa;Password=${secret};Encrypt=true`)).toMatchObject({
      class: 'connection-string',
      target: { host: 'sql.example.org' },
      administers: 'yes',
    });
    const storage = `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${base64(secret)};EndpointSuffix=core.windows.net`;
    expect(read('STORAGE', storage)).toMatchObject({ class: 'azure-storage-key', scoped: 'no', administers: 'yes' });
    expect(read('SQL', 'Server=db;Password=${SQL_PASSWORD};Encrypt=true')).toMatchObject({ state: 'reference' });
  });

  it('of a shell line is looked into word by word', () => {
    const line = `export GITHUB_TOKEN=${github} && exec npx -y server --api-key ${secret}`;
    const found = credentialsIn('command', line, { way: 'argument' }, 'key');
    expect(found.map(({ name, class: id }) => [name, id])).toEqual([
      ['GITHUB_TOKEN', 'github-classic-pat'],
      ['api-key', 'api-key'],
    ]);
  });
});

describe('a key', () => {
  it.each([
    ['RSA ', 'private-key'],
    ['', 'private-key'],
    ['EC ', 'private-key'],
    ['ENCRYPTED ', 'encrypted-private-key'],
  ])('of the kind "%s" is a %s', (type, id) => {
    expect(read('X', pem(type))).toMatchObject({ class: id, state: 'literal', longLived: 'yes' });
    expect(read('X', pem(type).replaceAll('\n', String.raw`\n`))).toMatchObject({ class: id });
    expect(read('X', base64(pem(type)))).toMatchObject({ class: id });
  });

  it('of OpenSSH says whether it is encrypted', () => {
    const frame = (cipher: string): string =>
      Buffer.concat([
        Buffer.from('openssh-key-v1\0\0\0\0'),
        Buffer.from([cipher.length]),
        Buffer.from(cipher.padEnd(200, 'q')),
      ]).toString('base64');
    expect(read('X', pem('OPENSSH ', frame('none')))?.class).toBe('openssh-private-key');
    expect(read('X', pem('OPENSSH ', frame('aes256-ctr')))?.class).toBe('encrypted-private-key');
  });

  it('is the same one in a file and in a variable', () => {
    const key = pem('RSA ');
    const prints = [key, key.replaceAll('\n', String.raw`\n`), base64(key)].map((text) => read('X', text)?.fingerprint);
    expect(new Set(prints).size).toBe(1);
  });

  it('of Google stands in a file of its own', () => {
    const file = { type: 'service_account', private_key: pem(''), client_email: 'a@b.iam.gserviceaccount.com' };
    const expected = { class: 'gcp-service-account-key', provider: 'Google Cloud', longLived: 'yes', state: 'literal' };
    expect(read('X', JSON.stringify(file))).toMatchObject(expected);
    expect(read('X', base64(JSON.stringify(file)))).toMatchObject(expected);
    const user = { type: 'authorized_user', refresh_token: `1//0${sample.text(ALNUM, 60)}` };
    expect(read('X', JSON.stringify(user))).toMatchObject({ class: 'gcp-user-credentials', scoped: 'no' });
  });

  it('of a cluster stands in a kubeconfig', () => {
    const text = `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://k8s.example.org:6443\nusers:\n- user:\n    token: ${secret}\n`;
    expect(read('KUBECONFIG_DATA', text)).toMatchObject({ class: 'kubeconfig', target: { host: 'k8s.example.org' } });
  });

  it('that documentation cuts short is none', () => {
    expect(read('PRIVATE_KEY', '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----')).toMatchObject({
      state: 'placeholder',
    });
  });
});

describe('a JSON web token', () => {
  it('says when it ends, how long it lives and what limits it', () => {
    const token = jwt({
      iss: 'https://login.example.org/',
      aud: 'https://api.example.org/v1',
      iat: 1_700_000_000,
      exp: 1_700_003_600,
      scope: 'read:x',
    });
    expect(read('', token)).toMatchObject({
      class: 'jwt',
      scoped: 'yes',
      longLived: 'no',
      expires: '2023-11-14T23:13:20.000Z',
      target: { host: 'api.example.org' },
    });
    expect(read('', jwt({ iat: 1_700_000_000, exp: 1_900_000_000 }))).toMatchObject({
      longLived: 'yes',
      scoped: 'unknown',
    });
    expect(read('', jwt({ aud: 'app' }))).toMatchObject({ longLived: 'yes', expires: null, scoped: 'yes' });
    expect(read('', jwt({ exp: 1_900_000_000 }))).toMatchObject({ longLived: 'unknown' });
    expect(read('', jwt({ role: 'admin', scope: 'x' }))).toMatchObject({ scoped: 'no', administers: 'yes' });
  });

  it('of Supabase is public or goes past all rules', () => {
    const ref = 'abcdefghijklmnopqrst';
    expect(read('', jwt({ iss: 'supabase', ref, role: 'anon', iat: 1, exp: 2_000_000_000 }))).toMatchObject({
      class: 'supabase-anon-key',
      isPublic: true,
      target: { host: `${ref}.supabase.co` },
    });
    expect(read('', jwt({ iss: 'supabase', ref, role: 'service_role', iat: 1, exp: 2_000_000_000 }))).toMatchObject({
      class: 'supabase-service-role-key',
      scoped: 'no',
      administers: 'yes',
      longLived: 'yes',
    });
  });

  it('may hold anything in its claims', () => {
    for (const claims of [
      { exp: 'soon' },
      { exp: -1 },
      { exp: 1e300 },
      { exp: null, aud: { a: 1 }, scope: [1, {}] },
      { iss: 'https://user:x@evil.example.org/' },
      JSON.parse('{"__proto__":{"scope":"all"}}') as object,
    ]) {
      const found = read('', jwt(claims));
      expect(found).toMatchObject({ class: 'jwt', expires: null });
      expect(found?.target.host).toBeNull();
    }
    expect(read('', `eyJ${sample.text(ALNUM, 20)}.eyJ${sample.text(ALNUM, 20)}.x`)).toBeNull();
    expect(read('API_TOKEN', jwt({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }))?.state).toBe('placeholder');
  });

  it('of PyPI says by its caveats what it may upload', () => {
    const token = (caveat: string): string =>
      `py${'pi-'}${Buffer.from(`\u0002\u0001\bpypi.org\u0002$11111111-2222-3333-4444-555555555555\0\u0002${caveat}\0\0\u0006${secret}`, 'latin1').toString('base64url')}`;
    expect(read('', token('[1, ["acme"]]'))).toMatchObject({ class: 'pypi-api-token', scoped: 'yes' });
    expect(read('', token('[3, "11111111-2222"]'))).toMatchObject({ class: 'pypi-api-token', scoped: 'no' });
    expect(read('', token('[0, 1900000000, 1700000000]'))).toMatchObject({ expires: '2030-03-17T17:46:40.000Z' });
  });
});

describe('a fingerprint', () => {
  it('links one secret in several places, under one key', () => {
    const places = [
      read('GITHUB_TOKEN', github),
      read('Authorization', `Bearer ${github}`),
      read('X', `https://u:${github}@github.com`),
      read('X', JSON.stringify({ token: github })),
      classifyValue('GITHUB_TOKEN', seal(github), { way: 'file' }, Buffer.from('key')),
    ];
    expect(new Set(places.map((one) => one?.fingerprint)).size).toBe(1);
    expect(places[0]?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(read('GITHUB_TOKEN', github, 'other')?.fingerprint).not.toBe(places[0]?.fingerprint);
  });

  it('is made of literals only', () => {
    for (const value of ['${X}', 'YOUR_TOKEN', '', 'abc', 'op://vault/item/field']) {
      expect(read('API_TOKEN', value)?.fingerprint).toBeNull();
    }
  });
});

describe('what comes back', () => {
  it('says where it stands, and fits the model', () => {
    const location = { file: '/home/x/.mcp.json', line: 3, column: 5, pointer: '/mcpServers/a/env/TOKEN' };
    const found = classifyValue(
      'TOKEN',
      secret,
      { way: 'header', location, mode: 0o644, host: 'mcp.example.org' },
      'k',
    );
    expect(credentialSchema.parse(found)).toMatchObject({
      way: 'header',
      location,
      mode: 0o644,
      target: { system: null, host: 'mcp.example.org' },
    });
  });

  it('shows no secret that stands where its name should', () => {
    expect(JSON.stringify(read(github, github))).not.toContain(github.slice(6));
    expect(JSON.stringify(read(`TOKEN_${secret}`, secret))).not.toContain(secret);
    expect(
      JSON.stringify(classifyValue('TOKEN', 'hunter2x99', { way: 'url', host: 'hunter2x99.example.org' }, 'k')),
    ).not.toContain('hunter2x99');
  });

  it('is bounded for a value without bounds', () => {
    const long = 'a1B2'.repeat(100_000);
    expect(read('API_TOKEN', long)).toMatchObject({ state: 'unknown', fingerprint: null });
    expect(read('X', long)).toBeNull();
    expect(
      credentialsIn('X', Array.from({ length: 2_000 }, () => `T=${github}`).join(' '), { way: 'file' }, 'k').length,
    ).toBeLessThanOrEqual(500);
  });
});
