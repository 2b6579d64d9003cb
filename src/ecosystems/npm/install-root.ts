import { dirname, join } from 'node:path';
import type { Files } from '../../io/index.ts';
import { readManifest } from './manifest.ts';

/** What an installation leaves in the folder that it was made in: lockfiles and the records of package managers. */
const RECORDS = `package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock bun.lockb .pnp.cjs .pnp.js
  node_modules/.package-lock.json node_modules/.modules.yaml node_modules/.yarn-integrity
  node_modules/.yarn-state.yml`.split(/\s+/);

function firstAbove(folder: string, holds: (folder: string) => boolean): string | null {
  for (let above = folder; ; above = dirname(above)) {
    if (holds(above)) return above;
    if (dirname(above) === above) return null;
  }
}

/** Whether a folder is the root of a workspace, whose members are installed with it. */
function declaresMembers(files: Files, folder: string): boolean {
  if (files.kind(join(folder, 'pnpm-workspace.yaml')) === 'file') return true;
  const isThere = files.kind(join(folder, 'package.json')) === 'file';
  return isThere && (readManifest(files, folder)?.fields['workspaces'] ?? null) !== null;
}

/**
 * The folder whose installation a project uses: its own, that of the workspace that it is a member of, or the nearest
 * above it that has packages. `project` must be a real path.
 */
export function installRoot(files: Files, project: string): string {
  const hasRecord = (folder: string): boolean => RECORDS.some((name) => files.kind(join(folder, name)) !== null);
  const hasPackages = (folder: string): boolean =>
    ['node_modules', '.pnp.cjs', '.pnp.js'].some((name) => files.kind(join(folder, name)) !== null);
  const nearest = firstAbove(project, hasPackages);
  if (nearest !== null && hasRecord(nearest)) return nearest;
  if (hasRecord(project)) return project;
  const workspace = firstAbove(dirname(project), (folder) => declaresMembers(files, folder));
  if (workspace !== null && (hasPackages(workspace) || hasRecord(workspace))) return workspace;
  return nearest ?? project;
}
