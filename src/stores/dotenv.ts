import { credentialsIn } from '../credential/classify-value.ts';
import { together, type Facts, type Found } from './_facts.ts';
import { lines } from './_lines.ts';
import type { Store } from './index.ts';

/** Files that show how the real one is written. */
const SAMPLE = /\.(?:example|sample|template|tmpl|dist)$/i;

function unquoted(text: string): string {
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')/.exec(text) ?? [];
  return double ?? single ?? text.split(/\s#/, 1)[0]?.trim() ?? '';
}

/** The variables that hold a secret, by name and form. */
function read(text: string, name: string): Facts | null {
  if (SAMPLE.test(name)) return null;
  const found = lines(text).flatMap(({ text: line, number }): Found[] => {
    const [whole, variable = ''] = /^(?:export\s+)?([\w.-]{1,200})\s*=\s*/.exec(line) ?? [];
    if (whole === undefined) return [];
    const value = unquoted(line.slice(whole.length));
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
