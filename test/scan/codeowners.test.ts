import { describe, expect, it } from 'vitest';
import { homeAt, realFiles } from '../../src/io/index.ts';
import { CodeOwners, ownerIn } from '../../src/scan/codeowners.ts';
import { folderWith } from '../stand-ins/folder.ts';

describe('ownerIn', () => {
  it.each([
    ['* @all', '.mcp.json', '@all'],
    ['* @all\n.mcp.json @security', '.mcp.json', '@security'],
    ['.mcp.json @security', 'deep/down/.mcp.json', '@security'],
    ['/.mcp.json @security', 'deep/.mcp.json', null],
    ['/.vscode/ @editors', '.vscode/mcp.json', '@editors'],
    ['.vscode @editors', 'app/.vscode/mcp.json', '@editors'],
    ['apps/ @apps', 'packages/apps/x/.mcp.json', '@apps'],
    ['docs/* @docs', 'docs/mcp.json', '@docs'],
    ['docs/* @docs', 'docs/deep/mcp.json', null],
    ['docs/** @docs', 'docs/deep/mcp.json', '@docs'],
    ['**/config/*.json @c', 'a/b/config/mcp.json', '@c'],
    ['**/config/*.json @c', 'config/mcp.json', '@c'],
    ['a/**/z.json @z', 'a/z.json', '@z'],
    ['a/**/z.json @z', 'a/b/c/z.json', '@z'],
    ['*.json @one two@example.com # who', '.mcp.json', '@one two@example.com'],
    ['* @all\n.mcp.json', '.mcp.json', null],
    ['# only words\n[Section]\n!no @x', '.mcp.json', null],
    ['?mcp.json @q', '.mcp.json', '@q'],
    ['', '.mcp.json', null],
  ])('reads %j for %s as %j', (text, path, owner) => {
    expect(ownerIn(text, path)).toBe(owner);
  });

  it('takes bounded time for patterns made to be slow', () => {
    const pattern = `${'*a'.repeat(2000)}b`;
    expect(ownerIn(`${pattern} @x\n${'**/'.repeat(2000)}b @y`, 'a'.repeat(4000))).toBeNull();
  });
});

describe('CodeOwners', () => {
  it('reads and searches a large file once, however many servers a config declares', () => {
    const root = folderWith({ 'repo/.git/HEAD': '', 'repo/CODEOWNERS': `${'*a*b*c*d*e?f @x\n'.repeat(150_000)}` });
    const owners = new CodeOwners(realFiles, homeAt(root));
    const found = new Set(Array.from({ length: 5000 }, () => owners.ownerOf(`${root}/repo/.mcp.json`, `${root}/repo`)));
    expect([...found]).toEqual([null]);
  });

  it('finds the file of the repository above a project, and none beyond it', () => {
    const root = folderWith({
      CODEOWNERS: '* @outside',
      'repo/.git/HEAD': '',
      'repo/.github/CODEOWNERS': '/app/ @app-team',
      'repo/docs/CODEOWNERS': '* @never',
      'repo/app/.mcp.json': '{}',
      'bare/.mcp.json': '{}',
    });
    const owners = new CodeOwners(realFiles, homeAt(root));
    expect(owners.ownerOf(`${root}/repo/app/.mcp.json`, `${root}/repo/app`)).toBe('@app-team');
    expect(owners.ownerOf(`${root}/repo/.mcp.json`, `${root}/repo`)).toBeNull();
    expect(owners.ownerOf(`${root}/elsewhere.json`, `${root}/repo`)).toBeNull();
    expect(owners.ownerOf(`${root}/bare/.mcp.json`, `${root}/bare`)).toBeNull();
  });
});
