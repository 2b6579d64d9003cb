import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Every installed package below `<root>/node_modules` as `location name@version`, by real path: a plain walk over all
 * folders that knows only that a package is a folder directly in a node_modules (or in a scope there) with a manifest.
 */
export function walkPackages(root: string): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const walk = (folder: string, isSlot: boolean): void => {
    const real = realpathSync(folder);
    if (seen.has(real)) return;
    seen.add(real);
    if (isSlot && existsSync(join(real, 'package.json'))) {
      const { name, version } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8')) as Record<string, string>;
      found.add(`${relative(root, real)} ${name}@${version}`);
    }
    for (const entry of readdirSync(real)) {
      const path = join(real, entry);
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) continue;
      const inModules = real.endsWith('node_modules');
      const inScope = /[\\/]node_modules[\\/]@[^\\/]+$/.test(real);
      walk(path, (inModules && !entry.startsWith('@') && !entry.startsWith('.')) || inScope);
    }
  };
  walk(join(root, 'node_modules'), false);
  return [...found].sort();
}
