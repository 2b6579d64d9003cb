import { expect } from 'vitest';
import { realFiles, thisMachine } from '../../src/io/index.ts';
import type { Server } from '../../src/model/server.ts';
import { discover } from '../../src/scan/discover.ts';
import { identify, type Candidate } from '../../src/scan/identify.ts';
import { folderWith } from './folder.ts';

/** Servers as one config file declares them, read as any config is; by their names. */
export function candidatesOf(mcpServers: Record<string, unknown>): {
  servers: Server[];
  candidates: Map<string, Candidate>;
} {
  const folder = folderWith({ 'mcp.json': { mcpServers } });
  const selection = {
    home: false,
    managed: true,
    project: null,
    files: [{ path: `${folder}/mcp.json`, client: 'cursor' }],
  };
  const discovered = discover(selection, thisMachine({}), realFiles);
  const { candidates } = identify(discovered.declared);
  expect(candidates.map(({ server }) => server.id).sort()).toEqual(Object.keys(mcpServers).sort());
  return {
    servers: candidates.map(({ server }) => server),
    candidates: new Map(candidates.map((candidate) => [candidate.server.id, candidate])),
  };
}
