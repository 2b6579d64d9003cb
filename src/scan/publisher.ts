import { FileError, type Files } from '../io/index.ts';
import type { Server } from '../model/server.ts';

type Publisher = Server['publisher'];

const MAX_MANIFEST = 4 * 1024 * 1024;

/** Namespaces that the registry gives to the accounts of a code host: anybody can have one. */
const ACCOUNT = /^(?:io\.github|io\.gitlab|com\.github|com\.gitlab)\.([A-Za-z0-9-]+)$/;

/**
 * Who stands behind a name of the MCP registry (reverse-DNS namespace, `/`, name): its owner has proved to hold the domain,
 * or the account of a code host. Source: MCP registry, server.json `name`.
 */
function publisherOfName(name: string): Publisher | null {
  const [, namespace] = /^([A-Za-z0-9.-]{3,200})\/[A-Za-z0-9._-]{1,200}$/.exec(name) ?? [];
  if (namespace === undefined || !namespace.includes('.')) return null;
  const [, account] = ACCOUNT.exec(namespace) ?? [];
  if (account !== undefined) return { kind: 'community', name: account };
  return { kind: 'official', name: namespace.split('.').toReversed().join('.') };
}

/** The `mcpName` by which an installed package says which registry entry it is; the registry checks it on publishing. */
function registryName(files: Files, { installation }: Server): string | null {
  if (installation === null || installation.path === null || installation.root === null) return null;
  if (installation.fidelity !== 'installed' || installation.method === 'image') return null;
  try {
    const folder = installation.root === '.' ? installation.path : `${installation.path}/${installation.root}`;
    const manifest: unknown = JSON.parse(files.readText(`${folder}/package.json`, MAX_MANIFEST));
    const name = (manifest as { mcpName?: unknown } | null)?.mcpName;
    return typeof name === 'string' ? name : null;
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The account or scope that a package, image or address is published under. */
function namespaceOf({ launch }: Server): string | null {
  const { ecosystem, package: name, remoteUrl } = launch;
  if (ecosystem === 'remote') {
    return remoteUrl !== null && URL.canParse(remoteUrl) ? new URL(remoteUrl).hostname || null : null;
  }
  if (name === null) return null;
  const parts = name.split('/');
  if (ecosystem === 'npm') return name.startsWith('@') ? (parts[0] ?? null) : null;
  if (ecosystem === 'oci' || ecosystem === 'go') return parts.length > 1 ? parts.slice(0, -1).join('/') : null;
  return ecosystem === 'maven' ? (name.split(':')[0] ?? null) : null;
}

/** Whether something besides a claimed name shows the holder of a domain: the server's own host, or the scope it is published in. */
function isHeldBy(domain: string, { launch: { ecosystem } }: Server, namespace: string | null): boolean {
  if (namespace === null) return false;
  if (ecosystem === 'remote') return namespace === domain || namespace.endsWith(`.${domain}`);
  const [label] = domain.split('.');
  const scope = namespace.replace(/^@/, '').split('/').at(-1);
  return ecosystem === 'maven' ? namespace.startsWith(domain.split('.').toReversed().join('.')) : scope === label;
}

/**
 * Who made a server. Community: published under an account of a code host. Official: under a domain, where something
 * besides the claimed name shows the same holder, since anybody can write a name. Else unknown, with the namespace that
 * it is published under.
 */
export function publisherOf(server: Server, files: Files): Publisher {
  const namespace = namespaceOf(server);
  const claimed = publisherOfName(registryName(files, server) ?? server.name);
  if (claimed?.kind === 'community') return claimed;
  if (claimed?.name && isHeldBy(claimed.name, server, namespace)) return claimed;
  return { kind: 'unknown', name: namespace };
}
