import { NO_INSTALLATION, componentOf, type Component } from '../../model/installation.ts';
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
  const components = declared(question);
  const { launch, target } = question;
  const name = launch.package ?? launch.sourceUrl ?? launch.localEntry ?? 'the package';
  const wanted = launch.version === null ? name : `${name}@${launch.version}`;
  return {
    installation: {
      ...NO_INSTALLATION,
      version: components[0]?.version ?? null,
      root: components.length > 0 ? '.' : null,
      components,
    },
    gaps: [
      {
        kind: 'not-installed',
        message: `${wanted} is not on this machine: it would be fetched at start, with whatever its dependencies then are`,
        hint:
          target.kind === 'npx' && PLAIN.test(wanted)
            ? `Fetch it without starting it: npx --yes --ignore-scripts --package=${wanted} -c "node -v"`
            : 'Let the launcher fetch it once, then scan again.',
        components: components.map(({ purl }) => purl),
      },
    ],
  };
}
