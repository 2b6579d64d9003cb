import { BASELINE, isPerson } from '../gate/index.ts';
import { serverNamed } from '../gate/clear.ts';
import { scalarOf } from '../gate/yaml-scalar.ts';
import { serverNameSchema } from '../model/clearing.ts';
import type { Inventory } from '../model/inventory.ts';
import { isActive, type Server } from '../model/server.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count, countByClass } from '../reporters/_words.ts';
import { inventoryRow } from './_inventory-row.ts';
import { guessRisk, serverEntry } from './_policy-server-entry.ts';
import { TODO } from './_policy-todo.ts';
import { canBeKey, yamlLines } from './_policy-yaml.ts';

const LONGEST_FACT = 160;

/** The key that stands for all servers without one. */
const OTHERS = '*';

/** Whether a key of a policy can mean this server and no other. */
function hasKey({ id }: Server, servers: readonly Server[]): boolean {
  return id !== OTHERS && serverNameSchema.safeParse(id).success && canBeKey(id) && serverNamed(servers, id)?.id === id;
}

const comment = (indent: string, words: string): string => `${indent}# ${escapeLine(words, LONGEST_FACT)}`;

/** What is known of a server, as comments: its clients, what runs, what it is given, what its tools do. */
function factsOf(server: Server): string[] {
  const { clients, runs, requested, resolved } = inventoryRow(server, null);
  const { offering, environment, headers } = server;
  const version = [...new Set([requested, resolved].filter((one) => one !== ''))].join(', found: ');
  const given = [...environment, ...headers].join(', ');
  return [
    `${clients}: ${runs || 'what runs is not known'}${version === '' ? '' : ` (${version})`}${isActive(server) ? '' : '; disabled'}`,
    ...(given === '' ? [] : [`is given: ${given}`]),
    ...(offering === null || offering.tools.length === 0 ? [] : [`tools: ${countByClass(offering.tools)}`]),
    ...(guessRisk(server) === null ? ['risk: its tools are not all known; decide: high, standard or low'] : []),
    ...astray(server),
  ];
}

/** Credentials that no list can allow: they stand where everybody reads them. */
function astray({ credentials }: Server): string[] {
  const names = (credentials ?? [])
    .filter(({ way, state, isPublic }) => (way === 'argument' || way === 'url') && state !== 'placeholder' && !isPublic)
    .map(({ name, way }) => name || way);
  return names.length === 0
    ? []
    : [`not allowed by any list, for it stands in its command or address: ${names.join(', ')}`];
}

/** Owners that the declaring repositories name; the default would hide them. */
function ownerLines(servers: readonly Server[]): string[] {
  const owned = servers.filter(
    (server) => server.owner !== null && isPerson(server.owner) && hasKey(server, servers) && server.id !== '__proto__',
  );
  if (owned.length === 0) return [];
  const lines = owned.map(({ id, owner }) => `    ${scalarOf(id, 'plain')}: ${scalarOf(owner ?? TODO, 'plain')}`);
  return ['  # As CODEOWNERS says.', '  servers:', ...lines];
}

function serverLines(server: Server, servers: readonly Server[]): string[] {
  const facts = factsOf(server).map((fact) => comment('  ', fact));
  if (!hasKey(server, servers)) return [...facts, comment('  ', `No key can mean this server alone: ${server.id}`), ''];
  return [...facts, ...yamlLines({ [server.id]: serverEntry(server, servers) }, '  '), ''];
}

/** The baseline from `gate:` on, with one item more: a policy of one's own names who answers. */
function gateText(): string {
  const gate = BASELINE.slice(BASELINE.indexOf('\ngate:') + 1).trimEnd();
  if (gate.includes('- owner-assigned')) return gate;
  return gate.replace(/^( *)- critical-findings-handled$/m, '$&\n$1- owner-assigned');
}

/** A policy for what was found: the baseline's rules, an entry for each server, and TODO where a person has to decide. */
export function policyTemplate({ servers, gaps }: Inventory, day: string): string {
  const found = `${count(servers.length, 'server')} found on ${day}${gaps.length === 0 ? '' : `, with ${count(gaps.length, 'gap')}: not all may be here`}`;
  return [
    `# A policy for mcp-audit, version 1, from what is configured: ${found}.`,
    '# What says TODO is to be decided by a person. `mcp-audit policy check FILE` names the line of each.',
    '# `mcp-audit policy explain WHAT --policy FILE` says what a rule does and what clears it; policy.example.yaml shows every key.',
    'version: 1',
    `name: ${TODO}-name-of-this-policy`,
    '',
    '# Who answers for a server: by its id or name, else the default.',
    'owners:',
    `  default: ${TODO}@example.com`,
    ...ownerLines(servers),
    '',
    gateText(),
    '',
    ...(servers.length === 0
      ? []
      : [
          '# By server id. `mcp-audit tools review --policy FILE --by YOU` adds each tool that a person has read.',
          'servers:',
          ...servers.flatMap((server) => serverLines(server, servers)),
        ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
