import { describe, expect, it } from 'vitest';
import { shortenPath, shortenPathsIn, uriInProject, uriOf } from '../../src/reporters/_place.ts';

const linux = { platform: 'linux', home: '/home/ada', project: '/home/ada/src/shop', files: [] };
const windows = { platform: 'win32', home: 'C:\\Users\\Ada', project: 'C:\\Users\\Ada\\src\\shop', files: [] };

describe('shortenPath', () => {
  it.each([
    ['/home/ada/src/shop/.mcp.json', '.mcp.json'],
    ['/home/ada/.cursor/mcp.json', '~/.cursor/mcp.json'],
    ['/home/adam/.cursor/mcp.json', '/home/adam/.cursor/mcp.json'],
    ['/etc/mcp.json', '/etc/mcp.json'],
    ['/home/ada/src/shop/../../../eve/mcp.json', '/home/ada/src/shop/../../../eve/mcp.json'],
    ['/home/ada', '/home/ada'],
  ])('%s', (path, short) => {
    expect(shortenPath(path, linux)).toBe(short);
  });

  it('reads Windows paths without regard to case', () => {
    expect(shortenPath('c:\\users\\ada\\AppData\\Roaming\\Claude\\c.json', windows)).toBe(
      '~/AppData/Roaming/Claude/c.json',
    );
    expect(shortenPath('C:\\Users\\Ada\\src\\shop\\.mcp.json', windows)).toBe('.mcp.json');
  });

  it('shortens nothing where home or project is a root or not known', () => {
    expect(shortenPath('/etc/mcp.json', { ...linux, home: '/', project: null })).toBe('/etc/mcp.json');
  });
});

describe('shortenPathsIn', () => {
  it('shortens paths in prose and leaves the words around them', () => {
    expect(
      shortenPathsIn('In /home/ada/.cursor/mcp.json:4, (/home/ada/src/shop/.mcp.json:3) and /data/home/ada/x', linux),
    ).toBe('In ~/.cursor/mcp.json:4, (.mcp.json:3) and /data/home/ada/x');
  });

  it('keeps commands such that they can be pasted', () => {
    expect(shortenPathsIn('Run `npm i --prefix /home/ada/src/shop` or `ls "/home/ada/a b"`', linux)).toBe(
      'Run `npm i --prefix ~/src/shop` or `ls "/home/ada/a b"`',
    );
    expect(shortenPathsIn('Run `dir C:\\Users\\Ada\\x`', windows)).toBe('Run `dir C:\\Users\\Ada\\x`');
  });
});

describe('uriOf', () => {
  it.each([
    ['/home/ada/my file#1?.json', 'file:///home/ada/my%20file%231%3F.json'],
    ['/opt/a\\b', 'file:///opt/a%5Cb'],
    ['/opt/\ud800', 'file:///opt/%EF%BF%BD'],
    ['/opt/\u202e', 'file:///opt/%E2%80%AE'],
    ['policy.yaml', 'policy.yaml'],
  ])('%j', (path, uri) => {
    expect(uriOf(path, linux)).toBe(uri);
  });

  it.each([
    ['C:\\Users\\Ada Lovelace\\mcp.json', 'file:///C:/Users/Ada%20Lovelace/mcp.json'],
    ['\\\\server\\share\\mcp.json', 'file://server/share/mcp.json'],
  ])('%s on Windows', (path, uri) => {
    expect(uriOf(path, windows)).toBe(uri);
  });

  it('is relative inside the project and nowhere else', () => {
    expect(uriInProject('/home/ada/src/shop/a b/.mcp.json', linux)).toBe('a%20b/.mcp.json');
    expect(uriInProject('C:\\Users\\Ada\\src\\shop\\a\\b.json', windows)).toBe('a/b.json');
    expect(uriInProject('/home/ada/.cursor/mcp.json', linux)).toBeNull();
  });
});
