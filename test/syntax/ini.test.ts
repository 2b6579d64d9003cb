import { describe, expect, it } from 'vitest';
import { parseIni, PLAIN_INI, PYTHON_INI } from '../../src/syntax/index.ts';

describe('settings in sections', () => {
  it('have a section, key, value and line', () => {
    expect(parseIni('a = 1\n# c\n; d\n\n[ one ]\r\nb="x = y"\nc\n[two]\n d=\n', PLAIN_INI)).toEqual([
      { section: '', key: 'a', value: '1', line: 1 },
      { section: 'one', key: 'b', value: 'x = y', line: 6 },
      { section: 'one', key: 'c', value: null, line: 7 },
      { section: 'two', key: 'd', value: '', line: 9 },
    ]);
  });

  it('may have a colon in their key, where only an equals sign ends it', () => {
    expect(parseIni('//host/:_authToken=a=b', PLAIN_INI)).toMatchObject([{ key: '//host/:_authToken', value: 'a=b' }]);
    expect(parseIni('password: a=b', PYTHON_INI)).toMatchObject([{ key: 'password', value: 'a=b' }]);
  });

  it('go on in lines that stand further in, by the rule of Python', () => {
    const text = '[a]\n  first = 1\n  second =\n    x\n    y = z\n  third = 2\n';
    expect(parseIni(text, PYTHON_INI).map(({ key, value }) => [key, value])).toEqual([
      ['first', '1'],
      ['second', 'x\ny = z'],
      ['third', '2'],
    ]);
    expect(parseIni(text, PLAIN_INI).map(({ key }) => key)).toEqual(['first', 'second', 'x', 'y', 'third']);
  });

  it('are what can be had of any text', () => {
    expect(parseIni('', PLAIN_INI)).toEqual([]);
    expect(parseIni('[open\n]\n=x\n[]\n\0', PYTHON_INI).length).toBeGreaterThan(0);
    expect(parseIni('  x = 1', PYTHON_INI)).toMatchObject([{ section: '', key: 'x', value: '1' }]);
  });
});
