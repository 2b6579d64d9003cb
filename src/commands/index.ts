import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Gives a subcommand its arguments, options and action; what the action does is imported when it runs. */
export type AddOptions = (command: Command, terminal: Terminal, done: (exitCode: number) => void) => void;

/** One subcommand: enough for the list of all; its options are imported when it is named. */
export interface CommandRecord {
  name: string;
  description: string;
  load(): Promise<AddOptions>;
}

/** In the order of the help text. Adding one: a file here and an entry in `COMMANDS`. */
export const COMMANDS: readonly CommandRecord[] = [
  {
    name: 'scan',
    description: 'find the configured servers, check what is installed, and judge it: may this launch?',
    load: async () => (await import('./scan.ts')).addScan,
  },
  {
    name: 'inventory',
    description:
      'list the configured servers and what is installed behind each; uses no network unless a package is named',
    load: async () => (await import('./inventory.ts')).addInventory,
  },
  {
    name: 'tools',
    description: 'list what the tools of a server do and reach, and what in their words looks poisoned',
    load: async () => (await import('./tools.ts')).addTools,
  },
  {
    name: 'explain',
    description: 'say what a check, gate item, advisory or finding means and what to do; without an id, list them',
    load: async () => (await import('./explain.ts')).addExplain,
  },
  {
    name: 'policy',
    description: 'write, check, explain and test a policy',
    load: async () => (await import('./policy.ts')).addPolicy,
  },
  {
    name: 'probe',
    description: 'ask a server that runs on this machine what it lets in: other sites, other machines, anybody',
    load: async () => (await import('./probe.ts')).addProbe,
  },
  {
    name: 'db',
    description: 'keep advisories on this machine: update, import, export, look at, and ask them',
    load: async () => (await import('./db.ts')).addDb,
  },
  {
    name: 'demo',
    description: 'build a throw-away home with bad servers, scan it offline and show the failing gate',
    load: async () => (await import('./demo.ts')).addDemo,
  },
  {
    name: 'help',
    description: 'say what a command takes',
    load: async () => (await import('./help.ts')).addHelp,
  },
];
