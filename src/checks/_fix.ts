import semver from 'semver';
import type { Component } from '../model/installation.ts';
import type { InstalledPackage } from './_packages.ts';
import { asWritten, atVersion, listed, placesOf, quoted, shorten } from './_words.ts';

/** Names that npm can install; anything else came from a hostile manifest and goes into no command. */
const NPM_NAME = /^(?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*$/;

/** Launchers that fetch the version which the line names. */
const FETCHING: ReadonlySet<string> = new Set([
  'npx',
  'bunx',
  'pnpm-dlx',
  'yarn-dlx',
  'uvx',
  'pipx',
  'go-run',
  'dotnet',
]);

/** The edit or command that brings a package of a server's tree to `fixed`, or what is left when there is no such version. */
export function fixFor(found: InstalledPackage, fixed: string | null): string {
  const { server, component } = found;
  if (fixed === null) {
    return `No fixed version is known: remove or disable \`${server.name}\` in ${placesOf(server)}, or record a dated exception in the policy.`;
  }
  const exact = found.own && FETCHING.has(server.launch.launcher) ? atVersion(server, fixed) : null;
  if (exact !== null) return `In ${placesOf(server)} change \`${asWritten(server)}\` to \`${exact}\`.`;
  if (component.scope === 'bundled') return fixForBundled(found, fixed);
  if (component.ecosystem !== 'npm' || !NPM_NAME.test(component.name)) {
    return `Update ${component.name} to ${fixed} or later in the tree of \`${server.name}\` (${placesOf(server)}).`;
  }
  return found.own ? fixForOwn(found, fixed) : fixForDependency(found, fixed);
}

/** What is built into the files of another package changes with that package alone. */
function fixForBundled({ server, installation, component }: InstalledPackage, fixed: string): string {
  const [holder = ''] = component.id.split('!');
  const own = installation.components.find(({ id }) => id === holder);
  const inside = own === undefined ? holder : `${own.name} ${own.version}`;
  return `It is built into ${inside || 'the server'}: take a release that was built with ${component.name} ${fixed} or later, disable \`${server.name}\` in ${placesOf(server)}, or record a dated exception.`;
}

function fixForOwn({ server, installation, component }: InstalledPackage, fixed: string): string {
  const wanted = quoted(`${component.name}@${fixed}`);
  if (installation.method === 'global') return `Run \`npm install --global ${wanted}\`.`;
  // A component that is the tree's own folder is a checkout: npm cannot install it into itself.
  if (installation.method === 'project' && installation.path !== null && component.id.includes('node_modules/')) {
    return `Run \`npm install ${wanted} --prefix ${quoted(installation.path)}\`.`;
  }
  return `Update ${component.name} to ${fixed} where ${placesOf(server)} starts it from${installation.path === null ? '' : ` (${installation.path})`}.`;
}

/** The ranges in a tree that a version is not in; an alias states its range behind the name. */
function rangesWithout(version: string, { ranges }: Component): string[] {
  const isIn = (range: string): boolean => semver.satisfies(version, range.replace(/^npm:(@?[^@]+)@/, ''));
  return ranges.filter((range) => !isIn(range));
}

function fixForDependency({ server, installation, component, chain }: InstalledPackage, fixed: string): string {
  const { name } = component;
  const { path, method } = installation;
  const held = rangesWithout(fixed, component);
  const own = chain[0]?.replace(/@[^@]*$/, '') ?? null;
  if (held.length > 0) {
    const asked = `the tree asks for ${name} ${listed(held.map((range) => shorten(range, 60)))}`;
    if (own === null && path !== null) return `Raise what asks for ${name} in ${path} to ${fixed} or later: ${asked}.`;
    return `No update reaches ${fixed}, ${asked}: take a newer ${own ?? 'release'}, disable \`${server.name}\`, or record a dated exception.`;
  }
  if (method === 'global' && server.launch.package !== null && NPM_NAME.test(server.launch.package)) {
    return `Run \`npm update --global ${quoted(server.launch.package)}\` for ${name} ${fixed} or later.`;
  }
  if (path !== null) {
    return `Run \`npm update --ignore-scripts ${quoted(name)} --prefix ${quoted(path)}\` for ${fixed} or later.`;
  }
  return `Take a release that brings ${name} ${fixed} or later (${placesOf(server)}).`;
}
