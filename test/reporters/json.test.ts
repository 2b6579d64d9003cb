import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { json } from '../../src/reporters/json.ts';
import type { JsonReport } from '../../src/reporters/_json-schema.ts';
import { report, server } from '../stand-ins/report.ts';
import { fiveServers } from '../stand-ins/report-tools.ts';
import { twelveServers } from '../stand-ins/report-twelve.ts';

const published = new URL('../../src/schemas/report.v1.schema.json', import.meta.url);
const validate = formats.default(new Ajv2020({ strict: true })).compile(JSON.parse(readFileSync(published, 'utf8')));

function render(from: Report): JsonReport {
  const parsed: unknown = JSON.parse(json.render(from, { color: true, width: 20, verbose: true }));
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
  return parsed as JsonReport;
}

describe('the JSON report', () => {
  it('follows the published schema, and begins with what decides', () => {
    const parsed = render(twelveServers());
    expect(Object.keys(parsed).slice(0, 4)).toEqual(['schemaVersion', 'tool', 'verdict', 'judgedAt']);
    expect(parsed).toMatchObject({ schemaVersion: 1, verdict: 'fail', tool: { name: 'mcp-audit' } });
  });

  it('follows it with nothing in it', () => {
    expect(render(report()).servers).toEqual([]);
  });

  it('holds every fact of the report', () => {
    const from = twelveServers();
    const parsed = render(from);
    expect(parsed.findings).toEqual(from.decision.findings);
    expect(parsed.gaps).toEqual(from.decision.gaps);
    expect(parsed.vulnerabilities).toEqual(from.inventory.vulnerabilities);
    expect(parsed.advisorySources).toEqual(from.inventory.advisorySources);
    expect(parsed.registries).toEqual(from.inventory.registries);
    expect(parsed.servers).toMatchObject(from.inventory.servers);
  });

  it('holds what servers offer and let in, but for the texts of definitions', () => {
    const [forge, , notes] = render(fiveServers()).servers;
    expect(forge?.offering?.tools[0]).toMatchObject({ name: 'get_issue', class: 'read', hash: expect.any(String) });
    expect(JSON.stringify(forge)).not.toContain('"definition"');
    expect(notes?.probed?.verdicts.find(({ check }) => check === 'origin')).toMatchObject({ verdict: 'fail' });
    expect(render(twelveServers()).servers[0]).toMatchObject({ offering: null, probed: null });
  });

  it('says of each item what it asks and why', () => {
    const [item] = render(twelveServers()).items;
    expect(item).toMatchObject({ id: 'inventory-complete', title: 'Inventory complete', status: 'unknown' });
    expect(item?.why).not.toBe('');
  });

  it('says whether a server is started at all', () => {
    const servers = [server('on', {}), server('off', { disabled: true })];
    expect(render(report({ servers })).servers.map(({ active }) => active)).toEqual([true, false]);
  });

  it('is the same whatever the terminal is', () => {
    const plain = json.render(twelveServers(), { color: false, width: 80, verbose: false });
    expect(json.render(twelveServers(), { color: true, width: 20, verbose: true })).toBe(plain);
  });
});
