import { z } from 'zod';
import { gather, type Bytes } from '../../archive/index.ts';
import { HttpError, type Engine } from '../../io/index.ts';
import { parseReference, type Reference } from './reference.ts';

/** What an engine says about an image that it has. */
export interface EngineImage {
  id: string;
  /** Digest under which the registry knows it, or null for one that was built here. */
  digest: string | null;
  /** The image as `docker save` would write it. */
  open(): Bytes;
}

const inspectSchema = z.looseObject({
  Id: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/),
  RepoDigests: z.array(z.string()).nullish().catch(null),
});

const IDLE_MS = 30_000;
const MAX_ANSWER = 4 * 1024 * 1024;

/** What an image is in the registry, by the engine's own notes. */
function digestOf(names: readonly string[], asked: Reference | null): string | null {
  const digests = names.flatMap((name) => {
    const { repository, digest = null } = parseReference(name) ?? {};
    return digest !== null && (asked === null || repository === asked.repository) ? [digest] : [];
  });
  const unique = new Set(digests);
  if (asked?.digest !== undefined && asked.digest !== null && unique.has(asked.digest)) return asked.digest;
  return unique.size === 1 ? (digests[0] ?? null) : null;
}

async function* exported(engine: Engine, id: string): Bytes {
  const { status, body } = await engine.get(`/images/${id}/get`, IDLE_MS);
  if (status !== 200) throw new HttpError(`it answered ${status} when asked for the image`);
  yield* body;
}

/**
 * Asks an engine for an image by a reference or an id; null when it has none of that name. Nothing is pulled: inspecting and
 * exporting only read (Docker Engine API, ImageInspect and ImageGet). Throws `HttpError`.
 */
export async function askEngine(engine: Engine, name: string, asked: Reference | null): Promise<EngineImage | null> {
  const { status, body } = await engine.get(`/images/${name}/json`, IDLE_MS);
  const answer = await gather(body, MAX_ANSWER);
  if (status === 404) return null;
  if (status !== 200) throw new HttpError(`it answered ${status}`);
  let json: unknown;
  try {
    json = JSON.parse(answer.toString('utf8'));
  } catch (error) {
    throw new HttpError('it answered with no JSON', { cause: error });
  }
  const inspected = inspectSchema.safeParse(json).data;
  if (inspected === undefined) throw new HttpError('it answered with no image');
  const id = inspected.Id.startsWith('sha256:') ? inspected.Id : `sha256:${inspected.Id}`;
  return { id, digest: digestOf(inspected.RepoDigests ?? [], asked), open: () => exported(engine, id) };
}
