import { textOf, type Table } from '../toml.ts';
import type { Locked } from './index.ts';
import { lockedAs, packagesOf, requirementOf } from './locked.ts';

/** The name of a distribution that stands for the list as a whole; no real one can have it. */
const LIST = '';

/** pylock.toml: a list of what is to be installed, each with its condition. Source: PEP 751. */
export function pylock(lock: Table): Locked {
  const listed = packagesOf(lock['packages']);
  const distributions = listed.map(({ name, version }) => lockedAs(name, version));
  const requires = listed.map(({ name, version, table }) =>
    requirementOf(name, [], version === '' ? '' : `==${version}`, [textOf(table['marker'])]),
  );
  return {
    distributions: [...distributions, { ...lockedAs(LIST, '', requires), id: '' }],
    roots: [{ name: LIST, extras: [], specifier: '' }],
  };
}
