import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

export interface DemoCommandOptions {
  keep?: boolean;
  output?: string[];
  verbose?: boolean;
}

/** `mcp-audit demo`: a failing gate to look at, without set-up and without network. */
export function addDemo(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .option('--keep', 'leave the home in place to try other commands on it')
    .option(
      '-o, --output <file>',
      'write the report here, also FORMAT=FILE (repeatable): report.html to look at in a browser',
      (file: string, earlier: string[] = []) => [...earlier, file],
    )
    .option('-v, --verbose', 'show every finding, gap and server')
    .action(async (options: DemoCommandOptions) => {
      const { runDemo } = await import('./_run-demo.ts');
      done(await runDemo(options, terminal));
    });
}
