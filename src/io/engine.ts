import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { Files } from './files.ts';
import { HttpError } from './http.ts';
import type { Machine } from './machine.ts';

/** An answer whose body comes as it is read. */
export interface EngineAnswer {
  status: number;
  body: AsyncIterable<Uint8Array>;
}

/** A container engine on this machine, asked over its socket. It can only be asked: no other method than GET exists here. */
export interface Engine {
  /** `path` of its HTTP API. Rejects with `HttpError`, at once or in the body, when `idleMs` pass without a byte. */
  get(path: string, idleMs: number): Promise<EngineAnswer>;
}

export type EngineKind = 'docker' | 'podman';

async function* bodyOf(answer: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* answer;
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError('its answer was cut short', { cause: error });
  }
}

/** The engine that listens at a unix socket. */
export function engineAt(socketPath: string): Engine {
  return {
    get: (path, idleMs) =>
      new Promise((resolve, reject) => {
        const asked = request(
          { socketPath, path, method: 'GET', headers: { host: 'localhost' }, agent: false },
          (answer) => resolve({ status: answer.statusCode ?? 0, body: bodyOf(answer as AsyncIterable<Uint8Array>) }),
        );
        asked.setTimeout(idleMs, () => asked.destroy(new HttpError('no answer in time')));
        asked.on('error', (error: NodeJS.ErrnoException) =>
          reject(error instanceof HttpError ? error : new HttpError(error.code ?? 'no answer', { cause: error })),
        );
        asked.end();
      }),
  };
}

const MAX_SETTINGS = 4 * 1024 * 1024;

/** A value in a JSON file by its path, when it is text; `''` when there is none, null when the file cannot be read. */
function textIn(file: string, path: readonly string[], files: Files): string | null {
  try {
    if (files.kind(file) === null) return '';
    let value: unknown = JSON.parse(files.readText(file, MAX_SETTINGS));
    for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key];
    return typeof value === 'string' ? value : '';
  } catch {
    return null;
  }
}

/**
 * The address that docker's command line goes to, `''` for its default, or null when it cannot be told: `DOCKER_CONTEXT` wins
 * over `DOCKER_HOST`, and this over the context that is in use. Source: docker CLI, "Docker contexts", and its context store.
 */
function dockerHost({ env, home }: Machine, files: Files): string | null {
  const folder = env['DOCKER_CONFIG'] || `${home}/.docker`;
  const host = env['DOCKER_HOST'] ?? '';
  const inUse = host === '' ? textIn(`${folder}/config.json`, ['currentContext'], files) : 'default';
  const context = env['DOCKER_CONTEXT'] || inUse;
  if (context === null || context === '' || context === 'default') return context === null ? null : host;
  const id = createHash('sha256').update(context).digest('hex');
  return textIn(`${folder}/contexts/meta/${id}/meta.json`, ['Endpoints', 'docker', 'Host'], files) || null;
}

/** Where each engine listens: where its settings say, else at its default places. Only sockets of this machine. */
function socketsOf(kind: EngineKind, machine: Machine, files: Files): string[] {
  const { env, home } = machine;
  const named = kind === 'docker' ? dockerHost(machine, files) : (env['CONTAINER_HOST'] ?? '');
  if (named !== '') return named?.startsWith('unix://') ? [named.slice('unix://'.length)] : [];
  const run = env['XDG_RUNTIME_DIR'];
  const ofUser = (name: string): string[] => (run === undefined || run === '' ? [] : [`${run}/${name}`]);
  return kind === 'docker'
    ? ['/var/run/docker.sock', ...ofUser('docker.sock'), `${home}/.docker/run/docker.sock`]
    : [...ofUser('podman/podman.sock'), '/run/podman/podman.sock'];
}

/** The engines that have a socket on this machine; none on Windows, where they listen at named pipes. */
export function localEngines(machine: Machine, files: Files): Partial<Record<EngineKind, Engine>> {
  if (machine.platform === 'win32') return {};
  const engines: Partial<Record<EngineKind, Engine>> = {};
  for (const kind of ['docker', 'podman'] as const) {
    const socket = socketsOf(kind, machine, files).find((path) => {
      try {
        return files.kind(files.realPath(path)) === 'other';
      } catch {
        return false;
      }
    });
    if (socket !== undefined) engines[kind] = engineAt(socket);
  }
  return engines;
}
