import { z } from 'zod';
import { decisionSchema, gateItemSchema, judgedFindingSchema, verdictSchema } from '../model/decision.ts';
import { gapSchema } from '../model/gap.ts';
import { inventorySchema } from '../model/inventory.ts';
import { mappedCheckSchema } from '../model/report.ts';
import { offeringSchema } from '../model/offering.ts';
import { serverSchema } from '../model/server.ts';
import { toolSchema } from '../model/tool.ts';
import { vulnerabilitySchema } from '../model/vulnerability.ts';

const { tool, createdAt, target, configs, remarks, stores, advisorySources, registries, exploitation } =
  inventorySchema.shape;

const itemSchema = gateItemSchema
  .extend({ title: z.string(), why: z.string().describe('Why the gate asks for it') })
  .describe('One question of the launch gate and its answer');

const { launch, environment, headers, installation, companions, probed, owner } = serverSchema.shape;

/** Without the texts of definitions. */
const offeringRowSchema = offeringSchema.extend({ tools: z.array(toolSchema.omit({ definition: true })) });

const serverRowSchema = serverSchema
  .extend({
    active: z.boolean().describe('Whether any client would start it, or may'),
    launch: launch.describe('What its launch line says would run, as declared; secrets are removed'),
    environment: environment.describe('Names of the variables its entry sets; values are never read out'),
    headers: headers.describe('Names of the headers its entry sets'),
    installation: installation.describe(
      'What would run now, as found on this machine, with every package of its runtime closure',
    ),
    companions: companions.describe('What runs beside it: wrappers and bridges, the script that a runner is given'),
    offering: offeringRowSchema
      .nullable()
      .describe('What it offers to a model, by its own words; null where that is not known'),
    probed: probed.describe('What its transport on this machine lets in; null where it was not probed'),
    owner: owner.describe("Who answers for it by the declaring repository's CODEOWNERS"),
  })
  .describe('One configured server');

/** The JSON report, version 1: a contract. Fields may be added to it; a field that goes or changes makes version 2. */
export const jsonReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool,
  verdict: verdictSchema.describe('May this launch? `incomplete`: a required answer could not be had'),
  judgedAt: z.string().describe('When it was judged: ISO 8601, UTC'),
  policy: decisionSchema.shape.policy.describe('The policy it was judged by; the digest is the SHA-256 of its bytes'),
  items: z.array(itemSchema),
  servers: z.array(serverRowSchema),
  findings: z.array(judgedFindingSchema).describe('What the checks found and what the policy does about it'),
  gaps: z.array(gapSchema).describe('What should be known and is not'),
  vulnerabilities: z.array(vulnerabilitySchema).describe('Advisories that match a package of a server'),
  checks: z
    .array(mappedCheckSchema)
    .describe('The generic text of the checks that findings refer to, and what published lists call their faults'),
  stores: stores.describe('Credentials of this machine that any program of its user can reach'),
  advisorySources: advisorySources.describe('The advisory sources that were asked'),
  registries: registries.describe('The package registries that were asked what is deprecated or yanked'),
  exploitation: exploitation.describe('The files by which vulnerabilities were ranked'),
  configs: configs.describe('The config files that were read or tried'),
  remarks: remarks.describe('Oddities in config files'),
  createdAt: createdAt.describe('When it was scanned: ISO 8601, UTC'),
  target: target.describe('What was looked at'),
});
export type JsonReport = z.infer<typeof jsonReportSchema>;
