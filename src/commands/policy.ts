import { Option, type Command } from 'commander';
import { parseDate } from './_date.ts';
import { addLiveOptions } from './_live-options.ts';
import { addPlaceOptions, type SelectionOptions } from './_selection-options.ts';
import { addAdvisoryOptions, refuseBesideFrom, type JudgeOptions, type LookOptions } from './scan.ts';
import type { Terminal } from './terminal.ts';

export interface PolicyInitOptions extends SelectionOptions {
  output?: string;
}

export interface PolicyExplainOptions extends LookOptions, JudgeOptions {
  from?: string;
  revealPrivate?: boolean;
  format: 'text' | 'json';
}

export interface PolicyTestOptions {
  policy?: string;
}

/** `mcp-audit policy …`: help with policy files. */
export function addPolicy(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addPlaceOptions(
    command
      .command('init')
      .description('write a policy for the servers that are configured here; asks nobody and starts nothing'),
  )
    .optionsGroup('Output:')
    .option('-o, --output <file>', 'write it here; a file that is there already is left as it is')
    .action(async (options: PolicyInitOptions) => {
      const { runPolicyInit } = await import('./_run-policy-init.ts');
      done(await runPolicyInit(options, terminal));
    });
  command
    .command('check')
    .description('say whether a policy file is valid, with the line of every mistake and of what is still TODO')
    .argument('<file>', 'the policy file')
    .action(async (file: string) => {
      const { checkPolicy } = await import('./_run-policy.ts');
      done(checkPolicy(file, terminal));
    });
  addExplainPolicy(command, terminal, done);
  command
    .command('test')
    .description('hold a policy against assertions: this finding, on this day, gets this action')
    .argument('[tests]', 'the assertions (default: beside the policy, as NAME.test.yaml for NAME.yaml)')
    .option('--policy <file>', 'the policy (default: beside the assertions, by the same rule)')
    .action(async (tests: string | undefined, options: PolicyTestOptions) => {
      const { runPolicyTest } = await import('./_run-policy-test.ts');
      done(runPolicyTest(tests, options, terminal));
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

function addExplainPolicy(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const explain = command
    .command('explain')
    .description('say which rules of a policy match a finding, and what would clear them')
    .argument('<what>', "a finding's or vulnerability's id, a server, SERVER/TOOL, or a check");
  addAdvisoryOptions(addLiveOptions(addPlaceOptions(explain)))
    .optionsGroup('Judgement:')
    .option('--policy <file>', 'the policy to judge by (default: the built-in baseline)')
    .option('--from <file>', 'judge a kept inventory (scan --save) and look at nothing else')
    .addOption(new Option('--as-of <date>', 'judge as of this time').argParser(parseDate))
    .optionsGroup('Output:')
    .addOption(new Option('-f, --format <format>', 'how to show it').choices(['text', 'json']).default('text'))
    .option('--reveal-private', 'on a terminal: show what the policy keeps back because it is not public yet')
    .action(async (what: string, options: PolicyExplainOptions) => {
      refuseBesideFrom(explain, []);
      const { runPolicyExplain } = await import('./_run-policy-explain.ts');
      done(await runPolicyExplain(what, options, terminal));
    });
}
