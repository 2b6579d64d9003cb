import type { Declares } from './index.ts';

const NAME =
  /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** The parts of an image reference (distribution's reference grammar); null when it is none, or holds a variable. */
export function readImage(reference: string): Pick<Declares, 'package' | 'version' | 'pinned' | 'image'> | null {
  if (reference.length > 1000) return null;
  const at = reference.indexOf('@');
  const digest = at < 0 ? null : reference.slice(at + 1);
  const named = at < 0 ? reference : reference.slice(0, at);
  // A colon before the last slash belongs to a port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? null : named.slice(colon + 1);
  if (!NAME.test(name) || (tag !== null && !TAG.test(tag)) || (digest !== null && !DIGEST.test(digest))) return null;
  return { package: name, version: tag, pinned: digest !== null, image: reference };
}
