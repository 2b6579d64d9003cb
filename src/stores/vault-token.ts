import { kept, together } from './_facts.ts';
import type { Store } from './index.ts';

export const vaultToken: Store = {
  id: 'vault-token',
  title: 'Token of Vault',
  why: 'reads the secrets that its policies allow',
  provider: 'Vault',
  system: 'Vault',
  scope: { scoped: 'unknown', scopeReason: 'the policies of its token are not in it' },
  places: [
    {
      path: '~/.vault-token',
      holds: {
        as: 'text',
        read: (text) => together([kept(text)].flatMap((protection) => (protection ? [{ protection, line: 1 }] : []))),
      },
    },
  ],
};
