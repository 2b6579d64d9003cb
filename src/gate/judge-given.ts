import type { JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Policy } from '../model/policy.ts';
import type { GivenFinding } from '../model/policy-test.ts';
import { NO_SETTINGS, UNKNOWN_SERVER, type Server } from '../model/server.ts';
import { clearingsOf } from './clear.ts';
import { judgeFinding } from './judge-finding.ts';
import { endOfDay, startOfDay } from './times.ts';

function serverOf({ server: name = '', path }: GivenFinding): Server {
  const place = { file: '', line: 1, column: 1, pointer: '' };
  const enabled = path !== 'inactive';
  return {
    id: name,
    name,
    declarations: [
      { ...place, client: '', scope: 'user', enabled, settings: NO_SETTINGS, toolSwitch: null, resolves: null },
    ],
    ...UNKNOWN_SERVER,
  };
}

function inventoryOf(servers: Server[]): Inventory {
  return {
    schemaVersion: 1,
    tool: { name: 'mcp-audit', version: '' },
    createdAt: '',
    target: { platform: '', home: null, project: null, files: [] },
    configs: [],
    remarks: [],
    servers,
    stores: null,
    advisorySources: [],
    registries: [],
    exploitation: [],
    vulnerabilities: [],
    gaps: [],
  };
}

function findingOf(given: GivenFinding): Finding {
  const { ids = [] } = given;
  return {
    id: given.id ?? '',
    check: '',
    kind: given.kind,
    item: 'critical-findings-handled',
    severity: given.severity ?? 'unknown',
    confidence: given.confidence ?? 'high',
    reachability: given.reach ?? 'unknown',
    server: given.server ?? null,
    active: given.path !== 'inactive',
    purl: given.purl ?? null,
    tool: given.tool ?? null,
    vulnerability: ids[0] ?? null,
    ids,
    exploited: given.exploited ?? false,
    epss: given.epss ?? null,
    title: '',
    evidence: [],
    chain: [],
    fix: '',
    fixed: null,
    locations: [],
  };
}

/** What a policy does about a finding that is only given, on a day: by its rules, exceptions, approvals and reviews. */
export function judgeGiven(policy: Policy, given: GivenFinding, day: string): JudgedFinding {
  const servers = given.server === undefined ? [] : [serverOf(given)];
  const inForce = clearingsOf(policy, inventoryOf(servers)).filter(
    ({ starts, ends }) => starts <= startOfDay(day) && endOfDay(day) <= ends,
  );
  return judgeFinding(findingOf(given), given.server ?? null, policy.gate.rules, inForce, new Set());
}
