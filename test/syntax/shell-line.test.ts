import { describe, expect, it } from 'vitest';
import { simpleCommandOf } from '../../src/syntax/shell-line.ts';

describe('a simple command of a shell', () => {
  it.each<[string, string[], string[]]>([
    ['npx -y pkg@1.0.0', ['npx', '-y', 'pkg@1.0.0'], []],
    ['exec npx pkg', ['npx', 'pkg'], []],
    ['command npx pkg', ['npx', 'pkg'], []],
    ['A=1 B_2="x y" npx pkg', ['npx', 'pkg'], ['A', 'B_2']],
    [`node 'a b.js' "c \\"d\\" e" f\\ g`, ['node', 'a b.js', 'c "d" e', 'f g'], []],
    [`node pre'fix'"ed" ''`, ['node', 'prefixed', ''], []],
    ['npx pkg --key "$KEY" --url "${URL}/mcp"', ['npx', 'pkg', '--key', '$KEY', '--url', '${URL}/mcp'], []],
    ['npx pkg 2>/dev/null', ['npx', 'pkg'], []],
    ['npx pkg 2>&1 x', ['npx', 'pkg', 'x'], []],
    ['npx pkg # && evil', ['npx', 'pkg'], []],
    ['npx pkg a#b', ['npx', 'pkg', 'a#b'], []],
    [`npx pkg '{"a": 1} && x'`, ['npx', 'pkg', '{"a": 1} && x'], []],
  ])('%s', (line, words, assigned) => {
    expect(simpleCommandOf(line)).toEqual({ words, assigned, expands: false });
  });

  it.each([
    'a && b',
    'a || b',
    'a; b',
    'a | b',
    'a & b',
    'a\nb',
    'a > file',
    'a < file',
    'a 1>file',
    'a $(b)',
    'a "$(b)"',
    'a `b`',
    'a "`b`"',
    'A=$(b) a',
    'a ${B:-$(c)}',
    '(a)',
    '{ a; }',
    'if a',
    'cd /x',
    'source venv',
    '. venv',
    'eval npx a',
    'export A=b',
    `a 'open`,
    'a "open',
    "a $'b'",
    'exec -a name npx',
    'A=b',
    '',
  ])('is not %j', (line) => expect(simpleCommandOf(line)).toBeNull());

  it.each(['npx $OPTIONS pkg', 'npx pkg *', 'npx pkg {a,b}', 'npx "$@"', '$NPX pkg'])(
    'may be more words in %j',
    (line) => {
      expect(simpleCommandOf(line)).toMatchObject({ expands: true });
    },
  );
});
