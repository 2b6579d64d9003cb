import { parseImageReference } from '../syntax/image-reference.ts';
import type { Declares } from './index.ts';

/** An image reference as launch fields; null when it is none, or holds a variable. */
export function readImage(reference: string): Pick<Declares, 'package' | 'version' | 'pinned' | 'image'> | null {
  const read = parseImageReference(reference);
  if (read === null) return null;
  const { registry, path, tag, digest } = read;
  const name = registry === null ? path : `${registry}/${path}`;
  return { package: name, version: tag, pinned: digest !== null, image: reference };
}
