import type { Command } from 'commander';
import { AuditError } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/** `mcp-audit help [command]`: the same as `--help` behind the command. */
export function addHelp(program: Command, _terminal: Terminal, _done: (exitCode: number) => void): void {
  program
    .command('help')
    .description('say what a command takes')
    .argument('[command...]')
    .action((words: string[]) => {
      let command: Command | undefined = program;
      for (const word of words) command = command?.commands.find((one) => one.name() === word);
      if (command) return command.outputHelp();
      throw new AuditError('usage', `there is no command \`${words.join(' ')}\``, { hint: 'See: mcp-audit --help' });
    });
}
