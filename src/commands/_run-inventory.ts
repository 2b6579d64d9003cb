import { resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { ownerOf } from '../gate/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import { version } from '../package.ts';
import { inventoryCsv } from './_inventory-csv.ts';
import { inventoryRow, type InventoryRow } from './_inventory-row.ts';
import { withIo } from './_io.ts';
import { writeNamed } from './_output.ts';
import { loadPolicy } from './_load-policy.ts';
import { cacheOf, selectionOf } from './_selection.ts';
import { withSubjects } from './_subjects.ts';
import { tableLines } from './_table.ts';
import type { InventoryCommandOptions } from './inventory.ts';
import type { Terminal } from './terminal.ts';

/** The columns of the table; the other formats have all of them. */
const COLUMNS = ['server', 'client', 'runs', 'version', 'known', 'packages'] as const;

/** Longest cell of a table that is as wide as it needs to be. */
const LONGEST_CELL = 2000;

function versionOf({ requested, resolved }: InventoryRow): string {
  if (resolved === '' || resolved === requested) return requested || resolved || '-';
  return requested === '' ? resolved : `${requested} → ${resolved}`;
}

function cellsOf(row: InventoryRow): string[] {
  const { id, clients, runs, fidelity, packages, enabled } = row;
  const disabled = enabled === 'no' ? ' (disabled)' : '';
  const cells = [`${id}${disabled}`, clients, runs || 'not known', versionOf(row), fidelity || '-', packages || '-'];
  return cells.map((cell) => escapeLine(cell, LONGEST_CELL));
}

/** A table of at most `width` columns: the widest column gives way first. */
export function inventoryTable(servers: readonly InventoryRow[], gaps: number, width: number): string {
  const lines = tableLines([COLUMNS.map((column) => column.toUpperCase()), ...servers.map(cellsOf)], width);
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
  const policy = loadPolicy(realFiles, options.policy, terminal.cwd);
  const inventory = await withSubjects(options.packages ?? [], terminal, (files) =>
    withIo(terminal, false, (io) => {
      const whole = { ...selection, files: [...selection.files, ...files] };
      return scan({ selection: whole, machine, images, cache, advisories: null, version: version() }, io);
    }),
  );
  const owned = inventory.servers.map((server) => ({ ...server, owner: ownerOf(policy.policy, server) }));
  const text = show({ ...inventory, servers: owned }, options, terminal);
  if (options.output === undefined) terminal.stdout(text);
  else writeNamed(realFiles, resolve(terminal.cwd, options.output), text);
  return inventory.gaps.length > 0 || inventory.servers.length === 0 ? EXIT.incomplete : EXIT.pass;
}
