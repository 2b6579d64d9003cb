import { componentOf, type Component } from '../../model/installation.ts';
import type { Evidence } from './bundled-scripts.ts';

const MAX_SENTENCES = 5;

function sentenceOf({ kind, file }: Evidence): string {
  switch (kind) {
    case 'folder':
      return `It lies in ${file}.`;
    case 'path':
      return `A path in ${file} names it.`;
    case 'manifest':
      return `Its package.json is in ${file}.`;
    case 'map':
      return `The source map in ${file} names it.`;
    case 'notice':
      return `${file} lists it among its licences.`;
    default:
      return `A licence comment in ${file} names it.`;
  }
}

/** Files write paths from different folders: only within one file do different paths mean different copies. */
function openCopies(pieces: readonly Evidence[]): number {
  const byFile = new Map<string, Set<string>>();
  for (const { version, file, copy } of pieces) {
    if (version === '') byFile.set(file, (byFile.get(file) ?? new Set()).add(copy));
  }
  return Math.max(0, ...[...byFile.values()].map(({ size }) => size));
}

/** Whether one file has copies with a version and copies without: the one cannot be the other. */
function isMixed(pieces: readonly Evidence[]): boolean {
  const open = new Set(pieces.filter(({ version }) => version === '').map(({ file }) => file));
  return pieces.some(({ version, file }) => version !== '' && open.has(file));
}

const isComment = ({ kind }: Evidence): boolean => kind === 'comment' || kind === 'doubtful';
const statedIn = (pieces: readonly Evidence[]): string[] => pieces.map(({ version }) => version).filter(Boolean);

/** The versions of one package in a bundle; `''` stands for copies of which none is known. */
function versionsOf(pieces: readonly Evidence[]): Set<string> {
  const firm = pieces.filter((one) => !isComment(one));
  const versions = new Set(statedIn(firm));
  // A notice lists every version of what it lists.
  if (pieces.some(({ kind }) => kind === 'notice')) return versions;
  if (isMixed(firm)) return versions.add('');
  const open = openCopies(firm);
  if (versions.size > 0 && open <= versions.size) return versions;
  for (const version of statedIn(pieces.filter(isComment))) versions.add(version);
  return open > versions.size ? versions.add('') : versions;
}

/**
 * One component a package and version. `locked` has versions by folder; `noticed` has the scripts whose packages a notice
 * of their own lists: a folder that it does not list is another name for one that it does.
 */
export function componentsOf(
  id: string,
  evidence: readonly Evidence[],
  locked: ReadonlyMap<string, string>,
  noticed: ReadonlySet<string>,
): Component[] {
  const byName = new Map<string, Evidence[]>();
  for (const one of evidence) {
    const version = one.version === '' ? (locked.get(one.copy) ?? '') : one.version;
    byName.set(one.name, [...(byName.get(one.name) ?? []), { ...one, version }]);
  }
  const components: Component[] = [];
  for (const [name, pieces] of byName) {
    const isAlias = pieces.every(({ kind, version, file }) => kind === 'path' && version === '' && noticed.has(file));
    if (isAlias || pieces.every(({ kind }) => kind === 'doubtful')) continue;
    for (const version of versionsOf(pieces)) {
      const fitting = pieces.filter((one) => one.version === version || one.version === '');
      const sentences = [...new Set(fitting.map(sentenceOf))].sort().slice(0, MAX_SENTENCES);
      components.push(
        componentOf(
          { id: `${id}!${name}@${version}`, ecosystem: 'npm', name, version },
          { scope: 'bundled', evidence: sentences },
        ),
      );
    }
  }
  return components.sort((a, b) => (a.id < b.id ? -1 : 1));
}
