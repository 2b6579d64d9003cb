import { command } from './_command.ts';
import { heldBack, holdOn } from './_fix-held.ts';
import { replaceImage } from './_fix-image.ts';
import { isSubject, without } from './_fix-server.ts';
import type { InstalledPackage } from './_packages.ts';
import { listed } from './_words.ts';

/** The fix for what no package manager updates where it lies; null for what one does. */
export function fixApart(found: InstalledPackage, version: string): string | null {
  if (found.component.scope === 'bundled') return fixForBundled(found, version);
  if (found.installation.method === 'image') return replaceImage(found, version);
  return fixForSubject(found, version) ?? fixForExtension(found, version) ?? fixForStray(found);
}

/** What is built into the files of another package changes with that package alone. */
function fixForBundled({ server, installation, component }: InstalledPackage, version: string): string {
  const [holder = ''] = component.id.split('!');
  const own = installation.components.find(({ id }) => id === holder);
  const inside = own === undefined ? holder : `${own.name} ${own.version}`;
  return `It is built into ${inside || 'the server'}: take a release that was built with ${component.name} ${version} or later, ${without(server)}, or record a dated exception.`;
}

/** A package that was fetched to be looked at: the newest that its ranges let in is what was fetched. */
function fixForSubject(found: InstalledPackage, version: string): string | null {
  const { server, component, chain } = found;
  if (!isSubject(server)) return null;
  const hold = holdOn(found, version);
  if (hold?.isCertain === true) return heldBack(found, version, hold);
  const own = chain[0] ?? server.name;
  return `A new installation of ${own} brings ${component.name} ${component.version}: take a release that brings ${version} or later, or do not install it.`;
}

/** An extension ships what it needs; what is changed in its folder is undone by its next update. */
function fixForExtension({ server, installation, component }: InstalledPackage, version: string): string | null {
  const isExtension =
    installation.method === 'extension' ||
    server.declarations.every(({ client }) => client === 'claude-desktop-extensions');
  return isExtension
    ? `The extension ships it: update the extension in its client to a release with ${component.name} ${version} or later, or ${without(server)}.`
    : null;
}

/** What lies in the tree and nothing asks for, so that no update comes to it. */
function fixForStray({ installation, component, copies }: InstalledPackage): string | null {
  const { path, components } = installation;
  const isAsked = component.ranges.length > 0 || components.some(({ dependsOn }) => dependsOn.includes(component.id));
  if (component.scope !== 'extraneous' || isAsked || path === null) return null;
  const folders = copies.map((id) => command(/(?:^|\/)\.\.(?:\/|$)/.test(id) ? null : `${path}/${id}`));
  return folders.includes(null) ? null : `Delete ${listed(folders.map(String))}: nothing in the tree asks for it.`;
}
