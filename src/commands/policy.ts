import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `mcp-audit policy …`: help with policy files. */
export function addPolicy(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .command('check')
    .description('say whether a policy file is valid, with the line of every mistake')
    .argument('<file>', 'the policy file')
    .action(async (file: string) => {
      const { checkPolicy } = await import('./_run-policy.ts');
      done(checkPolicy(file, terminal));
    });
  command
    .command('schema')
    .description('print the JSON Schema of policy files, for editors')
    .action(async () => {
      const { printSchema } = await import('./_run-policy.ts');
      done(printSchema(terminal));
    });
  command
    .command('baseline')
    .description('print the built-in policy, which applies without --policy')
    .action(async () => {
      const { printBaseline } = await import('./_run-policy.ts');
      done(printBaseline(terminal));
    });
}
