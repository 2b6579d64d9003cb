import { Option, type Command } from 'commander';
import { addSelectionOptions, type SelectionOptions } from './_selection-options.ts';
import type { Terminal } from './terminal.ts';

export interface InventoryCommandOptions extends SelectionOptions {
  policy?: string;
  format: 'table' | 'json' | 'csv';
  output?: string;
}

/** `mcp-audit inventory`: the facts without advisories and without a judgement. */
export function addInventory(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addSelectionOptions(command)
    .optionsGroup('Output:')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['table', 'json', 'csv']).default('table'))
    .option('-o, --output <file>', 'write it here')
    .option('--policy <file>', 'whose owners to show')
    .action(async (packages: string[], options: InventoryCommandOptions) => {
      const { runInventory } = await import('./_run-inventory.ts');
      done(await runInventory({ ...options, packages }, terminal));
    });
}
