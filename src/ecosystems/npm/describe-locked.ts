import { FileError, type Files } from '../../io/index.ts';
import { some } from '../_sentences.ts';
import type { ResolveGap, Resolved } from '../index.ts';
import { closureOf } from './closure.ts';
import { gapsOfBuild, gapsOfVersions, installationAt, manifestOf } from './found.ts';
import type { Located } from './locate.ts';
import { lockfilesIn, readLocked } from './locked.ts';

/** A project whose dependencies are not installed: its lockfile is weaker evidence, its manifest none. */
export async function describeLocked(files: Files, located: Located): Promise<Resolved> {
  const { root, entry } = located;
  const manifest = manifestOf(files, located);
  const named = { ...manifest?.dependencies, ...manifest?.optionalDependencies, ...manifest?.peerDependencies };
  if (Object.keys(named).length === 0) {
    return { installation: installationAt(files, located, 'installed', []), gaps: gapsOfBuild(manifest, root) };
  }
  const [lockfile] = lockfilesIn(files, root);
  const knows = lockfile === undefined ? 'no lockfile names them' : `only ${lockfile} says what they would be`;
  const gaps: ResolveGap[] = [
    {
      kind: 'not-installed',
      message: `the dependencies of ${root} are not installed; ${knows}`,
      hint: 'Install them by their lockfile and scan again.',
    },
  ];
  if (lockfile === undefined) return { installation: installationAt(files, located, 'declared', []), gaps };
  const tree = await readLocked(files, root, lockfile);
  if (!tree.has(entry))
    throw new FileError('failed', `has a ${lockfile} that does not know ${entry === '' ? 'its root' : entry}`);
  const { components, broken } = closureOf(tree, [entry], []);
  if (broken.length > 0) {
    const message = `${lockfile} of ${root} is not what its manifests ask for: ${some(broken)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: '' });
  }
  return {
    installation: installationAt(files, located, 'locked', components),
    gaps: [...gaps, ...gapsOfVersions(components, root)],
  };
}
