import type { AdvisoryOptions, AdvisorySource, Package } from '../advisories/index.ts';
import { describe } from '../advisory/describe.ts';
import { cureVersion } from '../advisory/fixed.ts';
import { groupByAlias } from '../advisory/group.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { isOrdered, orderOf } from '../advisory/version.ts';
import type { Io } from '../io/index.ts';
import type { Gap, GapKind } from '../model/gap.ts';
import type { Component } from '../model/installation.ts';
import type { AdvisorySourceStatus } from '../model/inventory.ts';
import { purlOf } from '../model/purl.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { severityRank } from '../model/severity.ts';
import type { Vulnerability } from '../model/vulnerability.ts';
import { findBeyond } from './cures.ts';

export interface Matched {
  advisorySources: AdvisorySourceStatus[];
  vulnerabilities: Vulnerability[];
  gaps: Gap[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function packagesWord(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'package' : 'packages'}`;
}

function gapAbout(kind: GapKind, message: string, purls: Iterable<string>, hint = ''): Gap {
  const components = [...new Set(purls)].sort();
  return { kind, item: 'installed-tree-scanned', message, hint, server: null, location: null, components };
}

/** Whether a version can be held against ranges: `(devel)` and the like can not, and a source would find nothing for them. */
function isVersion({ ecosystem, version }: Package): boolean {
  return orderOf(ecosystem).compare(version, version) !== null;
}

/** Every package of every server once, by purl, and those that no source can be asked about. */
function collect(servers: readonly Server[]): { packages: Map<string, Package>; gaps: Gap[] } {
  const packages = new Map<string, Package>();
  const gaps: Gap[] = [];
  const components = servers.flatMap(installationsOf).flatMap(({ components: listed }) => listed);
  const refuse = (isRefused: (component: Component) => boolean, why: string, hint = ''): void => {
    const purls = new Set(components.filter(isRefused).map((component) => purlOf(component)));
    if (purls.size === 0) return;
    gaps.push(
      gapAbout(
        'advisory-query-failed',
        `no advisories can be asked about ${packagesWord(purls.size)} ${why}`,
        purls,
        hint,
      ),
    );
  };
  const others = new Set(components.flatMap(({ ecosystem }) => (isOrdered(ecosystem) ? [] : [ecosystem])));
  const names = [...others].sort().join(', ');
  const byHand = 'Look them up at https://osv.dev, or with a scanner for that ecosystem.';
  refuse(({ ecosystem }) => !isOrdered(ecosystem), `of ${names}, whose versions are not compared`, byHand);
  refuse(({ ecosystem, version }) => isOrdered(ecosystem) && version === '', 'without a version');
  const isOdd = (component: Component): boolean => component.version !== '' && !isVersion(component);
  refuse(
    (component) => isOrdered(component.ecosystem) && isOdd(component),
    'whose version is none that can be compared',
  );
  for (const { ecosystem, name, version } of components) {
    const asked = { ecosystem, name, version };
    if (isVersion(asked)) packages.set(purlOf(asked), asked);
  }
  return { packages, gaps };
}

const GO_ONLINE = 'Run the scan with a network, without --offline; or keep all advisories here: mcp-audit db update';
const ASK_AGAIN = 'Run the scan again when the advisory source answers.';

interface Asked {
  statuses: AdvisorySourceStatus[];
  /** By purl, each id once: what an earlier source says stands. */
  records: Map<string, Map<string, OsvRecord>>;
  gaps: Gap[];
}

/** Asks one source after the other, each about what the ones before it left open. */
async function askSources(
  packages: ReadonlyMap<string, Package>,
  sources: readonly AdvisorySource[],
  io: Io,
  options: AdvisoryOptions,
): Promise<Asked> {
  const asked: Asked = { statuses: [], records: new Map(), gaps: [] };
  const known: string[] = [];
  let open = new Map(packages);
  for (const source of sources) {
    if (open.size === 0) break;
    if (!source.available(io, options)) continue;
    const { status, records, unanswered, gaps } = await source.ask([...open.values()], io, options);
    asked.statuses.push(status);
    for (const gap of gaps) asked.gaps.push(gap);
    for (const [purl, found] of records) {
      const before = asked.records.get(purl) ?? new Map<string, OsvRecord>();
      for (const record of found) if (!before.has(record.id)) before.set(record.id, record);
      asked.records.set(purl, before);
    }
    if (!source.complete) for (const purl of open.keys()) if (!unanswered.has(purl)) known.push(purl);
    open = new Map([...open].filter(([purl]) => unanswered.has(purl)));
  }
  if (known.length > 0) {
    const message = `only a part of the published advisories is known for ${packagesWord(known.length)}`;
    asked.gaps.push(gapAbout('advisory-partial', message, known, io.http === null ? GO_ONLINE : ASK_AGAIN));
  }
  const told = new Set(asked.gaps.flatMap(({ components }) => components));
  const untold = [...open.keys()].filter((purl) => !told.has(purl));
  if (untold.length > 0) {
    const message = `no advisory source answered about ${packagesWord(untold.length)}`;
    asked.gaps.push(gapAbout('advisory-source-failed', message, untold));
  }
  return asked;
}

/** The same vulnerability in several packages is one; the most severe of what is said about it stands. */
function mergeById(described: readonly Vulnerability[]): Vulnerability[] {
  const merged = new Map<string, Vulnerability>();
  for (const one of described) {
    const other = merged.get(one.id);
    if (other === undefined) {
      merged.set(one.id, one);
      continue;
    }
    const worse = severityRank(one.severity) < severityRank(other.severity) ? one : other;
    merged.set(one.id, {
      ...worse,
      ids: [...new Set([...other.ids, ...one.ids])].sort(),
      affects: [...other.affects, ...one.affects].sort((a, b) => byText(a.purl, b.purl)),
    });
  }
  return [...merged.values()].sort((a, b) => byText(a.id, b.id));
}

/**
 * Which published vulnerabilities affect what is installed. Every distinct package is asked about once, whatever number
 * of servers have it; a package without a full answer is in a gap, and never clean by silence.
 */
export async function match(
  servers: readonly Server[],
  sources: readonly AdvisorySource[],
  io: Io,
  options: AdvisoryOptions,
): Promise<Matched> {
  const { packages, gaps } = collect(servers);
  const asked = await askSources(packages, sources, io, options);
  const described: Vulnerability[] = [];
  const affected = [...packages]
    .sort(([a], [b]) => byText(a, b))
    .map(([purl, subject]) => ({ subject, groups: groupByAlias([...(asked.records.get(purl)?.values() ?? [])]) }))
    .filter(({ groups }) => groups.length > 0);
  // A source that is down is not waited for a second time. One that knows a part answers nothing in full, and has its records all the same.
  const answering = sources.filter(({ id }) =>
    asked.statuses.some((one) => one.id === id && (one.answered > 0 || one.status === 'partial')),
  );
  const beyond = await findBeyond(affected, async (cures) => (await askSources(cures, answering, io, options)).records);
  for (const { subject, groups } of affected) {
    const others = beyond.get(purlOf(subject));
    const cure = cureVersion(groups, subject, others);
    for (const group of groups) described.push(await describe(group, subject, cure, others));
  }
  const all = [...gaps, ...asked.gaps];
  return {
    advisorySources: asked.statuses,
    vulnerabilities: mergeById(described),
    gaps: all.sort((a, b) => byText(a.kind, b.kind) || byText(a.message, b.message)),
  };
}
