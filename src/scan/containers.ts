import { HttpError, type Engine, type Io } from '../io/index.ts';
import type { Server } from '../model/server.ts';
import { parseJson } from '../syntax/plain-json.ts';

const IDLE_MS = 2_000;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_CONTAINERS = 100;

/** One container that runs, by what its engine says of it: hostile, unknown keys and all. */
export interface RunningContainer {
  /** As its line named it. */
  image: string;
  /** The words behind the image. */
  command: string[];
  /** What `inspect` answers. */
  inspected: unknown;
}

/** The JSON that an engine answers with; undefined where it answers with none, or with more than is read. */
async function ask(engine: Engine, path: string): Promise<unknown> {
  try {
    const { status, body } = await engine.get(path, IDLE_MS);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of body) {
      length += chunk.length;
      if (length > MOST_BYTES) return undefined;
      chunks.push(chunk);
    }
    return status === 200 ? parseJson(Buffer.concat(chunks).toString('utf8')) : undefined;
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function containerIn(inspected: unknown): RunningContainer[] {
  const config = isRecord(inspected) ? inspected['Config'] : null;
  if (!isRecord(config) || typeof config['Image'] !== 'string') return [];
  const command = Array.isArray(config['Cmd']) ? config['Cmd'].filter((word) => typeof word === 'string') : [];
  return [{ image: config['Image'], command, inspected }];
}

/** The containers that run on this machine; none where no engine answers. Source: Docker Engine API, ContainerList and ContainerInspect. */
export async function runningContainers(engines: Io['engines']): Promise<RunningContainer[]> {
  const found: RunningContainer[] = [];
  for (const engine of Object.values(engines ?? {})) {
    const list = await ask(engine, '/containers/json');
    const ids = (Array.isArray(list) ? list : []).flatMap((one) => {
      const id: unknown = isRecord(one) ? one['Id'] : null;
      return typeof id === 'string' && /^[0-9a-f]{12,64}$/.test(id) ? [id] : [];
    });
    for (const id of ids.slice(0, MOST_CONTAINERS))
      found.push(...containerIn(await ask(engine, `/containers/${id}/json`)));
  }
  return found;
}

/** The container that a server's line has made: by its image and the words behind it; null where there is none, or several fit. */
export function containerOf(
  { launch }: Server,
  args: readonly string[],
  running: readonly RunningContainer[],
): RunningContainer | null {
  if (launch.image === null) return null;
  const behind = args.slice(args.indexOf(launch.image) + 1);
  const fitting = running.filter(
    ({ image, command }) =>
      image === launch.image && (behind.length === 0 || JSON.stringify(command) === JSON.stringify(behind)),
  );
  const [one, ...others] = fitting;
  return one === undefined || others.length > 0 ? null : one;
}
