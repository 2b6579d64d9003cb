import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * A registry on loopback that serves documents by their exact path, as npm's (`@scope%2fname`) and an index of Python
 * packages (`simple/name/`) do. What it has not got is a 404. It is gone when the test is over:
 *
 *   const registry = await startRegistry({ left: packument('left', { '1.0.0': 'use right' }) });
 *   registry.fault((response) => response.writeHead(503).end(), { to: 1 });   // the first request only
 *
 * No `Date` is sent: tests have a clock of their own.
 */
export interface RegistryStandIn {
  /** Base address, without a slash at its end. */
  url: string;
  /** Paths that were asked for, without the first slash, in order. */
  requests: string[];
  /** Media types that were asked for, in order. */
  accepted: string[];
  /** Answers in the place of the registry: from a request (counted from 1) to another, both included, for a path or all. */
  fault(fault: Fault, when?: { from?: number; to?: number; path?: string }): void;
  close(): Promise<void>;
}

export type Fault = (response: ServerResponse, honest: string) => void | Promise<void>;

export const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (response) =>
    void response.writeHead(code, headers).end();
export const text =
  (body: string): Fault =>
  (response) =>
    void response.end(body);
/** Announces the whole answer, sends half of it and hangs up. */
export const cut = (): Fault => (response, honest) => {
  response.writeHead(200, { 'content-length': honest.length });
  response.write(honest.slice(0, honest.length / 2), () => response.destroy());
};

/** A package of npm's registry, in the abbreviated form: versions, each with its deprecation or null. */
export function packument(name: string, versions: Record<string, unknown>): object {
  const manifests = Object.entries(versions).map(([version, deprecated]) => [
    version,
    { name, version, dist: { tarball: 'x' }, ...(deprecated === null ? {} : { deprecated }) },
  ]);
  return { name, 'dist-tags': {}, versions: Object.fromEntries(manifests) as object };
}

/** A project of an index: file names, each with what it says of `yanked`, or null. */
export function project(name: string, files: Record<string, unknown>): object {
  const listed = Object.entries(files).map(([filename, yanked]) => ({
    filename,
    hashes: {},
    url: 'x',
    ...(yanked === null ? {} : { yanked }),
  }));
  return { meta: { 'api-version': '1.1' }, name, versions: [], files: listed };
}

export async function startRegistry(documents: Record<string, unknown> = {}): Promise<RegistryStandIn> {
  const requests: string[] = [];
  const accepted: string[] = [];
  const faults: Array<{ fault: Fault; from: number; to: number; path: string | null }> = [];
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (message.url ?? '').slice(1);
    const number = requests.push(path);
    accepted.push(message.headers.accept ?? '');
    response.sendDate = false;
    const honest = Object.hasOwn(documents, path) ? JSON.stringify(documents[path]) : null;
    const wrong = faults.find(
      (one) => one.from <= number && number <= one.to && (one.path === null || one.path === path),
    );
    if (wrong) await wrong.fault(response, honest ?? '');
    else if (honest === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(honest);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    accepted,
    fault: (fault, { from = 1, to = Infinity, path = null } = {}) => void faults.push({ fault, from, to, path }),
    close,
  };
}
