import { PYTHON_INI } from '../syntax/index.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import { hostIn } from './_hosts.ts';
import { sectionsOf, type Section } from './_sections.ts';
import type { Store } from './index.ts';

const KNOWN: ReadonlyMap<string, string> = new Map([
  ['pypi', 'upload.pypi.org'],
  ['testpypi', 'test.pypi.org'],
]);

/** Source: packaging.python.org/en/latest/specifications/pypirc. */
function loginsOf({ name, settings, valueOf }: Section): Found[] {
  const address = valueOf('repository');
  const host = address === null ? (KNOWN.get(name) ?? null) : hostIn(address);
  return settings.flatMap(({ key, value, line }): Found[] => {
    const protection = key.toLowerCase() === 'password' ? kept(value) : null;
    return protection === null ? [] : [{ protection, line, host }];
  });
}

const read = (text: string): Facts | null => together(sectionsOf(text, PYTHON_INI).flatMap(loginsOf));

export const pypirc: Store = {
  id: 'pypirc',
  title: 'Logins to Python indexes',
  why: 'publishes packages as its users',
  provider: null,
  system: 'Python index',
  places: [{ path: '~/.pypirc', holds: { as: 'text', read } }],
};
