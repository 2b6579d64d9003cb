import type { InstalledPackage } from './_packages.ts';
import { asWritten, placesOf, quoted } from './_words.ts';

/** Names that npm can install; anything else came from a hostile manifest and goes into no command. */
const NPM_NAME = /^(?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*$/;

/** The edit or command that brings a package of a server's tree to `fixed`, or what is left when there is no such version. */
export function fixFor(found: InstalledPackage, fixed: string | null): string {
  const { server, component } = found;
  if (fixed === null) {
    return `No fixed version is known: remove or disable \`${server.name}\` in ${placesOf(server)}, or record a dated exception in the policy.`;
  }
  if (component.ecosystem !== 'npm' || !NPM_NAME.test(component.name)) {
    return `Update ${component.name} to ${fixed} or later in the tree of \`${server.name}\` (${placesOf(server)}).`;
  }
  return found.own ? fixForOwn(found, fixed) : fixForDependency(found, fixed);
}

function fixForOwn({ server, installation, component }: InstalledPackage, fixed: string): string {
  if (server.launch.launcher === 'npx' && server.launch.package !== null) {
    return `In ${placesOf(server)} change \`${asWritten(server)}\` to \`${server.launch.package}@${fixed}\`.`;
  }
  const wanted = quoted(`${component.name}@${fixed}`);
  if (installation.method === 'global') return `Run \`npm install --global ${wanted}\`.`;
  // A component that is the tree's own folder is a checkout: npm cannot install it into itself.
  if (installation.method === 'project' && installation.path !== null && component.id.includes('node_modules/')) {
    return `Run \`npm install ${wanted} --prefix ${quoted(installation.path)}\`.`;
  }
  return `Update ${component.name} to ${fixed} where ${placesOf(server)} starts it from${installation.path === null ? '' : ` (${installation.path})`}.`;
}

function fixForDependency({ server, installation, component, chain }: InstalledPackage, fixed: string): string {
  const own = chain[0];
  const ranges = own === undefined ? 'the ranges above it' : `the range of ${chain.at(-2) ?? own}`;
  const instead = own === undefined ? 'release of the package that brings it' : own.slice(0, own.lastIndexOf('@'));
  if (installation.method === 'global' && server.launch.package !== null && NPM_NAME.test(server.launch.package)) {
    return `Run \`npm update --global ${quoted(server.launch.package)}\` for ${component.name} ${fixed} or later; where ${ranges} holds it back, take a newer ${instead}.`;
  }
  if (installation.path === null || !['npx-cache', 'project'].includes(installation.method)) {
    return `Take a release of ${instead} that brings ${component.name} ${fixed} or later (${placesOf(server)}).`;
  }
  return `Run \`npm update ${quoted(component.name)} --prefix ${quoted(installation.path)}\` for ${fixed} or later; where ${ranges} holds it back, take a newer ${instead}.`;
}
