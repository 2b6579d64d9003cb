import { join } from 'node:path';

/** Where OSV publishes its dumps. Source: osv.dev, docs/data.md. */
export const DUMPS = 'https://osv-vulnerabilities.storage.googleapis.com';

/** What servers are mostly made of, kept unless others are asked for. */
export const USUAL_ECOSYSTEMS: readonly string[] = ['npm', 'PyPI', 'Go', 'crates.io'];

/** Every ecosystem whose versions can be compared, by OSV's name without a release. */
export const KNOWN_ECOSYSTEMS: readonly string[] = [
  ...USUAL_ECOSYSTEMS,
  'NuGet',
  'Maven',
  'Debian',
  'Ubuntu',
  'Alpine',
  'Wolfi',
  'Chainguard',
];

/** The folder of all ecosystems in the folder that the user or the platform chose for what is kept. */
export function databaseIn(cache: string): string {
  return join(cache, 'osv');
}

/** The folder of one of the known ecosystems. */
export function folderOf(root: string, ecosystem: string): string {
  return join(root, ecosystem);
}

export function stateFileOf(root: string, ecosystem: string): string {
  return join(folderOf(root, ecosystem), 'state.json');
}
