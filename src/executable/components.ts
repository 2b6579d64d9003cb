import type { GapKind } from '../model/gap.ts';
import { componentOf, type Component } from '../model/installation.ts';
import type { GoBuild, GoModule } from './go.ts';
import type { Executable } from './read.ts';
import type { Crate } from './rust.ts';

/** What an executable holds, in the words of the inventory. */
export interface Listed {
  /** Sorted by id. */
  components: Component[];
  /** Id of the program's own module or crate, or null. */
  root: string | null;
  gaps: Array<{ kind: GapKind; message: string; hint: string }>;
}

const byId = (a: Component, b: Component): number => (a.id < b.id ? -1 : 1);

/** A path begins with `.` or `/`, on Windows with a drive; a module path never does. */
const isFolder = (path: string): boolean => /^([./\\]|[A-Za-z]:[\\/])/.test(path);

function listModule(module: GoModule, idOf: (name: string) => string, facts: { dependsOn?: string[] } = {}): Component {
  const { path, version, replacement } = module;
  const id = idOf(path);
  if (replacement === null) return componentOf({ id, ecosystem: 'Go', name: path, version }, facts);
  // A folder that stands in for a module holds somebody's copy of it, at no known version.
  const built = isFolder(replacement.path) ? { path, version: '' } : replacement;
  return componentOf({ id, ecosystem: 'Go', name: built.path, version: built.version }, facts);
}

/** Go records no edges: the main module stands for all that needs the others. */
function listGo(
  { goVersion, main, modules, hasModules }: GoBuild,
  subject: string,
  idOf: (name: string) => string,
): Listed {
  const listed = modules.map((module) => listModule(module, idOf));
  listed.push(componentOf({ id: idOf('stdlib'), ecosystem: 'Go', name: 'stdlib', version: goVersion }));
  const dependsOn = listed.map(({ id }) => id).sort();
  const root = main === null ? null : idOf(main.path);
  const own = main === null ? [] : [listModule(main, idOf, { dependsOn })];
  const gaps: Listed['gaps'] = [];
  if (!hasModules) {
    const message = `${subject} is a Go program built without modules: which packages are in it is not known`;
    gaps.push({ kind: 'tree-unsupported', message, hint: 'Build it with modules (go install <module>@<version>).' });
  }
  const local = modules.filter(({ replacement }) => replacement !== null && isFolder(replacement.path));
  if (local.length > 0) {
    const names = local.slice(0, 3).map(({ path }) => path);
    const rest = local.length > 3 ? ` and ${local.length - 3} more` : '';
    const message = `${subject} was built with folders in place of ${names.join(', ')}${rest}: their versions are not known`;
    gaps.push({ kind: 'tree-unsupported', message, hint: '' });
  }
  return { components: [...own, ...listed].sort(byId), root, gaps };
}

/** Only what comes from crates.io is known there by its name. */
function listCrates(crates: readonly Crate[], subject: string, idOf: (name: string) => string): Listed {
  const ids = crates.map(({ name, version, source }) =>
    idOf(source === 'crates.io' ? `${name}@${version}` : `${name}@${version}+${source}`),
  );
  const components = new Map<string, Component>();
  for (const [index, { name, version, source, dependencies }] of crates.entries()) {
    const id = ids[index] ?? '';
    const ecosystem = source === 'crates.io' ? 'crates.io' : '';
    const dependsOn = [...new Set(dependencies.flatMap((place) => ids[place] ?? []))].sort();
    components.set(id, componentOf({ id, ecosystem, name, version }, { dependsOn }));
  }
  const root = ids[crates.findIndex(({ isRoot }) => isRoot)] ?? null;
  const foreign = crates.filter(({ source, isRoot }) => source !== 'crates.io' && !isRoot).length;
  const message = `${foreign} crates of ${subject} do not come from crates.io: no advisories can be asked about them`;
  const gaps: Listed['gaps'] = foreign === 0 ? [] : [{ kind: 'tree-unsupported', message, hint: '' }];
  return { components: [...components.values()].sort(byId), root, gaps };
}

/** What is in an executable that holds no list, as far as it can be told. */
function unlisted({ format, interpreter, isRust, problem }: Executable, subject: string): string {
  if (problem !== null) return `${subject} is a damaged ${format} executable: ${problem}`;
  if (format === 'script')
    return `${subject} is a script for ${interpreter || 'an unnamed program'}, which is not followed`;
  if (format === 'unknown') return `${subject} is a file of an unknown format: what it runs is not known`;
  const article = format === 'ELF' ? 'an' : 'a';
  return isRust
    ? `${subject} is a Rust program with no record of its crates`
    : `${subject} is ${article} ${format} executable with no record of what it was built from`;
}

/**
 * Components of an executable. `subject` names it in sentences; `idOf` makes an id unique in its installation from a
 * module path or a crate at a version. What holds no list is a gap, never an empty success.
 */
export function listComponents(executable: Executable, subject: string, idOf: (name: string) => string): Listed {
  const { go, crates, isRust, problem } = executable;
  const parts: Listed[] = [];
  if (go !== null) parts.push(listGo(go, subject, idOf));
  if (crates !== null) parts.push(listCrates(crates, subject, idOf));
  if (parts.length === 0) {
    const kind = problem === null ? 'tree-unsupported' : 'tree-unreadable';
    const hint = isRust ? 'Build it with cargo auditable.' : '';
    parts.push({ components: [], root: null, gaps: [{ kind, message: unlisted(executable, subject), hint }] });
  }
  return {
    components: parts.flatMap(({ components }) => components).sort(byId),
    root: parts.map(({ root }) => root).find((root) => root !== null) ?? null,
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}
