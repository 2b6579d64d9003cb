import type { Inventory } from '../model/inventory.ts';
import { purlOf } from '../model/purl.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { asWritten, placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** The installed version, unless it has a known fix: nobody should be told to pin a vulnerable one. */
function versionToPin({ vulnerabilities }: Inventory, server: Server, purl: string | null): string | null {
  const affected = vulnerabilities.flatMap(({ affects }) => affects).filter((one) => one.purl === purl);
  return affected.length > 0 ? null : (server.installation?.version ?? null);
}

function pin(server: Server, version: string | null): string {
  const { ecosystem, package: name, sourceUrl } = server.launch;
  const places = placesOf(server);
  if (ecosystem === 'git')
    return `In ${places} end \`${sourceUrl ?? ''}\` with # and the 40 digits of a commit you have looked at.`;
  if (name === null) return `In ${places} name an exact version.`;
  return version === null
    ? `In ${places} change \`${asWritten(server)}\` to \`${name}@\` and an exact version you have looked at.`
    : `In ${places} change \`${asWritten(server)}\` to \`${name}@${version}\`, the version that is installed now; npx keeps the pinned form apart, so fetch it once and scan again.`;
}

export const unpinnedPackage: Check = {
  id: 'unpinned-package',
  kind: 'unpinned',
  item: 'critical-findings-handled',
  title: 'Unpinned package',
  why: 'The launch line leaves open which version runs. What is scanned today need not be what starts tomorrow, and whoever can publish the package can run code on this machine.',
  remediation: 'Name an exact version (or a full commit) in the launch line, and change it on purpose.',
  references: ['https://docs.npmjs.com/cli/v11/commands/npx'],
  run: (inventory) =>
    inventory.servers
      .filter(({ launch }) => launch.pinned === false)
      .map((server) => {
        const { launch, installation } = server;
        const version = installation?.version ?? null;
        const purl =
          launch.ecosystem === 'npm' && launch.package !== null && version !== null
            ? purlOf({ ecosystem: 'npm', name: launch.package, version })
            : null;
        return makeFinding(unpinnedPackage, server, {
          subject: asWritten(server),
          purl,
          severity: 'medium',
          confidence: 'high',
          title: `\`${server.name}\` starts ${asWritten(server) || 'a package'} without an exact version`,
          evidence: [
            version === null ? 'No installed version was found.' : `Version ${version} is what is installed now.`,
          ],
          fix: pin(server, versionToPin(inventory, server, purl)),
        });
      }),
};
