import type { Files } from '../../io/index.ts';
import { some } from '../_sentences.ts';
import type { Resolved } from '../index.ts';
import { closureOf } from './closure.ts';
import { gapsOfBuild, gapsOfVersions, installationAt, manifestOf } from './found.ts';
import type { Located } from './locate.ts';
import { foldInstances, physicalLocator, pnpTree } from './pnp.ts';
import type { PnpData } from './pnp-data.ts';

/** A Plug'n'Play project: its packages lie in archives, each by its locator. */
export function describeArchived(files: Files, located: Located, data: PnpData): Resolved {
  const { root, entry } = located;
  const { tree, missing } = pnpTree(files, root, data);
  const hint = `Run yarn install in ${root} and scan again.`;
  if (!tree.has(entry)) {
    const message = `yarn's data in ${root} names no workspace at ${entry === '' ? '.' : entry}`;
    return {
      installation: installationAt(files, located, 'declared', []),
      gaps: [{ kind: 'tree-unreadable', message, hint }],
    };
  }
  const components = foldInstances(closureOf(tree, [entry], []).components);
  const notThere = new Set(missing);
  const absent = components.filter(({ id }) => notThere.has(id));
  const gaps = gapsOfBuild(manifestOf(files, located), root);
  if (absent.length > 0) {
    const message = `yarn's data in ${root} names packages that its cache does not hold: ${some(absent.map(({ id }) => id))}`;
    gaps.push({ kind: 'tree-mismatch', message, hint, components: absent.map(({ purl }) => purl) });
  }
  const installation = installationAt(files, { ...located, entry: physicalLocator(entry) }, 'installed', components);
  if (installation.root !== null) {
    const message = `the files of ${installation.root} lie in an archive that is not opened: what they hold besides its dependencies is not known`;
    gaps.push({ kind: 'tree-unsupported', message, hint: '' });
  }
  return { installation, gaps: [...gaps, ...gapsOfVersions(components, root)] };
}
