import { describe, expect, it } from 'vitest';
import { homeAt, type Engine } from '../../src/io/index.ts';
import { scan } from '../../src/scan/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { offlineIo } from '../stand-ins/io.ts';

describe('the container engines of this machine', () => {
  it.each([
    [true, ['/images/mcp/x:1/json']],
    [false, []],
  ])('are asked for this user, not for a home that was named: %s', async (managed, expected) => {
    const home = folderWith({ '.claude.json': { mcpServers: { x: { command: 'docker', args: ['run', 'mcp/x:1'] } } } });
    const asked: string[] = [];
    const docker: Engine = {
      get: (path) => {
        asked.push(path);
        return Promise.resolve({ status: 404, body: (async function* () {})() });
      },
    };
    const io = { ...offlineIo(), engines: { docker } };
    const selection = { home: true, managed, project: null, files: [] };
    const { servers } = await scan(
      { selection, machine: homeAt(home), advisories: null, cache: null, version: '0' },
      io,
    );
    expect(servers.map(({ name }) => name)).toContain('x');
    expect(asked).toEqual(expected);
  });
});
