import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const reasonix: Client = {
  id: 'reasonix',
  name: 'Reasonix',
  docs: 'https://github.com/esengine/DeepSeek-Reasonix',
  places: [
    { scope: 'user', path: '~/.reasonix/config.toml', format: 'toml' },
    { scope: 'project', path: '<project>/reasonix.toml', format: 'toml' },
  ],
  read: (root) => readBelow(root, 'plugins', { list: true }),
};
