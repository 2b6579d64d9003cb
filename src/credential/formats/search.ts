import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Services that search, scrape and browse. */
export const search: Family = {
  id: 'search',
  formats: [
    ...issuedBy(
      'Tavily',
      'https://docs.tavily.com/documentation/quickstart',
      String.raw`tavily-api-key | tvly- | [\w-]{20,80} | |`,
    ),
    ...issuedBy(
      'Brave Search',
      'https://api-dashboard.search.brave.com',
      String.raw`brave-search-api-key | BSA | [\w-]{20,40} | named |`,
    ),
    ...issuedBy(
      'Firecrawl',
      'https://docs.firecrawl.dev/api-reference/introduction',
      'firecrawl-api-key | fc- | [a-f0-9]{32} | |',
    ),
    ...issuedBy(
      'Exa',
      'https://docs.exa.ai',
      'exa-api-key | | [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | named |',
    ),
    ...issuedBy(
      'Apify',
      'https://docs.apify.com/platform/integrations/api',
      'apify-api-token | apify_api_ | [A-Za-z0-9]{34,40} | |',
    ),
    ...issuedBy('Jina AI', null, String.raw`jina-api-key | jina_ | [\w-]{40,80} | |`),
    ...issuedBy('Browserbase', null, String.raw`browserbase-api-key | bb_live_ | [\w-]{20,60} | |`),
    ...issuedBy('Context7', 'https://github.com/upstash/context7', 'context7-api-key | ctx7sk- | [a-f0-9-]{36} | |'),
    ...issuedBy('E2B', 'https://e2b.dev/docs/api-key', 'e2b-api-key | e2b_ | [a-f0-9]{40,80} | |'),
  ],
};
