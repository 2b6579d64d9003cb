import type { Action, JudgedFinding } from '../model/decision.ts';
import type { Component, Installation } from '../model/installation.ts';
import type { Report } from '../model/report.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { escapeMessage } from './_escape.ts';
import { shortenPathsIn } from './_place.ts';
import { locate, locateWith, manifestOf, type Place } from './_sarif-location.ts';
import { ruleIdOf } from './_sarif-rules.ts';

/** GitHub shows no more of one result. */
const RELATED = 100;

/** What the policy does about it; how severe it is stands in `security-severity` and the properties. */
const LEVELS: Record<Action, 'error' | 'warning' | 'note'> = { block: 'error', warn: 'warning', allow: 'note' };

function messageOf({ title, fix }: JudgedFinding, report: Report): string {
  const sentence = /[.!?…]$/.test(title) ? title : `${title}.`;
  return escapeMessage(shortenPathsIn(fix === '' ? sentence : `${sentence} Fix: ${fix}`, report.inventory.target));
}

/** Where a finding is shown: its own place, else the policy or a config. GitHub refuses a file with a result that has none. */
function placesOf(finding: JudgedFinding, server: Server | undefined, { inventory, decision }: Report): Place[] {
  if (finding.locations.length > 0) return finding.locations;
  if (server !== undefined) return server.declarations;
  if (decision.policy.source !== 'built-in') return [{ file: decision.policy.source, line: 1 }];
  return inventory.configs.slice(0, 1).map(({ file }) => ({ file, line: 1 }));
}

/** Further places: the other entries that declare the server, and the folders the package is installed in. */
function relatedTo(
  finding: JudgedFinding,
  first: Place | undefined,
  places: Place[],
  server: Server | undefined,
  report: Report,
) {
  const { target } = report.inventory;
  const declared = [...places, ...(server?.declarations ?? [])].map((place) => ({ message: 'Declared here', place }));
  const installed = installedOf(server)
    .filter(({ component: { purl } }) => purl === finding.purl)
    .map(({ installation, component }) => ({
      message: `${component.name}@${component.version} is installed here`,
      place: manifestOf(installation, component),
    }));
  const seen = new Set([first && placeKey(first)]);
  return [...declared, ...installed]
    .flatMap(({ message, place }) => (place === null ? [] : [{ message, place }]))
    .filter(({ place }) => !seen.has(placeKey(place)) && seen.add(placeKey(place)))
    .slice(0, RELATED)
    .map(({ message, place }, at) => locateWith(message, place, target, at + 1));
}

/** Every package that is installed for a server, with the installation it is part of. */
function installedOf(server: Server | undefined): Array<{ installation: Installation; component: Component }> {
  const installations = server === undefined ? [] : installationsOf(server);
  return installations.flatMap((installation) =>
    installation.components.map((component) => ({ installation, component })),
  );
}

function placeKey({ file, line }: Place): string {
  return `${file}:${line ?? ''}`;
}

/** The dependency chain as a code flow; a step that is not on disk stands where the server is declared. */
function codeFlowOf({ chain }: JudgedFinding, first: Place | undefined, server: Server | undefined, report: Report) {
  if (chain.length < 2 || first === undefined) return {};
  const installed = new Map(installedOf(server).map((one) => [`${one.component.name}@${one.component.version}`, one]));
  const locations = chain.map((step) => {
    const found = installed.get(step);
    const manifest = found === undefined ? null : manifestOf(found.installation, found.component);
    return { location: locateWith(step, manifest ?? first, report.inventory.target) };
  });
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** The tool that it is about and what that does; empty when it is about none. */
function toolOf({ tool }: JudgedFinding, server: Server | undefined) {
  if (tool === null) return {};
  const known = server?.offering?.tools.find(({ name }) => name === tool);
  return { tool, ...(known === undefined ? {} : { toolClass: known.class }) };
}

/** A finding that an exception cleared altogether; one that still blocks or warns is not suppressed. */
function suppressionsOf({ action, cleared }: JudgedFinding) {
  if (action !== 'allow' || cleared.length === 0) return {};
  const by = [...new Set(cleared.map((one) => one.by))];
  return { suppressions: by.map((id) => ({ kind: 'external', status: 'accepted', justification: escapeMessage(id) })) };
}

/** One SARIF result for each finding. `ruleIndexes`: position of each rule in the driver's rules. */
export function resultsOf(
  report: Report,
  findings: readonly JudgedFinding[],
  ruleIndexes: ReadonlyMap<string, number>,
) {
  const servers = new Map(report.inventory.servers.map((server) => [server.id, server]));
  return findings.map((finding) => {
    const server = servers.get(finding.server ?? '');
    const places = placesOf(finding, server, report);
    const [first] = places;
    const related = relatedTo(finding, first, places, server, report);
    const { action, severity, confidence, reachability, check, purl, fixed, rules, exploited, epss } = finding;
    return {
      ruleId: ruleIdOf(finding),
      ruleIndex: ruleIndexes.get(ruleIdOf(finding)),
      level: LEVELS[action],
      message: { text: messageOf(finding, report) },
      ...(first === undefined ? {} : { locations: [locate(first, report.inventory.target)] }),
      ...(related.length > 0 ? { relatedLocations: related } : {}),
      ...codeFlowOf(finding, first, server, report),
      partialFingerprints: { 'mcpAudit/v1': finding.id },
      ...suppressionsOf(finding),
      properties: {
        action,
        severity,
        confidence,
        reachability,
        check,
        server: finding.server,
        ...toolOf(finding, server),
        purl,
        fixed,
        rules,
        exploited,
        epss,
      },
    };
  });
}
