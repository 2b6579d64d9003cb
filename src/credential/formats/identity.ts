import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const identity: Family = {
  id: 'identity',
  formats: [
    ...issuedBy(
      'Okta',
      'https://developer.okta.com/docs/guides/create-an-api-token/',
      String.raw`okta-api-token | 00 | [\w-]{40} | named | no, it does all that its administrator may do`,
    ),
    ...issuedBy(
      'Auth0',
      'https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens',
      String.raw`auth0-client-secret | | [\w-]{64} | named long |`,
    ),
  ],
};
