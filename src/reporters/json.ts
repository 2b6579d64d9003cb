import type { Report } from '../model/report.ts';
import { isActive, type Server } from '../model/server.ts';
import type { Tool } from '../model/tool.ts';
import { stringify } from './_escape.ts';
import type { JsonReport } from './_json-schema.ts';
import type { Reporter } from './index.ts';

/** The texts of definitions are for a saved inventory: the hash says whether one is another. */
function withoutDefinition(tool: Tool): Omit<Tool, 'definition'> {
  const { definition: _, ...rest } = tool;
  return rest;
}

function rowOf(server: Server): JsonReport['servers'][number] {
  const { id, name, offering, ...facts } = server;
  return {
    id,
    name,
    active: isActive(server),
    ...facts,
    offering: offering === null ? null : { ...offering, tools: offering.tools.map(withoutDefinition) },
  };
}

function itemsOf({ decision, items }: Report): JsonReport['items'] {
  const texts = new Map(items.map((item) => [item.id, item]));
  return decision.items.map((item) => {
    const { title, why } = texts.get(item.id) ?? { title: item.id, why: '' };
    const { id, status, required, reason, next } = item;
    return { id, title, status, required, reason, next, why };
  });
}

/** The report as data, by the schema that is published as `schemas/report.v1.schema.json`. */
function toJson(report: Report): JsonReport {
  const { inventory, decision, checks } = report;
  return {
    schemaVersion: 1,
    tool: inventory.tool,
    verdict: decision.verdict,
    judgedAt: decision.judgedAt,
    policy: decision.policy,
    items: itemsOf(report),
    servers: inventory.servers.map(rowOf),
    findings: decision.findings,
    gaps: decision.gaps,
    vulnerabilities: inventory.vulnerabilities,
    checks,
    stores: inventory.stores,
    advisorySources: inventory.advisorySources,
    registries: inventory.registries,
    exploitation: inventory.exploitation,
    configs: inventory.configs,
    remarks: inventory.remarks,
    createdAt: inventory.createdAt,
    target: inventory.target,
  };
}

/** For programs. */
export const json: Reporter = {
  id: 'json',
  extensions: ['.json'],
  render: (report) => stringify(toJson(report)),
};
