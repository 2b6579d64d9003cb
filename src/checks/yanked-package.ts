import { labelOf } from './_evidence.ts';
import type { InstalledPackage } from './_packages.ts';
import { findWithdrawn } from './_withdrawn.ts';
import { placesOf } from './_words.ts';
import type { Check } from './index.ts';

function replacement(found: InstalledPackage): string {
  const { server, chain } = found;
  return found.own
    ? `In ${placesOf(server)} name a release other than ${labelOf(found)}, and install it again.`
    : `Install ${chain[0] ?? `\`${server.name}\``} again: installers pass over ${labelOf(found)} unless a pin or lockfile names it.`;
}

export const yankedPackage: Check = {
  id: 'yanked-package',
  kind: 'yanked',
  item: 'critical-findings-handled',
  title: 'Yanked package',
  why: 'The publisher has called this release back: it is broken, unsafe or was published by mistake. It stays where it is installed, and where a pin names it.',
  remediation: 'Move to another release; the reason for the yank mostly says to which.',
  references: ['https://peps.python.org/pep-0592/'],
  run: (inventory) => findWithdrawn(yankedPackage, inventory, replacement),
};
