import type { Command } from 'commander';
import { addDemo } from './demo.ts';
import { addExplain } from './explain.ts';
import { addHelp } from './help.ts';
import { addInventory } from './inventory.ts';
import { addPolicy } from './policy.ts';
import { addScan } from './scan.ts';
import type { Terminal } from './terminal.ts';

/** Adds one subcommand: its arguments and options; what it does is imported when it runs. */
export type AddCommand = (program: Command, terminal: Terminal, done: (exitCode: number) => void) => void;

/** In the order of the help text. Adding one: a file here and a line in `COMMANDS`. */
export const COMMANDS: readonly AddCommand[] = [addScan, addInventory, addExplain, addPolicy, addDemo, addHelp];
