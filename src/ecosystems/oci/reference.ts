import { parseImageReference } from '../../syntax/image-reference.ts';

/** An image reference in full. Source: distribution/reference, and Docker's normalisation of familiar names. */
export interface Reference {
  /** With registry and namespace: `docker.io/library/alpine`. */
  repository: string;
  /** `latest` when neither tag nor digest is written; null with a digest alone. */
  tag: string | null;
  /** `sha256:…`, or null. */
  digest: string | null;
}

const SHA256 = /^sha256:[0-9a-f]{64}$/;

/** Reads a reference as written; null for what is none (a variable in it, a flag, a path), and for a digest of another kind. */
export function parseReference(text: string): Reference | null {
  const read = parseImageReference(text);
  if (read === null || (read.digest !== null && !SHA256.test(read.digest))) return null;
  const { registry, path, tag, digest } = read;
  const isDocker = registry === null || registry === 'docker.io' || registry === 'index.docker.io';
  const familiar = isDocker && !path.includes('/') ? `library/${path}` : path;
  const repository = `${isDocker ? 'docker.io' : registry}/${familiar}`;
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
