import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventorySchema } from '../src/model/inventory.ts';
import { policySchema } from '../src/model/policy.ts';
import { jsonReportSchema } from '../src/reporters/_json-schema.ts';

/** The published schemas. After a change that is meant: `npx vitest run test/schemas.test.ts --update`. */
const PUBLISHED = [
  {
    name: 'report',
    title: 'mcp-audit report',
    description: 'What `mcp-audit scan --format json` writes, version 1.',
    schema: jsonReportSchema,
  },
  {
    name: 'inventory',
    title: 'mcp-audit inventory',
    description: 'The facts of one scan: what `scan --save` writes and `scan --from` reads, version 1.',
    schema: inventorySchema,
  },
  {
    name: 'policy',
    title: 'mcp-audit policy',
    description: 'A policy file, version 1. YAML and JSON are the same here.',
    schema: policySchema,
  },
];

describe.each(PUBLISHED)('the schema of the $title', ({ name, title, description, schema }) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  const published = { $schema, title, description, ...rest };

  it('is what the model says', async () => {
    const file = `../src/schemas/${name}.v1.schema.json`;
    await expect(`${JSON.stringify(published, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it('is a schema, and a strict one', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(published);
    expect(validate({ surprise: 1 })).toBe(false);
    const keywords = new Set(validate.errors?.map((error) => error.keyword));
    expect(keywords).toEqual(new Set(['required', 'additionalProperties']));
  });
});
