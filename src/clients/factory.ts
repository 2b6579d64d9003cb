import { lookup, type Node } from '../syntax/index.ts';
import { Fields } from './_fields.ts';
import { readBelow } from './_servers.ts';
import type { Client, Reading } from './index.ts';

/**
 * `mcpAutonomyOverrides` of the settings: how much autonomy a server's tools need. What needs `low` runs without a
 * question in every mode but the most careful one.
 */
function readOverrides(root: Node): Reading {
  const fields = new Fields(root, '');
  const filters = fields.members('mcpAutonomyOverrides').flatMap(({ key: server, value }) => {
    const isLow = (node: Node | undefined): boolean => node?.kind === 'string' && node.value === 'low';
    const tools = lookup(value, 'tools')?.value;
    const low = (tools?.kind === 'object' ? tools.members : []).filter((member) => isLow(member.value));
    const approvedTools = isLow(lookup(value, 'defaultLevel')?.value) ? ['*'] : low.map(({ key }) => key).sort();
    return approvedTools.length > 0 ? [{ server, settings: { approvedTools } }] : [];
  });
  return { entries: [], problems: fields.problems, filters };
}

/** Droid, and the bridge by which Factory in the browser reaches this machine. */
export const factory: Client = {
  id: 'factory',
  name: 'Factory Droid',
  aliases: ['droid'],
  docs: 'https://docs.factory.ai/cli/configuration/mcp',
  toolSwitch: '`disabledTools` of its entry',
  places: [
    { scope: 'user', path: '~/.factory/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.factory/mcp.json', format: 'json' },
    { scope: 'user', path: '<appdata>/Factory Bridge/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.factory/settings.json', format: 'json', shape: 'settings' },
    { scope: 'project', path: '<project>/.factory/settings.json', format: 'json', shape: 'settings' },
    { scope: 'local', path: '<project>/.factory/settings.local.json', format: 'json', shape: 'settings' },
  ],
  read: (root, { shape }) =>
    shape === 'settings' ? readOverrides(root) : readBelow(root, 'mcpServers', { filters: ['disabledTools'] }),
};
