import type { Gap } from '../../src/model/gap.ts';
import { NO_INSTALLATION, componentOf, type Component, type Installation } from '../../src/model/installation.ts';
import type { AdvisorySourceStatus, Inventory } from '../../src/model/inventory.ts';
import { UNKNOWN_LAUNCH, type Launch } from '../../src/model/launch.ts';
import { purlOf } from '../../src/model/purl.ts';
import { NO_SETTINGS, type Declaration, type Server } from '../../src/model/server.ts';
import type { Vulnerability } from '../../src/model/vulnerability.ts';

export const SCANNED_AT = '2026-11-23T09:00:00.000Z';
export const NPX_CACHE = '/home/ada/.npm/_npx/0a1b2c';

/** Package URL of an npm package, e.g. `npmPurl('axios@1.7.2')`. */
export function npmPurl(label: string): string {
  const { name, version } = splitLabel(label);
  return purlOf({ ecosystem: 'npm', name, version });
}

function splitLabel(label: string): { name: string; version: string } {
  const at = label.lastIndexOf('@');
  return { name: label.slice(0, at), version: label.slice(at + 1) };
}

export function componentWith(label: string, more: Partial<Component> = {}): Component {
  const { name, version } = splitLabel(label);
  return { ...componentOf({ id: `node_modules/${name}`, ecosystem: 'npm', name, version }), ...more };
}

/**
 * An installed npx tree from who depends on whom: `installationOf({ 'server@1.0.0': ['left@2.0.0'], 'left@2.0.0': [] })`.
 * The first package is the server's own.
 */
export function installationOf(tree: Record<string, string[]>, more: Partial<Installation> = {}): Installation {
  const labels = Object.keys(tree);
  const idOf = (label: string) => `node_modules/${splitLabel(label).name}`;
  const [own] = labels;
  return {
    ...NO_INSTALLATION,
    path: NPX_CACHE,
    method: 'npx-cache',
    fidelity: 'installed',
    version: own === undefined ? null : splitLabel(own).version,
    root: own === undefined ? null : idOf(own),
    components: labels.map((label) => componentWith(label, { dependsOn: (tree[label] ?? []).map(idOf) })),
    ...more,
  };
}

export function declarationWith(more: Partial<Declaration> = {}): Declaration {
  return {
    client: 'cursor',
    scope: 'user',
    enabled: true,
    settings: NO_SETTINGS,
    toolSwitch: null,
    resolves: null,
    file: '/home/ada/.cursor/mcp.json',
    line: 3,
    column: 5,
    pointer: '/mcpServers/everything',
    ...more,
  };
}

const NPX: Launch = {
  ...UNKNOWN_LAUNCH,
  launcher: 'npx',
  ecosystem: 'npm',
  package: 'everything-server',
  version: '1.0.0',
  pinned: true,
  commandLine: ['npx', '-y', 'everything-server@1.0.0'],
};

export type ServerParts = Partial<Omit<Server, 'launch'>> & { launch?: Partial<Launch> };

/** An enabled stdio server that npx starts at an exact version, installed, with nothing wrong; then what differs. */
export function serverWith(parts: ServerParts = {}): Server {
  const name = parts.name ?? 'everything';
  return {
    id: name,
    name,
    declarations: [declarationWith({ pointer: `/mcpServers/${name}` })],
    transport: 'stdio',
    environment: [],
    headers: [],
    installation: installationOf({ 'everything-server@1.0.0': [] }),
    companions: [],
    offering: null,
    probed: null,
    credentials: null,
    inherits: null,
    isolation: null,
    isolationDisagreements: [],
    source: 'registry',
    publisher: { kind: 'unknown', name: null },
    owner: null,
    ...parts,
    launch: { ...NPX, ...parts.launch },
  };
}

/** A server on another machine. */
export function remoteServerWith(url: string, parts: ServerParts = {}): Server {
  return serverWith({
    name: 'remote',
    transport: 'http',
    installation: null,
    ...parts,
    launch: {
      launcher: 'remote-http',
      ecosystem: 'remote',
      package: null,
      version: null,
      pinned: null,
      remoteUrl: url,
      commandLine: [],
      ...parts.launch,
    },
  });
}

/** A critical vulnerability of the packages named, fixed in the version given or not at all; then what differs. */
export function vulnerabilityIn(
  labels: string | string[],
  fixed: string | null = null,
  more: Partial<Vulnerability> = {},
): Vulnerability {
  return {
    id: 'GHSA-aaaa-bbbb-cccc',
    ids: ['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'],
    kind: 'vulnerability',
    severity: 'critical',
    severitySource: 'GHSA label',
    score: null,
    vector: null,
    exploited: null,
    epss: null,
    summary: 'Command injection',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    modified: null,
    affects: [labels].flat().map((label) => ({ purl: npmPurl(label), fixed, cure: fixed, lastKnownAffected: null })),
    ...more,
  };
}

export function sourceWith(more: Partial<AdvisorySourceStatus> = {}): AdvisorySourceStatus {
  return {
    id: 'osv',
    from: 'https://api.osv.example',
    status: 'complete',
    dataTime: SCANNED_AT,
    asked: 1,
    answered: 1,
    ...more,
  };
}

export function gapWith(more: Partial<Gap> = {}): Gap {
  return {
    kind: 'not-installed',
    item: 'installed-tree-scanned',
    message: 'nothing is installed',
    hint: 'Install it.',
    server: null,
    location: null,
    components: [],
    ...more,
  };
}

/** An inventory of these servers, each package of which an advisory source has answered for; then what differs. */
export function inventoryOf(servers: Server[], more: Partial<Inventory> = {}): Inventory {
  return {
    schemaVersion: 1,
    tool: { name: 'mcp-audit', version: '0.1.0' },
    createdAt: SCANNED_AT,
    target: { platform: 'linux', home: '/home/ada', project: null, files: [] },
    configs: [{ client: 'cursor', scope: 'user', file: '/home/ada/.cursor/mcp.json', servers: servers.length }],
    remarks: [],
    servers,
    stores: null,
    advisorySources: servers.length === 0 ? [] : [sourceWith()],
    registries: [],
    exploitation: [],
    vulnerabilities: [],
    gaps: [],
    ...more,
  };
}
