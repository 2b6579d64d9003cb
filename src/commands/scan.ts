import { Option, type Command } from 'commander';
import { AuditError } from '../errors.ts';
import { parseDate } from './_date.ts';
import type { ExploitationOptions } from './_exploitation.ts';
import type { OutputOptions } from './_output.ts';
import { addLiveOptions, type LiveOptions } from './_live-options.ts';
import { addSelectionOptions, type SelectionOptions } from './_selection-options.ts';
import type { Terminal } from './terminal.ts';

export interface JudgeOptions {
  policy?: string;
  allowEmpty?: boolean;
  asOf?: Date;
}

/** How to look at this machine, and whom to ask. */
export interface LookOptions extends SelectionOptions, ExploitationOptions, LiveOptions {
  offline?: boolean;
  osvUrl: string;
  npmRegistry: string;
  pypiIndex: string;
}

export interface ScanCommandOptions extends LookOptions, OutputOptions, JudgeOptions {
  from?: string;
  revealPrivate?: boolean;
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];

/** By their names in `ScanCommandOptions`. */
const FOR_LOOKING: ReadonlySet<string> = new Set([
  'home',
  'project',
  'config',
  'client',
  'imageArchive',
  'cacheDir',
  'cache',
  'offline',
  'osvUrl',
  'npmRegistry',
  'pypiIndex',
  'kev',
  'epss',
  'enumerate',
  'sandbox',
  'sandboxImage',
  'allowNetwork',
  'realHome',
  'tools',
  'probe',
]);

/** With `--from` nothing is looked at: an option that says how to look would be ignored. Variables and defaults may stand. */
export function refuseBesideFrom(command: Command, packages: readonly string[]): void {
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const beside = command.options.filter((option) => {
    const name = option.attributeName();
    return FOR_LOOKING.has(name) && isGiven(name);
  });
  const names = [...beside.map(({ long }) => long), ...packages].join(', ');
  if (!isGiven('from') || names === '') return;
  throw new AuditError('usage', `--from looks at nothing else: ${names} cannot be given with it`, {
    hint: 'Leave out the one or the other.',
  });
}

/** Whom a scan asks about packages, and by what findings are ranked. */
export function addAdvisoryOptions(command: Command): Command {
  return command
    .optionsGroup('Advisories and registries:')
    .option(
      '--offline',
      'ask no advisory source and no registry: use the advisories that are kept here (mcp-audit db), else those that ship with mcp-audit, a part of all; a package named here is still fetched',
    )
    .addOption(new Option('--osv-url <url>', 'an OSV-compatible API').default('https://api.osv.dev'))
    .addOption(
      new Option('--npm-registry <url>', 'asked for deprecated packages').default('https://registry.npmjs.org'),
    )
    .addOption(new Option('--pypi-index <url>', 'asked for yanked packages').default('https://pypi.org/simple'))
    .option('--kev <file>', "CISA's catalog of known exploited vulnerabilities (JSON), to rank by")
    .option('--epss <file>', "FIRST's scores of how likely exploitation is (CSV, also .gz), to rank by");
}

/** `mcp-audit scan`: the launch gate. */
export function addScan(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addAdvisoryOptions(addLiveOptions(addSelectionOptions(command)))
    .optionsGroup('Judgement:')
    .option('--policy <file>', 'the policy to judge by (default: the built-in baseline)')
    .option('--allow-empty', 'no server found is a pass')
    .addOption(new Option('--as-of <date>', 'judge as of this time').argParser(parseDate))
    .optionsGroup('Output:')
    .option('--reveal-private', 'on a terminal: show what the policy keeps back because it is not public yet')
    .option('-f, --format <format>', 'text, json, sarif or html (repeatable, or a list with commas)', collect)
    .option('-o, --output <file>', 'write the report here, also FORMAT=FILE (repeatable)', collect)
    .option('--save <file>', 'keep the inventory, to judge it again')
    .option('--from <file>', 'judge a kept inventory and look at nothing else')
    .option('-v, --verbose', 'show every finding, gap and server')
    .action(async (packages: string[], options: ScanCommandOptions) => {
      refuseBesideFrom(command, packages);
      const { runScan } = await import('./_run-scan.ts');
      done(await runScan({ ...options, packages }, terminal));
    });
}
