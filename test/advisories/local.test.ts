import { join } from 'node:path';
import { expect, it } from 'vitest';
import { local } from '../../src/advisories/local.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { offlineIo } from '../stand-ins/io.ts';

it('a database is there once something is kept in it', () => {
  const folder = folderWith({ 'empty/x': '', 'kept/npm/state.json': '{}', file: '' });
  const isThere = (database: string | null) => local.available(offlineIo(), { osvUrl: '', cache: null, database });
  expect(isThere(null)).toBe(false);
  for (const path of ['none', 'empty', 'file']) expect(isThere(join(folder, path)), path).toBe(false);
  // What is wrong with it is told when it is asked.
  expect(isThere(join(folder, 'kept'))).toBe(true);
});
