import { join } from 'node:path';
import { FileError, type Files, type Platform } from '../../io/index.ts';
import { NO_INSTALLATION, componentOf, type Component } from '../../model/installation.ts';
import { wouldBeFetched } from '../_not-found.ts';
import { some } from '../_sentences.ts';
import type { Question, ResolveGap, Resolved } from '../index.ts';
import { closureOf } from './closure.ts';
import { markerValuesOf } from './interpreter.ts';
import type { Missing } from './found.ts';
import { readLockfile } from './lockfiles/index.ts';
import { normaliseName, type Requirement } from './requirement.ts';

/** What a shell takes as it stands. */
const PLAIN = /^[\w][\w.@=-]*$/;

/** A pinned package that is not installed: the version that would be fetched is known, its tree is not. */
function declared({ launch }: Question): Component[] {
  const { package: name, version, pinned, ecosystem } = launch;
  if (name === null || version === null || pinned !== true || ecosystem !== 'PyPI') return [];
  return [componentOf({ id: '.', ecosystem: 'PyPI', name: normaliseName(name), version })];
}

/** A tool that is not on this machine. */
export function notFetched(question: Question): Resolved {
  const { launch, target } = question;
  const components = declared(question);
  const name = launch.package ?? launch.sourceUrl ?? launch.localEntry ?? 'the package';
  const wanted = components.length > 0 ? `${name}==${launch.version}` : name;
  // pipx starts only commands of the package itself. Without `-S` Python would run what a package puts into .pth files.
  // The line that is printed asks the usual index, for the one package.
  const isPlain = target.kind === 'uv-tool' && target.with.length === 0 && target.python === null;
  const canFetch = isPlain && launch.registry === null && PLAIN.test(wanted);
  return wouldBeFetched(wanted, components, canFetch ? `uvx --from ${wanted} python -S -c ""` : null);
}

/** Versions that a list of requirements pins, where nothing else is known. */
function pinnedIn(requirements: readonly Requirement[]): Component[] {
  const pins = requirements.flatMap(({ name, specifier }) => {
    const [, version] = /^==\s*([^,*\s]+)$/.exec(specifier) ?? [];
    return name === null || version === undefined ? [] : [{ name, version }];
  });
  const byId = new Map(pins.map(({ name, version }) => [`${name}@${version}`, { name, version }]));
  return [...byId]
    .map(([id, pin]) => componentOf({ id, ecosystem: 'PyPI', ...pin }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The version that a project asks of pyenv and uv, or null. */
function pythonVersionIn(files: Files, folder: string): string | null {
  try {
    const path = join(folder, '.python-version');
    const text = files.kind(path) === null ? '' : files.readText(path, 1024);
    return /^[0-9]+\.[0-9]+(\.[0-9]+)?$/.exec(text.trim())?.[0] ?? null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** A project or script whose environment is not there: its lockfile is weaker evidence, its own list none. */
export function describeMissing(files: Files, missing: Missing, platform: Platform): Resolved {
  const { what, project, workspace, wanted } = missing;
  const lock = project === null ? null : readLockfile(files, project, workspace ?? project.folder);
  const knows = lock === null ? 'no lockfile names its packages' : `only ${lock.file} says what they would be`;
  const hint =
    project === null ? 'Start it once, then scan again.' : `Run uv sync in ${project.folder} and scan again.`;
  const gaps: ResolveGap[] = [{ kind: 'not-installed', message: `${what} is not on this machine; ${knows}`, hint }];
  const path = project?.folder ?? null;
  if (lock === null || project === null) {
    const components = pinnedIn([...(project?.declared ?? []), ...wanted]);
    gaps.forEach((gap) => (gap.components = components.map(({ purl }) => purl)));
    return { installation: { ...NO_INSTALLATION, path, components }, gaps };
  }
  const version = pythonVersionIn(files, project.folder);
  const values = markerValuesOf({ version, implementation: 'CPython', platform });
  const roots = lock.roots ?? lock.distributions.map(({ name }) => ({ name, extras: [], specifier: '' }));
  const { components, broken } = closureOf(lock.distributions, roots, values);
  if (broken.length > 0) {
    const message = `${lock.file} in ${project.folder} does not name all that is asked for: ${some(broken)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: 'Lock the project again.' });
  }
  // A project's own folder is no package, and has no id.
  const listed = components
    .filter(({ id }) => id !== '')
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((id) => id !== '') }));
  return {
    installation: { ...NO_INSTALLATION, path, method: 'project', fidelity: 'locked', components: listed },
    gaps,
  };
}
