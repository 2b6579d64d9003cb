import { optionTable, withOptions } from './_options.ts';

/** For every command of deno (deno 2.9: `deno --help`). */
export const DENO_OPTIONS = optionTable({ valued: '-L|--log-level', switches: '-q|--quiet' }, { joined: true });

/** What `deno run` and `deno x` share (`deno run --help=full`); an optional value follows `=` only. */
const RUNTIME_OPTIONS = optionTable(
  {
    valued: `--import-map --node-modules-linker -c|--config --lock --cert --min-dep-age --inspect-publish-uid --location
      --seed --preload --require --conditions`,
    inline: `--check --env-file --no-check --node-modules-dir --vendor -r|--reload --frozen|--frozen-lockfile
      --unsafely-ignore-certificate-errors --v8-flags --inspect --inspect-brk --inspect-wait --allow-scripts
      -P|--permission-set -R|--allow-read -W|--allow-write -I|--allow-import -N|--allow-net -E|--allow-env -S|--allow-sys
      --allow-run --allow-ffi --deny-read --deny-write --deny-net --deny-env --deny-sys --deny-run --deny-ffi --deny-import
      --ignore-env --ignore-read`,
    switches: `--no-remote --no-npm --no-config --no-lock --cached-only -A|--allow-all --no-prompt --allow-hrtime --unstable
      --unstable-bare-node-builtins --unstable-broadcast-channel --unstable-cron --unstable-detect-cjs --unstable-ffi
      --unstable-fs --unstable-http --unstable-kv --unstable-net --unstable-node-globals --unstable-otel
      --unstable-process --unstable-sloppy-imports --unstable-temporal --unstable-unsafe-proto --unstable-webgpu
      --unstable-worker-options`,
  },
  { joined: true },
);

const BOTH = withOptions(DENO_OPTIONS, RUNTIME_OPTIONS);

export const RUN_OPTIONS = withOptions(
  BOTH,
  optionTable(
    {
      valued: '--ext',
      inline: '--watch --hmr|--watch-hmr --watch-exclude --coverage',
      switches: '--no-clear-screen --no-code-cache --use-env-proxy',
    },
    { joined: true },
  ),
);

export const X_OPTIONS = withOptions(
  BOTH,
  optionTable({ valued: '-p|--package', inline: '--ignore-scripts', switches: '-y|--yes' }, { joined: true }),
);

export const TASK_OPTIONS = withOptions(
  DENO_OPTIONS,
  optionTable(
    {
      valued: '--cwd -c|--config -f|--filter -j|--jobs --lock',
      inline: '--env-file --node-modules-dir --frozen|--frozen-lockfile',
      switches: '-r|--recursive --members --if-present --no-prefix --no-lock',
    },
    { joined: true },
  ),
);

/** Options that load other code first, or replace what is imported. */
export const DENO_PRELOADS = ['preload', 'require', 'import-map', 'config', 'env-file'];
