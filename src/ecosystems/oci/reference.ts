/** An image reference in full. Source: distribution/reference, and Docker's normalisation of familiar names. */
export interface Reference {
  /** With registry and namespace: `docker.io/library/alpine`. */
  repository: string;
  /** `latest` when neither tag nor digest is written; null with a digest alone. */
  tag: string | null;
  /** `sha256:…`, or null. */
  digest: string | null;
}

const LONGEST = 600;
const PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A first part is a registry, not a namespace, when it could be no namespace. */
const isHost = (part: string): boolean => /[.:]/.test(part) || part === 'localhost' || part !== part.toLowerCase();

/** Text before and after the last of a sign; the second is null where there is none. */
function splitAt(text: string, at: number): [string, string | null] {
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads a reference as written; null for what is none (a variable in it, a flag, a path). */
export function parseReference(text: string): Reference | null {
  if (text.length > LONGEST) return null;
  const [named, digest] = splitAt(text, text.indexOf('@'));
  const colon = named.lastIndexOf(':');
  const [name, tag] = splitAt(named, colon > named.lastIndexOf('/') ? colon : -1);
  const [first = '', ...rest] = name.split('/');
  const registry = rest.length > 0 && isHost(first) ? first : null;
  const parts = registry === null ? [first, ...rest] : rest;
  if (registry !== null && !HOST.test(registry)) return null;
  if (!parts.every((part) => PART.test(part))) return null;
  if ((tag !== null && !TAG.test(tag)) || (digest !== null && !DIGEST.test(digest))) return null;
  const isDocker = registry === null || registry === 'docker.io' || registry === 'index.docker.io';
  const path = isDocker && parts.length === 1 ? ['library', ...parts] : parts;
  const repository = [isDocker ? 'docker.io' : registry, ...path].join('/');
  return { repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}

/** A digest alone, as engines take it for an image's id. */
export function parseDigest(text: string): string | null {
  const [, hex] = /^(?:sha256:)?([0-9a-f]{64})$/.exec(text) ?? [];
  return hex === undefined ? null : `sha256:${hex}`;
}

/** Whether a full name in an archive is the one asked for. A name that podman made itself has `localhost` for a registry. */
export function isNamed(asked: Reference, name: string): boolean {
  const other = parseReference(name);
  if (other === null || other.tag !== asked.tag) return false;
  const local = asked.repository.replace(/^docker\.io\/(library\/)?/, 'localhost/');
  return other.repository === asked.repository || other.repository === local;
}
