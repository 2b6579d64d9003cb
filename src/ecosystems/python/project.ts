import { dirname, join, relative } from 'node:path';
import type { Files } from '../../io/index.ts';
import { normaliseName, parseRequirement, type Requirement } from './requirement.ts';
import { readRequirementsFile, type Listed } from './requirements-file.ts';
import { slashes } from '../_slashes.ts';
import { listOf, readToml, tableAt, textOf, textsOf, type Table } from './toml.ts';

/** A folder of somebody's own code, with what its files say it needs. */
export interface Project {
  folder: string;
  /** Name of the distribution it would be, normalised; or null. */
  name: string | null;
  declared: Requirement[];
  /** How many more things it needs that name no package. */
  unread: number;
  /** What each of its extras adds. */
  extras: Requirement[][];
  /** The file that declares them, by its name. */
  file: string;
}

/** How many folders upwards a project is looked for. */
const MAX_UP = 12;

function requirementsOf(texts: readonly string[]): Listed {
  const requirements = texts.flatMap((text) => parseRequirement(text) ?? []);
  return { requirements, unread: texts.length - requirements.length };
}

/** Poetry's own table of dependencies: names count, its ranges are of another grammar. */
function poetryRequirements(pyproject: Table): Requirement[] {
  return Object.entries(tableAt(pyproject, 'tool', 'poetry', 'dependencies')).flatMap(
    ([name, value]): Requirement[] => {
      const wanted = parseRequirement(name);
      if (name === 'python' || wanted === null) return [];
      const described = listOf(value).length > 0 ? {} : tableAt(value);
      if (described['optional'] === true) return [];
      return [
        { ...wanted, extras: textsOf(described['extras']).map(normaliseName), marker: textOf(described['markers']) },
      ];
    },
  );
}

/** The project of a folder, by its pyproject.toml or requirements.txt; null when it declares nothing. Throws `FileError`. */
export function projectIn(files: Files, folder: string): Project | null {
  const pyproject = readToml(files, join(folder, 'pyproject.toml'));
  const project = tableAt(pyproject, 'project');
  const written = textOf(project['name']) ?? textOf(tableAt(pyproject, 'tool', 'poetry')['name']);
  const name = written === null ? null : normaliseName(written);
  if (pyproject !== null && Array.isArray(project['dependencies'])) {
    const extras = Object.values(tableAt(project, 'optional-dependencies')).map(
      (listed) => requirementsOf(textsOf(listed)).requirements,
    );
    const { requirements: declared, unread } = requirementsOf(textsOf(project['dependencies']));
    return { folder, name, declared, unread, extras, file: 'pyproject.toml' };
  }
  const poetry = pyproject === null ? [] : poetryRequirements(pyproject);
  if (poetry.length > 0) return { folder, name, declared: poetry, unread: 0, extras: [], file: 'pyproject.toml' };
  const listed = readRequirementsFile(files, join(folder, 'requirements.txt'));
  if (listed !== null) {
    const { requirements: declared, unread } = listed;
    return { folder, name, declared, unread, extras: [], file: 'requirements.txt' };
  }
  return pyproject === null ? null : { folder, name, declared: [], unread: 0, extras: [], file: 'pyproject.toml' };
}

/** A folder and those above it, nearest first. */
export function foldersUpwards(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; dirname(at) !== at && folders.length < MAX_UP; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

/** The nearest project at or above a folder, within its repository. */
export function projectAbove(files: Files, folder: string): Project | null {
  for (const at of foldersUpwards(folder)) {
    const project = projectIn(files, at);
    if (project !== null) return project;
    if (files.kind(join(at, '.git')) !== null) break;
  }
  return null;
}

/** Whether a path matches a pattern of a workspace: `*` stands for any name, `**` for any folders. */
function matches(path: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') return path.some((_, index) => matches(path.slice(index), rest)) || matches([], rest);
  const [name, ...below] = path;
  if (name === undefined) return false;
  const [head = '', ...tail] = first.split('*');
  const fits =
    tail.length === 0 ? name === head : tail.length === 1 && name.startsWith(head) && name.endsWith(tail[0] ?? '');
  return fits && matches(below, rest);
}

const MAX_PATTERN = 20;

function isMember(workspace: Table, path: string): boolean {
  const parts = path.split('/');
  const fits = (pattern: string): boolean => {
    const wanted = pattern.replace(/^\.\//, '').replace(/\/$/, '').split('/');
    return wanted.length <= MAX_PATTERN && wanted.filter((part) => part === '**').length < 2 && matches(parts, wanted);
  };
  return textsOf(workspace['members']).some(fits) && !textsOf(workspace['exclude']).some(fits);
}

/** A uv project: its folder, and the root of the workspace that it is a member of, else the same. */
export interface UvProject {
  folder: string;
  workspace: string;
}

/**
 * The project that uv finds from a folder: the nearest pyproject.toml upwards, in the workspace that lists it. Null when
 * there is none, or it says that uv does not manage it. Source: uv-workspace/src/workspace.rs of uv 0.13.
 */
export function uvProjectAbove(files: Files, folder: string): UvProject | null {
  const upwards = foldersUpwards(folder);
  const own = upwards.find((at) => files.kind(join(at, 'pyproject.toml')) !== null);
  if (own === undefined) return null;
  const pyproject = readToml(files, join(own, 'pyproject.toml'));
  const uv = tableAt(pyproject, 'tool', 'uv');
  if (uv['managed'] === false) return null;
  if (uv['workspace'] !== undefined) return { folder: own, workspace: own };
  for (const above of foldersUpwards(dirname(own))) {
    const root = readToml(files, join(above, 'pyproject.toml'));
    const workspace = tableAt(root, 'tool', 'uv')['workspace'];
    if (workspace === undefined) continue;
    const isIn = isMember(tableAt(workspace), slashes(relative(above, own)));
    return { folder: own, workspace: isIn ? above : own };
  }
  return { folder: own, workspace: own };
}
