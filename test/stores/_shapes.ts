import { generateKeyPairSync } from 'node:crypto';
import type { ReachableStore } from '../../src/model/store.ts';

/** Gives another secret each time. */
export type Secret = () => string;

export type Expected = Partial<
  Pick<ReachableStore, 'entries' | 'protection' | 'scoped' | 'expires'> & { hosts: string[]; line: number | null }
>;

/** One file as its program writes it, and what is to be told of it; null for one without credentials. */
export interface Shape {
  store: string;
  /** Below the home; one of the project below `work/shop`. */
  path: string;
  content: (secret: Secret) => string;
  expected: Expected | null;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const shape = (store: string, path: string, content: Shape['content'], expected: Expected | null): Shape => ({
  store,
  path,
  content,
  expected,
});

/** A key that nobody uses, with random bytes where its secret half would be. */
const armoured = (title: string, body: string): string =>
  [`-----BEGIN ${title}-----`, ...(body.match(/.{1,64}/g) ?? []), `-----END ${title}-----`, ''].join('\n');

function openSsh(cipher: string, type: string, secret: string): string {
  const field = (text: string | Buffer): Buffer => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const frame = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field(cipher),
    field(cipher === 'none' ? 'none' : 'bcrypt'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(Buffer.concat([field(type), field(Buffer.alloc(32, 7))])),
    field(secret.repeat(4)),
  ]);
  return armoured('OPENSSH PRIVATE KEY', frame.toString('base64'));
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (type: 'sec1' | 'pkcs8', passphrase?: string): string =>
  privateKey
    .export({ type, format: 'pem', ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }) })
    .toString();

const KUBE = (s: Secret, user: string): string => `apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster:
    server: https://api.prod.example.com:6443
    certificate-authority-data: ${s()}
- name: dev
  cluster: {server: "https://u:${s()}@dev.example.com/${s()}"}
users:
- name: someone
  user:
${user}
`;

export const SHAPES: Shape[] = [
  shape(
    'docker-config',
    '.docker/config.json',
    () => json({ credHelpers: { '123.dkr.ecr.eu-west-1.amazonaws.com': 'ecr-login' } }),
    { entries: 1, protection: 'command', hosts: ['123.dkr.ecr.eu-west-1.amazonaws.com'] },
  ),
  shape('mcp-remote-tokens', '.mcp-auth/0123_tokens.json', (s) => json({ access_token: s() }), { entries: 1 }),
  shape('dotenv', 'work/shop/.envrc', (s) => `export GITHUB_TOKEN=x${s()}\n`, { entries: 1, protection: 'plain' }),
  shape(
    'kube-config',
    '.kube/config',
    (s) =>
      `clusters:\n- {name: a, cluster: {server: 'https://ABCDEF0123456789ABCDEF0123456789.gr7.eu-west-1.eks.amazonaws.com'}}\nusers:\n- {name: a, user: {token: ${s()}}}\n`,
    { entries: 1, hosts: ['*.gr7.eu-west-1.eks.amazonaws.com'] },
  ),
  shape('firefox-profile', '.mozilla/firefox/ab.default/logins.json/x', () => '', null),
  shape(
    'aws-credentials',
    '.aws/credentials',
    (s) =>
      `[default]\naws_access_key_id = AKIA${s()}\naws_secret_access_key = ${s()}\n\n[work]\n  aws_access_key_id=x\n  aws_secret_access_key=${s()}\n  aws_session_token=${s()}\n[old]\nregion = eu-central-1\n`,
    { entries: 2, protection: 'plain', line: 3 },
  ),
  shape(
    'aws-credentials',
    '.aws/config',
    (s) =>
      `[profile sso]\nsso_start_url = https://x.awsapps.com/${s()}\ns3 =\n  max_concurrent_requests = 20\n[profile tool]\ncredential_process = /opt/tool --secret ${s()}\n`,
    { entries: 1, protection: 'command', line: 6 },
  ),
  shape('aws-credentials', '.aws/config', (s) => `[default]\nregion = ${s()}\n`, null),
  shape(
    'aws-credentials',
    '.aws/sso/cache/a.json',
    (s) => json({ startUrl: `https://x/${s()}`, accessToken: s(), expiresAt: '2026-11-28T10:00:00Z' }),
    { entries: 1, expires: '2026-11-28T10:00:00.000Z' },
  ),
  shape(
    'aws-credentials',
    '.aws/sso/cache/b.json',
    (s) => json({ clientId: 'x', clientSecret: s(), expiresAt: '2026-12-28T10:00:00UTC' }),
    { entries: 1, expires: '2026-12-28T10:00:00.000Z' },
  ),
  shape(
    'aws-credentials',
    '.aws/cli/cache/c.json',
    (s) =>
      json({
        Credentials: {
          AccessKeyId: 'ASIA',
          SecretAccessKey: s(),
          SessionToken: s(),
          Expiration: '2026-11-28T11:00:00+00:00',
        },
      }),
    { entries: 1, expires: '2026-11-28T11:00:00.000Z' },
  ),
  shape(
    'kube-config',
    '.kube/config',
    (s) => KUBE(s, `    client-certificate-data: ${s()}\n    client-key-data: ${s()}`),
    { entries: 1, protection: 'plain', hosts: ['api.prod.example.com', 'dev.example.com'], line: 14 },
  ),
  shape('kube-config', '.kube/config', (s) => KUBE(s, `    exec: {command: aws, args: [eks, get-token, ${s()}]}`), {
    entries: 1,
    protection: 'command',
  }),
  shape('kube-config', '.kube/config', (s) => KUBE(s, `    client-key: /home/x/${s()}.key`), {
    protection: 'reference',
  }),
  shape(
    'kube-config',
    '.kube/config',
    (s) => KUBE(s, `    auth-provider: {name: oidc, config: {refresh-token: ${s()}}}`),
    { protection: 'plain' },
  ),
  shape('kube-config', '.kube/config', () => 'apiVersion: v1\nkind: Config\nusers: []\n', null),
  shape(
    'docker-config',
    '.docker/config.json',
    (s) => json({ auths: { 'https://index.docker.io/v1/': { auth: s() }, 'ghcr.io': { identitytoken: s() } } }),
    { entries: 2, protection: 'plain', hosts: ['index.docker.io', 'ghcr.io'] },
  ),
  shape(
    'docker-config',
    '.docker/config.json',
    (s) =>
      json({ auths: { 'registry.example.com:5000': {} }, credsStore: 'secretservice', HttpHeaders: { Meta: s() } }),
    { entries: 1, protection: 'keychain', hosts: ['registry.example.com'] },
  ),
  shape('docker-config', '.docker/config.json', () => json({ credsStore: 'desktop' }), {
    entries: null,
    protection: 'keychain',
    hosts: [],
  }),
  shape(
    'docker-config',
    '.docker/config.json',
    (s) =>
      json({
        credsStore: 'desktop',
        auths: { 'a.example.com': { auth: s() } },
        credHelpers: { 'b.example.com': 'ecr-login' },
      }),
    { entries: 2, protection: 'plain' },
  ),
  shape('docker-config', '.docker/config.json', (s) => json({ auths: {}, currentContext: s() }), null),
  shape('docker-config', '.config/containers/auth.json', (s) => json({ auths: { 'quay.io': { auth: s() } } }), {
    entries: 1,
    hosts: ['quay.io'],
  }),
  shape(
    'npmrc',
    '.npmrc',
    (s) =>
      `registry=https://registry.example.com/\n; //old/:_authToken=${s()}\n//registry.example.com/npm/:_authToken=${s()}\n  //b.example.com:8443/:_password="${s()}"\n`,
    { entries: 2, protection: 'plain', hosts: ['registry.example.com', 'b.example.com'], line: 3 },
  ),
  shape('npmrc', '.npmrc', () => '//registry.example.com/:_authToken=${NPM_TOKEN}\n', {
    entries: 1,
    protection: 'reference',
  }),
  shape(
    'npmrc',
    '.npmrc',
    (s) => `save-exact=true\nemail=${s()}@example.com\n//registry.example.com/:_authToken=\n`,
    null,
  ),
  shape('npmrc', 'work/shop/.npmrc', (s) => `//registry.example.com/:_authToken=npm_${s()}\n`, {
    entries: 1,
    protection: 'plain',
  }),
  shape(
    'yarnrc',
    '.yarnrc.yml',
    (s) =>
      `npmAuthToken: ${s()}\nnpmScopes:\n  corp:\n    npmRegistryServer: https://npm.corp.example.com/${s()}\n    npmAuthToken: "\${CORP_TOKEN}"\nnpmRegistries:\n  "//c.example.com":\n    npmAuthIdent: ${s()}\n`,
    { entries: 3, protection: 'plain', hosts: ['c.example.com', 'npm.corp.example.com'] },
  ),
  shape('yarnrc', 'work/shop/.yarnrc.yml', (s) => `nodeLinker: node-modules\nnote: ${s()}\n`, null),
  shape('ssh-keys', '.ssh/id_plain', (s) => openSsh('none', 'ssh-ed25519', s()), {
    entries: 1,
    protection: 'plain',
    line: 1,
  }),
  shape('ssh-keys', '.ssh/id_closed', (s) => openSsh('aes256-ctr', 'ssh-ed25519', s()), {
    entries: 1,
    protection: 'encrypted',
  }),
  shape('ssh-keys', '.ssh/id_ed25519_sk', (s) => openSsh('none', 'sk-ssh-ed25519@openssh.com', s()), {
    protection: 'hardware',
  }),
  shape('ssh-keys', '.ssh/id_sec1', () => pem('sec1'), { protection: 'plain' }),
  shape('ssh-keys', '.ssh/id_sec1_closed', (s) => pem('sec1', s()), { protection: 'encrypted' }),
  shape('ssh-keys', '.ssh/id_pkcs8', () => pem('pkcs8'), { protection: 'plain' }),
  shape('ssh-keys', '.ssh/id_pkcs8_closed', (s) => pem('pkcs8', s()), { protection: 'encrypted' }),
  shape('ssh-keys', '.ssh/known_hosts', (s) => `example.com ssh-ed25519 ${s()}\n`, null),
  shape('ssh-keys', '.ssh/id_plain.pub', (s) => `ssh-ed25519 AAAA${s()} ada@example.com\n`, null),
  shape(
    'gh-hosts',
    '.config/gh/hosts.yml',
    (s) =>
      `github.com:\n    users:\n        ada:\n            oauth_token: gho_${s()}\n    user: ada\n    oauth_token: gho_${s()}\n`,
    { entries: 1, protection: 'plain', hosts: ['github.com'], line: 4 },
  ),
  shape(
    'gh-hosts',
    '.config/gh/hosts.yml',
    () => 'github.com:\n    users:\n        ada:\n    git_protocol: https\n    user: ada\n',
    { entries: 1, protection: 'keychain', hosts: ['github.com'] },
  ),
  shape('gh-hosts', '.config/gh/hosts.yml', () => '{}\n', null),
  shape(
    'glab-config',
    '.config/glab-cli/config.yml',
    (s) => `hosts:\n  gitlab.example.com:\n    token: glpat-${s()}\n  gitlab.com:\n    api_protocol: https\n`,
    { entries: 1, protection: 'plain', hosts: ['gitlab.example.com'], line: 3 },
  ),
  shape('glab-config', '.config/glab-cli/config.yml', () => 'hosts:\n  gitlab.com:\n    token:\n', null),
  shape(
    'git-credentials',
    '.git-credentials',
    (s) =>
      `https://ada:${s()}@git.example.com\nhttps://${s()}@github.com\nhttps://x:${s()}/${s()}@bad.example.com\nhttps://plain.example.com\n`,
    { entries: 3, protection: 'plain', hosts: ['git.example.com', 'github.com'], line: 1 },
  ),
  shape('git-credentials', '.config/git/credentials', () => 'https://github.com\n', null),
  shape(
    'netrc',
    '.netrc',
    (s) =>
      `# a comment with ${s()}\nmachine api.example.com login ada password ${s()}\nmachine b.example.com\n  login "a b"\n  password "${s()} machine ${s()}"\nmacdef init\n  machine c.example.com password ${s()}\n\ndefault login anonymous password ${s()}\n`,
    { entries: 3, protection: 'plain', hosts: ['api.example.com', 'b.example.com'], line: 2 },
  ),
  shape('netrc', '.netrc', () => 'machine a.example.com login ada\n', null),
  shape(
    'gcloud-adc',
    '.config/gcloud/application_default_credentials.json',
    (s) => json({ type: 'authorized_user', client_id: 'x', client_secret: s(), refresh_token: s() }),
    { entries: 1, protection: 'plain', scoped: 'no' },
  ),
  shape(
    'gcloud-adc',
    '.config/gcloud/application_default_credentials.json',
    (s) => json({ type: 'service_account', private_key: s(), client_email: `${s()}@x` }),
    { entries: 1, protection: 'plain', scoped: 'unknown' },
  ),
  shape(
    'gcloud-adc',
    '.config/gcloud/application_default_credentials.json',
    (s) => json({ type: 'external_account', credential_source: { executable: { command: s() } } }),
    { protection: 'command' },
  ),
  shape(
    'gcloud-adc',
    '.config/gcloud/legacy_credentials/ada@example.com/adc.json',
    (s) => json({ type: 'authorized_user', refresh_token: s() }),
    { entries: 1 },
  ),
  shape('gcloud-adc', '.config/gcloud/credentials.db', (s) => s(), {
    entries: null,
    protection: 'plain',
    scoped: 'no',
  }),
  shape(
    'gcloud-adc',
    '.config/gcloud/application_default_credentials.json',
    (s) => json({ type: 'authorized_user', quota_project_id: s() }),
    null,
  ),
  shape(
    'azure-profile',
    '.azure/msal_token_cache.json',
    (s) =>
      json({
        RefreshToken: { a: { secret: s() }, b: { secret: s() } },
        AccessToken: { c: { secret: s() } },
        Account: { d: { username: s() } },
      }),
    { entries: 2, protection: 'plain' },
  ),
  shape(
    'azure-profile',
    '.azure/service_principal_entries.json',
    (s) =>
      json([
        { client_id: 'x', client_secret: s() },
        { client_id: 'y', certificate: `/home/${s()}.pem` },
      ]),
    { entries: 2, protection: 'plain' },
  ),
  shape('azure-profile', '.azure/msal_token_cache.json', () => json({ RefreshToken: {}, Account: {} }), null),
  shape(
    'pypirc',
    '.pypirc',
    (s) =>
      `[distutils]\nindex-servers =\n    pypi\n    corp\n[pypi]\nusername = __token__\npassword = pypi-${s()}\n[corp]\nrepository: https://up.example.com/${s()}\nusername: ada\npassword:\n  ${s()}\n`,
    { entries: 2, protection: 'plain', hosts: ['upload.pypi.org', 'up.example.com'], line: 7 },
  ),
  shape('pypirc', '.pypirc', () => '[pypi]\nusername = ada\n', null),
  shape(
    'pip-config',
    '.config/pip/pip.conf',
    (s) =>
      `[global]\nindex-url = https://ada:${s()}@pip.example.com/simple\nextra-index-url =\n    https://u:\${PIP_TOKEN}@b.example.com/\n    https://pypi.org/${s()}\n`,
    { entries: 2, protection: 'plain', hosts: ['pip.example.com', 'b.example.com'], line: 2 },
  ),
  shape('pip-config', '.pip/pip.conf', () => '[global]\nindex-url = https://pypi.org/simple\n', null),
  shape(
    'cargo-credentials',
    '.cargo/credentials.toml',
    (s) => `[registry]\ntoken = "${s()}"\n[registries.corp]\ntoken = "${s()}"\n`,
    { entries: 2, protection: 'plain', hosts: ['crates.io'], line: 2 },
  ),
  shape('cargo-credentials', '.cargo/credentials', () => '[net]\ngit-fetch-with-cli = true\n', null),
  shape(
    'gem-credentials',
    '.gem/credentials',
    (s) => `---\n:rubygems_api_key: rubygems_${s()}\nhttps://gems.example.com/${s()}: ${s()}\n`,
    { entries: 2, protection: 'plain', hosts: ['rubygems.org', 'gems.example.com'], line: 2 },
  ),
  shape('gem-credentials', '.gem/credentials', () => '---\n:rubygems_api_key:\n', null),
  shape(
    'maven-settings',
    '.m2/settings.xml',
    (s) =>
      `<settings>\n <!-- <password>${s()}</password>\n -->\n <servers><server><id>a</id>\n  <password>${s()}</password></server>\n  <server><password>\${env.MAVEN}</password></server>\n  <server><privateKey>/home/ada/${s()}</privateKey></server></servers>\n</settings>\n`,
    { entries: 3, protection: 'plain', line: 5 },
  ),
  shape(
    'maven-settings',
    '.m2/settings.xml',
    () => '<settings><servers><server><password>{COQLCE6DU6GtcS5P=}</password></server></servers></settings>',
    { entries: 1, protection: 'encrypted' },
  ),
  shape(
    'maven-settings',
    '.m2/settings.xml',
    (s) => `<settings><localRepository>/x/${s()}</localRepository><!-- <password>${s()}</password></settings>`,
    null,
  ),
  shape(
    'gnupg',
    '.gnupg/private-keys-v1.d/A.key',
    (s) => `Created: 20261101T000000\nKey: (protected-private-key (rsa (n #${s()}#)))\n`,
    { entries: 1, protection: 'encrypted' },
  ),
  shape('gnupg', '.gnupg/private-keys-v1.d/B.key', (s) => `(11:private-key(3:rsa(1:n${s()})))`, {
    entries: 1,
    protection: 'plain',
  }),
  shape('gnupg', '.gnupg/private-keys-v1.d/C.key', (s) => `Key: (shadowed-private-key (rsa ${s()}))\n`, {
    entries: 1,
    protection: 'hardware',
  }),
  shape('gnupg', '.gnupg/private-keys-v1.d/D.key', (s) => s(), null),
  shape(
    'mcp-remote-tokens',
    '.mcp-auth/mcp-remote-0.1.9/0123456789abcdef_tokens.json',
    (s) => json({ access_token: s(), refresh_token: s(), token_type: 'bearer', expires_in: 3600, scope: 'read' }),
    { entries: 1, protection: 'plain', scoped: 'yes', expires: null },
  ),
  shape(
    'mcp-remote-tokens',
    '.mcp-auth/mcp-remote-0.1.9/fedcba9876543210_tokens.json',
    (s) => json({ access_token: s(), token_type: 'bearer', expires_at: 1_796_000_000 }),
    { entries: 1, scoped: 'unknown', expires: '2026-11-30T00:53:20.000Z' },
  ),
  shape(
    'mcp-remote-tokens',
    '.mcp-auth/mcp-remote-0.1.9/0_client_info.json',
    (s) => json({ client_id: 'x', client_secret: s(), client_secret_expires_at: 0 }),
    { entries: 1, expires: null },
  ),
  shape('mcp-remote-tokens', '.mcp-auth/mcp-remote-0.1.9/1_client_info.json', () => json({ client_id: 'x' }), null),
  shape(
    'claude-credentials',
    '.claude/.credentials.json',
    (s) =>
      json({
        claudeAiOauth: {
          accessToken: s(),
          refreshToken: s(),
          expiresAt: 1_796_000_000_000,
          scopes: ['user:inference'],
        },
        mcpOAuth: {
          'x|0': { serverUrl: `https://mcp.example.com/${s()}`, accessToken: s(), expiresAt: 0, scope: 'a' },
        },
      }),
    { entries: 2, protection: 'plain', scoped: 'yes', hosts: ['claude.ai', 'mcp.example.com'] },
  ),
  shape(
    'claude-credentials',
    '.claude.json',
    (s) => json({ primaryApiKey: s(), projects: { '/work/a': { mcpServers: { x: { env: { TOKEN: s() } } } } } }),
    { entries: 1, protection: 'plain' },
  ),
  shape('claude-credentials', '.claude.json', (s) => json({ userID: s(), oauthAccount: { accountUuid: s() } }), null),
  shape(
    'codex-auth',
    '.codex/auth.json',
    (s) =>
      json({ OPENAI_API_KEY: null, tokens: { id_token: s(), access_token: s(), refresh_token: s(), account_id: s() } }),
    { entries: 1, protection: 'plain' },
  ),
  shape(
    'codex-auth',
    '.codex/.credentials.json',
    (s) =>
      json({
        'x|0': {
          server_name: 'x',
          server_url: 'https://mcp.example.com/',
          access_token: s(),
          expires_at: 1_796_000_000_000,
          scopes: [],
        },
      }),
    { entries: 1, expires: '2026-11-30T00:53:20.000Z', hosts: ['mcp.example.com'] },
  ),
  shape('codex-auth', '.codex/auth.json', () => json({ OPENAI_API_KEY: null, tokens: null }), null),
  shape(
    'gemini-oauth',
    '.gemini/oauth_creds.json',
    (s) =>
      json({ access_token: s(), refresh_token: s(), scope: 'openid', expiry_date: 1_796_000_000_000, id_token: s() }),
    { entries: 1, scoped: 'yes', expires: null },
  ),
  shape(
    'gemini-oauth',
    '.gemini/mcp-oauth-tokens.json',
    (s) =>
      json([
        {
          serverName: s(),
          token: { accessToken: s(), expiresAt: 1_796_000_000_000 },
          mcpServerUrl: 'https://mcp.example.com/',
        },
      ]),
    { entries: 1, hosts: ['mcp.example.com'], expires: '2026-11-30T00:53:20.000Z' },
  ),
  shape('gemini-oauth', '.gemini/mcp-oauth-tokens-v2.json', (s) => s(), { entries: null, protection: 'unknown' }),
  shape('gemini-oauth', '.gemini/oauth_creds.json', () => '{}', null),
  shape(
    'copilot',
    '.config/github-copilot/apps.json',
    (s) => json({ 'github.com:Iv1.0123': { user: 'ada', oauth_token: `ghu_${s()}` } }),
    { entries: 1, hosts: ['github.com'] },
  ),
  shape('copilot', '.config/github-copilot/hosts.json', () => json({ 'github.com': { user: 'ada' } }), null),
  shape('chrome-profile', '.config/google-chrome/Default/Login Data', (s) => s(), {
    entries: null,
    protection: 'unknown',
    scoped: 'no',
  }),
  shape('chrome-profile', '.config/google-chrome/Profile 1/Network/Cookies', (s) => s(), { entries: null }),
  shape('chrome-profile', '.config/google-chrome/Local State', (s) => s(), null),
  shape('firefox-profile', '.mozilla/firefox/ab.default/cookies.sqlite', (s) => s(), {
    entries: null,
    protection: 'plain',
    scoped: 'no',
  }),
  shape('firefox-profile', '.mozilla/firefox/ab.default/logins.json', (s) => s(), {
    entries: null,
    protection: 'unknown',
  }),
  shape('firefox-profile', '.mozilla/firefox/profiles.ini', (s) => s(), null),
  shape('password-store', '.password-store/.gpg-id', (s) => s(), { entries: null, protection: 'encrypted' }),
  shape('password-store', '.password-store/mail.gpg', (s) => s(), null),
  shape(
    'op',
    '.config/op/config',
    (s) => json({ accounts: [{ url: 'https://my.1password.com', email: `${s()}@x`, accountKey: s() }] }),
    { entries: 1, protection: 'unknown', hosts: ['my.1password.com'] },
  ),
  shape('op', '.config/op/config', () => json({ latest_signin: '' }), null),
  shape(
    'terraform',
    '.terraform.d/credentials.tfrc.json',
    (s) => json({ credentials: { 'app.terraform.io': { token: s() } } }),
    { entries: 1, hosts: ['app.terraform.io'] },
  ),
  shape(
    'terraform',
    '.terraformrc',
    (s) =>
      `# token = "${s()}"\ncredentials "tf.example.com" {\n  token = "${s()}"\n}\ncredentials "b.example.com" { token = "${s()}" }\n`,
    { entries: 2, hosts: ['tf.example.com', 'b.example.com'], line: 3 },
  ),
  shape('terraform', '.terraformrc', () => 'plugin_cache_dir = "/x"\n', null),
  shape('vault-token', '.vault-token', (s) => `hvs.${s()}`, { entries: 1, protection: 'plain', line: 1 }),
  shape('vault-token', '.vault-token', () => '\n', null),
  shape(
    'dotenv',
    'work/shop/.env',
    (s) =>
      `NODE_ENV=production\n# OLD_TOKEN=${s()}\nexport GITHUB_TOKEN=ghp_x${s()}\nDATABASE_URL="postgres://app:${s()}@db.example.com/shop"\nSTRIPE_SECRET_KEY=\n`,
    { entries: 2, protection: 'plain', line: 3 },
  ),
  shape('dotenv', 'work/shop/.env.local', () => 'API_TOKEN=${OTHER_TOKEN}\n', { entries: 1, protection: 'reference' }),
  shape('dotenv', 'work/shop/.env.vault2', (s) => `API_TOKEN="encrypted:${s()}"\n`, {
    entries: 1,
    protection: 'encrypted',
  }),
  shape('dotenv', 'work/shop/.env.example', (s) => `GITHUB_TOKEN=${s()}\n`, null),
  shape('dotenv', 'work/shop/.env.test', () => 'PORT=3000\n', null),
  shape(
    'pgpass',
    '.pgpass',
    (s) =>
      `# host:port:db:user:${s()}\ndb.example.com:5432:shop:ada:${s()}\n*:*:*:ada:a\\:${s()}\nlocalhost:5432:x:ada:\nshort:1:2\n`,
    { entries: 2, protection: 'plain', hosts: ['db.example.com'], line: 2 },
  ),
  shape('pgpass', '.pgpass', () => '# nothing\n', null),
  shape(
    'my-cnf',
    '.my.cnf',
    (s) => `[client]\nuser=ada\npassword="${s()}"\nhost=db.example.com\n[mysqldump]\nquick\npassword\n`,
    { entries: 1, protection: 'plain', hosts: ['db.example.com'], line: 3 },
  ),
  shape('my-cnf', '.mylogin.cnf', (s) => s(), { entries: null, protection: 'plain' }),
  shape('my-cnf', '.my.cnf', () => '[client]\nuser=ada\npassword\n', null),
  shape('huggingface', '.cache/huggingface/token', (s) => `hf_${s()}`, { entries: 1, protection: 'plain', line: 1 }),
  shape(
    'huggingface',
    '.cache/huggingface/stored_tokens',
    (s) => `[a]\nhf_token = hf_${s()}\n\n[b]\nhf_token = hf_${s()}\n`,
    { entries: 2, line: 2 },
  ),
  shape('huggingface', '.cache/huggingface/stored_tokens', () => '[a]\n', null),
  shape(
    'opencode-auth',
    '.local/share/opencode/auth.json',
    (s) =>
      json({ anthropic: { type: 'oauth', refresh: s(), access: s(), expires: 1 }, openai: { type: 'api', key: s() } }),
    { entries: 2, protection: 'plain' },
  ),
  shape(
    'opencode-auth',
    '.local/share/opencode/mcp-auth.json',
    (s) => json({ x: { serverUrl: 'https://mcp.example.com', tokens: { accessToken: s() } } }),
    { entries: 1, hosts: ['mcp.example.com'] },
  ),
  shape('opencode-auth', '.local/share/opencode/auth.json', () => '{}', null),
];

/** Kinds of stores outside of a home, which have tests of their own. */
export const OUTSIDE = new Set([
  'ssh-agent',
  'docker-socket',
  'podman-socket',
  'containerd-socket',
  'kube-service-account',
]);
