import { describe, expect, it } from 'vitest';
import { markerValuesOf } from '../../src/ecosystems/python/interpreter.ts';
import { evaluateMarker } from '../../src/ecosystems/python/marker.ts';
import { normaliseName, parseRequirement, parseWanted } from '../../src/ecosystems/python/requirement.ts';

describe('requirements', () => {
  it.each([
    ['Foo_Bar.baz', { name: 'foo-bar-baz', extras: [], specifier: '', url: null, marker: null }],
    [
      'mcp[cli, WS_x] >=1.2,<2',
      { name: 'mcp', extras: ['cli', 'ws-x'], specifier: '>=1.2,<2', url: null, marker: null },
    ],
    ['x (>=1.0)', { name: 'x', extras: [], specifier: '>=1.0', url: null, marker: null }],
    ["x>=1; python_version<'3'", { name: 'x', extras: [], specifier: '>=1', url: null, marker: "python_version<'3'" }],
    [
      'x @ https://h.example/a;b.whl ; extra == "y"',
      { name: 'x', extras: [], specifier: '', url: 'https://h.example/a;b.whl', marker: 'extra == "y"' },
    ],
  ])('%s', (text, expected) => expect(parseRequirement(text)).toEqual(expected));

  it.each(['', '-r x', './x', '>=1', '[x]', 'x y', 'x'.repeat(9000)])('is none: %j', (text) => {
    expect(parseRequirement(text)).toBeNull();
  });

  it.each([
    ['x@1.2', { name: 'x', specifier: '==1.2', url: null, latest: false }],
    ['X[y]@1.2', { name: 'x', extras: ['y'], specifier: '==1.2' }],
    ['x@latest', { name: 'x', specifier: '', latest: true }],
    ['x==1', { name: 'x', specifier: '==1' }],
    ['x @ git+https://h.example/r@v1', { name: 'x', url: 'git+https://h.example/r@v1' }],
    ['git+https://h.example/r', { name: null, url: 'git+https://h.example/r' }],
    ['./here', { name: null, url: './here' }],
  ])('%s, as a command line writes it', (text, expected) => expect(parseWanted(text)).toMatchObject(expected));

  it('names are one in every spelling', () => expect(normaliseName('A-_.b')).toBe('a-b'));
});

describe('markers', () => {
  const linux = markerValuesOf({ version: '3.11.7', implementation: 'CPython', platform: 'linux' });

  it.each([
    ["python_version >= '3.8'", true],
    ["python_version < '3.10'", false],
    ["'3.10' > python_version", false],
    ["'3.10' <= python_version", true],
    ["python_version == '3.*'", true],
    ["python_version in '3.10 3.11'", true],
    ["python_version not in '3.10 3.11'", false],
    ["python_full_version >= '3.11.7'", true],
    ["sys_platform == 'win32'", false],
    ["sys_platform != 'win32' and os_name == 'posix'", true],
    ["platform_system == 'Windows' or platform_system == 'Linux'", true],
    ["'linux' in sys_platform", true],
    ["platform_python_implementation == 'CPython'", true],
    ["implementation_name == 'pypy'", false],
    ["platform_machine == 'x86_64'", null],
    ["platform_machine == 'x86_64' and sys_platform == 'win32'", false],
    ["platform_machine == 'x86_64' or sys_platform == 'linux'", true],
    ["(sys_platform == 'win32' or (python_version > '3')) and os_name == 'posix'", true],
    ["sys_platform == 'win32' and os_name == 'nt' or os_name == 'posix'", true],
    ["os.name == 'posix'", true],
    ["extra == 'cli'", false],
    ["extra != 'cli'", true],
    ["'cli' == extra", false],
    ['', null],
    ['sys_platform ==', null],
    ["sys_platform = 'x'", null],
    ["sys_platform == 'x", null],
    ["(sys_platform == 'linux'", null],
    ["sys_platform == 'linux' sys_platform", null],
    ["'x' in extras", null],
  ])('%s: %s', (marker, expected) => expect(evaluateMarker(marker, linux, '')).toBe(expected));

  it('extras are compared by their normal names', () => {
    expect(evaluateMarker("extra == 'My_Extra'", linux, 'my-extra')).toBe(true);
  });

  it.each([
    ['deep brackets', `${'('.repeat(4000)}os_name == 'posix'${')'.repeat(4000)}`],
    ['a very long text', `os_name == '${'x'.repeat(100_000)}'`],
    ['quotes without end', "'".repeat(8001)],
  ])('%s cannot be told, and cost nothing', (_, marker) => expect(evaluateMarker(marker, linux, '')).toBeNull());

  it('many conditions are read in one go', () => {
    const marker = Array.from({ length: 300 }, () => "os_name == 'posix'").join(' and ');
    expect(evaluateMarker(marker, linux, '')).toBe(true);
  });
});
