import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Payments, shops and telephones. */
export const commerce: Family = {
  id: 'commerce',
  formats: [
    ...issuedBy(
      'Stripe',
      'https://docs.stripe.com/keys',
      String.raw`
stripe-secret-key | sk_live_ | [A-Za-z0-9]{10,247} | long admin | no, a secret key does everything in its account
stripe-restricted-key | rk_live_ | [A-Za-z0-9]{10,247} | long | yes, a restricted key is limited to chosen resources
stripe-test-key | sk_test_ | [A-Za-z0-9]{10,247} | long | yes, a test key reaches no live data and no money
stripe-test-key | rk_test_ | [A-Za-z0-9]{10,247} | long | yes, a test key reaches no live data and no money
stripe-publishable-key | pk_live_ | [A-Za-z0-9]{10,247} | public long |
stripe-publishable-key | pk_test_ | [A-Za-z0-9]{10,247} | public long |
stripe-webhook-secret | whsec_ | [A-Za-z0-9+/=]{24,64} | shared long | yes, it checks messages to one address
`,
    ),
    ...issuedBy(
      'Shopify',
      'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens',
      String.raw`
shopify-access-token | shpat_ | [a-fA-F0-9]{32,40} | long | yes, it is limited to the scopes of its app in one shop
shopify-custom-app-token | shpca_ | [a-fA-F0-9]{32,40} | long | yes, it is limited to the scopes of its app in one shop
shopify-private-app-password | shppa_ | [a-fA-F0-9]{32,40} | long | yes, it is limited to the scopes of its app in one shop
shopify-shared-secret | shpss_ | [a-fA-F0-9]{32,40} | long |
`,
    ),
    ...issuedBy(
      'Square',
      'https://developer.squareup.com/docs/build-basics/access-tokens',
      String.raw`
square-access-token | sq0atp- | [\w-]{22} | long | no, a personal access token does everything in its account
square-oauth-secret | sq0csp- | [\w-]{43} | long |
square-access-token | EAAA | [\w-]{56,68} | |
`,
    ),
    ...issuedBy(
      'Twilio',
      'https://www.twilio.com/docs/iam/api-keys',
      String.raw`
twilio-api-key-sid | SK | [a-f0-9]{32} | long | unknown, whether the key is a restricted one is not in it
twilio-account-sid | AC | [a-f0-9]{32} | public long |
twilio-auth-token | | [a-f0-9]{32} | named long admin | no, the auth token does everything in its account
`,
    ),
    ...issuedBy(
      'WooCommerce',
      'https://woocommerce.com/document/woocommerce-rest-api/',
      String.raw`
woocommerce-consumer-key | ck_ | [a-f0-9]{40} | long |
woocommerce-consumer-secret | cs_ | [a-f0-9]{40} | long |
`,
    ),
    ...issuedBy(
      'Mapbox',
      'https://docs.mapbox.com/accounts/guides/tokens/',
      String.raw`
mapbox-public-token | pk. | eyJ[\w-]{20,200}\.[\w-]{20,30} | public long |
mapbox-secret-token | sk. | eyJ[\w-]{20,200}\.[\w-]{20,30} | long | yes, it is limited to chosen scopes
mapbox-temporary-token | tk. | eyJ[\w-]{20,200}\.[\w-]{20,30} | short | yes, it is limited to chosen scopes
`,
    ),
  ],
};
