import { resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { inventoryWithoutPrivate, mergedPolicy, ownerOf } from '../gate/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import { version } from '../package.ts';
import { inventoryCsv } from './_inventory-csv.ts';
import { inventoryRow, type InventoryRow } from './_inventory-row.ts';
import { withIo } from './_io.ts';
import { writeNamed } from './_output.ts';
import { reachOf } from './_reach.ts';
import { loadPolicies } from './_load-policy.ts';
import { cacheOf, selectionOf } from './_selection.ts';
import { withSubjects } from './_subjects.ts';
import { tableLines } from './_table.ts';
import type { InventoryCommandOptions } from './inventory.ts';
import type { Terminal } from './terminal.ts';

/** The columns of the table; the other formats have all of them. `tools` stands where any are known. */
const COLUMNS = ['server', 'client', 'runs', 'version', 'known', 'packages'] as const;

/** Longest cell of a table that is as wide as it needs to be. */
const LONGEST_CELL = 2000;

function versionOf({ requested, resolved }: InventoryRow): string {
  if (resolved === '' || resolved === requested) return requested || resolved || '-';
  return requested === '' ? resolved : `${requested} → ${resolved}`;
}

/** `23: 3 execute, 8 write`: what only reads is the rest. */
function toolsOf({ tools, execute, write, session }: InventoryRow): string {
  const classes = Object.entries({ execute, write, session }).filter(([, number]) => number !== '' && number !== '0');
  return [
    tools || '-',
    ...(classes.length === 0 ? [] : [classes.map(([one, number]) => `${number} ${one}`).join(', ')]),
  ].join(': ');
}

function cellsOf(row: InventoryRow, hasTools: boolean): string[] {
  const { id, clients, runs, fidelity, packages, enabled } = row;
  const disabled = enabled === 'no' ? ' (disabled)' : '';
  const cells = [`${id}${disabled}`, clients, runs || 'not known', versionOf(row), fidelity || '-', packages || '-'];
  return [...cells, ...(hasTools ? [toolsOf(row)] : [])].map((cell) => escapeLine(cell, LONGEST_CELL));
}

/** A table of at most `width` columns: the widest column gives way first. */
export function inventoryTable(servers: readonly InventoryRow[], gaps: number, width: number): string {
  const hasTools = servers.some(({ tools }) => tools !== '');
  const header = [...COLUMNS, ...(hasTools ? ['tools'] : [])].map((column) => column.toUpperCase());
  const lines = tableLines([header, ...servers.map((row) => cellsOf(row, hasTools))], width);
  const count = `${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`;
  const open = gaps === 0 ? '' : `, ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} (mcp-audit scan explains them)`;
  return servers.length === 0 ? `no MCP server found${open}\n` : `${lines.join('\n')}\n\n${count}${open}\n`;
}

function show(inventory: Inventory, options: InventoryCommandOptions, terminal: Terminal): string {
  if (options.format === 'json') return stringify(inventory);
  const rows = inventory.servers.map((server) => inventoryRow(server, server.owner));
  if (options.format === 'csv') return inventoryCsv(rows);
  // What reads a file or a pipe wants every cell whole.
  const width = terminal.isTerminal && options.output === undefined ? terminal.width : Infinity;
  return inventoryTable(rows, inventory.gaps.length, width);
}

/** Exit code 0 when everything could be read, 3 when there are gaps or no server. */
export async function runInventory(options: InventoryCommandOptions, terminal: Terminal): Promise<number> {
  const { selection, machine, images } = selectionOf(options, terminal);
  const cache = cacheOf(options, terminal);
  const policy = loadPolicies(realFiles, options.policy, terminal.cwd);
  const inventory = await withSubjects(options.packages ?? [], terminal, (files) =>
    withIo(terminal, false, (io) => {
      const whole = { ...selection, files: [...selection.files, ...files] };
      return scan(
        {
          selection: whole,
          machine,
          images,
          cache,
          advisories: null,
          version: version(),
          reach: reachOf(selection.managed, cache),
        },
        io,
      );
    }),
  );
  const merged = mergedPolicy(policy);
  const owned = inventory.servers.map((server) => ({ ...server, owner: ownerOf(merged, server) }));
  const told = inventoryWithoutPrivate({ ...inventory, servers: owned }, policy, new Date());
  const text = show(told, options, terminal);
  if (options.output === undefined) terminal.stdout(text);
  else writeNamed(realFiles, resolve(terminal.cwd, options.output), text);
  return inventory.gaps.length > 0 || inventory.servers.length === 0 ? EXIT.incomplete : EXIT.pass;
}
