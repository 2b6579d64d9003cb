import type { Files } from '../../io/index.ts';
import { NO_INSTALLATION, type Component, type Installation } from '../../model/installation.ts';
import { some } from '../_sentences.ts';
import type { ResolveGap } from '../index.ts';
import { componentId } from './closure.ts';
import type { Located } from './locate.ts';
import { readManifest, type Manifest } from './manifest.ts';

/** The manifest of the server's own package or project, or null. */
export function manifestOf(files: Files, { root, entry }: Located): Manifest | null {
  return readManifest(files, entry === '' ? root : `${root}/${entry}`);
}

/** What was found at a place. */
export function installationAt(
  files: Files,
  located: Located,
  fidelity: Installation['fidelity'],
  components: Component[],
): Installation {
  const own = components.find(({ id }) => id === componentId(located.entry));
  const project = located.entry.includes('node_modules/') ? null : manifestOf(files, located);
  return {
    ...NO_INSTALLATION,
    path: located.root,
    method: located.method,
    fidelity,
    version: own?.version ?? project?.version ?? null,
    root: own?.id ?? null,
    components,
  };
}

/** A project of development packages alone has built what it runs, or loads what it should not. */
export function gapsOfBuild(manifest: Manifest | null, root: string): ResolveGap[] {
  const has = (ranges: Manifest['dependencies']): boolean => Object.keys(ranges ?? {}).length > 0;
  if (manifest === null || !has(manifest.devDependencies) || has(manifest.dependencies)) return [];
  const message = `${root} names development packages alone: which of them the script loads or holds is not known`;
  return [{ kind: 'tree-unsupported', message, hint: '' }];
}

/** Packages from git, archives and folders, whose version their record does not say. */
export function gapsOfVersions(components: readonly Component[], root: string): ResolveGap[] {
  const unknown = components.filter(({ version }) => version === '');
  if (unknown.length === 0) return [];
  const message = `the version of ${unknown.length} packages of ${root} is not known: ${some(unknown.map(({ name }) => name))}`;
  return [{ kind: 'tree-unreadable', message, hint: '', components: unknown.map(({ purl }) => purl) }];
}
