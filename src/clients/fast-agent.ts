import { lookup, type Member } from '../syntax/index.ts';
import { renameIn } from './_rename.ts';
import { readServers } from './_servers.ts';
import type { Client, Place } from './index.ts';

/** The name of today and two older ones. Source: evalstate/fast-agent, src/fast_agent/home.py. */
const FILES = ['fast-agent.yaml', 'fast-agent.config.yaml', 'fastagent.config.yaml'];
const FOLDERS: ReadonlyArray<readonly [Place['scope'], string]> = [
  ['project', '<project>'],
  ['project', '<project>/.fast-agent'],
  ['user', '${FAST_AGENT_HOME:-}'],
];

/** `target` is a URL or a command line in one text. */
function nameTarget(member: Member): Member {
  const target = lookup(member.value, 'target')?.value;
  const isUrl = target?.kind === 'string' && /^https?:/i.test(target.value);
  return { ...member, value: renameIn(member.value, { target: isUrl ? 'url' : 'command' }) };
}

/** `load_on_start: false` starts a server later, with the first agent that uses it. */
export const fastAgent: Client = {
  id: 'fast-agent',
  name: 'fast-agent',
  docs: 'https://fast-agent.ai/mcp/',
  places: FOLDERS.flatMap(([scope, folder]) =>
    FILES.map((name): Place => ({ scope, path: `${folder}/${name}`, format: 'yaml' })),
  ),
  read(root) {
    const servers = lookup(lookup(root, 'mcp')?.value, 'servers');
    if (servers?.value.kind !== 'object') return readServers(servers, ['mcp', 'servers']);
    const members = servers.value.members.map(nameTarget);
    return readServers({ ...servers, value: { ...servers.value, members } }, ['mcp', 'servers']);
  },
};
