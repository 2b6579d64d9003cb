import { labelOf } from './_evidence.ts';
import type { InstalledPackage } from './_packages.ts';
import { findWithdrawn } from './_withdrawn.ts';
import { placesOf } from './_words.ts';
import type { Check } from './index.ts';

function replacement(found: InstalledPackage): string {
  const { server, component, chain } = found;
  const instead = found.own
    ? `In ${placesOf(server)} replace ${labelOf(found)} by the version or successor that its message names`
    : `Take a release of ${chain[0] ?? `\`${server.name}\``} without ${labelOf(found)}`;
  return `${instead}, or have ${component.purl} on \`${server.name}\` approved in the policy.`;
}

export const deprecatedPackage: Check = {
  id: 'deprecated-package',
  kind: 'deprecated',
  item: 'critical-findings-handled',
  title: 'Deprecated package',
  why: 'The publisher has withdrawn support: vulnerabilities in this version are not going to be fixed, and may not even be reported.',
  remediation: 'Move to the version or successor that the message names, or have the package approved for a time.',
  references: ['https://docs.npmjs.com/deprecating-and-undeprecating-packages-or-package-versions'],
  run: (inventory) => findWithdrawn(deprecatedPackage, inventory, replacement),
};
