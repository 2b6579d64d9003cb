import { componentOf, type Component } from '../../model/installation.ts';
import { wouldBeFetched } from '../_not-found.ts';
import type { Question, Resolved } from '../index.ts';

/** A pinned package that is not installed: the version that would be fetched is known, its tree is not. */
function declared({ launch }: Question): Component[] {
  if (launch.package === null || launch.version === null || launch.pinned !== true) return [];
  return [componentOf({ id: '.', ecosystem: 'npm', name: launch.package, version: launch.version })];
}

/** What a shell takes as it stands. */
const PLAIN = /^[@\w][\w./@^~-]*$/;

/** A package that the launcher would fetch at start. */
export function notFetched(question: Question): Resolved {
  const { launch, target } = question;
  const name = launch.package ?? launch.sourceUrl ?? launch.localEntry ?? 'the package';
  const wanted = launch.version === null ? name : `${name}@${launch.version}`;
  // The line that is printed asks the usual registry: of a package of another one that would be somebody else's.
  const canFetch = target.kind === 'npx' && launch.registry === null && PLAIN.test(wanted);
  const fetch = canFetch ? `npx --yes --ignore-scripts --package=${wanted} -c "node -v"` : null;
  return wouldBeFetched(wanted, declared(question), fetch);
}
