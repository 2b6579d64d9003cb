/** A reference to an image, as written. Source: distribution/reference, which docker, podman and the registries share. */
export interface ImageReference {
  /** Host and port; null where none is written. */
  registry: string | null;
  /** Without registry, tag and digest: `alpine`, `owner/server`. */
  path: string;
  tag: string | null;
  /** `algorithm:hex`. */
  digest: string | null;
}

const MAX_LENGTH = 1000;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** A first part is a registry when it could be no namespace. */
const isRegistry = (part: string): boolean => /[.:]/.test(part) || part === 'localhost' || part !== part.toLowerCase();

/** The parts of an image reference; null for what is none (a variable in it, an option, a path). */
export function parseImageReference(text: string): ImageReference | null {
  if (text.length > MAX_LENGTH) return null;
  const [named, digest] = splitAt(text, text.indexOf('@'));
  // A colon before the last slash belongs to a port.
  const colon = named.lastIndexOf(':');
  const [name, tag] = splitAt(named, colon > named.lastIndexOf('/') ? colon : -1);
  const [first = '', ...rest] = name.split('/');
  const registry = rest.length > 0 && isRegistry(first) ? first : null;
  const parts = registry === null ? [first, ...rest] : rest;
  if (registry !== null && !HOST.test(registry)) return null;
  if (!parts.every((part) => PART.test(part))) return null;
  if ((tag !== null && !TAG.test(tag)) || (digest !== null && !DIGEST.test(digest))) return null;
  return { registry, path: parts.join('/'), tag, digest };
}

/** The text before and after a sign; the second is null where there is none. */
function splitAt(text: string, at: number): [string, string | null] {
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
