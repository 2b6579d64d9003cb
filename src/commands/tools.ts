import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

export interface ToolsListOptions {
  from: string;
  format: 'text' | 'json';
}

/** `mcp-audit tools …`: what the tools of a server can do, and what their descriptions say. */
export function addTools(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .command('list')
    .description('say what each tool of a saved list does and reaches, and what in its words looks poisoned')
    .requiredOption('--from <file>', 'the list: a result of tools/list, an object with `tools`, or an array (JSON)')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['text', 'json']).default('text'))
    .action(async (options: ToolsListOptions) => {
      done((await import('./_run-tools-list.ts')).runToolsList(options, terminal));
    });
}
