import type { Inventory } from '../model/inventory.ts';
import type { Location } from '../model/location.ts';

type Target = Inventory['target'];

/** Windows paths with `/`; elsewhere a backslash is part of a name. */
function slash(path: string, target: Target): string {
  return target.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** The rest of `path` inside `folder`, with `/`; null when it is not inside. Text only: no file is looked at. */
function pathInside(folder: string | null, path: string, target: Target): string | null {
  if (folder === null) return null;
  const fold = (text: string): string => (target.platform === 'win32' ? text.toLowerCase() : text);
  const base = slash(folder, target).replace(/\/$/, '');
  const inner = slash(path, target);
  if (base === '' || !fold(inner).startsWith(`${fold(base)}/`)) return null;
  const rest = inner.slice(base.length + 1);
  return rest === '' || rest.split('/').includes('..') ? null : rest;
}

/** A path as a person reads it: relative to the project, else with `~` for the home folder, else as it is. */
export function shortenPath(path: string, target: Target): string {
  const inProject = pathInside(target.project, path, target);
  if (inProject !== null) return inProject;
  const inHome = pathInside(target.home, path, target);
  return inHome === null ? path : `~/${inHome}`;
}

/**
 * Prose with its paths shortened. Between backticks stands a command: there only the home folder is shortened, and only
 * where a shell puts it back, so that it can still be pasted.
 */
export function shortenPathsIn(text: string, target: Target): string {
  const prose = (word: string): string =>
    word.replace(/^([("'[]*)(.*)$/s, (_, open: string, rest: string) => open + shortenPath(rest, target));
  const command = (word: string): string =>
    target.platform === 'win32' ? word : shortenPath(word, { ...target, project: null });
  return text
    .split('`')
    .map((part, at) =>
      part
        .split(' ')
        .map(at % 2 === 0 ? prose : command)
        .join(' '),
    )
    .join('`');
}

/** `file:line` of a location, shortened. */
export function placeOf(location: Pick<Location, 'file' | 'line'>, target: Target): string {
  return `${shortenPath(location.file, target)}:${location.line}`;
}

/** Percent-encodes a path with `/` for a URI; lone surrogates, which no URI can hold, become U+FFFD. */
function encodePath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** URI of a path (RFC 8089 for an absolute one, with Windows drives and shares); a relative path stays relative. */
export function uriOf(path: string, target: Target): string {
  const slashed = slash(path, target);
  if (target.platform === 'win32') {
    if (slashed.startsWith('//')) return `file:${encodePath(slashed)}`;
    if (/^[a-z]:\//i.test(slashed)) return `file:///${slashed.slice(0, 2)}${encodePath(slashed.slice(2))}`;
  }
  return slashed.startsWith('/') ? `file://${encodePath(slashed)}` : encodePath(slashed);
}

/** Path inside the project as a relative URI; null when it lies elsewhere. */
export function uriInProject(path: string, target: Target): string | null {
  const rest = pathInside(target.project, path, target);
  return rest === null ? null : encodePath(rest);
}
