import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import semver from 'semver';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { declareServers } from './_configs.ts';
import { SPECS } from './_servers.ts';
import { walkPackages } from './_walk.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/mcp-audit.js');
const SHIPPED = resolve(import.meta.dirname, '../../src/advisories/shipped.jsonl');

interface Finding {
  kind: string;
  severity: string;
  purl: string;
  fixed: string | null;
  ids: string[];
  locations: Array<{ file: string; line: number }>;
}

/** Runs the real program; the exit code is part of the answer. */
async function audit(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [PROGRAM, ...args], { maxBuffer: 1e9 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

/** Which versions an advisory affects, by another road than the product's: semver ranges built from the events. */
function isAffected(
  record: { affected: Array<{ package: { name: string }; ranges?: Array<{ events: object[] }>; versions?: string[] }> },
  name: string,
  version: string,
): boolean {
  return record.affected.some((affected) => {
    if (affected.package.name !== name) return false;
    if (affected.versions?.includes(version)) return true;
    return (affected.ranges ?? []).some(({ events }) => {
      const parts: string[] = [];
      for (const event of events as Array<Record<string, string>>) {
        if (event['introduced'] !== undefined)
          parts.push(event['introduced'] === '0' ? '>=0.0.0-0' : `>=${event['introduced']}`);
        if (event['fixed'] !== undefined) parts[parts.length - 1] += ` <${event['fixed']}`;
        if (event['last_affected'] !== undefined) parts[parts.length - 1] += ` <=${event['last_affected']}`;
      }
      return semver.satisfies(version, parts.join(' || '), { includePrerelease: true });
    });
  });
}

const home = inject('home');
const specs = SPECS.filter((spec) => !inject('missing').includes(spec));

describe('real npm servers in four clients', () => {
  let report: { verdict: string; findings: Finding[]; gaps: Array<{ kind: string }> };
  let inventory: Inventory;
  let code: number;

  beforeAll(async () => {
    declareServers(home, specs);
    const save = join(home, 'inventory.json');
    const result = await audit('scan', '--offline', '--home', home, '--no-cache', '--format', 'json', '--save', save);
    code = result.code;
    report = JSON.parse(result.stdout) as typeof report;
    inventory = JSON.parse(readFileSync(save, 'utf8')) as Inventory;
  });

  it('are all found and read', () => {
    expect(specs.length).toBeGreaterThanOrEqual(10);
    expect(inventory.servers.map(({ launch }) => launch.commandLine.at(-1)).sort()).toEqual([...specs].sort());
    expect(inventory.servers.map(({ installation }) => installation?.fidelity)).toEqual(specs.map(() => 'installed'));
    expect(
      new Set(inventory.servers.flatMap(({ declarations }) => declarations.map(({ client }) => client))).size,
    ).toBe(4);
  });

  it('have exactly the packages that lie on disk', () => {
    for (const { installation, id } of inventory.servers) {
      const root = installation?.path?.replace(/[\\/]node_modules[\\/].*$/, '') ?? '';
      // What is bundled has no folder of its own.
      const installed = installation?.components.filter(({ scope }) => scope !== 'bundled') ?? [];
      const components = installed.map((one) => `${one.id} ${one.name}@${one.version}`);
      expect(components.sort(), id).toEqual(walkPackages(root));
    }
  });

  it('give exactly the critical and high findings that the shipped records give by another road', () => {
    const records = readFileSync(SHIPPED, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line));
    const packages = new Map(
      inventory.servers.flatMap(({ installation }) => installation?.components ?? []).map((one) => [one.purl, one]),
    );
    const expected = new Set<string>();
    for (const record of records) {
      const severity = record.database_specific?.severity as string;
      if (severity !== 'CRITICAL' && severity !== 'HIGH') continue;
      for (const { purl, name, version } of packages.values()) {
        const isNpm = record.affected.some(
          (affected: { package: { ecosystem: string } }) => affected.package.ecosystem === 'npm',
        );
        if (isNpm && isAffected(record, name, version)) expected.add(`${purl} ${record.id}`);
      }
    }
    const found = report.findings
      .filter(({ kind, severity }) => kind === 'vulnerability' && ['critical', 'high'].includes(severity))
      .flatMap(({ purl, ids }) => ids.filter((id) => id.startsWith('GHSA-')).map((id) => `${purl} ${id}`));
    expect([...new Set(found)].sort()).toEqual([...expected].sort());
  });

  it.each([
    ['mcp-remote@0.1.15', 'GHSA-6xpm-ggf7-wc3p', 'critical', '0.1.16'],
    ['%40modelcontextprotocol/inspector@0.14.0', 'GHSA-7f8r-222p-6f5g', 'critical', '0.14.1'],
    ['%40modelcontextprotocol/inspector@0.14.0', 'GHSA-g9hg-qhmf-q45m', 'high', '0.16.6'],
    ['figma-developer-mcp@0.6.0', 'GHSA-gxw4-4fc5-9gr5', 'high', '0.6.3'],
    ['%40modelcontextprotocol/server-filesystem@2025.3.28', 'GHSA-q66q-fx2p-7w4m', 'high', '2025.7.1'],
    ['%40modelcontextprotocol/server-filesystem@2025.3.28', 'GHSA-hc55-p739-j48w', 'high', '2025.7.1'],
  ])('%s has %s (%s), fixed in %s', (name, id, severity, fixed) => {
    const finding = report.findings.find(({ purl, ids }) => purl === `pkg:npm/${name}` && ids.includes(id));
    expect(finding).toMatchObject({ severity, fixed });
    const [place] = finding?.locations ?? [];
    const line = readFileSync(place?.file ?? '', 'utf8').split('\n')[(place?.line ?? 0) - 1];
    expect(line, 'the line of the declaration').toBeDefined();
  });

  it('of today have no critical or high finding of their own', () => {
    const current = specs.filter((spec) => !/.@\d/.test(spec)).map((spec) => `pkg:npm/${spec.replace('@', '%40')}@`);
    const own = report.findings.filter(
      ({ kind, purl, severity }) =>
        kind === 'vulnerability' &&
        ['critical', 'high'].includes(severity) &&
        current.some((name) => purl.startsWith(name)),
    );
    const fixedOnes = own.filter(({ purl }) => !purl.includes('server-filesystem@2025.3.28'));
    expect(fixedOnes).toEqual([]);
  });

  it('fail the gate', () => {
    expect(report.verdict).toBe('fail');
    expect(code).toBe(1);
  });
});
