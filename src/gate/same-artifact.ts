import { REDACTED } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
import { purlOf } from '../model/purl.ts';
import type { ServerMatch } from '../model/server-policy.ts';
import type { Server } from '../model/server.ts';
import { parseImageReference } from '../syntax/image-reference.ts';
import { divertingIn } from './diverting.ts';

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

/** What of a server says which artifact it is. */
export type Started = Pick<Server, 'launch'> & Partial<Pick<Server, 'environment'>>;

/** Names of variables by which what is started may be another artifact than the line says; for an address there are none. */
export function divertingOf({ launch, environment = [] }: Started): string[] {
  return launch.commandLine.length === 0 ? [] : divertingIn([...environment, ...launch.environment]);
}

/** One word for an artifact; null where it cannot be read, which is none. */
const wordFor = (kind: string, what: string | null, from: string | null = null): string | null =>
  what === null ? null : JSON.stringify([kind, what, from]);

/** The artifact that a policy means, as `artifactsOf` has it. */
export function artifactMeant({ package: name, registry, image, url, command }: ServerMatch): string | null {
  if (name !== undefined) return wordFor('package', bareOf(name), registry ?? null);
  if (image !== undefined) return wordFor('image', imageOf(image));
  if (url !== undefined) return wordFor('url', addressOf(url));
  return wordFor('command', command === undefined ? null : JSON.stringify(command));
}

/** What a server is known to be. What cannot be read is nothing. */
export function artifactsOf(started: Started): Set<string> {
  const { launch } = started;
  if (divertingOf(started).length > 0) return new Set();
  // What was taken out of a line may be anything, a program too.
  const isWhole = launch.commandLine.every((word) => !word.includes(REDACTED));
  const words = [
    // Of several packages any may bring what runs.
    launch.extraPackages.length > 0 ? null : wordFor('package', packageOf(launch), launch.registry),
    wordFor('image', launch.image === null ? null : imageOf(launch.image)),
    wordFor('url', launch.remoteUrl === null ? null : addressOf(launch.remoteUrl)),
    isWhole ? wordFor('command', JSON.stringify(launch.commandLine)) : null,
  ];
  return new Set(words.filter((one) => one !== null));
}

/** Whether a server is the artifact that a policy means. */
export function isSameArtifact(match: ServerMatch, started: Started): boolean {
  return artifactsOf(started).has(artifactMeant(match) ?? '');
}
