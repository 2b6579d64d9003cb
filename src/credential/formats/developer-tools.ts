import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const developerTools: Family = {
  id: 'developer-tools',
  formats: [
    ...issuedBy(
      'Postman',
      'https://learning.postman.com/docs/developer/postman-api/authentication/',
      'postman-api-key | PMAK- | [a-f0-9]{24}-[a-f0-9]{34} | | no, it does all that its user may do',
    ),
    ...issuedBy(
      'LaunchDarkly',
      'https://launchdarkly.com/docs/home/account/api',
      String.raw`
launchdarkly-access-token | api- | [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | long | unknown, the role of the token is not in it
launchdarkly-sdk-key | sdk- | [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | long | yes, it reads the flags of one environment
`,
    ),
    ...issuedBy(
      'Snyk',
      'https://docs.snyk.io/snyk-api/authentication-for-api',
      String.raw`snyk-api-token | | [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | named long |`,
    ),
    ...issuedBy(
      'CircleCI',
      'https://circleci.com/docs/managing-api-tokens/',
      String.raw`
circleci-personal-token | CCIPAT_ | [A-Za-z0-9]{22}_[a-f0-9]{40} | long | no, it does all that its user may do
circleci-project-token | CCIPRJ_ | [A-Za-z0-9]{22}_[a-f0-9]{40} | long | yes, it is limited to one project
`,
    ),
    ...issuedBy(
      'Buildkite',
      'https://buildkite.com/docs/apis/managing-api-tokens',
      'buildkite-api-token | bkua_ | [a-z0-9]{40} | long | yes, it is limited to chosen scopes and organisations',
    ),
  ],
};
