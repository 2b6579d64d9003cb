import { credentialsIn } from '../credential/classify-value.ts';
import { readEnvFile } from '../syntax/index.ts';
import { together, type Facts, type Found } from './_facts.ts';
import type { Store } from './index.ts';

/** Files that show how the real one is written. */
const SAMPLE = /\.(?:example|sample|template|tmpl|dist)$/i;

/** The variables that hold a secret, by name and form. */
function read(text: string, name: string): Facts | null {
  if (SAMPLE.test(name)) return null;
  const found = readEnvFile(text).flatMap(({ name: variable, value, line: number }): Found[] => {
    if (value.startsWith('encrypted:')) return [{ protection: 'encrypted', line: number }];
    return credentialsIn(variable, value, { way: 'file' }, '').flatMap(({ state, isPublic }): Found[] => {
      if (isPublic || (state !== 'literal' && state !== 'reference')) return [];
      return [{ protection: state === 'literal' ? 'plain' : 'reference', line: number }];
    });
  });
  return together(found);
}

export const dotenv: Store = {
  id: 'dotenv',
  title: 'Secrets in an environment file of the project',
  why: 'uses the services of the project as the project does',
  provider: null,
  system: null,
  places: ['.env', '.env.*', '.envrc'].map((name) => ({ path: `<project>/${name}`, holds: { as: 'text', read } })),
};
