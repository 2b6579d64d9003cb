import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands/index.ts';
import { thisTerminal, type Terminal } from './commands/terminal.ts';
import { AuditError, EXIT } from './errors.ts';
import { version } from './version.ts';

const EXIT_CODES = `
Exit codes:
  0 pass   1 fail   2 usage or policy error   3 incomplete   70 internal error   130 interrupted

Start with: mcp-audit demo`;

function createProgram(terminal: Terminal, done: (exitCode: number) => void): Command {
  const program = new Command('mcp-audit')
    .description(
      'A launch gate for MCP servers: finds them, reads what is really installed, and says: may this launch?',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(add --help for what can be given)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      getOutHasColors: () => terminal.hasColor,
      getErrHasColors: () => false,
    })
    .exitOverride();
  for (const add of COMMANDS) add(program, terminal, done);
  // Settings are inherited only by commands created after them, and not by commands of commands.
  const settle = (command: Command): void => {
    command.exitOverride().copyInheritedSettings(program);
    command.commands.forEach(settle);
  };
  program.commands.forEach(settle);
  return program;
}

/** Text for a person on stderr: hostile characters cannot reach the terminal through a message. */
async function say(terminal: Terminal, error: AuditError): Promise<void> {
  const { escapeLine } = await import('./reporters/_escape.ts');
  const lines = error.message.split('\n').map((line) => escapeLine(line));
  const [first = '', ...rest] = lines;
  const hint = error.hint === undefined ? [] : [`  ${escapeLine(error.hint)}`];
  terminal.stderr(`${[`mcp-audit: ${first}`, ...rest, ...hint].join('\n')}\n`);
}

/** Runs one command line and answers with the exit code; never throws. */
export async function main(argv: readonly string[], terminal: Terminal = thisTerminal()): Promise<number> {
  let exitCode: number = EXIT.pass;
  try {
    const program = createProgram(terminal, (code) => {
      exitCode = code;
    });
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.usage;
    if (error instanceof AuditError) {
      await say(terminal, error);
      return error.exitCode;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await say(terminal, new AuditError('internal', `a bug in mcp-audit stopped it\n${detail}`, { cause: error }));
    return EXIT.internal;
  }
}
