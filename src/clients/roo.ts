import { inGlobalStorage } from './_editors.ts';
import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** Roo Code, which ended in May 2026, and Zoo Code, which goes on with its files. */
export const roo: Client = {
  id: 'roo',
  name: 'Roo Code / Zoo Code',
  aliases: ['roo-code', 'zoo-code'],
  docs: 'https://docs.roocode.com/features/mcp/using-mcp-in-roo',
  toolSwitch: '`disabledTools` of its entry',
  places: [
    ...inGlobalStorage('rooveterinaryinc.roo-cline/settings/mcp_settings.json'),
    ...inGlobalStorage('rooveterinaryinc.roo-cline/settings/cline_mcp_settings.json'),
    ...inGlobalStorage('zoocodeorganization.zoo-code/settings/mcp_settings.json'),
    { scope: 'project', path: '<project>/.roo/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', { filters: ['disabledTools'] }),
};
