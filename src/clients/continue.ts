import { lookup, type Node } from '../syntax/index.ts';
import { readEntry } from './_entry.ts';
import { gather, readItems } from './_items.ts';
import { merge, readBelow, readMcpJson } from './_servers.ts';
import type { Client, Place, Reading, Where } from './index.ts';

const HOME = '${CONTINUE_GLOBAL_DIR:-~/.continue}';
const BLOCKS = ['mcpServers', 'agents', 'assistants'];

const blocks = BLOCKS.flatMap((folder) =>
  ['yaml', 'yml'].flatMap((ending): Place[] => [
    { scope: 'user', path: `${HOME}/${folder}/*.${ending}`, format: 'yaml' },
    { scope: 'project', path: `<project>/.continue/${folder}/*.${ending}`, format: 'yaml' },
  ]),
);

/** `experimental.modelContextProtocolServers` of the first config format: a list of transports without names. */
function readLegacy(root: Node): Reading {
  const list = lookup(lookup(root, 'experimental')?.value, 'modelContextProtocolServers')?.value;
  return readItems(list, ['experimental', 'modelContextProtocolServers'], (item, index, where) => {
    const name = lookup(item, 'name')?.value;
    const key = name?.kind === 'string' ? name.value : `MCP server ${index + 1}`;
    return readEntry({ key, at: item.at, value: lookup(item, 'transport')?.value ?? item }, where);
  });
}

/** A JSON file of `mcpServers/`: a map of servers, or one server that is called as its file. */
function readBlock(root: Node, where: Where | undefined): Reading {
  const isOne = ['command', 'url'].some((key) => lookup(root, key)?.value.kind === 'string');
  if (!isOne) return readMcpJson(root);
  const key = /([^\\/]+?)(?:\.json)?$/i.exec(where?.file ?? '')?.[1] ?? 'unnamed';
  return gather([readEntry({ key, at: root.at, value: root }, '')]);
}

/** Named `continueDev` here: `continue` is a word of the language. */
export const continueDev: Client = {
  id: 'continue',
  name: 'Continue',
  aliases: ['continue-dev'],
  docs: 'https://docs.continue.dev/customize/deep-dives/mcp',
  places: [
    { scope: 'user', path: `${HOME}/config.yaml`, format: 'yaml' },
    ...blocks,
    { scope: 'user', path: `${HOME}/mcpServers/*.json`, format: 'json', shape: 'block' },
    { scope: 'project', path: '<project>/.continue/mcpServers/*.json', format: 'json', shape: 'block' },
    { scope: 'user', path: `${HOME}/config.json`, format: 'json', shape: 'legacy' },
    { scope: 'project', path: '<project>/.continuerc.json', format: 'json', shape: 'legacy' },
  ],
  read(root, { shape }, where) {
    if (shape === 'block') return readBlock(root, where);
    const servers = readBelow(root, 'mcpServers', { list: true });
    return shape === 'legacy' ? merge(servers, readLegacy(root)) : servers;
  },
};
