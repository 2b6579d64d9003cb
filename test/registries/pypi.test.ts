import { describe, expect, it } from 'vitest';
import { pypi } from '../../src/registries/pypi.ts';
import { project } from '../stand-ins/registry.ts';
import { benchWith } from './_bench.ts';

const yanked = (message: string): object => ({ kind: 'yanked', message, source: 'pypi' });
const said = (files: Record<string, unknown>, version: string, name = 'left-pad'): unknown =>
  pypi.read(JSON.stringify(project(name, files)), name)?.(version);
const at = (name: string, version: string) => ({ ecosystem: 'PyPI', name, version });

describe('an index of Python packages', () => {
  it('says which releases are yanked, and which are not', async () => {
    const files = {
      'left_pad-1.0-py3-none-any.whl': 'broken',
      'left_pad-1.0.tar.gz': 'broken',
      'left_pad-1.1.tar.gz': false,
    };
    const bench = await benchWith({ 'simple/left-pad/': project('left-pad', files) }, pypi);
    const base = `${bench.service.url}/simple/`;
    const { standings, status } = await bench.ask([at('Left_Pad', '1.0'), at('left-pad', '1.1')], { base });
    expect([...standings.values()]).toEqual([yanked('broken'), false]);
    expect(status).toMatchObject({ id: 'pypi', status: 'complete', asked: 2, answered: 2 });
    expect(bench.service.requests).toEqual(['simple/left-pad/']);
    expect(bench.service.accepted).toEqual(['application/vnd.pypi.simple.v1+json']);
  });

  it.each([
    ['a reason', 'broken', yanked('broken')],
    ['no reason', true, yanked('')],
    ['an empty reason', '', yanked('')],
    ['false', false, false],
    ['nothing', null, false],
    ['a number, which is no answer', 7, null],
  ])('may say %s', (_, value, expected) => {
    expect(said({ 'left_pad-1.0.tar.gz': value }, '1.0')).toEqual(expected);
  });

  it('says it of files: one that is yanked is enough', () => {
    const files = { 'left_pad-1.0.tar.gz': false, 'left_pad-1.0-py3-none-any.whl': 'broken' };
    expect(said(files, '1.0')).toEqual(yanked('broken'));
  });

  it.each([
    ['left_pad-1.0-py3-none-any.whl', '1.0'],
    ['left_pad-1.0-1-cp311-cp311-manylinux_2_17_x86_64.whl', '1.0'],
    ['left_pad-1.0-py2.7.egg', '1.0'],
    ['left_pad-1.0.tar.gz', '1.0.0'],
    ['left-pad-1.0.tar.gz', '1.0'],
    ['Left.Pad-1.0.zip', 'v1.0'],
    ['left-pad-1.0-rc1.tar.bz2', '1.0rc1'],
    ['left-pad-1.0-1.tgz', '1.0.post1'],
    ['left-pad-nightly.tar.gz', 'nightly'],
  ])('lists %s as version %s', (filename, version) => {
    expect(said({ [filename]: 'broken' }, version)).toEqual(yanked('broken'));
  });

  it.each([
    ['left_pad-1.0.tar.gz', '1.0.1'],
    ['left_pad-1.0.1.tar.gz', '1.0'],
    ['left_pad-1.0.tar.gz', '1.0+cpu'],
    ['left_pad-1.0.win32.exe', '1.0'],
    ['other-1.0.tar.gz', '1.0'],
    ['left_pad.tar.gz', ''],
    ['-.tar.gz', ''],
    ['.whl', ''],
  ])('does not list %s as version %j', (filename, version) => {
    expect(said({ [filename]: 'broken' }, version)).toBeNull();
  });

  it('loses a file that is none, and no other', () => {
    const files = [7, null, {}, { filename: 7 }, { filename: 'left-1.0.tar.gz' }];
    const text = JSON.stringify({ meta: { 'api-version': '1.4' }, name: 'left', files });
    expect(pypi.read(text, 'left')?.('1.0')).toBe(false);
  });

  it.each([
    ['a page', '<!DOCTYPE html>'],
    ['another project', JSON.stringify(project('right', {}))],
    ['another protocol', JSON.stringify({ meta: { 'api-version': '2.0' }, name: 'left', files: [] })],
    ['no files', JSON.stringify({ meta: { 'api-version': '1.0' }, name: 'left' })],
  ])('gives no answer by %s', (_, text) => expect(pypi.read(text, 'left')).toBeNull());

  it.each([
    ['Left_Pad', 'left-pad/'],
    ['left.-_pad', 'left-pad/'],
    ['__proto__', null],
    ['..', null],
    ['left/right', null],
    ['left-', null],
    ['', null],
    ['x'.repeat(201), null],
  ])('has %j at %j', (name, path) => expect(pypi.pathOf(name)).toBe(path));
});
