import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realAccess } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';

describe.skipIf(process.platform === 'win32')('access', () => {
  it('tells bits and owners, behind a link', () => {
    const folder = folderWith({ file: 'x' });
    chmodSync(join(folder, 'file'), 0o4440);
    symlinkSync('file', join(folder, 'link'));
    const { uid, gid } = statSync(folder);
    const expected = { mode: 0o4440, owner: uid, group: gid, isSocket: false };
    expect(realAccess.permissions(join(folder, 'file'))).toEqual(expected);
    expect(realAccess.permissions(join(folder, 'link'))).toEqual(expected);
    expect(realAccess.allows(join(folder, 'link'), 'read')).toBe(true);
    expect(realAccess.allows(join(folder, 'link'), 'write')).toBe(process.getuid?.() === 0);
  });

  it('knows a socket', async () => {
    const path = join(folderWith({}), 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    expect(realAccess.permissions(path)?.isSocket).toBe(true);
    expect(realAccess.allows(path, 'write')).toBe(true);
  });

  it('tells nothing of what is not there', () => {
    const folder = folderWith({});
    symlinkSync('loop', join(folder, 'loop'));
    for (const name of ['nothing', 'nothing/below', 'loop', 'a\0b']) {
      expect(realAccess.permissions(join(folder, name))).toBeNull();
      expect(realAccess.allows(join(folder, name), 'read')).toBe(false);
    }
  });
});
