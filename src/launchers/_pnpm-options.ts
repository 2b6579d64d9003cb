import { optionTable, withOptions } from './_options.ts';

/** pnpm's options for every command (pnpm 10.34: lib/cmd, lib/shorthands.js). `--color`, which may take a word, is left out. */
export const PNPM_OPTIONS = optionTable(
  {
    valued: `-C|--prefix|--dir -F|--filter --filter-prod --loglevel --reporter --test-pattern
      --changed-files-ignore-pattern --workspace-packages`,
    switches: `-s|--silent -d -dd -ddd -q|--quiet --verbose -p|--parseable --porcelain --stream --aggregate-output
      --use-stderr --ignore-workspace -w|--workspace-root --include-workspace-root --fail-if-no-match
      -r|--recursive --no-color`,
  },
  { joined: false },
);

/**
 * Before the command: what pnpm reads alike whatever the command is. It finds the command by the option tables of its
 * installing commands, so that the value of another option could be taken for it.
 */
export const BEFORE_OPTIONS = withOptions(
  PNPM_OPTIONS,
  optionTable(
    {
      valued: '--package',
      switches: '--if-present --no-bail --sort --no-sort --parallel --sequential -c|--shell-mode',
    },
    { joined: false },
  ),
);

/** Of `pnpm dlx`; pnpm refuses `-y`, which people bring along from npx. */
export const DLX_OPTIONS = withOptions(
  PNPM_OPTIONS,
  optionTable(
    {
      valued: '--package --allow-build --cpu --libc --os --use-node-version',
      switches: '-c|--shell-mode -y|--yes',
    },
    { joined: false },
  ),
);

/** Of `pnpm run`, and of a script without it. */
export const RUN_OPTIONS = withOptions(
  PNPM_OPTIONS,
  optionTable(
    {
      valued: '--workspace-concurrency --resume-from --use-node-version',
      switches: `--if-present --no-bail --bail --sort --no-sort --parallel --sequential --reverse --report-summary
        --reporter-hide-prefix --unsafe-perm`,
    },
    { joined: false },
  ),
);
