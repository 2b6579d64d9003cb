import type { Launch } from '../model/launch.ts';
import { purlOf } from '../model/purl.ts';
import type { ServerMatch } from '../model/server-policy.ts';
import { parseImageReference } from '../syntax/image-reference.ts';

/** What the launch line says it starts, as a policy names it: package URL without a version, or null. */
export function packageOf({ ecosystem, package: name }: Pick<Launch, 'ecosystem' | 'package'>): string | null {
  const known = ({ npm: 'npm', PyPI: 'PyPI', NuGet: 'NuGet', go: 'Go', maven: 'Maven' } as const)[ecosystem as string];
  return name === null || known === undefined ? null : normal(purlOf({ ecosystem: known, name, version: '' }));
}

/** PyPI takes `-`, `_`, `.` and letters of both cases for the same name. */
const normal = (purl: string): string =>
  purl.startsWith('pkg:pypi/') ? purl.toLowerCase().replaceAll(/[-_.]+/g, '-') : purl;

/** Package URL without version, qualifiers and ways to write the same. */
export function bareOf(purl: string): string {
  return normal(purl.replace(/[@?#].*$/s, ''));
}

/** Registry and path, as docker completes them. */
function imageOf(text: string): string | null {
  const parts = parseImageReference(text);
  if (parts === null) return null;
  const registry = parts.registry === 'index.docker.io' ? 'docker.io' : (parts.registry ?? 'docker.io');
  const isLibrary = registry === 'docker.io' && !parts.path.includes('/');
  return `${registry.toLowerCase()}/${isLibrary ? 'library/' : ''}${parts.path}`;
}

function addressOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/$/, '')}`;
}

const sameText = (one: string | null, other: string | null): boolean => one !== null && one === other;

/** Whether a launch line starts the artifact that a policy means. What cannot be read is not it. */
export function isSameArtifact({ package: name, registry, image, url, command }: ServerMatch, launch: Launch): boolean {
  if (name !== undefined) {
    const isFrom = registry === undefined ? launch.registry === null : launch.registry === registry;
    return isFrom && sameText(packageOf(launch), bareOf(name));
  }
  if (image !== undefined) return launch.image !== null && sameText(imageOf(launch.image), imageOf(image));
  if (url !== undefined) return launch.remoteUrl !== null && sameText(addressOf(launch.remoteUrl), addressOf(url));
  return JSON.stringify(launch.commandLine) === JSON.stringify(command ?? null);
}
