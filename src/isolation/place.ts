import type { Surroundings } from './surroundings.ts';

/** Ways in which clients and shells write the user's home and the project; any other variable may be anything. */
const HOME =
  /^(?:~|\$HOME|\$\{HOME\}|\$\{env:HOME\}|\$\{userHome\}|%USERPROFILE%|\$\{env:USERPROFILE\}|\$env:USERPROFILE)(?=[\\/]|$)/i;
const PROJECT = /^\$\{(?:workspaceFolder|workspaceRoot)\}(?=[\\/]|$)/;
const FOLDER = /^(?:\$PWD|\$\{PWD\}|\$\{cwd\}|\.{1,2})(?=[\\/]|$)/;

/** Whether a text holds what is put in its place only when it is used: a variable of a shell, of Windows, of a client. */
export function hasVariable(text: string): boolean {
  return /[$`]|%[^%]*%|\{\{/.test(text);
}

/** Drives of Windows as Windows, its Linux side and Docker Desktop write them. */
const DRIVE =
  /^(?:([A-Za-z]):|\/\/([A-Za-z])|\/(?:mnt\/host|host_mnt|run\/desktop\/mnt\/host|cygdrive)\/([A-Za-z])|\/mnt\/([Cc]))(?=\/|$)/;

/**
 * Where a path leads, as one spelling: absolute with slashes and no `.` or `..`, `~/…` below the user's home, `c:/…` on a drive. Links are
 * not looked at. Null where that depends on what is not known.
 */
export function placeOf(written: string, around: Surroundings): string | null {
  if (written === '' || written.length > 4096 || written.includes('\0')) return null;
  const [home, cwd, project] = [around.home, around.cwd, around.project].map((one) => one?.replaceAll('\\', '/'));
  const path = written.replaceAll('\\', '/');
  const [, pipe] = /^\/\/(?:\.|\?)\/(.+)$/s.exec(path) ?? [];
  if (pipe !== undefined) return `//./${pipe}`;
  const fromHome = HOME.exec(path)?.[0];
  if (fromHome !== undefined) return below('~', path.slice(fromHome.length), home);
  const fromProject = PROJECT.exec(path)?.[0];
  if (fromProject !== undefined)
    return project === undefined ? null : below(project, path.slice(fromProject.length), home);
  const fromFolder = FOLDER.exec(path)?.[0];
  if (hasVariable(path.slice(fromFolder?.length ?? 0)) || path.startsWith('~')) return null;
  if (fromFolder !== undefined) {
    const rest = fromFolder === '..' ? `/..${path.slice(2)}` : path.slice(fromFolder.length);
    return cwd === undefined ? null : below(cwd, rest, home);
  }
  if (path.startsWith('/') || /^[A-Za-z]:(?:\/|$)/.test(path)) return tidy(path, home);
  return cwd === undefined ? null : below(cwd, `/${path}`, home);
}

function below(base: string, rest: string, home: string | undefined): string | null {
  if (hasVariable(rest)) return null;
  if (base !== '~') return tidy(`${base}${rest}`, home);
  if (home !== undefined) return tidy(`${home}${rest}`, home);
  // What lies above a home that is not known is not known either.
  const parts = resolve(rest);
  return parts === null ? null : ['~', ...parts].join('/');
}

/** Null where it leads above its root. */
function resolve(path: string): string[] | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts;
}

function tidy(path: string, home: string | undefined): string {
  const [whole = '', ...letters] = DRIVE.exec(path) ?? [];
  const letter = letters.find((one) => one !== undefined);
  const root = letter === undefined ? '' : `${letter.toLowerCase()}:`;
  const parts = path.slice(whole.length).split('/');
  // Above the root is the root.
  const kept = parts.reduce<string[]>((all, part) => {
    if (part === '..') all.pop();
    else if (part !== '' && part !== '.') all.push(part);
    return all;
  }, []);
  const result = `${root}/${kept.join('/')}`;
  const isHome = home !== undefined && home.length > 1 && isWithin(result, tidy(home, undefined));
  return isHome ? `~${result.slice(tidy(home, undefined).length)}` : result;
}

/** Whether a path is another one or lies below it; both in one spelling. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
