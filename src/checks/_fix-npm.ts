import type { Component, Installation } from '../model/installation.ts';
import { command, isInstallable, specOf } from './_command.ts';
import type { InstalledPackage } from './_packages.ts';

type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** The package manager of a project, by where it puts packages; null where several put them there. */
function managerOf({ id }: Component): Manager | null {
  if (/(?:^|\/)\.pnpm\//.test(id)) return 'pnpm';
  if (/(?:^|\/)\.bun\//.test(id)) return 'bun';
  // A locator of Plug'n'Play.
  if (/@(?:npm|virtual|patch):/.test(id)) return 'yarn';
  return /(?:^|\/)\.store\//.test(id) || !/(?:^|\/)node_modules\//.test(id) ? null : 'npm';
}

/** Whose global folder a package lies in; null for one whose commands are not known here. */
function globalManagerOf({ path }: Installation, component: Component): Manager | null {
  const folder = (path ?? '').replaceAll('\\', '/');
  if (/\/(?:\.volta|Cellar)\/|\/yarn(?:\/data)?\/global(?:\/|$)/i.test(folder)) return null;
  if (/\/\.bun\/install\/global(?:\/|$)/.test(folder)) return 'bun';
  return managerOf(component) === 'pnpm' ? 'pnpm' : 'npm';
}

/** The prefix that a global package lies in: npm's own may be that of another Node. */
function prefixOf({ path }: Installation): string[] {
  const [, prefix] = /^(.+?)(?:[\\/]lib)?[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+$/.exec(path ?? '') ?? [];
  return prefix === undefined ? [] : ['--prefix', prefix];
}

/** The name of a package's folder, by which npm updates it, as an alias has its own; null for one that npm cannot make. */
function folderOf({ id, name }: Component): string | null {
  const folder = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(id)?.[1] ?? name;
  return isInstallable('npm', folder) ? folder : null;
}

/** The command that installs a version of the server's own package where it lies, or null. */
export function installNpm({ installation, component }: InstalledPackage, version: string): string | null {
  const { path, method } = installation;
  const wanted = specOf('npm', component.name, version);
  if (method === 'global') {
    switch (globalManagerOf(installation, component)) {
      case 'npm':
        return command('npm', 'install', '--global', ...prefixOf(installation), wanted);
      case 'pnpm':
        return command('pnpm', 'add', '--global', wanted);
      case 'bun':
        return command('bun', 'add', '--global', wanted);
      default:
        return null;
    }
  }
  if ((method !== 'project' && method !== 'file') || path === null) return null;
  switch (managerOf(component)) {
    case 'npm':
      // Deeper down it is another's dependency.
      return component.id === `node_modules/${folderOf(component)}`
        ? command('npm', 'install', wanted, '--prefix', path)
        : null;
    case 'pnpm':
      return command('pnpm', '--dir', path, 'add', wanted);
    case 'yarn':
      return command('yarn', '--cwd', path, 'add', wanted);
    case 'bun':
      return command('bun', 'add', `--cwd=${path}`, wanted);
    default:
      return null;
  }
}

/** Folders that a launcher makes anew when they are gone. */
const THROWN_AWAY: ReadonlySet<Installation['method']> = new Set(['dlx-cache', 'bunx-cache']);

/**
 * How a dependency gets the newest version that its ranges let in, the server's own package staying as it is; null where that
 * is not known. Measured with npm 8, 10 and 11, pnpm 10, yarn 4 and bun 1.4.
 */
export function updateNpm(found: InstalledPackage, version: string): string | null {
  const { installation, component } = found;
  const { path, method } = installation;
  if (path === null) return null;
  if (THROWN_AWAY.has(method)) {
    const folder = command(path);
    return (
      folder && `Delete ${folder}: the next start fetches the server anew, with ${component.name} ${version} or later.`
    );
  }
  if (method === 'global') return updateGlobal(found, version);
  if (method !== 'npx-cache' && method !== 'project' && method !== 'file') return null;
  const names = [...new Set(copiesOf(found).map(folderOf))];
  const run = {
    npm: command('npm', 'update', '--ignore-scripts', ...names, '--prefix', path),
    pnpm: command('pnpm', '--dir', path, 'update', '--ignore-scripts', '--depth', 'Infinity', component.name),
    yarn: command('yarn', '--cwd', path, 'up', '--recursive', component.name),
    bun: command('bun', 'update', `--cwd=${path}`, '--ignore-scripts', component.name),
  };
  const manager = managerOf(component);
  if (manager === null || run[manager] === null) return null;
  const isHoisted = manager === 'npm' && method !== 'npx-cache';
  const others = isHoisted ? ' Where another package manager has made its node_modules, update it with that.' : '';
  return `Run ${run[manager]} for ${version} or later.${others}`;
}

const copiesOf = ({ installation, copies }: InstalledPackage): Component[] =>
  installation.components.filter(({ id }) => copies.includes(id));

/** npm installs a global package with all that it needs anew, even at the version it has; `npm update` would change its major. */
function updateGlobal({ installation, component }: InstalledPackage, version: string): string | null {
  const own = installation.components.find(({ id }) => id === installation.root);
  if (own === undefined) return null;
  const run = {
    npm: command('npm', 'install', '--global', ...prefixOf(installation), specOf('npm', own.name, own.version)),
    pnpm: command('pnpm', 'update', '--global', '--depth', 'Infinity', component.name),
    bun: command('bun', 'update', '--global', component.name),
    yarn: null,
  };
  const manager = globalManagerOf(installation, component);
  return manager && run[manager] && `Run ${run[manager]} for ${component.name} ${version} or later.`;
}
