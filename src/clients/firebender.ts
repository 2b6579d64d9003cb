import { Fields, text } from './_fields.ts';
import { merge, readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const firebender: Client = {
  id: 'firebender',
  name: 'Firebender',
  docs: 'https://docs.firebender.com/context/syntax',
  places: [
    { scope: 'user', path: '~/.firebender/firebender.json', format: 'json' },
    { scope: 'project', path: '<project>/firebender.json', format: 'json' },
  ],
  /** `mcpEnvFile` holds variables for all servers of the file. */
  read(root) {
    const fields = new Fields(root, '');
    const envFile = fields.read('mcpEnvFile', text, 'a path') ?? null;
    const servers = readBelow(root, 'mcpServers');
    const entries = servers.entries.map((entry) => ({
      ...entry,
      settings: { ...entry.settings, envFile: entry.settings.envFile ?? envFile },
    }));
    return merge({ ...servers, entries }, { entries: [], problems: fields.problems });
  },
};
