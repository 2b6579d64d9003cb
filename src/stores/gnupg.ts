import type { StoreProtection } from '../model/store.ts';
import { whole, type Facts } from './_facts.ts';
import type { Store } from './index.ts';

/** How a key begins, in the text and the older form. Source: gnupg, agent/keyformat.txt. */
const KINDS: ReadonlyArray<readonly [mark: RegExp, protection: StoreProtection]> = [
  [/\((?:21:)?protected-private-key/, 'encrypted'],
  [/\((?:20:)?shadowed-private-key/, 'hardware'],
  [/\((?:11:)?private-key/, 'plain'],
];

function read(beginning: string): Facts | null {
  const protection = KINDS.find(([mark]) => mark.test(beginning))?.[1];
  return protection === undefined ? null : whole(protection, 1);
}

export const gnupg: Store = {
  id: 'gnupg',
  title: 'GnuPG keys',
  why: 'signs and decrypts as their owner',
  provider: null,
  system: 'OpenPGP',
  scope: { scoped: 'no', scopeReason: 'a private key has no limit of its own' },
  places: [
    { path: '${GNUPGHOME:-~/.gnupg}/private-keys-v1.d/*.key', holds: { as: 'beginning', read } },
    { path: '${GNUPGHOME:-~/.gnupg}/secring.gpg', holds: { as: 'name', facts: () => whole('unknown') } },
  ],
};
