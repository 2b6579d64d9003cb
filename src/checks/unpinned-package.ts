import type { Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { asWritten, atVersion, placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** The installed version, unless it has a known fix: nobody should be told to pin a vulnerable one. */
function versionToPin({ vulnerabilities }: Inventory, server: Server, purl: string | null): string | null {
  const affected = vulnerabilities.flatMap(({ affects }) => affects).filter((one) => one.purl === purl);
  return affected.length > 0 ? null : (server.installation?.version ?? null);
}

/** What names something exactly, by where it comes from. */
const EXACT: Readonly<Partial<Record<Server['launch']['ecosystem'], string>>> = {
  oci: 'the digest (`@sha256:…`) of an image you have looked at',
  git: 'the 40 digits of a commit you have looked at',
  url: 'a file of your own with a known checksum',
};

function pin(server: Server, version: string | null): string {
  const { ecosystem, launcher, sourceUrl } = server.launch;
  const places = placesOf(server);
  const written = asWritten(server);
  if (ecosystem === 'git') return `In ${places} end \`${sourceUrl ?? ''}\` with # and ${EXACT.git}.`;
  if (written === '') return `In ${places} name an exact version.`;
  const exact = version === null ? null : atVersion(server, version);
  if (exact === null) {
    const wanted = EXACT[ecosystem] ?? `\`${atVersion(server, '') ?? ''}\` and an exact version you have looked at`;
    return `In ${places} change \`${written}\` to ${wanted}.`;
  }
  const apart = launcher === 'npx' ? '; npx keeps the pinned form apart, so fetch it once and scan again' : '';
  return `In ${places} change \`${written}\` to \`${exact}\`, the version that is installed now${apart}.`;
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
        const own = installation?.components.find(({ id }) => id === installation.root);
        const purl = launch.package !== null && version !== null ? (own?.purl ?? null) : null;
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
