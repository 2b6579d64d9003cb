import { lookup, type Node } from '../syntax/index.ts';
import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

function startsByItself(root: Node, server: string): boolean {
  const own = lookup(lookup(lookup(root, 'mcpServers')?.value, server)?.value, 'anythingllm')?.value;
  const value = lookup(own, 'autoStart')?.value;
  return value?.kind !== 'boolean' || value.value;
}

/** The desktop app. Inside its container the same file is not on this machine. */
export const anythingllm: Client = {
  id: 'anythingllm',
  name: 'AnythingLLM',
  docs: 'https://docs.anythingllm.com/mcp-compatibility/overview',
  places: [
    {
      scope: 'user',
      path: '<appdata>/anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json',
      format: 'json',
    },
  ],
  /** A URL without a type is SSE; `anythingllm.autoStart: false` leaves a server off until it is started by hand. */
  read(root) {
    const servers = readBelow(root, 'mcpServers', { url: 'sse' });
    const entries = servers.entries.map((entry) =>
      startsByItself(root, entry.name) ? entry : { ...entry, enabled: false },
    );
    return { ...servers, entries };
  },
};
