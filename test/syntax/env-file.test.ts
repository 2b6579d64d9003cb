import { expect, it } from 'vitest';
import { readEnvFile } from '../../src/syntax/index.ts';

it('a file of variables is read line by line', () => {
  const text = 'A=1\r\nexport B = "two words" # note\n\n# C=3\nD=\'it # is\'\nnot a line\nE=x # y\n=1\nF=\n';
  const read = readEnvFile(text).map(({ name, value, line }) => [name, value, line]);
  expect(read).toEqual([
    ['A', '1', 1],
    ['B', 'two words', 2],
    ['D', 'it # is', 5],
    ['E', 'x', 7],
    ['F', '', 9],
  ]);
  expect(readEnvFile('X=1\n'.repeat(5_000))).toHaveLength(5_000);
});
