import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const observability: Family = {
  id: 'observability',
  formats: [
    ...issuedBy(
      'Sentry',
      'https://docs.sentry.io/account/auth-tokens/',
      String.raw`
sentry-organisation-token | sntrys_ | [A-Za-z0-9+/=_-]{60,500} | long | yes, an organisation token can do what a build needs and no more
sentry-user-token | sntryu_ | [a-f0-9]{64} | long | yes, it is limited to chosen scopes
sentry-user-token | | [a-f0-9]{64} | named long |
`,
    ),
    ...issuedBy(
      'New Relic',
      'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
      String.raw`
new-relic-user-key | NRAK- | [A-Z0-9]{27} | long | no, it does all that its user may do
new-relic-insert-key | NRII- | [\w-]{32} | long | yes, it sends data in
new-relic-browser-key | NRJS- | [a-f0-9]{19} | public long |
new-relic-licence-key | | [a-f0-9]{36}NRAL | long | yes, it sends data in
`,
    ),
    ...issuedBy(
      'Grafana',
      'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
      String.raw`
grafana-service-account-token | glsa_ | [A-Za-z0-9]{32}_[a-fA-F0-9]{8} | | unknown, the role of its service account is not in it
grafana-cloud-token | glc_ | [A-Za-z0-9+/]{32,400}={0,3} | | yes, an access policy limits it
grafana-api-key | eyJrIjoi | [A-Za-z0-9+/]{60,400}={0,3} | |
`,
    ),
    ...issuedBy(
      'PostHog',
      'https://posthog.com/docs/api',
      String.raw`
posthog-personal-api-key | phx_ | [A-Za-z0-9]{32,64} | long |
posthog-project-key | phc_ | [A-Za-z0-9]{32,64} | public long |
`,
    ),
    ...issuedBy(
      'Datadog',
      'https://docs.datadoghq.com/account_management/api-app-keys/',
      String.raw`
datadog-api-key | | [a-f0-9]{32} | named long | yes, an API key sends data in
datadog-application-key | | [a-f0-9]{40} | named long |
datadog-client-token | pub | [a-f0-9]{32} | public long |
`,
    ),
    ...issuedBy(
      'Dynatrace',
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
      String.raw`dynatrace-token | dt0c01. | [A-Z0-9]{24}\.[A-Z0-9]{64} | | yes, it is limited to chosen scopes`,
    ),
  ],
};
