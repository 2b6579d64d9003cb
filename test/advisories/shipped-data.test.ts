import { readFileSync } from 'node:fs';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

interface Event {
  introduced?: string;
  fixed?: string;
  last_affected?: string;
}

interface Affected {
  package: { ecosystem: string; name: string };
  ranges?: { type: string; events: Event[] }[];
  versions?: string[];
}

interface Shipped {
  schema_version: string;
  id: string;
  modified: string;
  published?: string;
  aliases: string[];
  summary: string;
  affected: Affected[];
  severity?: { type: string; score: string }[];
  references: { type: string; url: string }[];
  database_specific: { severity: string };
}

/** From `introduced` up to the closing event; no closing event means every later version. */
interface Interval {
  introduced: string;
  end: string | null;
  closed: boolean;
}

const text = readFileSync(new URL('../../src/advisories/shipped.jsonl', import.meta.url), 'utf8');
const lines = text.split('\n').slice(0, -1);
const header = JSON.parse(lines[0] ?? '{}') as { assembled: string; note: string };
const records = lines.slice(1).map((line) => JSON.parse(line) as Shipped);
const ids = records.map((record) => record.id);

const GHSA = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/;
const MAL = /^MAL-\d{4}-\d+$/;
const OTHER_ID = /^(?:CVE-\d{4}-\d{4,}|GO-\d{4}-\d{4,}|RUSTSEC-\d{4}-\d{4})$/;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const VECTORS: Record<string, RegExp> = {
  CVSS_V3: /^CVSS:3\.[01](?:\/[A-Z]{1,2}:[A-Z])+$/,
  CVSS_V4: /^CVSS:4\.0(?:\/[A-Z]{1,2}:[A-Z])+$/,
};
const PYTHON_VERSION = /^(\d+(?:\.\d+)*)(?:(a|b|rc)(\d+))?$/;
const PYTHON_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** OSV's "0" is below every version. */
function compareSemver(left: string, right: string): number {
  return semver.compare(left === '0' ? '0.0.0-0' : left, right === '0' ? '0.0.0-0' : right);
}

/** Pre-release rank before number; a final release ranks above all of its pre-releases. */
function pythonKey(version: string): number[] {
  const [, release = '', stage = '', number = '0'] = PYTHON_VERSION.exec(version) ?? [];
  const parts = release.split('.').map(Number);
  while (parts.length < 5) parts.push(0);
  return [...parts, stage === '' ? 3 : ['a', 'b', 'rc'].indexOf(stage), Number(number)];
}

function comparePython(left: string, right: string): number {
  const [a, b] = [pythonKey(left), pythonKey(right)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function compareIn(ecosystem: string): (left: string, right: string) => number {
  return ecosystem === 'PyPI' ? comparePython : compareSemver;
}

function isVersion(ecosystem: string, version: string): boolean {
  return ecosystem === 'PyPI' ? PYTHON_VERSION.test(version) : semver.valid(version) === version;
}

function intervalOf(events: Event[]): Interval {
  const [first, second] = events;
  return {
    introduced: first?.introduced ?? '',
    end: second?.fixed ?? second?.last_affected ?? null,
    closed: second?.last_affected !== undefined,
  };
}

/** What is wrong with the order of a package's intervals, as short sentences. */
function rangeFaults({ package: named, ranges = [], versions = [] }: Affected): string[] {
  const compare = compareIn(named.ecosystem);
  const faults: string[] = [];
  const note = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${named.name}: ${fault}`);
  };
  note(ranges.length + versions.length > 0, 'nothing affected');
  note(
    versions.every((version) => isVersion(named.ecosystem, version)),
    'a version that does not parse',
  );
  let previous: Interval | null = null;
  for (const { type, events } of ranges) {
    const interval = intervalOf(events);
    const { introduced, end, closed } = interval;
    note(type === (named.ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER'), `type ${type}`);
    note(events.length === (end === null ? 1 : 2), 'events that are not one introduced and one end');
    note(
      events.every((event) => Object.keys(event).length === 1),
      'an event with several keys',
    );
    note(introduced === '0' || isVersion(named.ecosystem, introduced), `introduced ${introduced}`);
    note(end === null || isVersion(named.ecosystem, end), `end ${end}`);
    note(end === null || compare(introduced, end) < (closed ? 1 : 0), `${introduced} is not before ${end}`);
    if (previous !== null) {
      const gap = previous.end === null ? 1 : compare(previous.end, introduced);
      note(gap < (previous.closed ? 0 : 1), `${introduced} overlaps the range before it`);
    }
    previous = interval;
  }
  return faults;
}

/** What is wrong with the other fields of a record. */
function fieldFaults(record: Shipped): string[] {
  const { summary, severity = [], references, published = record.modified } = record;
  const label = record.database_specific.severity;
  const holds: [string, boolean][] = [
    ['schema version', record.schema_version === '1.7.0'],
    ['summary', summary === summary.trim() && summary.length > 10 && summary.length <= 120],
    ['label', ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'].includes(label)],
    ['reference', references.length === 1 && references[0]?.url.endsWith(`/${record.id}`) === true],
    ['dates', DATE.test(record.modified) && DATE.test(published) && published <= record.modified],
    ['too new', record.modified.slice(0, 10) <= header.assembled],
    ['severity', severity.every(({ type, score }) => (VECTORS[type] ?? /^$/).test(score))],
    ['affected', record.affected.length > 0],
  ];
  return holds.filter(([, fine]) => !fine).map(([fault]) => fault);
}

function affects(id: string, name: string, version: string): boolean {
  const affected = records.find((record) => record.id === id)?.affected ?? [];
  return affected
    .filter((entry) => entry.package.ecosystem === 'npm' && entry.package.name === name)
    .some(
      (entry) =>
        (entry.versions ?? []).includes(version) ||
        (entry.ranges ?? []).some(({ events }) => {
          const { introduced, end, closed } = intervalOf(events);
          const below = end === null || compareSemver(version, end) < (closed ? 1 : 0);
          return compareSemver(version, introduced) >= 0 && below;
        }),
    );
}

describe('shipped.jsonl', () => {
  it('starts with the day it was assembled and ends with a line break', () => {
    expect(header.assembled).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(header.note).not.toBe('');
    expect(text.endsWith('}\n')).toBe(true);
    expect(records.length).toBeGreaterThan(400);
  });

  it('has each id once, in order', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.filter((id) => !GHSA.test(id) && !MAL.test(id))).toEqual([]);
  });

  it('gives an alias to one record only, and no record the alias of another', () => {
    const names = records.flatMap((record) => [record.id, ...record.aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !GHSA.test(name) && !MAL.test(name) && !OTHER_ID.test(name))).toEqual([]);
  });

  it('covers the four ecosystems and names PyPI packages in normal form', () => {
    const packages = records.flatMap((record) => record.affected.map((entry) => entry.package));
    expect([...new Set(packages.map((entry) => entry.ecosystem))].sort()).toEqual(['Go', 'PyPI', 'crates.io', 'npm']);
    const python = packages.filter((entry) => entry.ecosystem === 'PyPI');
    expect(python.filter((entry) => !PYTHON_NAME.test(entry.name))).toEqual([]);
  });

  it('has ranges that parse, are in order and do not overlap', () => {
    const faults = records.flatMap((record) =>
      record.affected.flatMap(rangeFaults).map((fault) => `${record.id} ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('has complete records', () => {
    const faults = records.flatMap((record) => fieldFaults(record).map((fault) => `${record.id} ${fault}`));
    expect(faults).toEqual([]);
  });

  it('names each package of a record once', () => {
    const names = records.flatMap((record) =>
      record.affected.map((entry) => `${record.id} ${entry.package.ecosystem} ${entry.package.name}`),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('known answers', () => {
  it.each([
    ['GHSA-6xpm-ggf7-wc3p', 'mcp-remote', '0.0.4', false],
    ['GHSA-6xpm-ggf7-wc3p', 'mcp-remote', '0.1.15', true],
    ['GHSA-6xpm-ggf7-wc3p', 'mcp-remote', '0.1.16', false],
    ['GHSA-7f8r-222p-6f5g', '@modelcontextprotocol/inspector', '0.14.0', true],
    ['GHSA-7f8r-222p-6f5g', '@modelcontextprotocol/inspector', '0.14.1', false],
    ['GHSA-gxw4-4fc5-9gr5', 'figma-developer-mcp', '0.6.0', true],
    ['GHSA-gxw4-4fc5-9gr5', 'figma-developer-mcp', '0.6.3', false],
    ['GHSA-q66q-fx2p-7w4m', '@modelcontextprotocol/server-filesystem', '0.6.2', true],
    ['GHSA-q66q-fx2p-7w4m', '@modelcontextprotocol/server-filesystem', '0.6.3', false],
    ['GHSA-q66q-fx2p-7w4m', '@modelcontextprotocol/server-filesystem', '2025.3.28', true],
    ['GHSA-q66q-fx2p-7w4m', '@modelcontextprotocol/server-filesystem', '2025.7.1', false],
    ['GHSA-hc55-p739-j48w', '@modelcontextprotocol/server-filesystem', '0.6.2', true],
    ['GHSA-hc55-p739-j48w', '@modelcontextprotocol/server-filesystem', '0.6.3', false],
    ['GHSA-hc55-p739-j48w', '@modelcontextprotocol/server-filesystem', '2025.3.28', true],
    ['GHSA-hc55-p739-j48w', '@modelcontextprotocol/server-filesystem', '2025.7.1', false],
    ['GHSA-h67p-54hq-rp68', 'js-yaml', '3.14.2', true],
    ['GHSA-h67p-54hq-rp68', 'js-yaml', '3.15.0', false],
    ['GHSA-2p57-rm9w-gvfp', 'ip', '2.0.1', true],
    ['MAL-2025-46969', 'chalk', '5.6.1', true],
    ['MAL-2025-46969', 'chalk', '5.6.2', false],
    ['MAL-2025-47604', 'postmark-mcp', '1.0.15', false],
    ['MAL-2025-47604', 'postmark-mcp', '1.0.16', true],
  ])('%s %s %s: %s', (id, name, version, expected) => {
    expect(affects(id, name, version)).toBe(expected);
  });
});
