import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

export interface ToolsListOptions {
  from?: string;
  url?: string;
  format: 'text' | 'json';
}

/** `mcp-audit tools …`: what the tools of a server can do, and what their descriptions say. */
export function addTools(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .command('list')
    .description('say what each tool does and reaches, and what in its words looks poisoned; calls none')
    .option('--from <file>', 'a saved list: a result of tools/list, an object with `tools`, or an array (JSON)')
    .option('--url <url>', 'a server that already runs on this machine, by HTTP; it is asked for its list')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['text', 'json']).default('text'))
    .action(async (options: ToolsListOptions) => {
      done(await (await import('./_run-tools-list.ts')).runToolsList(options, terminal));
    });
}
