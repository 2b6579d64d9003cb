import type { Files, Machine } from '../../io/index.ts';
import { environmentAt, type Environment } from './environment.ts';
import { isMadeFor, rootsOf, type Found } from './found.ts';
import type { Places } from './places.ts';
import type { Wanted } from './requirement.ts';
import { uvEnvironments } from './uv-cache.ts';

/** The environment that uv builds for `--with`, among its cached ones: the newest that is made for it, or null. */
export function overlayFor(
  files: Files,
  wanted: readonly Wanted[],
  places: Places,
  { platform }: Machine,
): Environment | null {
  const names = wanted.flatMap(({ name }) => name ?? []);
  const found = uvEnvironments(files, places.uvCaches, platform, names).find(({ environment }) => {
    const roots = rootsOf(files, environment, wanted);
    return roots !== null && isMadeFor(environment, roots);
  });
  return found?.environment ?? null;
}

/**
 * Puts what `--with` asks for before the packages of an environment, as uv does where the environment lacks it. What is
 * not on this machine becomes a gap.
 */
export function withOverlay(
  files: Files,
  base: Found,
  wanted: readonly Wanted[],
  places: Places,
  machine: Machine,
): Found {
  if (wanted.length === 0) return base;
  const there = rootsOf(files, base.environment, wanted);
  if (there !== null) return { ...base, roots: [...base.roots, ...there] };
  const overlay = overlayFor(files, wanted, places, machine);
  if (overlay === null) {
    const names = wanted.map(({ name }) => name ?? 'a package of no registry').join(', ');
    const message = `what --with asks for is not on this machine (${names}): it would be fetched at start`;
    const hint = 'Let uv fetch it once, then scan again.';
    return { ...base, gaps: [...base.gaps, { kind: 'not-installed', message, hint }] };
  }
  const { root, interpreter, folders } = base.environment;
  const environment = environmentAt(files, root, [...overlay.folders, ...folders], interpreter);
  return { ...base, environment, roots: [...base.roots, ...(rootsOf(files, overlay, wanted) ?? [])] };
}
