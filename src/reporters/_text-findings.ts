import type { JudgedFinding } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import type { Server } from '../model/server.ts';
import { SEVERITIES } from '../model/severity.ts';
import { writeGroup } from './_text-group.ts';
import { bySeriousness } from './_order.ts';
import { groupFindings, type Group } from './_text-groups.ts';
import type { Page } from './_text-page.ts';
import { writePlaces, writeServerDetails, writeServerName } from './_text-servers.ts';
import { firstOf, type Telling } from './_text-telling.ts';

const GROUPS_SHOWN = 5;
const NAME_WIDTH = 24;

/** What the cap left out: `7 more (2 high, 5 medium)`. */
function describeRest(groups: readonly Group[]): string {
  const findings = groups.flatMap((group) => group.findings);
  const numbers = SEVERITIES.map((severity) => [findings.filter((one) => one.severity === severity).length, severity]);
  const words = numbers.filter(([number]) => number !== 0).map((pair) => pair.join(' '));
  return `${findings.length} more (${words.join(', ')}): --verbose`;
}

function writeGroups(page: Page, findings: JudgedFinding[], owner: string, known: Set<string>, telling: Telling): void {
  const groups = telling.verbose
    ? findings.toSorted(bySeriousness).flatMap((one) => groupFindings([one]))
    : groupFindings(findings);
  const { shown, rest } = firstOf(groups, GROUPS_SHOWN, telling);
  for (const group of shown) writeGroup(page, group, owner, known, telling);
  if (rest > 0) page.row({ indent: 13, body: [{ text: describeRest(groups.slice(-rest)), tone: 'quiet' }] });
}

/** Findings that are told one by one: those that block or warn, and in full also those that are allowed. */
function standing(report: Report, telling: Telling): JudgedFinding[] {
  return report.decision.findings.filter((finding) => telling.verbose || finding.action !== 'allow');
}

/** Servers with findings, the worst first; then the findings that are about no server. */
export function writeFindings(page: Page, report: Report, telling: Telling): void {
  const servers = new Map(report.inventory.servers.map((server) => [server.id, server]));
  const byServer = new Map<Server | undefined, JudgedFinding[]>();
  for (const finding of standing(report, telling).toSorted(bySeriousness)) {
    const server = servers.get(finding.server ?? '');
    byServer.set(server, [...(byServer.get(server) ?? []), finding]);
  }
  if (byServer.size > 0) page.heading('Findings');
  for (const [server, findings] of byServer) {
    if (server === undefined) continue;
    writeServerName(page, server, telling);
    const places = writePlaces(page, server, telling);
    if (telling.verbose) writeServerDetails(page, server, telling);
    writeGroups(page, findings, server.id, places, telling);
    page.blank();
  }
  const others = byServer.get(undefined);
  if (others === undefined) return;
  page.row({
    indent: 2,
    cells: [{ text: '▸', width: 2, tone: 'quiet' }],
    body: [{ text: 'Files and policy', tone: 'strong' }],
  });
  writeGroups(page, others, 'files and policy', new Set(), telling);
}

/** One line for each server without findings; those of which not everything is known are told apart. */
export function writeQuietServers(page: Page, report: Report, telling: Telling): void {
  const found = new Set(standing(report, telling).map((finding) => finding.server));
  const unsure = new Set(report.decision.gaps.map((gap) => gap.server));
  const quiet = report.inventory.servers.filter((server) => !found.has(server.id));
  const width = Math.min(NAME_WIDTH, Math.max(0, ...quiet.map((server) => server.id.length)));
  const write = (title: string, servers: readonly Server[]): void => {
    if (servers.length === 0) return;
    page.heading(`${title} (${servers.length})`);
    for (const server of servers) {
      writeServerName(page, server, telling, width);
      if (!telling.verbose) continue;
      writePlaces(page, server, telling);
      writeServerDetails(page, server, telling);
    }
  };
  write(
    'Without findings',
    quiet.filter((server) => !unsure.has(server.id)),
  );
  write(
    'Without findings, but not fully known',
    quiet.filter((server) => unsure.has(server.id)),
  );
}
