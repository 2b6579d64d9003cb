/*
 * Who gives credentials out: name | host of the API, where it is one for all | words by which names of variables, options
 * and headers mean it. A word here is one of a name that is a secret's anyway (`LINEAR_API_KEY`), so common words do.
 */
const TABLE = `
1Password | | op, onepassword, 1password
Adobe | | adobe
Airtable | api.airtable.com | airtable
Algolia | | algolia
Alibaba Cloud | aliyuncs.com | alibaba, aliyun, alicloud, dashscope
Amplitude | amplitude.com | amplitude
Anthropic | api.anthropic.com | anthropic, claude
Apify | api.apify.com | apify
Artifactory | | artifactory, jfrog
Asana | app.asana.com | asana
Atlassian | api.atlassian.com | atlassian, jira, confluence
Auth0 | | auth0
AWS | amazonaws.com | aws, amazon, bedrock
Azure | azure.com | azure, arm
Azure DevOps | dev.azure.com | azure devops, azdo, ado
Azure OpenAI | openai.azure.com | azure openai
Bitbucket | api.bitbucket.org | bitbucket
Brave Search | api.search.brave.com | brave
Bright Data | api.brightdata.com | bright data, brightdata
Browserbase | api.browserbase.com | browserbase
Buildkite | api.buildkite.com | buildkite
Cerebras | api.cerebras.ai | cerebras
CircleCI | circleci.com | circleci, circle
ClickHouse | | clickhouse
ClickUp | api.clickup.com | clickup
Cloudflare | api.cloudflare.com | cloudflare, cf
Cohere | api.cohere.com | cohere, co
Context7 | context7.com | context7
Contentful | api.contentful.com | contentful
Databricks | | databricks
Datadog | api.datadoghq.com | datadog, dd
DeepSeek | api.deepseek.com | deepseek
DigitalOcean | api.digitalocean.com | digitalocean, digital ocean
Discord | discord.com | discord
Docker Hub | hub.docker.com | docker, dockerhub
Doppler | api.doppler.com | doppler
Dropbox | api.dropboxapi.com | dropbox
Dynatrace | | dynatrace
E2B | api.e2b.dev | e2b
Elastic | | elastic, elasticsearch, es
ElevenLabs | api.elevenlabs.io | elevenlabs, eleven labs, xi
Exa | api.exa.ai | exa
Fastly | api.fastly.com | fastly
Figma | api.figma.com | figma
Firecrawl | api.firecrawl.dev | firecrawl
Fireworks | api.fireworks.ai | fireworks
Fly.io | api.fly.io | fly
GitHub | api.github.com | github, gh
GitLab | gitlab.com | gitlab, gl
Google | googleapis.com | google, goog, gmail, gdrive, youtube
Google Cloud | googleapis.com | gcp, gcloud, google cloud, google application
Google Gemini | generativelanguage.googleapis.com | gemini, google ai, google genai, google generative ai
Google Maps | maps.googleapis.com | google maps
Grafana | | grafana
Groq | api.groq.com | groq
Heroku | api.heroku.com | heroku
HubSpot | api.hubapi.com | hubspot
Hugging Face | huggingface.co | huggingface, hugging face, hf
Intercom | api.intercom.io | intercom
Jina AI | api.jina.ai | jina
Kagi | kagi.com | kagi
Kubernetes | | kubernetes, kube, k8s
LangSmith | api.smith.langchain.com | langsmith, langchain
LaunchDarkly | app.launchdarkly.com | launchdarkly
Linear | api.linear.app | linear
LinkedIn | api.linkedin.com | linkedin
Mailchimp | api.mailchimp.com | mailchimp
Mailgun | api.mailgun.net | mailgun
Mapbox | api.mapbox.com | mapbox
Meta | graph.facebook.com | meta, facebook, instagram, whatsapp
MiniMax | api.minimax.io | minimax
Mistral | api.mistral.ai | mistral
monday.com | api.monday.com | monday
MongoDB | | mongodb, mongo, mdb, atlas
Moonshot | api.moonshot.ai | moonshot, kimi
MySQL | | mysql, mariadb
Neo4j | | neo4j
Neon | neon.tech | neon
Netlify | api.netlify.com | netlify
New Relic | api.newrelic.com | new relic, newrelic
ngrok | api.ngrok.com | ngrok
Notion | api.notion.com | notion
npm | registry.npmjs.org | npm
NuGet | api.nuget.org | nuget
NVIDIA | integrate.api.nvidia.com | nvidia, ngc
Obsidian | | obsidian
Okta | | okta
OpenAI | api.openai.com | openai
OpenRouter | openrouter.ai | openrouter
PagerDuty | api.pagerduty.com | pagerduty
PayPal | api.paypal.com | paypal
Perplexity | api.perplexity.ai | perplexity, pplx
Pinecone | api.pinecone.io | pinecone
PlanetScale | api.planetscale.com | planetscale
PostgreSQL | | postgres, postgresql, pg
PostHog | | posthog
Postman | api.getpostman.com | postman
Pulumi | api.pulumi.com | pulumi
PyPI | upload.pypi.org | pypi, twine
Qdrant | | qdrant
Raindrop.io | api.raindrop.io | raindrop
Reddit | oauth.reddit.com | reddit
Redis | | redis, upstash redis
Render | api.render.com | render
Replicate | api.replicate.com | replicate
Resend | api.resend.com | resend
RubyGems | rubygems.org | rubygems, gem
Salesforce | | salesforce, sfdc
SendGrid | api.sendgrid.com | sendgrid
Sentry | sentry.io | sentry
SerpApi | serpapi.com | serpapi, serp
Serper | google.serper.dev | serper
Shopify | | shopify
Slack | slack.com | slack
Smithery | smithery.ai | smithery
Snowflake | | snowflake
Snyk | api.snyk.io | snyk
SonarQube | | sonar, sonarqube, sonarcloud
Sourcegraph | | sourcegraph, src
Spotify | api.spotify.com | spotify
Square | connect.squareup.com | square
Stability AI | api.stability.ai | stability
Stripe | api.stripe.com | stripe
Supabase | supabase.co | supabase
Tailscale | api.tailscale.com | tailscale, ts
Tavily | api.tavily.com | tavily
Telegram | api.telegram.org | telegram, tg
Terraform Cloud | app.terraform.io | terraform, tfe, tfc, hcp
Todoist | api.todoist.com | todoist
Together AI | api.together.xyz | together
Trello | api.trello.com | trello
Twilio | api.twilio.com | twilio
Twitter | api.x.com | twitter
Upstash | api.upstash.com | upstash
Vault | | vault
Vercel | api.vercel.com | vercel
Voyage AI | api.voyageai.com | voyage
Webflow | api.webflow.com | webflow
WooCommerce | | woocommerce
WordPress | | wordpress, wp
xAI | api.x.ai | xai, grok
Zapier | mcp.zapier.com | zapier
Zendesk | | zendesk
Zhipu | open.bigmodel.cn | zhipu, zai, glm
`;

export interface Provider {
  name: string;
  /** Null where each customer has a host of their own, or there is none. */
  host: string | null;
}

const BY_NAME = new Map<string, Provider>();
/** By the words of an alias, joined by spaces. */
const BY_WORDS = new Map<string, Provider>();
for (const line of TABLE.trim().split('\n')) {
  const [name = '', host = '', aliases = ''] = line.split('|').map((cell) => cell.trim());
  const provider = { name, host: host === '' ? null : host };
  BY_NAME.set(name, provider);
  for (const alias of aliases.split(', ')) BY_WORDS.set(alias, provider);
}

/** Words that the longest alias has. */
const MOST_WORDS = 3;

export function providerNamed(name: string): Provider | null {
  return BY_NAME.get(name) ?? null;
}

/** Whom the words of a name mean: the longest alias among them, the first of equal ones. Null when nobody. */
export function providerIn(words: readonly string[]): Provider | null {
  for (let length = MOST_WORDS; length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const alias = words.slice(start, start + length).join(' ');
      // Two letters are the beginning of a name, or mean something else (`_TS`, `_ES`).
      const found = alias.length > 2 || start === 0 ? BY_WORDS.get(alias) : undefined;
      if (found) return found;
    }
  }
  return null;
}

/** True for a word that stands for a provider. */
export function isProviderWord(word: string): boolean {
  return BY_WORDS.has(word);
}
