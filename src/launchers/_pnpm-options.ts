import { optionTable } from '../syntax/options.ts';

const STYLE = { strict: true, joined: false };

/** pnpm's options for every command (pnpm 10.34: lib/cmd, lib/shorthands.js). `--color`, which may take a word, is left out. */
const GLOBAL = `-C|--prefix|--dir= -F|--filter= --filter-prod= --loglevel= --reporter= --test-pattern=
  --changed-files-ignore-pattern= --workspace-packages= -s|--silent -d -dd -ddd -q|--quiet --verbose -p|--parseable
  --porcelain --stream --aggregate-output --use-stderr --ignore-workspace -w|--workspace-root --include-workspace-root
  --fail-if-no-match -r|--recursive --no-color`;

/**
 * Before the command: what pnpm reads alike whatever the command is. It finds the command by the option tables of its
 * installing commands, so that the value of another option could be taken for it.
 */
export const BEFORE_OPTIONS = optionTable(
  `${GLOBAL} --package= --allow-build= --if-present --no-bail --sort --no-sort --parallel --sequential -c|--shell-mode`,
  STYLE,
);

/** Of `pnpm dlx`; pnpm refuses `-y`, which people bring along from npx. */
export const DLX_OPTIONS = optionTable(
  `${GLOBAL} --package= --allow-build= --cpu= --libc= --os= --use-node-version= -c|--shell-mode -y|--yes`,
  STYLE,
);

/** Of `pnpm run`, and of a script without it. */
export const RUN_OPTIONS = optionTable(
  `${GLOBAL} --workspace-concurrency= --resume-from= --use-node-version= --if-present --no-bail --bail --sort
    --no-sort --parallel --sequential --reverse --report-summary --reporter-hide-prefix --unsafe-perm`,
  STYLE,
);
