import { normalizeName } from '../advisory/package-name.ts';
import type { Component } from '../model/installation.ts';
import { packageAsWritten, packageAtVersion, UNKNOWN_LAUNCH, type Launch } from '../model/launch.ts';
import type { Server } from '../model/server.ts';
import { isVersion } from './_command.ts';
import { isSubject } from './_fix-server.ts';
import type { InstalledPackage } from './_packages.ts';
import { asWritten, atVersion, placesOf } from './_words.ts';

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

/** OSV's names of what launch lines name packages of. */
const ECOSYSTEMS: Readonly<Partial<Record<Launch['ecosystem'], string>>> = {
  npm: 'npm',
  PyPI: 'PyPI',
  NuGet: 'NuGet',
  go: 'Go',
  maven: 'Maven',
};

/** Whether a launch line's name is that of a component; `go run` names a package that lies in its module. */
function isNamed(ecosystem: Launch['ecosystem'], name: string, component: Component): boolean {
  if (ECOSYSTEMS[ecosystem] !== component.ecosystem) return false;
  if (ecosystem === 'go') return `${name}/`.startsWith(`${component.name}/`);
  return normalizeName(component.ecosystem, name) === normalizeName(component.ecosystem, component.name);
}

function edit(server: Server, written: string, exact: string): string {
  return isSubject(server)
    ? `Choose \`${exact}\` instead.`
    : `In ${placesOf(server)} change \`${written}\` to \`${exact}\`.`;
}

/** What the line brings besides what it starts (`--with`, a second `--package`, a wrapper that is fetched), when it is this. */
function extraPackage({ server, installation, component }: InstalledPackage): Launch['extraPackages'][number] | null {
  const { launch, companions } = server;
  const isRoot = component.id === installation.root;
  const named = (one: Component): boolean => one.ecosystem === component.ecosystem && one.name === component.name;
  const isOfCompanion = companions.some(({ root, components }) =>
    components.some((one) => one.id === root && named(one)),
  );
  // Of a companion the line names what it starts; what the companion brings is no matter of the line.
  if (installation === server.installation ? isOfCompanion : !isRoot) return null;
  return launch.extraPackages.find(({ ecosystem, name }) => isNamed(ecosystem, name, component)) ?? null;
}

/** The edit of the launch line that starts a version, where the line names the package; else null. */
export function editOfLine(found: InstalledPackage, version: string): string | null {
  const { server, component, own } = found;
  const { launch } = server;
  if (!isVersion(version)) return null;
  if (own) {
    if (!FETCHING.has(launch.launcher)) return null;
    if (launch.ecosystem === 'git' || launch.ecosystem === 'url') {
      const wanted = `an address of ${component.name} ${version} or later`;
      return `In ${placesOf(server)} change \`${asWritten(server)}\` to ${wanted}.`;
    }
    const exact = isNamed(launch.ecosystem, launch.package ?? '', component) ? atVersion(server, version) : null;
    return exact === null ? null : edit(server, asWritten(server), exact);
  }
  const extra = extraPackage(found);
  if (extra === null) return null;
  const named: Launch = { ...UNKNOWN_LAUNCH, ecosystem: extra.ecosystem, package: extra.name, version: extra.version };
  const exact = packageAtVersion(named, version, null);
  return exact === null ? null : edit(server, packageAsWritten(named), exact);
}
