import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import semver from 'semver';

type Json = Record<string, unknown>;

const read = (folder: string): Json => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Json;
const ranges = (manifest: Json, field: string): Record<string, string> =>
  (manifest[field] ?? {}) as Record<string, string>;

/** Where Node would look for a package from a folder, nearest first; the first that is there, links resolved. */
function lookUp(from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return realpathSync(place);
    if (folder === dirname(folder)) return null;
  }
}

/**
 * What runs with the package or project in a folder, as `location name@version`, found by another road than the product's:
 * from manifest to manifest over the real disk. Throws for a plain dependency that is missing or outside of its range.
 */
export function closureOnDisk(root: string, start: string): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    const manifest = read(folder);
    const optional = ranges(manifest, 'optionalDependencies');
    for (const [name, range] of Object.entries({
      ...ranges(manifest, 'peerDependencies'),
      ...ranges(manifest, 'dependencies'),
      ...optional,
    })) {
      const target = lookUp(folder, name);
      const isPlain = name in ranges(manifest, 'dependencies') && !(name in optional);
      if (target === null && isPlain) throw new Error(`${name} is missing for ${folder}`);
      if (target === null) continue;
      const { version } = read(target);
      if (isPlain && semver.validRange(range) && !semver.satisfies(String(version), range)) {
        throw new Error(`${name} ${String(version)} for ${folder} is not ${range}`);
      }
      visit(target);
    }
  };
  visit(realpathSync(start));
  return [...found]
    .filter((folder) => /[\\/]node_modules[\\/]/.test(relative(root, folder).replace(/^/, '/')))
    .map((folder) => {
      const { name, version } = read(folder);
      return `${relative(root, folder)} ${String(name)}@${String(version)}`;
    })
    .sort();
}

/** Asks yarn's own program for the locators that a workspace needs; it runs in a process of its own. */
export const PNP_LOCATORS = `
const pnp = require(process.argv[1] + '/.pnp.cjs');
const found = new Set();
const seen = new Set();
const visit = (locator) => {
  const key = locator.name + '@' + locator.reference;
  if (seen.has(key)) return;
  seen.add(key);
  const information = pnp.getPackageInformation(locator);
  const reference = locator.reference.replace(/^virtual:[^#]*#/, '');
  if (!reference.startsWith('workspace:')) found.add(locator.name + '@' + reference + ' ' + locator.name + '@' + reference.replace('npm:', ''));
  for (const [name, target] of information.packageDependencies) {
    if (target === null) continue;
    visit(Array.isArray(target) ? { name: target[0], reference: target[1] } : { name, reference: target });
  }
};
const start = process.argv[2];
const top = pnp.getPackageInformation(pnp.topLevel);
for (const [name, reference] of top.packageDependencies) if (start === name || (start === undefined && reference !== null)) visit({ name, reference });
process.stdout.write(JSON.stringify([...found].sort()));
`;
