import { whole, type Facts } from './_facts.ts';
import { keyProtection } from './_private-key.ts';
import type { Store } from './index.ts';

function read(beginning: string): Facts | null {
  const protection = keyProtection(beginning);
  return protection === null ? null : { ...whole(protection, 1), line: 1 };
}

export const sshKeys: Store = {
  id: 'ssh-keys',
  title: 'SSH keys',
  why: 'logs in wherever its public half is known',
  provider: null,
  system: 'SSH',
  scope: { scoped: 'unknown', scopeReason: 'what a key opens is set where its public half is known' },
  places: [{ path: '~/.ssh/*', holds: { as: 'beginning', read } }],
};
