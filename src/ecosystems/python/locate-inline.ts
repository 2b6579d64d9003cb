import { basename } from 'node:path';
import type { Files, Machine } from '../../io/index.ts';
import type { ResolveGap } from '../index.ts';
import { isMadeFor, rootsOf, type Found, type Missing } from './found.ts';
import { withOverlay } from './overlay.ts';
import type { Places } from './places.ts';
import type { Requirement, Wanted } from './requirement.ts';
import { readScriptMetadata } from './script-metadata.ts';
import { pipxEnvironments, uvScriptEnvironments } from './uv-cache.ts';

const MAX_SCRIPT = 4 * 1024 * 1024;

/** What a script of this machine states that it needs; null when it states nothing. Throws `FileError`. */
export function requirementsInside(files: Files, path: string): Requirement[] | null {
  if (files.kind(path) === null || files.kind(files.realPath(path)) !== 'file') return null;
  return readScriptMetadata(files.readText(path, MAX_SCRIPT))?.requirements ?? null;
}

/** A script that states its own dependencies runs in an environment of its own, whatever project it lies in. */
export function locateInline(
  files: Files,
  path: string,
  requirements: readonly Requirement[],
  more: readonly Wanted[],
  places: Places,
  machine: Machine,
): Found | Missing {
  const wanted = requirements.map((one): Wanted => ({ ...one, latest: false }));
  const names = wanted.flatMap(({ name }) => name ?? []);
  const stem = basename(path).replace(/\.pyw?$/, '');
  const fitting = [
    ...uvScriptEnvironments(files, places.uvCaches, stem, machine.platform, names),
    ...pipxEnvironments(files, places.pipxCaches, machine.platform, names),
  ].flatMap(({ environment }) => {
    const roots = rootsOf(files, environment, wanted);
    return roots !== null && isMadeFor(environment, roots) ? [{ environment, roots }] : [];
  });
  const [chosen] = fitting;
  if (chosen === undefined) {
    const what = `the environment of ${basename(path)}`;
    return { what, project: null, workspace: null, wanted: [...wanted, ...more] };
  }
  const message = `${fitting.length} environments are kept for scripts like ${basename(path)}: the newest is taken to be its own`;
  const hint = 'Clear the cache (uv cache clean) and start the server again.';
  const gaps: ResolveGap[] = fitting.length > 1 ? [{ kind: 'tree-mismatch', message, hint }] : [];
  return withOverlay(files, { ...chosen, own: null, method: 'uv-cache', extras: 'asked', gaps }, more, places, machine);
}
