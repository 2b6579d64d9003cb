import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Keys to other keys. */
export const secretStores: Family = {
  id: 'secret-stores',
  formats: [
    ...issuedBy(
      'Vault',
      'https://developer.hashicorp.com/vault/docs/concepts/tokens',
      String.raw`
vault-service-token | hvs. | [\w-]{24,300} | | unknown, the policies of the token are not in it
vault-batch-token | hvb. | [\w-]{24,300} | short | unknown, the policies of the token are not in it
vault-recovery-token | hvr. | [\w-]{24,300} | admin | no, a recovery token opens the whole store
vault-service-token | s. | [A-Za-z0-9]{24} | | unknown, the policies of the token are not in it
`,
    ),
    ...issuedBy(
      'Doppler',
      'https://docs.doppler.com/reference/api',
      String.raw`
doppler-personal-token | dp.pt. | [A-Za-z0-9]{40,48} | long | no, it reads and writes everything in its account
doppler-cli-token | dp.ct. | [A-Za-z0-9]{40,48} | long | no, it reads and writes everything in its account
doppler-service-token | dp.st. | [\w.-]{40,100} | long | yes, it is limited to the secrets of one config
doppler-service-account-token | dp.sa. | [A-Za-z0-9]{40,48} | | yes, it is limited to what its service account was granted
doppler-scim-token | dp.scim. | [A-Za-z0-9]{40,48} | long | yes, it manages users and groups
doppler-audit-token | dp.audit. | [A-Za-z0-9]{40,48} | long | yes, it reads users and groups
`,
    ),
    ...issuedBy(
      '1Password',
      'https://developer.1password.com/docs/service-accounts/',
      String.raw`
1password-service-account-token | ops_ | eyJ[\w+/=-]{200,3000} | | yes, a service account is limited to chosen vaults
1password-secret-key | A3- | [A-Z0-9]{6}-[A-Z0-9-]{11,13}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5} | long | no, it belongs to a whole account
`,
    ),
  ],
};
