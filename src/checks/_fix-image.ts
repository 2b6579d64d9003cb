import { command } from './_command.ts';
import type { InstalledPackage } from './_packages.ts';
import { placesOf } from './_words.ts';

const ENGINES = new Set(['docker', 'podman', 'nerdctl']);

/** What lies in an image changes with the image: a newer one, or one that is built anew. */
export function replaceImage({ server, component }: InstalledPackage, version: string): string {
  const { image, pinned, launcher, variant } = server.launch;
  const wanted = `${component.name} ${version} or later`;
  const engine = ENGINES.has(variant ?? '') ? (variant ?? '') : launcher;
  if (image !== null && pinned === true)
    return `In ${placesOf(server)} name a newer image than \`${image}\`, one with ${wanted}.`;
  const isPlain = image !== null && /^\w[\w./:@-]*$/.test(image);
  const pull = isPlain && ENGINES.has(engine) ? command(engine, 'pull', image) : null;
  const rebuild = `rebuild the image with ${wanted}`;
  return pull === null
    ? `Take a newer image, or ${rebuild}.`
    : `Run ${pull} and scan again; where its tag does not bring ${wanted}, take a newer tag or ${rebuild}.`;
}
