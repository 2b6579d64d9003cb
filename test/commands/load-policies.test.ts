import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicies, type MachinePolicy } from '../../src/commands/_load-policy.ts';
import { AuditError } from '../../src/errors.ts';
import { FileError, realFiles } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';

const POLICY = (name: string): string => `version: 1\nname: ${name}\ngate: { rules: [] }\n`;
const ROOTED = { permissions: () => ({ mode: 0o755, owner: 0, isSocket: false, group: 0 }) };

function load(files: Record<string, string>, access: MachinePolicy['access'] = ROOTED, own?: string) {
  const folder = folderWith(files);
  return { folder, file: loadPolicies(realFiles, own, folder, { file: join(folder, 'etc/policy.yaml'), access }) };
}

describe('the policy of the machine', () => {
  it('is none where there is no file', () => {
    expect(load({}).file).toMatchObject({ source: 'built-in' });
    expect(load({}).file.upper).toBeUndefined();
    expect(load({ etc: 'a file' }).file.upper).toBeUndefined();
  });

  it('stands above what the user chose, and above the built-in one', () => {
    const { file } = load({ 'etc/policy.yaml': POLICY('machine'), 'p.yaml': POLICY('own') }, ROOTED, 'p.yaml');
    expect([file.policy.name, file.upper?.policy.name]).toEqual(['own', 'machine']);
    expect(load({ 'etc/policy.yaml': POLICY('machine') }).file).toMatchObject({
      policy: { name: 'baseline' },
      upper: { policy: { name: 'machine' }, doubts: [] },
    });
  });

  it('is the one policy where the user names the same', () => {
    const { file } = load({ 'etc/policy.yaml': POLICY('machine') }, ROOTED, 'etc/policy.yaml');
    expect(file.upper).toBeUndefined();
    expect(file.policy.name).toBe('machine');
  });

  it.each([
    ['of another user', { mode: 0o644, owner: 1000 }, /belongs to user 1000, not to root/],
    ['that a group may write', { mode: 0o664, owner: 0 }, /Others than root may write/],
    ['that all may write', { mode: 0o646, owner: 0 }, /Others than root may write/],
  ])('%s is doubted', (_, permissions, expected) => {
    const access = {
      permissions: (path: string) =>
        path.endsWith('policy.yaml') ? { ...permissions, isSocket: false, group: 0 } : ROOTED.permissions(),
    };
    expect(load({ 'etc/policy.yaml': POLICY('m') }, access).file.upper?.doubts).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('in a folder that others may write is doubted, and so is one of which nobody can tell', () => {
    const folders = {
      permissions: (path: string) => ({
        mode: path.endsWith('/etc') ? 0o777 : 0o755,
        owner: 0,
        isSocket: false,
        group: 0,
      }),
    };
    expect(load({ 'etc/policy.yaml': POLICY('m') }, folders).file.upper?.doubts).toHaveLength(1);
    expect(load({ 'etc/policy.yaml': POLICY('m') }, { permissions: () => null }).file.upper?.doubts).toEqual([
      expect.stringMatching(/cannot be told/),
    ]);
  });

  it('behind a link is judged where it leads', () => {
    const folder = folderWith({ 'real/p.yaml': POLICY('m'), 'etc/x': '' });
    symlinkSync(join(folder, 'real/p.yaml'), join(folder, 'etc/policy.yaml'));
    const seen: string[] = [];
    const access = { permissions: (path: string) => (seen.push(path), ROOTED.permissions()) };
    loadPolicies(realFiles, undefined, folder, { file: join(folder, 'etc/policy.yaml'), access });
    expect(seen[0]).toBe(realFiles.realPath(join(folder, 'real/p.yaml')));
    expect(seen).toContain('/');
  });

  it.each([
    ['that is invalid', 'version: 2\n', 'policy-invalid'],
    ['that is no text', '\uFFFF\u0000', 'policy-invalid'],
  ])('%s stops everything', (_, text, code) => {
    expect(() => load({ 'etc/policy.yaml': text })).toThrow(expect.objectContaining({ code }));
  });

  it('that leads nowhere or cannot be seen stops everything', () => {
    const folder = folderWith({ 'etc/x': '' });
    symlinkSync('/nowhere/at/all', join(folder, 'etc/policy.yaml'));
    const machine = { file: join(folder, 'etc/policy.yaml'), access: ROOTED };
    expect(() => loadPolicies(realFiles, undefined, folder, machine)).toThrow(AuditError);
    const blind = {
      ...realFiles,
      kind: () => {
        throw new FileError('denied', 'may not be read by this user');
      },
    };
    expect(() => loadPolicies(blind, undefined, folder, machine)).toThrow(
      expect.objectContaining({ code: 'file-unreadable' }),
    );
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read stops everything', () => {
    const folder = folderWith({ 'etc/policy.yaml': POLICY('m') });
    chmodSync(join(folder, 'etc/policy.yaml'), 0);
    expect(() =>
      loadPolicies(realFiles, undefined, folder, { file: join(folder, 'etc/policy.yaml'), access: ROOTED }),
    ).toThrow(AuditError);
  });
});
