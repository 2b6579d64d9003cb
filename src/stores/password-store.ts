import { whole } from './_facts.ts';
import type { Store } from './index.ts';

export const passwordStore: Store = {
  id: 'password-store',
  title: 'Passwords kept by pass',
  why: 'logs in wherever they are for, once its GnuPG key is open',
  provider: null,
  system: null,
  places: [
    {
      path: '${PASSWORD_STORE_DIR:-~/.password-store}/.gpg-id',
      holds: { as: 'name', facts: () => whole('encrypted') },
    },
  ],
};
