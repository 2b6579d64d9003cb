/** Services whose name is a word of no other meaning. */
const NAMES = `
Airtable, Algolia, Amplitude, Apify, Asana, Atlassian, Bitbucket, Bright Data, Canva, ChatGPT, CircleCI, ClickUp, Confluence,
Contentful, Datadog, Discord, Dropbox, Facebook, Figma, Firebase, Firecrawl, GitHub, GitLab, Gmail, Google Calendar,
Google Docs, Google Drive, Google Maps, Google Sheets, Grafana, Hostinger, HubSpot, Hugging Face, Instagram, Jenkins, Jira,
LaunchDarkly, LinkedIn, Mailchimp, Mapbox, Microsoft Teams, Mixpanel, Notion, OneDrive, OpenAI, Outlook, PagerDuty, PayPal,
Perplexity, PostHog, Reddit, Salesforce, SendGrid, Sentry, SharePoint, Shopify, Slack, Snyk, SonarQube, Spotify, Stripe,
Supabase, Tavily, Telegram, TikTok, Todoist, Trello, Twilio, Webflow, WhatsApp, WordPress, YouTube, Zapier, Zendesk
`;

export const SERVICES: ReadonlyArray<readonly [name: string, pattern: RegExp]> = NAMES.trim()
  .split(/,\s+/)
  .map((name) => [name, new RegExp(`\\b${name.replace(' ', '[ -]?')}\\b`, 'i')]);

/** Whether a text may name one of them: most name none. */
export const namesService = (text: string): boolean => ANY_SERVICE.test(text);

const ANY_SERVICE = new RegExp(SERVICES.map(([, { source }]) => source).join('|'), 'i');

/** Services named by a common word: told only by the name of a server, or by how a tool's name begins. */
export const AMBIGUOUS_SERVICES: ReadonlyArray<readonly [name: string, word: string]> = [
  ['Box', 'box'],
  ['Brave Search', 'brave'],
  ['Exa', 'exa'],
  ['Intercom', 'intercom'],
  ['Linear', 'linear'],
  ['Miro', 'miro'],
  ['monday.com', 'monday'],
  ['Neon', 'neon'],
  ['Sanity', 'sanity'],
  ['Square', 'square'],
  ['Zoom', 'zoom'],
];
