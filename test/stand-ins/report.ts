import { mappingsOf } from '../../src/checks/_mappings.ts';
import type { Action, Decision, GateItem, JudgedFinding } from '../../src/model/decision.ts';
import type { Gap } from '../../src/model/gap.ts';
import { GATE_ITEMS } from '../../src/model/gate-item.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { AboutItem, MappedCheck, Report } from '../../src/model/report.ts';
import type { Server } from '../../src/model/server.ts';
import { declarationWith, gapWith, installationOf, inventoryOf, remoteServerWith, serverWith } from './inventory.ts';

export const JUDGED_AT = '2026-11-23T09:30:00.000Z';
export const HOME = '/home/ada';
export const PROJECT = '/home/ada/src/shop';

const ITEM_TITLES: Record<AboutItem['id'], string> = {
  'inventory-complete': 'Inventory complete',
  'installed-tree-scanned': 'Installed tree scanned',
  'high-risk-tools-reviewed': 'High-risk tools reviewed',
  'credentials-scoped': 'Credentials scoped',
  'local-transports-checked': 'Local transports checked',
  'critical-findings-handled': 'Critical findings handled',
  'receipts-enabled': 'Receipts enabled',
  'owner-assigned': 'Owner assigned',
};

function checkAbout(id: string, kind: MappedCheck['kind'], title: string, why: string): MappedCheck {
  return {
    id,
    kind,
    title,
    why,
    item: kind === 'ambiguous-config' ? 'inventory-complete' : 'critical-findings-handled',
    remediation: 'Raise it to the fixed version, or take the server out of the config.',
    references: ['https://modelcontextprotocol.io/specification/2025-06-18/basic/security_best_practices'],
    mappings: mappingsOf(id),
  };
}

export const ABOUT_CHECKS: MappedCheck[] = [
  checkAbout(
    'vulnerable-package',
    'vulnerability',
    'Package with a known vulnerability',
    'A server runs with your rights, and so does every package in it. A published flaw is the first thing an attacker tries.',
  ),
  checkAbout(
    'malicious-package',
    'malware',
    'Malicious package',
    'The package was published to do harm. It has run each time the server was started.',
  ),
  checkAbout(
    'unpinned-package',
    'unpinned',
    'Version is not pinned',
    'The next start may run code that nobody has looked at. A pinned version changes only when you change it.',
  ),
  checkAbout(
    'deprecated-package',
    'deprecated',
    'Deprecated package',
    'Its maintainer has given it up. Later flaws are not mended.',
  ),
  checkAbout(
    'plaintext-transport',
    'plaintext-transport',
    'Transport without encryption',
    'Anyone on the way reads and changes what the server and the model say.',
  ),
  checkAbout(
    'ambiguous-config',
    'ambiguous-config',
    'Ambiguous config',
    'Two readers of the file may start two different programs.',
  ),
];

export interface ServerFacts {
  /** `client file line`, each one declaration. */
  declared?: string[];
  disabled?: boolean;
  /** The installed package, `name@version`, and those it brings. */
  runs?: string;
  brings?: string[];
  /** A package that is not installed. */
  wants?: string;
  /** Address of a remote server. */
  url?: string;
}

/** A server by what a report shows of it. */
export function server(name: string, facts: ServerFacts): Server {
  const { declared = [`cursor ${HOME}/.cursor/mcp.json 4`], disabled = false, runs, brings = [], wants, url } = facts;
  const declarations = declared.map((words) => {
    const [client = '', file = '', ...line] = words.split(' ');
    const pointer = `/mcpServers/${name}`;
    return declarationWith({ client, file, line: Number(line.at(-1)), pointer, enabled: !disabled });
  });
  if (url !== undefined) return remoteServerWith(url, { name, declarations });
  const packageName = runs?.slice(0, runs.lastIndexOf('@')) ?? wants ?? null;
  return serverWith({
    name,
    declarations,
    installation:
      runs === undefined ? null : installationOf(Object.fromEntries([runs, ...brings].map((one) => [one, []]))),
    launch: { package: packageName, version: null, pinned: false, commandLine: ['npx', '-y', packageName ?? ''] },
  });
}

/** A finding with what was decided about it; it says where its server is declared. */
export function finding(facts: Partial<JudgedFinding> & { title: string; action: Action }): JudgedFinding {
  return {
    id: `f-${facts.check ?? 'vulnerable-package'}-${facts.server ?? 'none'}-${facts.vulnerability ?? facts.title}`,
    check: 'vulnerable-package',
    kind: 'vulnerability',
    item: 'critical-findings-handled',
    severity: 'high',
    confidence: 'high',
    reachability: 'dependency-only',
    server: null,
    active: true,
    purl: null,
    tool: null,
    vulnerability: null,
    exploited: false,
    epss: null,
    ids: typeof facts.vulnerability === 'string' ? [facts.vulnerability] : [],
    evidence: [],
    chain: [],
    fix: '',
    fixed: null,
    locations: [],
    rules: ['default'],
    cleared: [],
    ...facts,
  };
}

export function gap(facts: Partial<Gap> & Pick<Gap, 'kind' | 'message'>): Gap {
  return gapWith({ hint: '', ...facts });
}

export interface ReportFacts {
  verdict?: Decision['verdict'];
  servers?: Server[];
  findings?: JudgedFinding[];
  gaps?: Gap[];
  /** Items by id; those left out pass. */
  items?: Partial<Record<GateItem['id'], Partial<GateItem>>>;
  inventory?: Partial<Inventory>;
  policy?: Decision['policy'];
}

/** A whole report around the facts that a test is about. */
export function report(facts: ReportFacts = {}): Report {
  const { servers = [], gaps = [], findings = [] } = facts;
  return {
    inventory: inventoryOf(servers, {
      createdAt: JUDGED_AT,
      target: { platform: 'linux', home: HOME, project: PROJECT, files: [] },
      configs: [],
      advisorySources: [],
      gaps,
      ...facts.inventory,
    }),
    decision: {
      verdict: facts.verdict ?? 'pass',
      judgedAt: JUDGED_AT,
      policy: facts.policy ?? { name: 'baseline', source: 'built-in', digest: '0'.repeat(64) },
      items: GATE_ITEMS.map((id) => ({
        id,
        status: 'pass',
        required: true,
        reason: 'nothing to be said',
        next: '',
        ...facts.items?.[id],
      })),
      findings: findings.map((one) => {
        const declared = servers.find(({ id }) => id === one.server)?.declarations ?? [];
        const locations = declared.map(({ file, line, column, pointer }) => ({ file, line, column, pointer }));
        return one.locations.length > 0 ? one : { ...one, locations };
      }),
      gaps,
    },
    checks: ABOUT_CHECKS,
    items: GATE_ITEMS.map((id) => ({ id, title: ITEM_TITLES[id], why: 'It is one of the eight.' })),
  };
}
