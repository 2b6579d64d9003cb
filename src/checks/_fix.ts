import { isInstallable } from './_command.ts';
import { fixApart } from './_fix-apart.ts';
import { goVersion, rebuildGo, rebuildRust } from './_fix-compiled.ts';
import { heldBack, holdOn } from './_fix-held.ts';
import { editOfLine } from './_fix-line.ts';
import { installNpm, updateNpm } from './_fix-npm.ts';
import { updatePython } from './_fix-python.ts';
import { isSubject, without } from './_fix-server.ts';
import type { InstalledPackage } from './_packages.ts';
import { placesOf } from './_words.ts';

/**
 * The edit or command that brings a package of a server's tree to `fixed`, or what is left when there is no such version.
 * It holds for the launcher, the way of installation and the ranges by which the tree asks for the package. `least` mends the
 * one finding alone: it is taken where the ranges let it in and leave `fixed` out.
 */
export function fixFor(found: InstalledPackage, fixed: string | null, least: string | null = fixed): string {
  if (fixed === null || least === null || fixed === least || isMovable(found, fixed)) return fixAt(found, fixed);
  const hold = holdOn(found, fixed);
  if (hold?.isCertain !== true || holdOn(found, least)?.isCertain === true) return fixAt(found, fixed);
  return `${fixAt(found, least)} No update reaches ${fixed}, which mends all that is known of it: ${hold.reason}.`;
}

/** Whether a package is brought to a version past the ranges of its tree, by the line or with all that it lies in. */
function isMovable(found: InstalledPackage, version: string): boolean {
  return isRoot(found) || editOfLine(found, version) !== null || fixApart(found, version) !== null;
}

const isRoot = ({ installation, component }: InstalledPackage): boolean => component.id === installation.root;

function fixAt(found: InstalledPackage, fixed: string | null): string {
  const { server, installation, component } = found;
  if (fixed === null) {
    const left = isSubject(server) ? without(server) : `remove or ${without(server)}`;
    return `No fixed version is known: ${left}, or record a dated exception in the policy.`;
  }
  const version = component.ecosystem === 'Go' ? goVersion(component, fixed) : fixed;
  const edit = editOfLine(found, version);
  if (edit !== null) return edit;
  return (
    fixApart(found, version) ??
    fixWhereItLies(found, version) ??
    `Update ${component.name} to ${version} or later where ${placesOf(server)} starts it from${installation.path === null ? '' : ` (${installation.path})`}.`
  );
}

function fixWhereItLies(found: InstalledPackage, version: string): string | null {
  const { component } = found;
  switch (component.ecosystem) {
    case 'Go':
      return rebuildGo(found, version);
    case 'crates.io':
      return rebuildRust(found, version);
    case 'npm':
    case 'PyPI': {
      if (!isInstallable(component.ecosystem, component.name)) return null;
      if (isRoot(found)) return fixForOwn(found, version);
      const hold = holdOn(found, version);
      if (hold?.isCertain === true) return heldBack(found, version, hold);
      const update = component.ecosystem === 'npm' ? updateNpm(found, version) : updatePython(found, version);
      if (hold === null || update === null) return update;
      return `${update} Scan again then: ${hold.reason}, which may leave it out.`;
    }
    default:
      return null;
  }
}

function fixForOwn(found: InstalledPackage, version: string): string | null {
  const { installation, component } = found;
  if (component.ecosystem === 'PyPI') return updatePython(found, version);
  const run = installNpm(found, version);
  if (run !== null) return `Run ${run}.`;
  // A component that is the tree's own folder is a checkout: npm cannot install it into itself.
  const isCheckout = (component.id === '.' || component.id === '') && installation.method !== 'global';
  return isCheckout && installation.path !== null
    ? `Bring the checkout in ${installation.path} to ${component.name} ${version} or later, and build it.`
    : null;
}
