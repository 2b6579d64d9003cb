import { describe, expect, it } from 'vitest';
import { classifyValue } from '../../src/credential/classify-value.ts';
import { endsWithCrc32 } from '../../src/credential/formats/_checksum.ts';
import { FORMATS, formatOf } from '../../src/credential/formats/index.ts';
import { providerNamed } from '../../src/credential/providers.ts';
import { ALNUM, HEX, Sample, URL_SAFE } from './_sample.ts';

const sample = new Sample(2026);
const a = (length: number): string => sample.text(ALNUM, length);
const h = (length: number): string => sample.text(HEX, length);
const u = (length: number): string => sample.text(URL_SAFE, length);
const d = (length: number): string => `7${sample.text('0123456789', length - 1)}`;
const uuid = (): string => `${h(8)}-${h(4)}-${h(4)}-${h(4)}-${h(12)}`;
const upper = (length: number): string => sample.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', length);

/** Written by hand from the vendors' pages: class, provider, scoped, a value of the right shape; a name where the shape is not its own. */
const EXPECTED: ReadonlyArray<readonly [string, string, 'yes' | 'no' | 'unknown', string, string?]> = [
  ['github-classic-pat', 'GitHub', 'no', `ghp${'_'}${a(36)}`],
  ['github-fine-grained-pat', 'GitHub', 'yes', `github${'_pat_'}${a(22)}_${a(59)}`],
  ['github-oauth-token', 'GitHub', 'unknown', `gho${'_'}${a(36)}`],
  ['github-app-user-token', 'GitHub', 'yes', `ghu${'_'}${a(36)}`],
  ['github-app-installation-token', 'GitHub', 'yes', `ghs${'_'}${a(36)}`],
  ['github-app-installation-token', 'GitHub', 'yes', `ghs${'_'}${d(7)}_eyJ${a(80)}.eyJ${a(200)}.${u(180)}`],
  ['github-refresh-token', 'GitHub', 'yes', `ghr${'_'}${a(76)}`],
  ['gitlab-pat', 'GitLab', 'unknown', `glpat${'-'}${u(20)}`],
  ['gitlab-pat', 'GitLab', 'unknown', `glpat${'-'}${u(27)}.01.${sample.text('0123456789abcdefghij', 9)}`],
  ['gitlab-deploy-token', 'GitLab', 'yes', `gldt${'-'}${u(20)}`],
  ['gitlab-runner-token', 'GitLab', 'yes', `glrt${'-'}${u(20)}`],
  ['gitlab-job-token', 'GitLab', 'yes', `glcbt${'-'}64_${u(20)}`],
  ['gitlab-trigger-token', 'GitLab', 'yes', `glptt${'-'}${h(40)}`],
  ['slack-bot-token', 'Slack', 'yes', `xoxb${'-'}${d(12)}-${d(13)}-${a(24)}`],
  ['slack-user-token', 'Slack', 'unknown', `xoxp${'-'}${d(12)}-${d(12)}-${d(13)}-${h(32)}`],
  ['slack-app-token', 'Slack', 'yes', `xapp${'-'}1-A${upper(10)}-${d(13)}-${h(64)}`],
  ['slack-session-token', 'Slack', 'no', `xoxc${'-'}${d(12)}-${d(13)}-${d(13)}-${h(64)}`],
  ['slack-session-cookie', 'Slack', 'no', `xoxd${'-'}${a(60)}%2F${a(40)}%3D`],
  ['slack-webhook-url', 'Slack', 'yes', `https://hooks.slack.com/services/T${upper(8)}/B${upper(10)}/${a(24)}`],
  ['discord-bot-token', 'Discord', 'unknown', `M${a(25)}.${a(6)}.${u(38)}`],
  ['telegram-bot-token', 'Telegram', 'yes', `${d(10)}:A${u(34)}`],
  ['openai-project-key', 'OpenAI', 'yes', `sk${'-proj-'}${u(74)}T3BlbkFJ${u(74)}`],
  ['openai-service-account-key', 'OpenAI', 'yes', `sk${'-svcacct-'}${u(74)}T3BlbkFJ${u(74)}`],
  ['openai-admin-key', 'OpenAI', 'no', `sk${'-admin-'}${u(58)}T3BlbkFJ${u(58)}`],
  ['openai-user-key', 'OpenAI', 'no', `sk${'-'}${a(20)}T3BlbkFJ${a(20)}`],
  ['anthropic-api-key', 'Anthropic', 'unknown', `sk${'-ant-api03-'}${u(93)}AA`],
  ['anthropic-admin-key', 'Anthropic', 'no', `sk${'-ant-admin01-'}${u(93)}AA`],
  ['anthropic-oauth-token', 'Anthropic', 'no', `sk${'-ant-oat01-'}${u(95)}`],
  ['openrouter-api-key', 'OpenRouter', 'unknown', `sk${'-or-v1-'}${h(64)}`],
  ['deepseek-api-key', 'DeepSeek', 'unknown', `sk${'-'}${h(32)}`, 'DEEPSEEK_API_KEY'],
  ['google-api-key', 'Google', 'unknown', `AI${'za'}Sy${u(33)}`],
  ['gemini-auth-key', 'Google Gemini', 'unknown', `AQ${'.'}Ab${u(50)}`],
  ['google-oauth-access-token', 'Google', 'unknown', `ya${'29.'}a0${u(160)}`],
  ['google-oauth-client-secret', 'Google', 'unknown', `GOC${'SPX-'}${u(28)}`],
  ['aws-access-key-id', 'AWS', 'unknown', `AK${'IA'}${upper(16)}`],
  ['aws-temporary-access-key-id', 'AWS', 'unknown', `AS${'IA'}${upper(16)}`],
  ['aws-bedrock-api-key', 'AWS', 'yes', `AB${'SK'}${a(128)}`],
  ['azure-client-secret', 'Azure', 'unknown', `${a(3)}8Q~${a(34)}`],
  ['azure-devops-pat', 'Azure DevOps', 'unknown', `${a(76)}AZDO${a(4)}`],
  ['hugging-face-token', 'Hugging Face', 'unknown', `hf${'_'}${a(34)}`],
  ['replicate-api-token', 'Replicate', 'no', `r8${'_'}${a(37)}`],
  ['groq-api-key', 'Groq', 'unknown', `gsk${'_'}${a(52)}`],
  ['xai-api-key', 'xAI', 'unknown', `xai${'-'}${a(80)}`],
  ['perplexity-api-key', 'Perplexity', 'unknown', `pplx${'-'}${a(48)}`],
  ['tavily-api-key', 'Tavily', 'unknown', `tvly${'-dev-'}${a(32)}`],
  ['brave-search-api-key', 'Brave Search', 'unknown', `BSA${u(28)}`, 'BRAVE_API_KEY'],
  ['firecrawl-api-key', 'Firecrawl', 'unknown', `fc${'-'}${h(32)}`],
  ['exa-api-key', 'Exa', 'unknown', uuid(), 'EXA_API_KEY'],
  ['notion-integration-token', 'Notion', 'yes', `nt${'n_'}${d(11)}${a(35)}`],
  ['notion-integration-token', 'Notion', 'yes', `secret${'_'}${a(43)}`],
  ['linear-api-key', 'Linear', 'unknown', `lin${'_api_'}${a(40)}`],
  ['figma-pat', 'Figma', 'unknown', `fig${'d_'}${u(40)}`],
  ['airtable-pat', 'Airtable', 'yes', `pat${a(14)}.${h(64)}`],
  ['atlassian-api-token', 'Atlassian', 'unknown', `ATA${'TT3'}xFfGF0${u(178)}=${upper(8)}`],
  ['asana-pat', 'Asana', 'no', `2/${d(16)}/${d(16)}:${h(32)}`],
  ['clickup-api-token', 'ClickUp', 'no', `pk_${d(8)}_${upper(32)}`],
  ['vercel-pat', 'Vercel', 'unknown', `vcp${'_'}${a(56)}`],
  ['netlify-pat', 'Netlify', 'no', `nf${'p_'}${a(40)}`],
  ['cloudflare-global-key', 'Cloudflare', 'no', `cf${'k_'}${a(40)}${h(8)}`],
  ['cloudflare-user-token', 'Cloudflare', 'yes', `cf${'ut_'}${a(40)}${h(8)}`],
  ['digitalocean-pat', 'DigitalOcean', 'unknown', `dop${'_v1_'}${h(64)}`],
  ['heroku-api-key', 'Heroku', 'unknown', `HR${'KU-'}AA${u(58)}`],
  ['supabase-access-token', 'Supabase', 'no', `sb${'p_'}${h(40)}`],
  ['supabase-secret-key', 'Supabase', 'no', `sb${'_secret_'}${u(31)}`],
  ['planetscale-service-token', 'PlanetScale', 'yes', `pscale${'_tkn_'}${a(43)}`],
  ['stripe-secret-key', 'Stripe', 'no', `sk${'_live_'}${a(99)}`],
  ['stripe-restricted-key', 'Stripe', 'yes', `rk${'_live_'}${a(99)}`],
  ['shopify-access-token', 'Shopify', 'yes', `shp${'at_'}${h(32)}`],
  ['square-access-token', 'Square', 'no', `sq0${'atp-'}${u(22)}`],
  ['twilio-api-key-sid', 'Twilio', 'unknown', `SK${h(32)}`],
  ['sendgrid-api-key', 'SendGrid', 'unknown', `SG${'.'}${u(22)}.${u(43)}`],
  ['mailgun-api-key', 'Mailgun', 'no', `key${'-'}${h(32)}`],
  ['mailchimp-api-key', 'Mailchimp', 'no', `${h(32)}-us12`],
  ['npm-access-token', 'npm', 'unknown', `npm${'_'}${a(36)}`],
  ['rubygems-api-key', 'RubyGems', 'yes', `rubygems${'_'}${h(48)}`],
  ['docker-pat', 'Docker Hub', 'unknown', `dckr${'_pat_'}${u(27)}`],
  ['terraform-cloud-token', 'Terraform Cloud', 'unknown', `${a(14)}.atlas${'v1.'}${u(67)}`],
  ['vault-service-token', 'Vault', 'unknown', `hv${'s.'}${u(95)}`],
  ['doppler-personal-token', 'Doppler', 'no', `dp${'.pt.'}${a(43)}`],
  ['doppler-service-token', 'Doppler', 'yes', `dp${'.st.'}dev.${a(43)}`],
  ['1password-service-account-token', '1Password', 'yes', `op${'s_'}eyJ${a(600)}`],
  ['databricks-pat', 'Databricks', 'unknown', `dap${'i'}${h(32)}`],
  ['sentry-user-token', 'Sentry', 'yes', `sntry${'u_'}${h(64)}`],
  ['new-relic-user-key', 'New Relic', 'no', `NR${'AK-'}${upper(27)}`],
  ['grafana-service-account-token', 'Grafana', 'unknown', `gl${'sa_'}${a(32)}_${h(8)}`],
  ['posthog-personal-api-key', 'PostHog', 'unknown', `ph${'x_'}${a(43)}`],
  ['datadog-api-key', 'Datadog', 'yes', h(32), 'DD_API_KEY'],
  ['postman-api-key', 'Postman', 'no', `PM${'AK-'}${h(24)}-${h(34)}`],
  ['okta-api-token', 'Okta', 'no', `00${u(40)}`, 'OKTA_API_TOKEN'],
  ['hubspot-app-token', 'HubSpot', 'yes', `pat${'-na1-'}${uuid()}`],
  ['pypi-api-token', 'PyPI', 'unknown', `py${'pi-AgEIcHlwaS5vcmc'}${u(150)}`],
];

const read = (value: string, name = '') => classifyValue(name, value, { way: 'environment' }, 'key');

describe('a value of a known form', () => {
  it.each(EXPECTED.map(([id, provider, scoped, value, name = '']) => ({ id, provider, scoped, value, name })))(
    'is $id of $provider, scoped: $scoped',
    ({ id, provider, scoped, value, name }) => {
      expect(read(value, name)).toMatchObject({ class: id, provider, scoped, state: 'literal', isPublic: false });
    },
  );

  it('is what it is under a name that says something else, and under one that says nothing', () => {
    const token = `ghp${'_'}${a(36)}`;
    for (const name of ['SLACK_BOT_TOKEN', 'LOG_LEVEL', 'GITHUB_APP_ID', '']) {
      expect(read(token, name)).toMatchObject({ class: 'github-classic-pat', state: 'literal' });
    }
  });

  it('is read by its name where others have that shape too', () => {
    const key = `sk${'-'}${h(32)}`;
    expect(read(key, 'DEEPSEEK_API_KEY')).toMatchObject({ class: 'deepseek-api-key', confidence: 'medium' });
    expect(read(key, 'SOME_API_KEY')).toMatchObject({ class: 'api-key', provider: null, state: 'literal' });
    expect(read(uuid(), 'REQUEST_ID')).toBeNull();
    expect(read(uuid())).toBeNull();
  });

  it('that is made to be seen is called public', () => {
    const values = [
      `pk${'_live_'}${a(99)}`,
      `sb${'_publishable_'}${u(31)}`,
      `ph${'c_'}${a(43)}`,
      `AC${h(32)}`,
      `pk${'.'}eyJ${a(60)}.${a(22)}`,
    ];
    for (const value of values) expect(read(value)).toMatchObject({ isPublic: true, administers: 'no' });
  });

  it('administers where its type says so', () => {
    for (const value of [`sk${'-ant-admin01-'}${u(95)}`, `sk${'-admin-'}${u(120)}`, `cf${'k_'}${a(48)}`]) {
      expect(read(value)).toMatchObject({ administers: 'yes', scoped: 'no', longLived: 'yes' });
    }
  });

  it('is short-lived where its type says so', () => {
    expect(read(`ghs${'_'}${a(36)}`)?.longLived).toBe('no');
    expect(read(`AS${'IA'}${upper(16)}`)?.longLived).toBe('no');
  });
});

describe('a checksum', () => {
  it('is that of the example which GitHub published', () => {
    const token = `ghp${'_'}zQWBuTSOoRi4A9spHcVY5ncn${'sDkxkJ'}0mLq17`;
    expect(endsWithCrc32(token)).toBe(true);
    expect(endsWithCrc32(token.replace('zQ', 'zR'))).toBe(false);
    expect(read(token)).toMatchObject({ state: 'literal', confidence: 'high' });
  });

  it('that is wrong makes the class less sure, and nothing harmless', () => {
    expect(read(`ghp${'_'}${a(36)}`)).toMatchObject({ state: 'literal', confidence: 'medium' });
  });
});

describe('the table', () => {
  it('has at least 100 classes, each of a provider that is known', () => {
    expect(new Set(FORMATS.map((format) => format.class)).size).toBeGreaterThanOrEqual(100);
    expect(FORMATS.filter(({ provider }) => providerNamed(provider) === null)).toEqual([]);
    expect(FORMATS.map((format) => format.class).filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has one provider for a class, and reasons for its answers', () => {
    const providers = new Map<string, string>();
    for (const format of FORMATS) {
      expect(providers.get(format.class) ?? format.provider).toBe(format.provider);
      providers.set(format.class, format.provider);
      expect(format.scopeReason.length).toBeGreaterThan(10);
      if (format.doc !== null) expect(format.doc).toMatch(/^https:\/\/[\w.-]+(?:\/|$)/);
    }
  });

  it('has patterns that are anchored, bounded and without repeats in repeats', () => {
    for (const { pattern } of FORMATS) {
      expect(pattern.source).toMatch(/^\^.*\$$/);
      expect(pattern.source.replace(/\\./g, '')).not.toMatch(/[^\\[][*+](?![^[]*\])|\)[{*+]|,\}/);
    }
  });

  it('knows each value of its own making, and none that is cut or goes on', () => {
    for (const format of FORMATS) {
      const value = sample.of(format.pattern);
      const known = formatOf(value, format.isByName ? format.provider : null);
      expect(known?.provider, value.slice(0, format.prefix.length)).toBe(format.provider);
      expect(formatOf(`${value} `, format.provider)).toBeNull();
      expect(formatOf(format.prefix, format.provider)).toBeNull();
    }
  });
});
