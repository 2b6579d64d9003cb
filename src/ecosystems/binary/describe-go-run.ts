import { dirname, isAbsolute, join, resolve } from 'node:path';
import semver from 'semver';
import { FileError, type Files } from '../../io/index.ts';
import { NO_INSTALLATION, componentOf, type Component } from '../../model/installation.ts';
import { findExecutable } from '../_executable.ts';
import { nothing } from '../_not-found.ts';
import type { Question, ResolveGap, Resolved, Surroundings } from '../index.ts';
import { parseGoMod, type GoMod, type ModuleVersion } from './go-mod.ts';
import { goPlaces } from './go-places.ts';
import { selectVersions } from './select-versions.ts';

type GoRun = Extract<Question['target'], { kind: 'go-run' }>;

const MAX_MOD = 4 * 1024 * 1024;

/** How the module cache writes a path or version: on a disk that folds case, capitals must not meet. */
const escaped = (text: string): string => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);

function readMod(files: Files, path: string): GoMod | null {
  try {
    return parseGoMod(files.readText(path, MAX_MOD));
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return null;
    throw error;
  }
}

const isSafe = (text: string): boolean => !text.split(/[\\/]/).includes('..') && !isAbsolute(text);

/** go.mod of a module, as the cache holds it. */
function cachedMod(files: Files, cache: string, { path, version }: ModuleVersion): GoMod | null {
  if (!isSafe(path) || !isSafe(version)) return null;
  return readMod(files, join(cache, 'cache', 'download', escaped(path), '@v', `${escaped(version)}.mod`));
}

/** The toolchain that is installed, when it may build the module: for a newer one Go would fetch another. */
function toolchain({ env, cwd }: Question, { io, machine }: Surroundings, { go }: GoMod): string {
  const program = findExecutable(io.files, machine, 'go', cwd);
  if (program === null || env['GOTOOLCHAIN'] !== undefined) return '';
  try {
    const text = io.files.readText(join(dirname(dirname(program)), 'VERSION'), 4096);
    const version = /^go(\d+(?:\.\d+){1,2})\s/.exec(text)?.[1] ?? '';
    const [have, asked] = [semver.coerce(version), semver.coerce(go)];
    return have !== null && asked !== null && semver.gte(have, asked) ? version : '';
  } catch (error) {
    if (error instanceof FileError) return '';
    throw error;
  }
}

interface Listing {
  components: Component[];
  fidelity: 'locked' | 'declared';
  gaps: ResolveGap[];
}

/** What a module's requirements come to, by the go.mod files in the cache. */
function listRequirements(mod: GoMod, question: Question, surroundings: Surroundings): Listing {
  const { files } = surroundings.io;
  const { modules: cache } = goPlaces(files, surroundings.machine, question.env);
  const { modules, missing } = selectVersions(mod, (module) => cachedMod(files, cache, module));
  const components = [...modules.values()].map(({ path, version, by }) => {
    const built = by === null ? { path, version } : by.version === null ? { path, version: '' } : by;
    return componentOf({ id: path, ecosystem: 'Go', name: built.path, version: built.version ?? '' });
  });
  const goVersion = toolchain(question, surroundings, mod);
  components.push(componentOf({ id: 'stdlib', ecosystem: 'Go', name: 'stdlib', version: goVersion }));
  components.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (missing.length === 0) return { components, fidelity: 'locked', gaps: [] };
  const message = `the go.mod files of ${missing.length} required modules are not in Go's cache: newer versions may be chosen than the requirements say`;
  const hint = 'Run go mod download in the module and scan again.';
  return { components, fidelity: 'declared', gaps: [{ kind: 'not-installed', message, hint }] };
}

/** The module that holds a package: the longest prefix of its path that the cache has at this version, with the package in it. */
function moduleIn(
  files: Files,
  cache: string,
  path: string,
  version: string,
): (ModuleVersion & { folder: string }) | null {
  if (!isSafe(path) || !isSafe(version)) return null;
  for (let module = path; module.includes('/'); module = module.slice(0, module.lastIndexOf('/'))) {
    const folder = join(cache, `${escaped(module)}@${escaped(version)}`);
    const inside = path.slice(module.length + 1);
    if (files.kind(join(folder, inside)) === 'folder') return { path: module, version, folder };
  }
  return null;
}

/** `go run package@version`: Go builds it in no project, from its own module's requirements. */
function describeRemote(target: GoRun, question: Question, surroundings: Surroundings): Resolved {
  const { files } = surroundings.io;
  const { version } = target;
  const exact = version !== null && version.startsWith('v') && semver.valid(version) !== null ? version : null;
  if (exact === null) {
    const message = `${target.package} is chosen anew at each start: what Go would build is not known`;
    return nothing('not-installed', message, 'Name an exact version after the @.');
  }
  const { modules: cache } = goPlaces(files, surroundings.machine, question.env);
  const module = moduleIn(files, cache, target.package, exact);
  const mod = module === null ? null : cachedMod(files, cache, module);
  if (module === null || mod === null) {
    const message = `${target.package}@${exact} is not in Go's module cache: it would be fetched at start`;
    return nothing('not-installed', message, 'Run go mod download for its module, then scan again.');
  }
  const { components, fidelity, gaps } = listRequirements({ ...mod, replaces: [] }, question, surroundings);
  const dependsOn = components.map(({ id }) => id);
  const own = componentOf({ id: '.', ecosystem: 'Go', name: module.path, version: exact }, { dependsOn });
  const found = { path: module.folder, method: 'file' as const, fidelity, version: exact };
  return { installation: { ...NO_INSTALLATION, ...found, root: '.', components: [own, ...components] }, gaps };
}

/** A package of a project on this machine: the nearest go.mod file above it counts. */
function describeLocal(target: GoRun, question: Question, surroundings: Surroundings): Resolved {
  const { files } = surroundings.io;
  const path = target.local ? target.package : '.';
  if (!isAbsolute(path) && question.cwd === null) {
    const message = 'the package is relative to a folder that only the client knows';
    return nothing('tree-unreadable', message, 'Write the absolute path.');
  }
  const start = resolve(question.cwd ?? '', path);
  if (files.kind(start) === null) return nothing('not-installed', 'the package to run does not exist');
  for (let folder = start; ; folder = dirname(folder)) {
    const mod = readMod(files, join(folder, 'go.mod'));
    if (mod !== null) {
      const { components, fidelity, gaps } = listRequirements(mod, question, surroundings);
      gaps.push(...gapsOfProject(files, mod, folder));
      return { installation: { ...NO_INSTALLATION, path: folder, method: 'project', fidelity, components }, gaps };
    }
    if (dirname(folder) === folder) break;
  }
  return nothing('tree-unreadable', `no go.mod stands above ${start}: what it is built with is not known`);
}

/** What changes the requirements from outside the go.mod file. */
function gapsOfProject(files: Files, { replaces }: GoMod, start: string): ResolveGap[] {
  const gaps: ResolveGap[] = [];
  const folders = replaces.filter(({ by }) => by.version === null).length;
  if (folders > 0) {
    const message = `${folders} modules are taken from folders: their versions and what they require are not known`;
    gaps.push({ kind: 'tree-unsupported', message, hint: '' });
  }
  for (let folder = start; ; folder = dirname(folder)) {
    if (files.kind(join(folder, 'go.work')) !== null) {
      const message = `${join(folder, 'go.work')} may choose other versions, and is not read`;
      gaps.push({ kind: 'tree-unsupported', message, hint: '' });
    }
    if (dirname(folder) === folder) return gaps;
  }
}

/** What `go run` would build: an upper bound, all that the module requires. Throws `FileError`. */
export function describeGoRun(target: GoRun, question: Question, surroundings: Surroundings): Resolved {
  const isLocal = target.local || target.version === null;
  return isLocal ? describeLocal(target, question, surroundings) : describeRemote(target, question, surroundings);
}
