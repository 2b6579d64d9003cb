import { Option, type Command } from 'commander';

export interface EnumerateOptions {
  enumerate?: 'ask' | 'all' | 'none';
  sandbox: 'auto' | 'require' | 'none';
  sandboxImage?: string;
  allowNetwork?: boolean;
  realHome?: boolean;
}

export interface LiveOptions extends EnumerateOptions {
  tools?: string[];
  /** Absent: gentle, for what the user's own files declare. */
  probe?: 'gentle' | 'active' | 'none';
  /** Servers that are meant, where not all are. */
  only?: readonly string[];
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];

/** The options that say which servers may be started to list their tools, and how they are kept in. */
export function addEnumerateOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--enumerate <which>',
        'start servers to list their tools: ask for each, all, or none (default: ask at a terminal, else none)',
      ).choices(['ask', 'all', 'none']),
    )
    .addOption(
      new Option('--sandbox <how>', 'keep a started server in: auto uses what is at hand, require starts none without')
        .choices(['auto', 'require', 'none'])
        .default('auto'),
    )
    .option('--sandbox-image <image>', 'use docker with this image, which has to be here')
    .option('--allow-network', 'let started servers use the network, and be fetched where they are not installed')
    .option('--real-home', 'show started servers your own home instead of an empty one');
}

/** All that a scan may ask of servers. */
export function addLiveOptions(command: Command): Command {
  return addEnumerateOptions(command.optionsGroup('Servers (none is started or asked for more without your word):'))
    .option('--tools <server=file>', 'take the tools of a server from a saved list (repeatable)', collect)
    .addOption(
      new Option(
        '--probe <how>',
        'ask servers that listen on this machine what they let in; active opens sessions (default: gentle, for those that your own files declare)',
      ).choices(['gentle', 'active', 'none']),
    );
}
