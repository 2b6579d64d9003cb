import { inEditorSettings } from './_editors.ts';
import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** The Auggie command line; its extension has a list in the settings of editors. */
export const augment: Client = {
  id: 'augment',
  name: 'Augment Code',
  aliases: ['augment-code'],
  docs: 'https://docs.augmentcode.com/cli/integrations',
  places: [
    { scope: 'user', path: '~/.augment/settings.json', format: 'json' },
    { scope: 'project', path: '<project>/.augment/settings.json', format: 'json' },
    { scope: 'local', path: '<project>/.augment/settings.local.json', format: 'json' },
    ...inEditorSettings('editor'),
  ],
  read: (root, { shape }) =>
    shape === 'editor'
      ? readBelow(root, ['augment.advanced', 'mcpServers'], { list: true })
      : readBelow(root, 'mcpServers'),
};
