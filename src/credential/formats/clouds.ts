import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const clouds: Family = {
  id: 'clouds',
  formats: [
    ...issuedBy(
      'AWS',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
      String.raw`
aws-access-key-id | AKIA | [A-Z2-7]{16} | long |
aws-temporary-access-key-id | ASIA | [A-Z2-7]{16} | short |
aws-bearer-token | ABIA | [A-Z2-7]{16} | |
aws-bedrock-api-key | ABSK | [A-Za-z0-9+/]{90,300}={0,2} | long | yes, it opens Amazon Bedrock
aws-bedrock-short-api-key | bedrock-api-key- | [A-Za-z0-9+/]{90,3000}={0,2} | short | yes, it opens Amazon Bedrock
`,
    ),
    ...issuedBy(
      'Azure',
      'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
      String.raw`
azure-client-secret | | [\w.~-]{3}\dQ~[\w.~-]{31,34} | |
`,
    ),
    ...issuedBy(
      'Google',
      'https://cloud.google.com/docs/authentication/api-keys',
      String.raw`
google-api-key | AIza | [\w-]{35} | long | unknown, to which APIs it is restricted is not in it
google-oauth-access-token | ya29. | [\w.-]{20,2000} | short | unknown, the scopes that its user granted are not in it
google-oauth-refresh-token | 1//0 | [\w-]{30,200} | long | unknown, the scopes that its user granted are not in it
google-oauth-client-secret | GOCSPX- | [\w-]{28} | long | unknown, it stands for an application and opens nothing alone
`,
    ),
    ...issuedBy(
      'DigitalOcean',
      'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
      String.raw`
digitalocean-pat | dop_v1_ | [a-f0-9]{64} | |
digitalocean-oauth-token | doo_v1_ | [a-f0-9]{64} | |
digitalocean-refresh-token | dor_v1_ | [a-f0-9]{64} | |
`,
    ),
    ...issuedBy(
      'Cloudflare',
      'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
      String.raw`
cloudflare-global-key | cfk_ | [\w-]{40,60} | long admin | no, the global key does all that its user may do
cloudflare-user-token | cfut_ | [\w-]{40,60} | | yes, it is limited to chosen permissions and zones
cloudflare-account-token | cfat_ | [\w-]{40,60} | | yes, it is limited to chosen permissions of one account
cloudflare-origin-ca-key | v1.0- | [a-f0-9]{24}-[a-f0-9]{146} | long | yes, it issues origin certificates
`,
    ),
    ...issuedBy('Alibaba Cloud', null, 'alibaba-access-key-id | LTAI | [A-Za-z0-9]{12,24} | long |'),
    ...issuedBy(
      'Databricks',
      'https://docs.databricks.com/dev-tools/auth/pat',
      'databricks-pat | dapi | [a-f0-9]{32}(?:-\\d)? | |',
    ),
  ],
};
