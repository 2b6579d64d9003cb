import { basename, dirname, join } from 'node:path';
import type { Files } from '../../io/index.ts';
import type { Root } from './closure.ts';
import type { Distribution } from './distribution.ts';
import { environmentAt, sitePackagesOf, type Environment } from './environment.ts';
import { rootOf, type Found } from './found.ts';
import { gapsOfRivals, offersModule } from './offers.ts';
import { folderOf, originOf } from './origin.ts';
import { projectAbove, type Project } from './project.ts';
import { normaliseName, type Requirement } from './requirement.ts';

/** Code that an interpreter is given, and the environment it runs in. */
interface Given {
  environment: Environment;
  method: Found['method'];
}

const everything = ({ distributions }: Environment): Root[] =>
  [...new Set(distributions.map(({ name }) => name))].map((name) => ({ name, extras: [], specifier: '' }));

/** What a script of nobody's project can load: all that lies in its environment, and that is a guess. */
function guessed(given: Given, why: string): Found {
  const message = `${why}: every package of its environment is listed, whether it loads it or not`;
  return {
    ...given,
    roots: everything(given.environment),
    own: null,
    extras: 'asked',
    gaps: [{ kind: 'tree-unsupported', message, hint: 'Name what it needs in a pyproject.toml or requirements.txt.' }],
  };
}

/** The distribution that a folder is installed as in an environment (an editable installation). */
export function installedFrom(files: Files, { distributions }: Environment, folder: string): string | null {
  const real = (path: string): string => (files.kind(path) === null ? path : files.realPath(path));
  const found = distributions.find((one) => {
    const origin = originOf(files, one);
    const source = origin === null ? null : folderOf(origin);
    return source !== null && real(source) === real(folder);
  });
  return found?.name ?? null;
}

/** What a project of somebody's own begins with: what it declares, and those of its extras that are installed in full. */
export function rootsOfProject(
  files: Files,
  environment: Environment,
  { declared, extras, unread, file }: Project,
): Pick<Found, 'roots' | 'optional' | 'gaps'> {
  const isThere = (one: Requirement): boolean => rootOf(files, environment, { ...one, latest: false }) !== null;
  const message = `${unread} entries of its ${file} name no package: what they bring is not told from what else is installed`;
  const gaps: Found['gaps'] = unread === 0 ? [] : [{ kind: 'tree-unsupported', message, hint: '' }];
  return { roots: declared, optional: extras.filter((listed) => listed.every(isThere)).flat(), gaps };
}

const holdsPackages = (files: Files, path: string): boolean =>
  files.kind(path) === 'folder' && files.list(path).some(({ name }) => name.endsWith('.dist-info'));

/** Folders of packages that lie beside code, for it alone; the environments of extensions are such too. */
function bundled(files: Files, folder: string, isExtension: boolean): string[] {
  return [folder, dirname(folder)]
    .flatMap((at) => [
      ...['lib', 'vendor'].map((name) => join(at, name)),
      ...(isExtension ? ['venv', '.venv'] : []).flatMap((name) => sitePackagesOf(files, join(at, name), null)),
    ])
    .filter((path) => holdsPackages(files, path));
}

/**
 * What a local script needs: what its project declares, in the environment that runs it. Imports are not followed.
 * `searched` are the folders that PYTHONPATH names.
 */
export function locateScript(files: Files, given: Given, script: string, searched: readonly string[]): Found {
  const folder = files.kind(script) === 'folder' ? script : dirname(script);
  const { environment } = given;
  const isExtension = [folder, dirname(folder)].some((at) => files.kind(join(at, 'manifest.json')) !== null);
  const beside = bundled(files, folder, isExtension).filter((site) => !environment.folders.includes(site));
  const own = [...new Set([...searched.filter((path) => holdsPackages(files, path)), ...beside])];
  const root = own.length > 0 ? folder : environment.root;
  const whole =
    own.length === 0
      ? environment
      : environmentAt(files, root, [...own, ...environment.folders], environment.interpreter);
  const here: Given = { environment: whole, method: own.length > 0 && isExtension ? 'extension' : given.method };

  const project = projectAbove(files, folder);
  if (project !== null) {
    const installed = installedFrom(files, whole, project.folder);
    if (installed !== null) {
      return {
        ...here,
        roots: [{ name: installed, extras: [], specifier: '' }],
        own: installed,
        extras: 'installed',
        gaps: [],
      };
    }
    if (project.declared.length > 0)
      return { ...here, ...rootsOfProject(files, whole, project), own: null, extras: 'asked' };
  }
  if (own.length > 0) {
    // What was put beside the code is there for it alone.
    const all = everything(environmentAt(files, root, own, environment.interpreter));
    return { ...here, roots: all, own: null, extras: 'asked', gaps: [] };
  }
  return guessed(here, `no file says what ${basename(script)} needs`);
}

/** Whether a folder holds a module, as a file or a package. */
const holdsModule = (files: Files, folder: string, module: string): boolean => {
  const path = join(folder, ...module.split('.'));
  return files.kind(`${path}.py`) !== null || files.kind(path) === 'folder';
};

/** The distributions that bring a module, also one that is installed as a link to its source; one of its name before all others. */
function ownersOf(files: Files, distributions: readonly Distribution[], module: string): Distribution[] {
  const likely = normaliseName(module.split('.')[0] ?? '');
  const namesake = distributions.find((one) => one.name === likely && offersModule(files, one, module));
  if (namesake !== undefined) return [namesake];
  const isSource = (one: Distribution): boolean => {
    const origin = originOf(files, one);
    const source = origin === null ? null : folderOf(origin);
    return source !== null && [source, join(source, 'src')].some((folder) => holdsModule(files, folder, module));
  };
  const offering = distributions.filter((one) => offersModule(files, one, module));
  return offering.length > 0 ? offering : distributions.filter(isSource).slice(0, 1);
}

/**
 * What `python -m module` starts: a module of the working folder comes first, then those of PYTHONPATH (`searched`), then
 * those of the environment. Null when nothing brings it.
 */
export function locateModule(
  files: Files,
  given: Given,
  module: string,
  cwd: string | null,
  searched: readonly string[],
): Found | null {
  const { root, folders, interpreter } = given.environment;
  const environment =
    searched.length === 0 ? given.environment : environmentAt(files, root, [...searched, ...folders], interpreter);
  const owners = ownersOf(files, environment.distributions, module);
  const isInstalled = (folder: string): boolean => owners.some(({ site }) => site === folder);
  const local = [...(cwd === null ? [] : [cwd]), ...searched].find((folder) => holdsModule(files, folder, module));
  if (local !== undefined && !isInstalled(local)) {
    return locateScript(files, given, join(local, ...module.split('.').slice(0, 1)), searched);
  }
  const names = [...new Set(owners.map(({ name }) => name))];
  const [own] = names;
  if (own === undefined) return null;
  const roots = names.map((name) => ({ name, extras: [], specifier: '' }));
  return { ...given, environment, roots, own, extras: 'installed', gaps: gapsOfRivals(names, 'the module') };
}
