import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const databases: Family = {
  id: 'databases',
  formats: [
    ...issuedBy(
      'Supabase',
      'https://supabase.com/docs/guides/getting-started/api-keys',
      String.raw`
supabase-access-token | sbp_ | [a-z0-9_]{40,60} | long | no, it manages every project of its user
supabase-secret-key | sb_secret_ | [\w-]{20,60} | long admin | no, it goes past the row security of its project
supabase-publishable-key | sb_publishable_ | [\w-]{20,60} | public |
`,
    ),
    ...issuedBy(
      'PlanetScale',
      'https://planetscale.com/docs/concepts/service-tokens',
      String.raw`
planetscale-service-token | pscale_tkn_ | [\w=.-]{32,64} | long | yes, it is limited to the permissions that it was granted
planetscale-oauth-token | pscale_oauth_ | [\w=.-]{32,64} | |
planetscale-password | pscale_pw_ | [\w=.-]{32,64} | | yes, it opens one branch of one database
`,
    ),
    ...issuedBy('Neon', 'https://neon.com/docs/manage/api-keys', 'neon-api-key | napi_ | [a-z0-9]{40,80} | long |'),
    ...issuedBy(
      'ClickHouse',
      'https://clickhouse.com/docs/cloud/manage/openapi',
      'clickhouse-cloud-secret | 4b1d | [A-Za-z0-9]{38} | |',
    ),
  ],
};
