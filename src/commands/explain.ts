import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

export interface ExplainCommandOptions {
  from?: string;
  policy?: string;
  cacheDir?: string;
}

/** `mcp-audit explain`: what a check, a gate item, an advisory or a finding means. */
export function addExplain(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .argument('[id]', 'for example vulnerable-package, installed-tree-scanned, GHSA-6xpm-ggf7-wc3p')
    .option('--from <file>', 'a kept inventory (scan --save): say where the id occurs in it')
    .option('--policy <file>', 'the policy that judges the kept inventory')
    .addOption(new Option('--cache-dir <dir>', 'where the advisory database is kept').env('MCP_AUDIT_CACHE_DIR'))
    .action(async (id: string | undefined, options: ExplainCommandOptions) => {
      const { runExplain } = await import('./_run-explain.ts');
      done(await runExplain(id, options, terminal));
    });
}
