import semver from 'semver';
import type { GoMod, ModuleVersion } from './go-mod.ts';

export interface Selected {
  /** By module path; `by` is what stands in for it, with version null for a folder. */
  modules: Map<string, ModuleVersion & { by: { path: string; version: string | null } | null }>;
  /** Modules whose go.mod file could not be had. */
  missing: string[];
}

const MAX_FILES = 5000;
/** From this version on a go.mod file names all that its packages need, and the graph is cut there. */
const PRUNED_SINCE = [1, 17] as const;

function isPruned({ go }: GoMod): boolean {
  const [major = 0, minor = 0] = go.split('.').map(Number);
  return major > PRUNED_SINCE[0] || (major === PRUNED_SINCE[0] && minor >= PRUNED_SINCE[1]);
}

const isHigher = (version: string, than: string): boolean =>
  semver.valid(version) !== null && (semver.valid(than) === null || semver.gt(version, than));

/**
 * Minimal version selection: the highest version that any go.mod file of the graph asks for. `readMod` gives the go.mod
 * file of a module, null when it cannot be had. Source: Go modules reference, "Minimal version selection", "Graph pruning".
 */
export function selectVersions(root: GoMod, readMod: (module: ModuleVersion) => GoMod | null): Selected {
  const highest = new Map<string, string>();
  const missing: string[] = [];
  const replacementOf = ({ path, version }: ModuleVersion): { path: string; version: string | null } | null => {
    const fitting = root.replaces.filter(
      (one) => one.path === path && (one.version === null || one.version === version),
    );
    return (fitting.find((one) => one.version !== null) ?? fitting[0])?.by ?? null;
  };
  const seen = new Set<string>();
  const queue = [...root.requires];
  for (const module of root.requires) note(module);

  function note({ path, version }: ModuleVersion): void {
    const before = highest.get(path);
    if (before === undefined || isHigher(version, before)) highest.set(path, version);
  }

  for (let module = queue.pop(); module !== undefined; module = queue.pop()) {
    const key = `${module.path}@${module.version}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const by = replacementOf(module);
    // What a folder requires in turn is not known from here; its reader says so.
    if (by?.version === null) continue;
    const built = by === null ? module : { path: by.path, version: by.version };
    const mod = seen.size > MAX_FILES ? null : readMod(built);
    if (mod === null) missing.push(key);
    for (const required of mod?.requires ?? []) {
      note(required);
      if (mod !== null && !isPruned(mod)) queue.push(required);
    }
  }

  // A pruned go.mod file lists whatever its own packages need; the rest of the graph only serves to choose versions.
  const listed = new Set(root.requires.map(({ path }) => path));
  const kept = [...highest].filter(([path]) => listed.has(path) || !isPruned(root));
  const modules = kept.map(
    ([path, version]) => [path, { path, version, by: replacementOf({ path, version }) }] as const,
  );
  return { modules: new Map(modules), missing: missing.sort() };
}
