import type { Installation } from '../model/installation.ts';
import { command, isInstallable, specOf } from './_command.ts';
import type { InstalledPackage } from './_packages.ts';
import { asWritten } from './_words.ts';

const isWindows = (path: string): boolean => /^[A-Za-z]:|\\/.test(path);
const lastOf = (path: string): string => path.replace(/^.*[\\/]/s, '');

/** The interpreter of an environment, as a path; null for that of the operating system, which its own packages look after. */
function interpreterOf({ path, method }: Installation): string | null {
  if (path === null || path === '/usr') return null;
  if (isWindows(path)) return `${path}${method === 'venv' ? '\\Scripts' : ''}\\python.exe`;
  return `${path}/bin/python3`;
}

/** Installs one version and leaves the rest as it is: pip where the environment has it, else uv. */
function installInto(installation: Installation, wanted: string | null): string | null {
  const { path, method, components, environment } = installation;
  const python = interpreterOf(installation);
  if (path === null || python === null) return null;
  const hasPip = method === 'global' || [...components, ...environment].some(({ name }) => name === 'pip');
  return hasPip
    ? command(python, '-m', 'pip', 'install', wanted)
    : command('uv', 'pip', 'install', '--python', path, wanted);
}

/** The project of an environment in its usual place; of what only a lockfile names the path is the project's own. */
function projectOf({ path, fidelity }: Installation): string | null {
  if (path === null || fidelity !== 'installed') return path;
  return /[\\/]\.venv$/.test(path) ? path.slice(0, -'/.venv'.length) : null;
}

/** What resolves the tree of a line anew without starting it: `-S` keeps Python from what packages put into .pth files. */
function refreshed({ server, installation }: InstalledPackage, wanted: string | null): string | null {
  const { launcher, registry, extraPackages, package: name, localEntry } = server.launch;
  if (launcher === 'uvx' && name !== null) {
    const isWhole = registry === null && extraPackages.length === 0 && isInstallable('PyPI', name);
    return isWhole ? command('uvx', '--refresh', '--from', asWritten(server), 'python', '-S', '-c', '') : null;
  }
  const isAbsolute = localEntry !== null && /^(?:\/|[A-Za-z]:[\\/])/.test(localEntry);
  // uv keeps the environment of a script, and names it after the file.
  const isOfScript = isAbsolute && /-[0-9a-f]{16}$/.test(installation.path ?? '');
  return isOfScript ? command('uv', 'sync', '--script', localEntry, '--upgrade-package', wanted) : null;
}

/**
 * How a package of a Python environment gets to a version that what asks for it lets in; null where that is not known. The
 * own package of an environment goes the same way as the others. Measured with uv 0.13, pipx 1.18 and pip 23.
 */
export function updatePython(found: InstalledPackage, version: string): string | null {
  const { server, installation, component } = found;
  const { path, method } = installation;
  const isOwn = component.id === installation.root;
  const { name } = component;
  const wanted = specOf('PyPI', name, version);
  const run = (line: string | null, end = ''): string | null => line && `Run ${line}${end}.`;
  switch (method) {
    case 'uv-tool': {
      const again = isOwn ? command('uv', 'tool', 'install', wanted) : null;
      const pinned = again && `; where it was installed at an exact version, ${again}`;
      return run(toolCommand(path, ['uv', 'tool', 'upgrade']), ` for ${name} ${version} or later${pinned ?? ''}`);
    }
    case 'pipx': {
      // The place of tools for every user of the machine.
      const isShared = path?.startsWith('/opt/pipx/') === true;
      return run(toolCommand(path, ['pipx', 'runpip', ...(isShared ? ['--global'] : [])], ['install', wanted]));
    }
    case 'uv-cache':
      return (
        run(refreshed(found, wanted), ` for ${name} ${version} or later`) ??
        (server.launch.launcher === 'uvx'
          ? `Start it once with --refresh behind uvx in its line, for ${name} ${version} or later.`
          : upgradedOnce(name, version))
      );
    case 'pipx-cache': {
      const folder = path === null ? null : command(path);
      return folder && `Delete ${folder}: the next start fetches the server anew, with ${name} ${version} or later.`;
    }
    case 'venv': {
      const install = run(installInto(installation, wanted));
      return install && `${install} Where a lockfile decides what it holds, raise it there too.`;
    }
    case 'global':
      return run(installInto(installation, wanted));
    case 'project': {
      const project = projectOf(installation);
      if (project === null) return null;
      const sync = run(command('uv', 'sync', '--inexact', '--project', project, '--upgrade-package', wanted));
      return isOwn ? sync && `${sync} Where ${name} is the project itself, bring its source to that.` : sync;
    }
    default:
      return null;
  }
}

/** `uv run` keeps what it has installed until it is told which package to raise. */
function upgradedOnce(name: string, version: string): string | null {
  const option = isInstallable('PyPI', name) ? command('--upgrade-package', name) : null;
  return option && `Start it once with ${option} behind uv run in its line, for ${name} ${version} or later.`;
}

/** A command about one tool: its environment is named after it. */
function toolCommand(
  path: string | null,
  before: readonly string[],
  after: ReadonlyArray<string | null> = [],
): string | null {
  const tool = lastOf(path ?? '');
  return isInstallable('PyPI', tool) ? command(...before, tool, ...after) : null;
}

/** The command that raises what a project of uv itself asks for, or null. */
export function raiseInProject({ installation, component }: InstalledPackage, version: string): string | null {
  const project = installation.method === 'project' ? projectOf(installation) : null;
  return project && command('uv', 'add', '--project', project, specOf('PyPI', component.name, version, '>='));
}
