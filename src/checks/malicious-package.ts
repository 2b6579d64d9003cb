import { adviceOn, headline, labelOf } from './_evidence.ts';
import { makeFinding } from './_finding.ts';
import { affectedPackages, type AffectedPackage } from './_packages.ts';
import { listed, placesOf, quoted } from './_words.ts';
import type { Check } from './index.ts';

/** How to get rid of a tree. A project's own folder is never named for deletion. */
function deletion({ server, installation }: AffectedPackage): string {
  if (installation.path === null) return '';
  if (installation.method === 'npx-cache') return ` delete ${quoted(installation.path)},`;
  if (installation.method === 'project') return ` delete node_modules in ${quoted(installation.path)},`;
  return installation.method === 'global' && server.launch.package !== null
    ? ` run \`npm uninstall --global --ignore-scripts ${quoted(server.launch.package)}\`,`
    : ` delete what it installed,`;
}

function removal(found: AffectedPackage): string {
  const { server } = found;
  const names = listed([...new Set([...server.environment, ...server.headers])].sort(), 20);
  const credentials = names === '' ? 'every credential' : `what ${names} hold and every other credential`;
  return `Stop \`${server.name}\` and remove it from ${placesOf(server)} now,${deletion(found)} and rotate ${credentials} that it could read.`;
}

export const maliciousPackage: Check = {
  id: 'malicious-package',
  kind: 'malware',
  item: 'critical-findings-handled',
  title: 'Malicious package',
  why: 'The package was published to do harm. It may have run when it was installed, so removing it undoes nothing: what its process could read has to be taken as known to others.',
  remediation:
    'Remove the server and its tree, rotate the credentials that were in reach, and look at what ran on the machine since.',
  references: ['https://github.com/ossf/malicious-packages'],
  run: (inventory) =>
    affectedPackages(inventory, ['malware']).map((found) =>
      makeFinding(maliciousPackage, found.server, {
        ...adviceOn(found),
        severity: 'critical',
        title: `${labelOf(found)} is malware: ${headline(found.vulnerability)}`,
        fix: removal(found),
      }),
    ),
};
