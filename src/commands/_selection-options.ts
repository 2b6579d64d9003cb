import { Option, type Command } from 'commander';

export interface SelectionOptions {
  home?: string;
  project?: string;
  config?: string[];
  /** Packages to fetch and look at, as `npm:name@1.2.3`. */
  packages?: string[];
  client?: string;
  imageArchive?: string[];
  cacheDir?: string;
  cache: boolean;
}

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];

/** What to look at, and packages to fetch for it; scan and inventory share them. */
export function addSelectionOptions(command: Command): Command {
  return addPlaceOptions(
    command.argument(
      '[package...]',
      'a server to look at before it is installed: npm:NAME@VERSION, pypi:NAME, oci:IMAGE',
    ),
  );
}

/** The options that say what to look at. */
export function addPlaceOptions(command: Command): Command {
  return command
    .optionsGroup('What to look at (default: your home and the current folder):')
    .option('--home <dir>', "another home folder, without this user's variables, PATH, Node and container engines")
    .option('--project <dir>', 'the config files checked in with a project')
    .option('--config <file>', 'one config file (repeatable)', collect)
    .option('--client <id>', 'the client whose format --config has (default: by name and shape)')
    .option(
      '--image-archive <file>',
      'an image saved by docker or podman, or an OCI layout, also IMAGE=FILE (repeatable)',
      collect,
    )
    .optionsGroup('Cache:')
    .addOption(new Option('--cache-dir <dir>', 'where data is kept between scans').env('MCP_AUDIT_CACHE_DIR'))
    .option('--no-cache', 'keep nothing between scans and use nothing of it; the advisory database stays');
}
