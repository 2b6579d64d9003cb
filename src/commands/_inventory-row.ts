import type { Credential } from '../model/credential.ts';
import { purlOf } from '../model/purl.ts';
import { isActive, type Server } from '../model/server.ts';
import type { ToolClass } from '../model/tool.ts';

/** Registries whose packages have a package URL; the value is the OSV name that `purlOf` knows. */
const REGISTRIES: Readonly<Partial<Record<Server['launch']['ecosystem'], string>>> = {
  npm: 'npm',
  PyPI: 'PyPI',
  NuGet: 'NuGet',
  go: 'Go',
  maven: 'Maven',
};

/** `pkg:oci/name@digest?repository_url=…&tag=…`. Source: package-url/purl-spec, type oci. */
function purlOfImage({ launch: { package: name, version }, installation }: Server): string | null {
  const last = name?.split('/').at(-1);
  if (name === null || last === undefined) return null;
  const digest = installation?.digest ?? null;
  const tag = version === null ? '' : `&tag=${encodeURIComponent(version)}`;
  const at = digest === null ? '' : `@${encodeURIComponent(digest)}`;
  return `pkg:oci/${encodeURIComponent(last.toLowerCase())}${at}?repository_url=${encodeURIComponent(name)}${tag}`;
}

/** Package URL of a server's own package: at the installed version, else at a pinned one, else without a version. */
export function purlOfServer(server: Server): string | null {
  const { launch, installation } = server;
  if (launch.ecosystem === 'oci') return purlOfImage(server);
  const ecosystem = REGISTRIES[launch.ecosystem];
  if (ecosystem === undefined || launch.package === null) {
    return installation?.components.find(({ id }) => id === installation.root)?.purl ?? null;
  }
  const pinned = launch.pinned === true ? launch.version : null;
  return purlOf({ ecosystem, name: launch.package, version: installation?.version ?? pinned ?? '' });
}

const unique = (words: readonly string[]): string => [...new Set(words)].join(', ');

const yesOrNo = (answer: boolean | null): string => (answer === null ? 'unknown' : answer ? 'yes' : 'no');

function whatRuns({ launch }: Server): string {
  const { package: name, image, sourceUrl, remoteUrl, localEntry, entryCommand, extraPackages, commandLine } = launch;
  const own = image ?? name ?? sourceUrl ?? localEntry ?? remoteUrl ?? entryCommand ?? commandLine.join(' ');
  return [own, ...extraPackages.map((extra) => extra.name)].join(' + ');
}

/** How many tools it offers, and of each class; `''` where that is not known. A list that is known in part ends in `+`. */
function toolCounts({ offering }: Server): Record<'tools' | ToolClass, string> {
  const number = (one: ToolClass): string =>
    offering === null ? '' : String(offering.tools.filter((tool) => tool.class === one).length);
  return {
    tools: offering === null ? '' : `${offering.tools.length}${offering.isComplete ? '' : '+'}`,
    read: number('read'),
    write: number('write'),
    execute: number('execute'),
    session: number('session'),
  };
}

/** What may open something: neither made to be seen, nor empty, nor a text that somebody was to replace. */
function secretsOf(credentials: readonly Credential[]): Credential[] {
  return credentials.filter(({ isPublic, state }) => !isPublic && state !== 'placeholder' && state !== 'empty');
}

const literalsOf = (credentials: readonly Credential[]): Credential[] =>
  secretsOf(credentials).filter(({ state }) => state === 'literal');

/** Its sandboxes from the outermost in, `none`, or `unknown`; `''` where nobody looked. */
function isolationOf({ isolation }: Server): string {
  if (isolation === null) return '';
  const kinds = isolation.sandbox.value;
  return kinds === null ? 'unknown' : kinds.join(' > ') || 'none';
}

/** One server as a row of the inventory: every column by name. What is not known is `''`, or `unknown` where that is an answer. */
export function inventoryRow(server: Server, owner: string | null) {
  const { launch, installation, declarations, publisher } = server;
  const isFound = installation !== null && installation.fidelity !== 'declared';
  return {
    id: server.id,
    name: server.name,
    clients: unique(declarations.map(({ client }) => client)),
    scopes: unique(declarations.map(({ scope }) => scope)),
    declared: declarations.map(({ file, line }) => `${file}:${line}`).join(', '),
    enabled: yesOrNo(isActive(server) ? (declarations.some(({ enabled }) => enabled === true) ? true : null) : false),
    transport: server.transport,
    launcher: launch.variant ?? launch.launcher,
    wrappers: launch.wrappers.join(' > '),
    runs: whatRuns(server),
    ecosystem: launch.ecosystem,
    purl: purlOfServer(server) ?? '',
    requested: launch.version ?? '',
    resolved: installation?.version ?? installation?.digest ?? '',
    fidelity: installation?.fidelity ?? '',
    pinned: yesOrNo(launch.pinned),
    source: server.source,
    registry: launch.registry ?? launch.sourceUrl ?? '',
    method: isFound ? installation.method : '',
    path: installation?.path ?? '',
    packages: isFound ? String(installation.components.length) : '',
    publisher: publisher.name ?? '',
    standing: publisher.kind,
    owner: owner ?? '',
    url: launch.remoteUrl ?? '',
    ...toolCounts(server),
    credentials: server.credentials === null ? '' : String(secretsOf(server.credentials).length),
    literals: server.credentials === null ? '' : String(literalsOf(server.credentials).length),
    inherits: server.inherits ?? '',
    isolation: isolationOf(server),
  };
}
export type InventoryRow = ReturnType<typeof inventoryRow>;
