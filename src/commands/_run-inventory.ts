import { resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { isActive, type Server } from '../model/server.ts';
import { clip, escapeLine, stringify } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import { version } from '../version.ts';
import { withIo } from './_io.ts';
import { writeNamed } from './_output.ts';
import { cacheOf, selectionOf } from './_selection.ts';
import type { InventoryCommandOptions } from './inventory.ts';
import type { Terminal } from './terminal.ts';

const COLUMNS = ['SERVER', 'CLIENT', 'RUNS', 'VERSION', 'PACKAGES'] as const;

/** Longest cell of a table that is as wide as it needs to be. */
const LONGEST_CELL = 2000;

function rowOf(server: Server): string[] {
  const { launch, installation } = server;
  const what =
    launch.package ?? launch.remoteUrl ?? launch.sourceUrl ?? launch.localEntry ?? launch.commandLine.join(' ');
  const clients = [...new Set(server.declarations.map(({ client }) => client))].join(', ');
  const isInstalled = installation !== null && installation.fidelity !== 'declared';
  return [
    `${server.id}${isActive(server) ? '' : ' (disabled)'}`,
    clients,
    what === '' ? 'not known' : what,
    installation?.version ?? (launch.version === null ? '-' : `${launch.version} (declared)`),
    isInstalled ? String(installation.components.length) : '-',
  ].map((cell) => escapeLine(cell, LONGEST_CELL));
}

/** A table of at most `width` columns: the widest column gives way first. */
export function inventoryTable({ servers, gaps }: Inventory, width: number): string {
  const rows = [[...COLUMNS], ...servers.map(rowOf)];
  const widths = COLUMNS.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  const total = (): number => widths.reduce((sum, one) => sum + one + 2, -2);
  for (let most = Math.max(...widths); total() > width && most > 8; most = Math.max(...widths)) {
    widths[widths.indexOf(most)] = most - 1;
  }
  const lines = rows.map((row) =>
    row
      .map((cell, column) => clip(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const count = `${servers.length} ${servers.length === 1 ? 'server' : 'servers'}`;
  const open = gaps.length === 0 ? '' : `, ${gaps.length} gaps (mcp-audit scan explains them)`;
  return servers.length === 0 ? `no MCP server found${open}\n` : `${lines.join('\n')}\n\n${count}${open}\n`;
}

/** Exit code 0 when everything could be read, 3 when there are gaps or no server. */
export async function runInventory(options: InventoryCommandOptions, terminal: Terminal): Promise<number> {
  const { selection, machine } = selectionOf(options, terminal);
  const cache = cacheOf(options, terminal);
  const inventory = await withIo(terminal, false, (io) =>
    scan({ selection, machine, cache, advisories: null, version: version() }, io),
  );
  // What reads a file or a pipe wants every cell whole.
  const width = terminal.isTerminal && options.output === undefined ? terminal.width : Infinity;
  const text = options.format === 'json' ? stringify(inventory) : inventoryTable(inventory, width);
  if (options.output === undefined) terminal.stdout(text);
  else writeNamed(realFiles, resolve(terminal.cwd, options.output), text);
  return inventory.gaps.length > 0 || inventory.servers.length === 0 ? EXIT.incomplete : EXIT.pass;
}
