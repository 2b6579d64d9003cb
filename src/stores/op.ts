import type { Node } from '../syntax/index.ts';
import { whole, type Facts } from './_facts.ts';
import { XDG_CONFIG } from './_folders.ts';
import { hostAt, itemsAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

/** Accounts that are signed in to; what opens them is asked for, or is in the app. Source: developer.1password.com/docs/cli. */
function read(root: Node): Facts | null {
  const accounts = itemsAt(root, 'accounts');
  const hosts = accounts.flatMap((one) => hostAt(one, 'url') ?? []);
  return accounts.length === 0 ? null : { ...whole('unknown', accounts.length), hosts };
}

const place = (path: string): StorePlace => ({ path, holds: { as: 'json', read } });

export const op: Store = {
  id: 'op',
  title: 'Accounts of the 1Password command line',
  why: 'reads its vaults while they are open',
  provider: '1Password',
  system: '1Password',
  places: [place(`${XDG_CONFIG}/op/config`), place('~/.op/config')],
};
