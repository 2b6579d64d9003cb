import { Command, CommanderError } from 'commander';
import { watchWrites } from './commands/_written.ts';
import { COMMANDS } from './commands/index.ts';
import { thisTerminal, type Terminal } from './commands/terminal.ts';
import { AuditError, EXIT, type ErrorCode } from './errors.ts';
import { escapeLine } from './reporters/_escape.ts';
import { version } from './package.ts';

const EXIT_CODES = `
Exit codes:
  0 pass   1 fail   2 usage or policy error   3 incomplete
  70 internal error   130 interrupted

Start with: mcp-audit demo`;

/** Commander's words for a mistake in those of every other: it ends some with a suggestion on a line of its own. */
function reword(text: string): string {
  const [, mistake = '', suggestion] = /^(?:error: )?([^]*?)(?:\n(\(Did you mean [^\n]*\)))?\n$/.exec(text) ?? [];
  const hint = suggestion === undefined ? '' : `  ${escapeLine(suggestion)}\n`;
  return `mcp-audit: ${escapeLine(mistake)}\n${hint}`;
}

/** The words that lead to a command: `mcp-audit policy check`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

async function createProgram(
  argv: readonly string[],
  terminal: Terminal,
  done: (exitCode: number) => void,
): Promise<Command> {
  const program = new Command('mcp-audit')
    .description(
      'A launch gate for MCP servers: finds them, reads what is really installed, and says: may this launch?',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('  See: mcp-audit --help')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      getOutHasColors: () => terminal.hasColor,
      getErrHasColors: () => false,
      outputError: (text, write) => write(reword(text)),
    })
    .exitOverride();
  // Options cost a file each: only those of the commands that are named are needed.
  for (const { name, description, load } of COMMANDS) {
    const command = program.command(name).description(description);
    if (argv.includes(name)) (await load())(command, terminal, done);
  }
  // Settings are inherited only by commands created after them, and not by commands of commands.
  const settle = (command: Command): void => {
    command
      .exitOverride()
      .copyInheritedSettings(program)
      .showHelpAfterError(`  See: ${pathOf(command)} --help`);
    if (command.commands.length > 0) command.helpCommand('help [command]', 'say what a command takes');
    command.commands.forEach(settle);
  };
  // The list of all commands is the same whichever of them has its options here.
  program.configureHelp({ subcommandTerm: (command) => command.name() });
  program.commands.forEach(settle);
  return program;
}

/** Whose messages are laid out in lines; in any other a line break is part of a name, and must not forge a line. */
const IN_LINES: ReadonlySet<ErrorCode> = new Set(['policy-invalid', 'internal']);

/** Text for a person on stderr: hostile characters cannot reach the terminal through a message. */
function say(terminal: Terminal, error: AuditError): void {
  const lines = (IN_LINES.has(error.code) ? error.message.split('\n') : [error.message]).map((line) =>
    escapeLine(line),
  );
  const [first = '', ...rest] = lines;
  const hint = error.hint === undefined ? [] : [`  ${escapeLine(error.hint)}`];
  terminal.stderr(`${[`mcp-audit: ${first}`, ...rest, ...hint].join('\n')}\n`);
}

/** Runs one command line and answers with the exit code; never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.pass;
  try {
    const program = await createProgram(argv, terminal, (code) => {
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
      say(terminal, error);
      return error.exitCode;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(terminal, new AuditError('internal', `a bug in mcp-audit stopped it\n${detail}`, { cause: error }));
    return EXIT.internal;
  }
}

/** Runs the command line of this process, and sets the exit code once everything is written. */
export async function run(): Promise<void> {
  const terminal = thisTerminal();
  const written = watchWrites(process.stdout);
  // Who does not hear what is said there cannot be told of it.
  watchWrites(process.stderr);
  const exitCode = await main(process.argv.slice(2), terminal);
  const failure = await written();
  if (failure !== null) say(terminal, new AuditError('internal', `could not write to stdout: ${failure.message}`));
  process.exitCode = failure === null ? exitCode : EXIT.internal;
}
