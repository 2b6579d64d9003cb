import { NO_INSTALLATION } from '../../model/installation.ts';
import { some } from '../_sentences.ts';
import type { ResolveGap, Resolved } from '../index.ts';
import { closureOf } from './closure.ts';
import type { Found } from './found.ts';
import { markerValuesOf } from './interpreter.ts';

const REINSTALL = 'Install the server again, then scan again.';

/** Lists the runtime closure of a server in its environment, and what else lies there. */
export function describe({ environment, roots, optional, own, method, extras, gaps: known }: Found): Resolved {
  const { root, distributions, interpreter, problems, limits } = environment;
  const { components, rest, broken } = closureOf(distributions, roots, markerValuesOf(interpreter), extras, optional);
  const gaps: ResolveGap[] = [...known];
  if (problems.length > 0) {
    const message = `${problems.length} things in ${root} could not be read: ${some(problems)}`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
  }
  if (limits.length > 0) {
    const message = `${root} was not read in full: it holds ${some(limits)}`;
    gaps.push({ kind: 'limit-reached', message, hint: '' });
  }
  if (broken.length > 0) {
    const message = `the environment in ${root} is not what its packages ask for: ${some(broken)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: REINSTALL });
  }
  const self = own === null ? undefined : components.find(({ name }) => name === own);
  return {
    installation: {
      ...NO_INSTALLATION,
      path: root,
      method,
      fidelity: 'installed',
      version: self?.version || null,
      root: self?.id ?? null,
      components,
      environment: rest,
    },
    gaps,
  };
}
