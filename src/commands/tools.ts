import { Option, type Command } from 'commander';
import { AuditError } from '../errors.ts';
import { addEnumerateOptions, type EnumerateOptions } from './_live-options.ts';
import { addPlaceOptions, type SelectionOptions } from './_selection-options.ts';
import type { Terminal } from './terminal.ts';

interface LookOptions extends SelectionOptions, EnumerateOptions {
  from?: string;
}

export interface ToolsListOptions extends LookOptions {
  url?: string;
  /** Where the list is kept. */
  save?: string;
  format: 'text' | 'json';
}

/** What is held against a policy. */
export interface ToolsDiffOptions extends LookOptions {
  policy: string;
  format: 'text' | 'json';
}

export interface ToolsReviewOptions extends LookOptions {
  policy: string;
  /** The person. */
  by: string;
}

const FROM = 'an inventory that was kept (mcp-audit scan --save), or a saved list of the one server that is named';

const SERVERS = 'by id or name (default: all that a client would start)';
const format = (): Option =>
  new Option('-f, --format <format>', 'how to show it').choices(['text', 'json']).default('text');

/** What to look at where no file is given, and what may be started for it. */
const addLook = (command: Command): Command =>
  addEnumerateOptions(addPlaceOptions(command).optionsGroup('Servers (none is started without your word):'));

/** Options that say how to look are of no use beside what is looked at already. */
function refuseBeside(command: Command, name: 'from' | 'url'): void {
  const isGiven = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
  const looking = new Set([
    'home',
    'project',
    'config',
    'client',
    'imageArchive',
    'enumerate',
    'sandbox',
    'sandboxImage',
    'allowNetwork',
    'realHome',
  ]);
  const beside = command.options.filter(
    (option) => looking.has(option.attributeName()) && isGiven(option.attributeName()),
  );
  if (!isGiven(name) || beside.length === 0) return;
  throw new AuditError(
    'usage',
    `--${name} looks at nothing else: ${beside.map(({ long }) => long).join(', ')} cannot be given with it`,
    {
      hint: 'Leave out the one or the other.',
    },
  );
}

/** `mcp-audit tools …`: what the tools of a server can do, and what their descriptions say. */
export function addTools(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const list = command
    .command('list')
    .description('say what each tool does and reaches, and what in its words looks poisoned; calls none')
    .argument('[server...]', SERVERS)
    .option('--from <file>', 'a saved list: a result of tools/list, an object with `tools`, or an array (JSON)')
    .option('--url <url>', 'a server that already runs on this machine, by HTTP; it is asked for its list')
    .option('--save <file>', 'keep the list of one server as it gave it, for --from and scan --tools')
    .addOption(format());
  addLook(list).action(async (names: string[], options: ToolsListOptions) => {
    refuseBeside(list, 'from');
    refuseBeside(list, 'url');
    done(await (await import('./_run-tools-list.ts')).runToolsList(names, options, terminal));
  });
  const review = command
    .command('review')
    .description('show new and changed tools one by one, and write what you approve into the policy')
    .argument('[server...]', SERVERS)
    .requiredOption('--policy <file>', 'the policy that holds the reviews')
    .requiredOption('--by <person>', 'who reviews')
    .option('--from <file>', FROM);
  addLook(review).action(async (names: string[], options: ToolsReviewOptions) => {
    refuseBeside(review, 'from');
    done(await (await import('./_run-tools-review.ts')).runToolsReview(names, options, terminal));
  });
  const diff = command
    .command('diff')
    .description('say which tools are new or changed since they were reviewed, and what changed')
    .argument('[server...]', SERVERS)
    .requiredOption('--policy <file>', 'the policy that holds the reviews')
    .option('--from <file>', FROM)
    .addOption(format());
  addLook(diff).action(async (names: string[], options: ToolsDiffOptions) => {
    refuseBeside(diff, 'from');
    done(await (await import('./_run-tools-diff.ts')).runToolsDiff(names, options, terminal));
  });
}
