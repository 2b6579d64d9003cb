import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

export interface ProbeCommandOptions {
  active?: boolean;
  format: 'text' | 'json';
  json?: boolean;
}

/** `mcp-audit probe`: what a server that runs on this machine lets in. */
export function addProbe(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .argument('<url>', 'where it listens, for example http://localhost:3000/mcp')
    .option('--active', 'also open sessions and send what bad servers have died of; ask this of no server in use')
    .addOption(new Option('-f, --format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--json', 'as JSON with a log of every request and answer, bodies included')
    .action(async (url: string, options: ProbeCommandOptions) => {
      const { runProbe } = await import('./_run-probe.ts');
      done(await runProbe(url, options, terminal));
    });
}
