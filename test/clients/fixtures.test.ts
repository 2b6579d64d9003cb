import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../../src/clients/index.ts';
import type { Location } from '../../src/model/location.ts';
import { discover, type Discovered } from '../../src/scan/discover.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/clients');

const place = (at: Location | null): string => (at ? `${at.file}:${at.line}:${at.column} ${at.pointer}` : '-');

/** What was discovered, a line each. */
function describeAll({ configs, declared, remarks, gaps }: Discovered): string {
  const servers = declared.map(({ client, scope, enabled, entry, location, project }) => {
    const env = entry.env.map(({ name, value }) => (value === null ? name : `${name}=${value}`));
    const runs = entry.url === null ? JSON.stringify([entry.command, ...entry.args]) : entry.url;
    return [
      `${client} ${scope} ${JSON.stringify(entry.name)} ${entry.transport}${enabled === null ? ' (on or off)' : enabled ? '' : ' (off)'}`,
      `  at ${place(location)}`,
      `  runs ${runs}${entry.cwd === null ? '' : ` in ${entry.cwd}`}`,
      ...(env.length > 0 ? [`  sets ${env.join(' ')}`] : []),
      ...(entry.headers.length > 0 ? [`  sends ${entry.headers.join(' ')}`] : []),
      ...(project === null ? [] : [`  for ${project}`]),
    ].join('\n');
  });
  return [
    ...servers,
    ...remarks.map(
      ({ message, location, servers: names }) => `remark ${message} ${names.join()}\n  at ${place(location)}`,
    ),
    ...gaps.map(({ kind, message, location }) => `${kind} ${message}\n  at ${place(location)}`),
    ...configs.map(({ client, scope, file, servers: count }) => `${count} from ${client} ${scope} ${file}`),
    '',
  ].join('\n');
}

describe('the fixture of', () => {
  it.each(CLIENTS.map(({ id, places }) => [id, places] as const))(
    '%s gives what its expected.txt says',
    async (id, places) => {
      const root = join(FIXTURES, id);
      expect(existsSync(join(root, 'expected.txt'))).toBe(true);
      const machine = { platform: 'linux', home: '/home/ada', env: {}, nodePrefixes: [] } as const;
      // A format without places of its own is read from a file that is named.
      const files = places.length > 0 ? [] : [{ path: '/home/ada/server.json', client: id }];
      const found = discover(
        { home: true, managed: true, project: '/home/ada/shop', files },
        machine,
        rootedFiles(root),
      );
      await expect(describeAll(found)).toMatchFileSnapshot(join(root, 'expected.txt'));
    },
  );
});
