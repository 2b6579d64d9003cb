import type { Command } from 'commander';
import { AuditError } from '../errors.ts';

/** `mcp-audit help [command]`: the same as `--help` behind the command. */
export function addHelp(self: Command): void {
  self.argument('[command...]').action((words: string[]) => {
    let command: Command | undefined = self.parent ?? self;
    for (const word of words) command = command?.commands.find((one) => one.name() === word);
    if (command) return command.outputHelp();
    throw new AuditError('usage', `there is no command \`${words.join(' ')}\``, { hint: 'See: mcp-audit --help' });
  });
}
