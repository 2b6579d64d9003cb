import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge, parsePolicy } from '../../src/gate/index.ts';
import { FINDING_KINDS } from '../../src/model/finding.ts';
import { policySchema } from '../../src/model/policy.ts';
import { inventoryOf, npmPurl, installationOf, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';

const TEXT = readFileSync(new URL('../../policy.example.yaml', import.meta.url), 'utf8');
const example = parsePolicy(TEXT, 'policy.example.yaml');

describe('policy.example.yaml', () => {
  it('says something about every kind of finding', () => {
    const kinds = new Set(example.policy.gate.rules.flatMap(({ when }) => when.kind));
    expect([...kinds].sort()).toEqual([...FINDING_KINDS].sort());
  });

  it('is valid by the JSON Schema, which is strict', () => {
    const ajv = new Ajv2020({ strict: true });
    formats.default(ajv);
    const validate = ajv.compile(z.toJSONSchema(policySchema));
    expect(validate(example.policy), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...example.policy, credentials: {} })).toBe(false);
  });

  it('uses every key that there is', () => {
    const keysOf = (value: unknown): string[] => {
      if (Array.isArray(value)) return value.flatMap(keysOf);
      if (value === null || typeof value !== 'object') return [];
      return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
    };
    const used = new Set(keysOf(example.policy));
    const known = keysOfSchema(z.toJSONSchema(policySchema));
    expect(known.length).toBeGreaterThan(25);
    expect(known.filter((key) => !used.has(key))).toEqual([]);
  });

  it('clears its own example', () => {
    const server = serverWith({ name: 'tickets', installation: installationOf({ 'mcp-remote@0.1.15': [] }) });
    const vulnerabilities = [
      vulnerabilityIn('mcp-remote@0.1.15', '0.1.16', { ids: ['CVE-2025-6514', 'GHSA-6xpm-ggf7-wc3p'] }),
    ];
    const decision = judge(inventoryOf([server], { vulnerabilities }), example, new Date('2026-11-23T12:00:00Z'));
    expect(
      decision.findings.find(({ purl, kind }) => kind === 'vulnerability' && purl === npmPurl('mcp-remote@0.1.15')),
    ).toMatchObject({
      action: 'allow',
      cleared: [{ rule: 'critical-vulnerability', by: 'exception EX-2026-014' }],
    });
  });
});

/** Every property name of a JSON Schema. */
function keysOfSchema(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'properties' ? [...Object.keys(inner), ...Object.values(inner).flatMap(keysOfSchema)] : keysOfSchema(inner),
  );
}
